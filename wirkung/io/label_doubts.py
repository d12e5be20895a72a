"""Columns of labels that say something else than they seem to: «as above», blank cells, near spellings."""

from __future__ import annotations

import re
from itertools import combinations

import pandas as pd
from rapidfuzz.distance import Levenshtein

from wirkung.declared import Doubt
from wirkung.io import values
from wirkung.io.intake import Intake
from wirkung.io.numerals import numeral
from wirkung.io.quoted import quoted
from wirkung.io.spelling import folded

# What people write for «the same as above».
_AS_ABOVE = frozenset(
    {'"', "''", '-"-', "-''-", "„", "s. o.", "s.o.", "so.", "siehe oben", "dto.", "dto", "dito", "ditto"}
)
_FEWEST_BLANK = 3
_SHORTEST_LONG = 4
_SHORTEST_TYPED = 6  # letters; of shorter words one more is often another word
_MOST_LABELS = 100
_BESIDE = re.compile(r"\(.*?\)|\W", re.DOTALL)


def check_labels(
    intake: Intake, name: str, labels: pd.Series[str], *, may_be_blank: pd.Series[bool] | None = None
) -> None:
    """Problems and remarks about a column of categories, unless the programme file says what each value means.

    `may_be_blank` are rows without a label for a reason, as a comparison group has no course.
    """
    if intake.maps(name):
        return
    if not intake.accepts(Doubt.MARKS_AS_LABELS):
        found = values.texts(labels, lambda cell: cell if folded(cell) in _AS_ABOVE else None)
        intake.faults.rows("data.as_above", name, found.notna(), values=quoted(sorted(found.dropna().unique())))
    check_filled_once(intake, name, labels, may_be_blank=may_be_blank)
    if not intake.accepts(Doubt.MIXED_LABELS):
        near = _near(list(labels.value_counts().index))  # the most frequent first
        which = labels.isin(near)
        if which.any():
            intake.faults.remark("data.labels_near", name, which, values=intake.faults.told(name, labels[which]))


def check_filled_once(
    intake: Intake, name: str, labels: pd.Series[str], *, may_be_blank: pd.Series[bool] | None = None
) -> None:
    """A problem where a label stands in the first row of a block only, as in merged cells and printed lists."""
    filled = labels.notna()
    blank = ~filled if may_be_blank is None else ~filled & ~may_be_blank
    if intake.accepts(Doubt.FILLED_ONCE) or labels.empty or not filled.iloc[0]:
        return
    several = filled.sum() > 1 or name == "course"
    if several and not labels[filled].duplicated().any() and blank.sum() >= max(_FEWEST_BLANK, filled.sum()):
        intake.faults.rows("data.filled_once", name, blank)


def tell_near_values(intake: Intake, name: str, unknown: pd.Series[bool]) -> None:
    """A remark where a value that the programme file does not name is nearly one that it names."""
    cells = intake.present(name)[unknown].dropna()
    near = [
        each
        for each in cells.unique()[:_MOST_LABELS]
        if any(_may_be_one(known, each) for known in intake.mapped(name))
    ]
    if near:
        which = cells[cells.isin(near)]
        intake.faults.remark(
            "data.values_near", name, which.notna(), values=intake.faults.told(name, which), key=name
        )


def _near(labels: list[str]) -> list[str]:
    """The rarer of each two labels that may be two spellings of one."""
    if len(labels) > _MOST_LABELS:
        return []
    return list(dict.fromkeys(rarer for usual, rarer in combinations(labels, 2) if _may_be_one(usual, rarer)))


def _may_be_one(one: str, other: str) -> bool:
    """Whether two labels differ in punctuation, in how a number is written, in one letter, or one is a letter.

    Examples
    --------
    >>> [_may_be_one(*pair) for pair in (("Stade", "Stade."), ("01234", "1234"), ("weiblich", "weilich"))]
    [True, True, True]
    >>> [_may_be_one(*pair) for pair in (("männlich", "M."), ("5a", "5b"), ("Kurs A", "Kurs B"), ("ja", "jein"))]
    [True, False, False, False]
    """
    first, second = (_BESIDE.sub("", folded(label)) for label in (one, other))
    if first == second:
        return bool(first)
    numbers = [numeral(label) for label in (one, other)]
    if numbers[0] is not None and numbers[1] is not None:
        return float(numbers[0].plain) == float(numbers[1].plain)
    if not (first.isalpha() and second.isalpha()):
        return False
    short, long = sorted((first, second), key=len)
    if len(short) == 1:
        return len(long) >= _SHORTEST_LONG and long.startswith(short)
    return len(short) >= _SHORTEST_TYPED and " " not in one + other and Levenshtein.distance(first, second) == 1

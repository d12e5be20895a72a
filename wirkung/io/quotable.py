"""Which cells of a file may stand in an error text: what many persons have, and what cannot be a name.

An error text is read on a screen that others see, and lands in log files and e-mails of a scheduler. A wrong
column in the programme file would put ids, names and addresses there. So the row is always named, the cell rarely.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import pandas as pd

from wirkung.catalogue import message
from wirkung.io.error_cells import is_error
from wirkung.io.no_answers import NO_ANSWERS
from wirkung.io.quoted import Quoted
from wirkung.io.spelling import folded
from wirkung.programme.references import USUAL_SMALLEST_GROUP

LONGEST_LABEL = 40  # letters; what is longer is somebody's own words
SHOWN_VALUES = 5
SHOWN_ROWS = 10
_WORD = re.compile(r"[^\W\d_][\w\u2019'-]+")


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells that a catalogue sentence names in its language: `{values:de}`.

    `quoted` are values with the number of rows; of each other value there is the first row that holds it.
    """

    quoted: tuple[tuple[str, int], ...] = ()
    rows: tuple[int, ...] = ()

    def __format__(self, language: str) -> str:
        shown = self.quoted[:SHOWN_VALUES]
        more = len(self.quoted) > SHOWN_VALUES
        parts = []
        if shown:
            values, counts = zip(*shown, strict=True)
            told = Quoted(values, counts, more=more)
            parts.append(message("problems", "cells.quoted", language, values=told))
        if self.rows:
            told_rows = listed_rows(self.rows)
            parts.append(message("problems", "cells.untold", language, count=len(self.rows), rows=told_rows))
        return ", ".join(parts)


def cells(
    values: pd.Series[str], persons: pd.Series[str] | None, *, known: Collection[str] = (), secret: bool = False
) -> Cells:
    """What may be said of cells: quoted is «k. A.», and a value of at least ten persons that cannot be a name.

    Parameters
    ----------
    values
        The cells; the index holds the rows' numbers.
    persons
        Pseudonyms of all rows of the source; None where its rows are no persons' (what is spent may name a payee).
    known
        Values that the programme file itself holds, which may always be quoted.
    secret
        Whether the column is one of ids: then nothing is quoted.
    """
    of_persons = _numbers_of_persons(values, persons)
    told = [
        value
        for value in values.value_counts().index
        if value in known
        or is_error(value)
        or (not secret and folded(value) in NO_ANSWERS)
        or (not secret and of_persons.get(value, 0) >= USUAL_SMALLEST_GROUP and not might_be_somebodys(value))
    ]
    counts = values.value_counts()
    others = values[~values.isin(told)].drop_duplicates()
    ranked = sorted(((str(value), int(counts[value])) for value in told), key=lambda item: (-item[1], item[0]))
    return Cells(tuple(ranked), tuple(int(row) for row in others.index))


def might_be_somebodys(text: str) -> bool:
    """Whether a text might name a person, or be one's own words: an address, two capitalised words, a sentence.

    Examples
    --------
    >>> [might_be_somebodys(text) for text in ("Anna Vogel", "a.vogel@amt.de", "k. A.", "eher ja", "Extern")]
    [True, True, False, False, False]
    """
    capitalised = sum(word[0].isupper() for word in _WORD.findall(text))
    return "@" in text or len(text) > LONGEST_LABEL or capitalised > 1


def listed_rows(rows: Iterable[int]) -> str:
    """The first rows of some, as text."""
    each = tuple(rows)
    shown = ", ".join(map(str, each[:SHOWN_ROWS]))
    return f"{shown}, …" if len(each) > SHOWN_ROWS else shown


def _numbers_of_persons(values: pd.Series[str], persons: pd.Series[str] | None) -> dict[str, int]:
    if persons is None:
        return {}
    numbers = persons[values.index].groupby(values).nunique()
    return {str(value): int(number) for value, number in numbers.items()}

"""Answers whose order looks wrong: a column sorted alone, a scale turned in one wave, words the other way."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from wirkung.declared import Wave
from wirkung.io import values
from wirkung.io.intake import Intake
from wirkung.io.spelling import folded

_FEWEST = 20  # persons of a wave
_LOOKED_AT = 2000  # persons; more would only make it more certain
_MOST_VALUES = 20  # of an item; what has more is a measure of its own, which lists may be sorted by
_CHANCE = math.log(1e-6)  # less probable is no coincidence
# Standard errors of Fisher's z below zero: of answers of the same persons one in 30,000 lies there by chance.
_AGAINST = -4.0
_NOT = re.compile(r"\b(?:nicht|nie|niemals|keine?[mnrs]?|never|not|disagree)\b")


def tell_sorted_alone(intake: Intake, frame: pd.DataFrame, items: Sequence[str]) -> None:
    """A remark where answers to an item are sorted in a wave, and so are the ids: perhaps one was sorted alone."""
    for item in items:
        for _, rows in frame[frame[item].notna()].groupby("wave"):
            answers = rows[item].to_numpy()
            steps = np.diff(answers)
            in_order = bool((steps >= 0).all()) or bool((steps <= 0).all())
            if len(rows) < _FEWEST or not in_order or _probability(answers) > _CHANCE:
                continue
            names = intake.compared_ids()[rows.index].tolist()
            if names in (sorted(names), sorted(names, key=lambda name: (len(name), name))):
                intake.faults.remark("data.sorted_alone", item, frame.index.to_series().isin(rows.index))
                break


def _probability(answers: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    """The logarithm of how probable it is that so many answers come in order by chance, up or down."""
    counts = np.unique(answers, return_counts=True)[1]
    if not 1 < len(counts) <= _MOST_VALUES:
        return 0.0
    orders = math.lgamma(len(answers) + 1) - sum(math.lgamma(count + 1) for count in counts)
    return math.log(2) - orders


def tell_turned(table: pd.DataFrame, intakes: Mapping[Wave, Sequence[Intake]]) -> None:
    """A remark where who answered high before answers low afterwards, far beyond chance: a scale turned, perhaps.

    Parameters
    ----------
    table
        `Tables.measurements`.
    intakes
        The sources with rows of each wave; told of the last one of the later wave.
    """
    items = [str(name) for name in table.columns if name not in ("person", "year", "wave")]
    waves = [wave for wave in (Wave.BEFORE, Wave.AFTER) if (table["wave"] == wave).any()]
    if len(waves) < len(("before", "after")):
        return
    some = table.loc[table["wave"] == waves[0], "person"].head(_LOOKED_AT)
    rows = table[values.is_in(table["person"], some)]
    first, second = (rows[rows["wave"] == wave].set_index(["person", "year"])[items] for wave in waves)
    second = second.reindex(first.index)
    for item in items:
        pairs = pd.DataFrame({"first": first[item], "second": second[item]}).dropna()
        if len(pairs) < _FEWEST or pairs.nunique().min() < len(("one", "other")):
            continue
        r = max(float(pairs["first"].corr(pairs["second"])), -1 + 1e-9)
        if math.atanh(min(r, 1 - 1e-9)) * math.sqrt(len(pairs) - 3) < _AGAINST:
            intake = intakes[Wave.AFTER][-1]
            facts = {"column": intake.faults.heading(item), "pairs": len(pairs), "correlation": f"{r:.2f}"}
            intake.faults.note("data.scale_turned", **facts)


def tell_words_turned(intake: Intake, item: str, words: Mapping[str, str | int]) -> None:
    """A remark where every word with «not» stands for a higher number than every one without."""
    numbers = {word: float(number) for word, number in words.items() if _is_number(number)}
    against = [number for word, number in numbers.items() if _NOT.search(folded(word))]
    others = [number for word, number in numbers.items() if not _NOT.search(folded(word))]
    if against and others and min(against) > max(others):
        high, low = max(numbers, key=lambda word: numbers[word]), min(numbers, key=lambda word: numbers[word])
        intake.faults.note("data.words_turned", column=intake.faults.heading(item), high=high, low=low)


def _is_number(value: str | int) -> bool:
    return str(value).lstrip("-").replace(".", "", 1).isdecimal()

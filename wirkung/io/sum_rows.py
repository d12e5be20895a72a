"""Rows that add up others: they are left out, and what they say must be what their rows come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wirkung.declared import Doubt
from wirkung.io.intake import Intake
from wirkung.io.no_persons import adds_up

Marks = NDArray[np.bool_]
Values = NDArray[np.floating]


def check_sums(intake: Intake, names: Sequence[str], *, set_apart: pd.Series[bool] | None = None) -> None:
    """A problem for each column of which a sum row does not say what its rows come to.

    A row is then missing, is there twice, or is no row of its own. A sum may be of everything, of what stands
    above it, or of what stands above it since the sum before, with or without rows that a rule leaves out.

    Parameters
    ----------
    intake
        Knows the rows, and which were left out as sums.
    names
        Columns of numbers.
    set_apart
        Rows that a sum may leave out or take off: what came in.
    """
    rows = intake.sums.index[[adds_up(name) for name in intake.sums]]
    if not len(rows) or intake.accepts(Doubt.SUMS):
        return
    for name in names:
        if intake.has(name) and name not in intake.constants:
            _check_column(intake, name, rows, set_apart)


def _check_column(intake: Intake, name: str, rows: pd.Index[int], set_apart: pd.Series[bool] | None) -> None:
    numbers = intake.every_number(name)
    items = numbers.mask(numbers.index.isin(intake.sums.index)).fillna(0.0)
    used = numbers.index.isin(intake.rows)
    apart = np.zeros(len(numbers), dtype=np.bool_)
    if set_apart is not None:
        apart = numbers.index.isin(set_apart.index[set_apart])
    wrong = pd.Series(False, index=numbers.index)
    for row in rows:
        said = numbers[row]
        sums = _possible(
            items.to_numpy(dtype=np.float64), numbers.index < row, numbers.index > _before(rows, row), used, apart
        )
        # Each cell may have been rounded to the cent.
        near = 0.005 * (len(items) + 1)
        wrong[row] = not np.isnan(said) and not any(abs(abs(said) - abs(each)) <= near for each in sums)
    for row in wrong.index[wrong]:
        facts = {"said": _written(numbers[row]), "found": _written(items[numbers.index < row].sum())}
        intake.faults.source("data.sum_differs", column=intake.faults.heading(name), row=row, **facts)


def _written(number: float) -> str:
    """As a number stands in a message; `:g` would round 56354.34."""
    return f"{number:.2f}".removesuffix(".00")


def _before(rows: pd.Index[int], row: int) -> int:
    return max((each for each in rows if each < row), default=-1)


def _possible(items: Values, above: Marks, since: Marks, used: Marks, apart: Marks) -> Iterator[float]:
    """What the sum may be of."""
    for chosen in (np.ones_like(above), above, above & since):
        for among in (chosen, chosen & used):
            yield items[among].sum()
            yield items[among & ~apart].sum()
            yield items[among & apart].sum()
            yield items[among & ~apart].sum() - np.abs(items[among & apart]).sum()

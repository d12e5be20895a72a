"""What was known of everybody at the start, as columns of numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wirkung.declared import DesignKind, Group, Wave
from wirkung.programme.model import Characteristic, Indicator
from wirkung.year.data import YearData

# A category with fewer persons than this is no covariate: a propensity model would fit single persons.
SMALLEST_CATEGORY = 20


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Column:
    """One thing known at the start, of n persons, NaN where missing.

    That is an indicator, a characteristic in numbers, or a mark of 0 and 1 for a category of a characteristic.
    """

    values: NDArray[np.float64]
    indicator: str = ""
    characteristic: str = ""
    category: str | None = None


def baseline_columns(data: YearData, groups: Sequence[Group], ids: Sequence[str]) -> tuple[Column, ...]:
    """Indicators before, numbers, and categories as marks of 0 and 1, for the persons of the groups in turn.

    Of a category's levels the most frequent is left out, since it follows from the others; those with few persons
    are counted with it.
    """
    characteristics = {entry.id: entry for entry in data.programme.characteristics}
    return tuple(
        column
        for name in ids
        for column in (
            _of_characteristic(data, groups, characteristics[name])
            if name in characteristics
            else _of_indicator(data, groups, name)
        )
    )


def adjusted_for(data: YearData, indicator: Indicator) -> list[NDArray[np.float64]]:
    """What the declared main result of an indicator is adjusted for, of each group: shape (persons, columns).

    The baseline or pre-test, and the characteristics in `design.covariates`. Who lacks a characteristic gets the
    mean, and where these are not few a mark besides. So it is with the baseline after a lottery (White & Thompson
    2005; What Works Clearinghouse 5.0); without one who has none is not compared, and stays NaN.
    """
    start, smallest = data.start_of(indicator), data.programme.privacy.smallest_group
    names = [*([start.id] if start else []), *data.programme.design.covariates]
    needed = start is not None and data.programme.design.kind is not DesignKind.RANDOMISED
    columns: list[NDArray[np.float64]] = []
    for column in baseline_columns(data, tuple(Group), names):
        numbers = column.values  # noqa: PD011 - of a column
        missing = np.isnan(numbers)
        if (needed and column.indicator) or not missing.any() or missing.all():
            columns.append(numbers)
            continue
        columns.append(np.where(missing, numbers[~missing].mean(), numbers))
        if missing.sum() >= smallest:
            columns.append(missing.astype(np.float64))
    table = np.column_stack([np.empty((len(data.persons()), 0)), *columns])
    return np.split(table, [len(data.persons(Group.PROGRAMME))])


def _of_indicator(data: YearData, groups: Sequence[Group], name: str) -> Iterator[Column]:
    scores = [data.wave_scores(name, group, Wave.BEFORE) for group in groups]
    yield Column(indicator=name, values=np.concatenate(scores))


def _of_characteristic(data: YearData, groups: Sequence[Group], entry: Characteristic) -> Iterator[Column]:
    values = pd.concat([data.persons(group)[entry.id] for group in groups])
    if entry.kind == "number":
        known = _few_completed(values.to_numpy(dtype=float), data.programme.privacy.smallest_group)
        yield Column(characteristic=entry.id, values=known)
        return
    counts = values.value_counts()
    for level in sorted(counts[counts >= SMALLEST_CATEGORY].index[1:]):
        marks = np.where(values.isna(), np.nan, values == level).astype(float)
        yield Column(characteristic=entry.id, category=level, values=marks)


def _few_completed(values: NDArray[np.float64], smallest: int) -> NDArray[np.float64]:
    """The numbers, those of few persons who lack one set to the mean of the others.

    So that these few are in the adjusted numbers as well as in the main ones: what differs between the two would
    be theirs. Source: White & Thompson (2005), Adjusting for partially missing baseline measurements in randomized
    trials, Statistics in Medicine 24, 993-1007; without a lottery it is an approximation.
    """
    missing = np.isnan(values)
    if not 0 < missing.sum() < smallest or missing.all():
        return values
    return np.where(missing, values[~missing].mean(), values)

"""What was known of everybody at the start, as columns of numbers with names that readers know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wirkung.declared import Group, Wave
from wirkung.programme.model import Characteristic
from wirkung.programme.parts import text_in
from wirkung.year.data import YearData

# A category with fewer persons than this is no covariate: a propensity model would fit single persons.
SMALLEST_CATEGORY = 20


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Column:
    """One thing known at the start, of n persons, NaN where missing."""

    id: str
    label: str
    values: NDArray[np.float64]


def baseline_columns(data: YearData, groups: Sequence[Group], ids: Sequence[str]) -> tuple[Column, ...]:
    """Indicators before, numbers, and categories as marks of 0 and 1, for the persons of the groups in turn.

    Of a category's levels the most frequent is left out, since it follows from the others; those with few persons
    are counted with it.
    """
    indicators = {entry.id: entry for entry in data.programme.indicators}
    characteristics = {entry.id: entry for entry in data.programme.characteristics}
    columns: list[Column] = []
    for name in ids:
        if name in indicators:
            scores = np.concatenate([data.wave_scores(name, group, Wave.BEFORE) for group in groups])
            label = text_in(indicators[name].label, data.language)
            columns.append(Column(id=name, label=label, values=scores))
        else:
            columns.extend(_of_characteristic(data, groups, characteristics[name]))
    return tuple(columns)


def _of_characteristic(data: YearData, groups: Sequence[Group], entry: Characteristic) -> Iterator[Column]:
    values = pd.concat([data.persons(group)[entry.id] for group in groups])
    label = text_in(entry.label, data.language)
    if entry.kind == "number":
        yield Column(id=entry.id, label=label, values=values.to_numpy(dtype=float))
        return
    counts = values.value_counts()
    for level in sorted(counts[counts >= SMALLEST_CATEGORY].index[1:]):
        marks = np.where(values.isna(), np.nan, values == level).astype(float)
        yield Column(id=f"{entry.id}.{level}", label=f"{label}: {level}", values=marks)

"""What is known of a characteristic in each group: the levels that may be shown, and whose they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wirkung.codes import FURTHER
from wirkung.declared import Group
from wirkung.programme.model import Characteristic
from wirkung.programme.reach import limits_of
from wirkung.year.data import YearData
from wirkung.year.levels import shown_by_level
from wirkung.year.sample import Sample

Values = NDArray[np.object_]


class Known(NamedTuple):
    """The levels (or numbers) of those of a group of whom a characteristic is known, and who they are."""

    levels: Values
    sample: Sample


def known_numbers(data: YearData, characteristic: Characteristic) -> tuple[Known, ...]:
    """The numbers of each group, as the list of persons has them."""
    return _known(data, characteristic, [_values(data, characteristic, group) for group in _groups(data)])


def known_levels(data: YearData, characteristic: Characteristic) -> tuple[Known, ...]:
    """The categories of each group, or the bands of a number, small ones counted together as in every table.

    Raises
    ------
    ValueError
        For a number without bands.
    """
    values = [_values(data, characteristic, group) for group in _groups(data)]
    if characteristic.kind == "number":
        if not characteristic.bands:
            raise ValueError(f"the number {characteristic.id!r} has no bands")
        values = [_banded(each, characteristic.bands) for each in values]
    shown = shown_by_level(values, data.programme.privacy.smallest_group)
    return _known(data, characteristic, shown)


def levels_there(data: YearData, characteristic: Characteristic) -> frozenset[str]:
    """The levels that persons of the year have, those that are counted together with others included."""
    values = [_values(data, characteristic, group) for group in Group]
    if characteristic.kind == "number":
        values = [_banded(each, characteristic.bands) for each in values]
    there = {str(value) for each in values for value in each if value is not None}
    return frozenset(there) | data.merged.get(characteristic.id, frozenset())


def _groups(data: YearData) -> tuple[Group, ...]:
    return tuple(Group) if data.has_comparison else (Group.PROGRAMME,)


def _values(data: YearData, characteristic: Characteristic, group: Group) -> Values:
    column: pd.Series = data.persons(group)[characteristic.id]
    return column.astype(object).where(column.notna(), None).to_numpy()


def _known(data: YearData, characteristic: Characteristic, values: Sequence[Values]) -> tuple[Known, ...]:
    found = []
    for group, each in zip(_groups(data), values, strict=True):
        chosen = np.array([value is not None for value in each], dtype=bool)
        sample = data.sample(characteristic.id, group, chosen)
        found.append(Known(sample.of(each), sample))
    return tuple(found)


def _banded(values: Values, bands: Sequence[str]) -> Values:
    """The band of each number; numbers outside all of them are «others»."""
    limits = {band: limits_of(band) for band in bands}
    return np.array([None if value is None else _band_of(float(value), limits) for value in values], dtype=object)


def _band_of(value: float, limits: Mapping[str, tuple[int, float]]) -> str:
    return next((band for band, (low, above) in limits.items() if low <= value < above), FURTHER)

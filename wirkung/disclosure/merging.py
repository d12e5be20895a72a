"""Small categories of the persons' characteristics are counted together before any question is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from wirkung.codes import FURTHER
from wirkung.declared import Group
from wirkung.programme.model import Characteristic
from wirkung.programme.sensitive import TIMES_THE_SMALLEST, is_special
from wirkung.year.data import YearData
from wirkung.year.levels import counted_together
from wirkung.year.observed import results_of

# Who did not answer is a category as any other; no label of the data is empty.
UNKNOWN = ""


def small_categories(data: YearData, smallest_group: int) -> dict[str, frozenset[str]]:
    """The categories that are counted together, by characteristic; empty where nobody answered.

    Parameters
    ----------
    data
        Programme and year: both groups are looked at, all who are registered and those whose result is known, so
        that a category means the same in every table of the report.
    smallest_group
        The smallest group that may be shown.
    """
    shown = [persons for group in Group for persons in _shown(data, group)]
    found: dict[str, frozenset[str]] = {}
    for entry in data.programme.characteristics:
        if entry.kind == "category":
            counts = [named(persons[entry.id]).value_counts() for persons in shown]
            levels = {str(level) for each in counts for level in each.index}
            cells = {level: [int(each.get(level, 0)) for each in counts] for level in levels}
            needed = threshold_of(entry, smallest_group)
            larger = dict.fromkeys(special_categories(entry, levels), TIMES_THE_SMALLEST * smallest_group)
            found[entry.id] = counted_together(cells, needed, larger)
    return {name: levels for name, levels in found.items() if levels}


def threshold_of(entry: Characteristic, smallest_group: int) -> int:
    """How many persons a group must have at least of whom this characteristic may be shown."""
    return TIMES_THE_SMALLEST * smallest_group if entry.is_sensitive else smallest_group


def special_categories(entry: Characteristic, categories: Iterable[str]) -> frozenset[str]:
    """Those categories of a characteristic that need the higher threshold though the characteristic does not."""
    if entry.sensitive is False:
        return frozenset()
    return frozenset(level for level in categories if is_special(level))


def merged(persons: pd.DataFrame, together: Mapping[str, frozenset[str]]) -> pd.DataFrame:
    """Persons of all years with those categories as `FURTHER`."""
    columns = {name: _merged(persons[name], levels) for name, levels in together.items()}
    return persons.assign(**columns)


def _merged(column: pd.Series[str], levels: frozenset[str]) -> pd.Series[str]:
    return column.mask(named(column).isin(levels), FURTHER)


def named(column: pd.Series[str]) -> pd.Series[str]:
    """The column with `UNKNOWN` for those who did not answer."""
    return column.astype(object).where(column.notna(), UNKNOWN)


def _shown(data: YearData, group: Group) -> Iterator[pd.DataFrame]:
    """Everybody of a group, and those of them with a result on the first indicator."""
    persons = data.persons(group)
    yield persons
    indicators = data.programme.outcomes
    if indicators and data.tables.measurements is not None:
        yield persons[results_of(data, indicators[0], group).sample.chosen]

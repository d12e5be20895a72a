"""What is made coarser in the data before any question is asked, so that less has to be withheld afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from wirkung.disclosure.merging import merged, small_categories
from wirkung.disclosure.one_sample import SetAside, one_sample
from wirkung.year.data import YearData


@dataclass(frozen=True, slots=True, kw_only=True)
class Treated:
    """The data that questions are asked of, and for the evaluator's audit what was done to them.

    Parameters
    ----------
    data
        Programme and year.
    merged
        Which categories of a characteristic are counted together as `FURTHER`, by characteristic; an empty name is
        that of those who did not answer.
    aligned
        Single answers that are not used.
    """

    data: YearData = field(repr=False)
    merged: Mapping[str, frozenset[str]]
    aligned: tuple[SetAside, ...]


def treated(data: YearData, smallest_group: int) -> Treated:
    """The same programme and year with one sample per indicator and without small categories.

    Parameters
    ----------
    data
        As the office's files have them; they stay as they are.
    smallest_group
        The smallest group that may be shown.
    """
    tables, aligned = one_sample(data, smallest_group)
    one = replace(data, tables=tables)
    together = small_categories(one, smallest_group)
    persons = merged(tables.persons, together)
    return Treated(data=replace(one, tables=replace(tables, persons=persons)), merged=together, aligned=aligned)

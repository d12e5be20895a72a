"""What is made coarser in the data before any question is asked, so that less has to be withheld afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from wirkung.codes import FURTHER
from wirkung.disclosure.institutions import categories_of_few_institutions, without_institutions
from wirkung.disclosure.merging import merged, small_categories
from wirkung.disclosure.one_sample import SetAside, one_sample
from wirkung.disclosure.payees import with_payees_protected
from wirkung.disclosure.sensitive import without_small_sensitive
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
    costs
        Which categories of cost are counted together, since they rest on too few payees.
    """

    data: YearData = field(repr=False)
    merged: Mapping[str, frozenset[str]]
    aligned: tuple[SetAside, ...]
    costs: frozenset[str]


def treated(data: YearData, smallest_group: int) -> Treated:
    """The same programme and year: one sample per indicator, nothing small or sensitive, nobody's pay.

    Parameters
    ----------
    data
        As the office's files have them; they stay as they are.
    smallest_group
        The smallest group that may be shown.
    """
    tables, aligned = one_sample(data, smallest_group)
    one, costs = with_payees_protected(replace(data, tables=tables))
    institutions = categories_of_few_institutions(one)
    one = without_institutions(_merged(one, institutions))
    small = small_categories(one, smallest_group)
    together = {
        name: institutions.get(name, frozenset()) | small.get(name, frozenset()) - {FURTHER}
        for name in (*institutions, *(each for each in small if each not in institutions))
    }
    fewer = without_small_sensitive(replace(_merged(one, small), merged=together), smallest_group)
    return Treated(data=fewer, merged=together, aligned=aligned, costs=costs)


def _merged(data: YearData, together: Mapping[str, frozenset[str]]) -> YearData:
    return replace(data, tables=replace(data.tables, persons=merged(data.tables.persons, together)))

"""Money, hours and other numbers without bounds, of which one person can have nearly all.

The mean of forty incomes of which one is a million says what this one is. So no number is shown over persons of
whom one has more than three quarters of the sum (the (1, k) rule), or of whom the second could tell what the first
has to within 15 per cent (the p% rule), and no two whose difference is one over such persons.

Source: Hundepool et al. (2012), Statistical Disclosure Control, section 4.2; the thresholds are ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wirkung.declared import Group
from wirkung.disclosure.alike import Alike, alike_in
from wirkung.disclosure.register.rows import of_year
from wirkung.estimate import Population
from wirkung.year.data import YearData

LARGEST_SHARE = 0.75
CLOSEST = 0.15

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Amounts:
    """What persons have of things without bounds.

    Parameters
    ----------
    of
        By indicator or characteristic of a year («2024/income»), and by what it is of it («before», «change», ""):
        shape (persons of the study,), NaN where it is not known.
    alike
        What persons told of all that is averaged, with bounds or without.
    few_missed
        Whether all hours together say that few persons missed something, or nobody: who knows how long a course
        is takes them from what was planned.
    """

    of: Mapping[str, Mapping[str, Values]] = field(default_factory=dict, repr=False)
    alike: Alike = field(default_factory=Alike, repr=False)
    few_missed: bool = False

    def dominated(self, year: int, population: Population) -> bool:
        """Whether one of the persons has too much of what was looked at in them."""
        name, _, what = population.variable.partition(".")
        columns = self.of.get(of_year(name, year), {})
        looked_at = [columns[what]] if what in columns else columns.values()
        return any(one_above_all(each[_marks(population.members, each.size)]) for each in looked_at)

    def dominated_apart(self, kind: str, members: Sequence[bytes]) -> Iterator[tuple[int, int]]:
        """Whole and part, by place, of which one of the persons in between has too much."""
        columns = list(self.of.get(kind, {}).values())
        if not columns:
            return
        marks = [_marks(each, columns[0].size) for each in members]
        for (whole, all_of_it), (part, some) in permutations(enumerate(marks), 2):
            between = all_of_it & ~some
            if not (some & ~all_of_it).any() and any(one_above_all(each[between]) for each in columns):
                yield whole, part


def one_above_all(values: Values) -> bool:
    """Whether the largest of the values is known too well from their sum; missing ones count for nothing.

    Examples
    --------
    >>> one_above_all(np.array([900.0, 100, 100, 50])), one_above_all(np.array([100.0, 90, 90, 80]))
    (True, False)

    Two share nearly everything, so that each knows the other:

    >>> one_above_all(np.array([500.0, 450, 10, 10]))
    True
    """
    sizes = np.sort(np.abs(values[~np.isnan(values)]))[::-1]
    total = float(sizes.sum())
    if not total:
        return False
    largest, others = float(sizes[0]), float(sizes[2:].sum())
    return largest > LARGEST_SHARE * total or others < CLOSEST * largest


def amounts_of(data: YearData) -> Amounts:
    """What is unbounded in a programme and year: indicators without a scale, and characteristics in numbers."""
    programme, everybody = data.programme, pd.Index(data.tables.persons["person"].unique())
    of: dict[str, Mapping[str, Values]] = {}
    alike = alike_in(data)
    for indicator in programme.indicators:
        if indicator.limits is None:
            name = of_year(indicator.id, data.year)
            of[name] = alike.of[name].columns
    persons = data.persons().set_index("person")
    for entry in programme.characteristics:
        if entry.kind == "number":
            values = persons[entry.id].reindex(everybody).to_numpy(dtype=float)
            of[of_year(entry.id, data.year)] = {"": values}
    return Amounts(of, alike, _few_missed(data))


def _few_missed(data: YearData) -> bool:
    """Whether fewer than the smallest group missed something, or came at all, or few did not complete the course.

    Where nobody missed anything, each one's hours are known, and where nobody came as well. What was planned and
    is not known counts as the most that anybody has in the course.
    """
    attendance = data.rows_of_year(data.tables.attendance)
    if attendance is None:
        return False
    ours = attendance[attendance["person"].isin(data.persons(Group.PROGRAMME)["person"])]
    smallest = data.programme.privacy.smallest_group
    planned = ours["planned_hours"].fillna(ours.groupby("course")["hours"].transform("max"))
    if any(_persons(ours[rows]) < smallest for rows in (ours["hours"] < planned, ours["hours"] > 0)):
        return True
    shares = {step.share_of_hours for step in data.programme.cohort if step.share_of_hours is not None}
    return any(0 < _persons(ours[ours["hours"] < share * planned]) < smallest for share in shares)


def _persons(attendance: pd.DataFrame) -> int:
    return int(attendance["person"].nunique())


def _marks(members: bytes, everybody: int) -> NDArray[np.bool_]:
    """Who of the study is among the members; persons of earlier publications stand after them."""
    bits = np.unpackbits(np.frombuffer(members, dtype=np.uint8), count=everybody)
    return np.asarray(bits, dtype=np.bool_)

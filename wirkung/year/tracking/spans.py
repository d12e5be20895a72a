"""How long everybody was followed until a step, another end, or until nothing more is known: arrays, in months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wirkung.declared import Group
from wirkung.io.events import MANY_ON_ENTRY, MOST_ON_ENTRY
from wirkung.year.data import YearData
from wirkung.year.enough import may_be
from wirkung.year.sample import PERSONS, Sample
from wirkung.year.tracking.clock import NEVER, Days, days, months_between
from wirkung.year.tracking.reached import Reached
from wirkung.year.tracking.reaching import events_cover
from wirkung.year.tracking.ways import Ways, earliest, ways_of

STEP, OTHER_END = 1, 2

# In months; no shorter than a day of any month.
_DAY = 1 / 28


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spans:
    """The spans of one group until one step, (n) each; who entered after the last known day is left out.

    So is who is known to have made the step, gone another way or been lost before the list of events covers them:
    who did so without being on record is not among them either.

    `sample` are the n persons. `months` is the time until the first of step, other end, loss and last known day,
    `kind` which of these it was (1 step, 2 other end, 0 neither). `possible` is how long they could have been
    followed: until loss or the last known day, whatever came before. `since` is from when on the list of events
    covers the person, None where that is everybody's entry. `left_group` says how many went over to the programme,
    and are followed only until then.
    """

    sample: Sample
    months: NDArray[np.float64]
    kind: NDArray[np.int64]
    possible: NDArray[np.float64]
    since: NDArray[np.float64] | None
    left_group: int

    def rows(self, kept: NDArray[np.bool_]) -> Spans:
        """The spans of those who are marked, shape (n,)."""
        return Spans(
            sample=self.sample.those(kept),
            months=self.months[kept],
            kind=self.kind[kept],
            possible=self.possible[kept],
            since=None if self.since is None else self.since[kept],
            left_group=self.left_group,
        )

    def to_the_end_of_the_last_day(self) -> Spans:
        """The same, where who was followed to the last day is seen a day longer than what happened on that day."""
        last = (self.kind == 0) & (self.months == self.months.max())
        return replace(self, months=self.months + last * _DAY)

    @property
    def reached(self) -> Reached:
        """Who made the step, (n)."""
        return np.asarray(self.kind == STEP)

    @property
    def until_step_or_loss(self) -> NDArray[np.float64]:
        """Months until the step; who went another way is followed on, since that way never leads to the step."""
        return np.where(self.kind == OTHER_END, self.possible, self.months)


def spans(data: YearData, group: Group, ways: Ways, step: int) -> Spans:
    """How long each person of a group was followed until a step."""
    never = np.full(ways.entered.shape, NEVER)
    changed = never if group is Group.PROGRAMME else into_programme(data, ways)
    known = earliest(np.column_stack([np.full(ways.entered.shape, ways.until), ways.lost, changed]))
    when, other = ways.steps[:, step], ways.ended
    happened = when <= known  # never is later than any day
    ended = (other <= known) & ~(when <= other)
    stop = np.where(ended, other, np.where(happened, when, known))
    ahead = [step, *range(ways.steps.shape[1], ways.already.shape[1])]
    seen = (ways.entered <= ways.until) & ~ways.already[:, ahead].any(axis=1)
    # Who was lost, or changed groups, on the day on which the list begins was never on it.
    seen &= (stop > ways.since) | (ways.since == ways.entered)
    return Spans(
        sample=data.sample(PERSONS, group, seen),
        months=months_between(ways.entered, stop)[seen],
        kind=np.where(ended, OTHER_END, np.where(happened, STEP, 0))[seen],
        possible=months_between(ways.entered, known)[seen],
        since=_late(months_between(ways.entered, ways.since)[seen]),
        left_group=int((~np.isnat(changed)).sum()),
    )


def together(parts: Sequence[Spans]) -> NDArray[np.float64] | None:
    """From when on everybody of several groups was covered; None where all were from their entry."""
    late = [part for part in parts if part.since is not None]
    since = [np.zeros(part.months.size) if part.since is None else part.since for part in parts]
    return np.concatenate(since) if late else None


def mostly_on_entry(parts: Sequence[Spans], *, smallest: int) -> bool:
    """Whether most who made the step have the day of their entry as its date: then nobody knows how long it took.

    The data check asks about it by the same rule, event by event.
    """
    made = np.concatenate([each.months[each.reached] for each in parts])
    possible = may_be(int(np.count_nonzero(made == 0)), made.size, smallest=smallest)
    return all(number >= MANY_ON_ENTRY and number > MOST_ON_ENTRY * made.size for number in possible)


def _late(since: NDArray[np.float64]) -> NDArray[np.float64] | None:
    return since if (since > 0).any() else None


def group_ways(data: YearData) -> dict[Group, Ways]:
    """The ways of every group that has somebody, and that the list of events is about."""
    groups = (group for group in Group if not data.persons(group).empty and events_cover(data, group))
    return {group: ways_of(data, group) for group in groups}


def into_programme(data: YearData, ways: Ways) -> Days:
    """The day on which somebody of the comparison group entered the programme in a later year, else never."""
    persons = data.tables.persons
    later = persons[(persons["group"] == Group.PROGRAMME) & (persons["year"] > data.year)]
    if later.empty:
        return np.full(ways.entered.shape, NEVER)
    starts = pd.to_datetime(later["year"].map(data.programme.entry_of))
    first = later["entered"].fillna(starts).groupby(later["person"]).min()
    # Nobody is followed for less than no time, whatever date was entered.
    return np.maximum(days(data.persons(Group.COMPARISON)["person"].map(first)), ways.entered)

"""Which cohorts are followed together, over which periods, between which states, so that all may be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from wirkung.codes import Absence
from wirkung.declared import Group
from wirkung.year.data import YearData
from wirkung.year.kept import kept
from wirkung.year.tracking.groups import Grouping, Marks, Numbers, coarser, finest
from wirkung.year.tracking.track import Tracked, settled_after, track


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pool:
    """Cohorts taken together, the periods (counted from 1) of which moves are shown, and the states."""

    cohorts: tuple[Tracked, ...]
    periods: range
    grouping: Grouping

    @property
    def persons(self) -> int:
        """How many persons all cohorts have, who entered twice counted twice."""
        return sum(len(cohort.codes) for cohort in self.cohorts)

    @property
    def times(self) -> range:
        """The ends of periods (0: entry) at which it is shown how many stand where: before and after each move."""
        return range(self.periods[0] - 1, self.periods[-1] + 1)

    @property
    def moves(self) -> int:
        """How many times it is shown of somebody where they went."""
        return self.persons * len(self.periods)


@kept
def pool_of(data: YearData) -> Pool | Absence:
    """The cohorts, periods and groups of states that show most.

    The same for every year of a file, whichever is reported on: otherwise what two reports show could be
    subtracted, and would give back one cohort. All cohorts of the file are taken that were followed to the last
    period shown, so that the same persons are seen from the first to the last, and who stands in the columns of a
    period stands in the rows of the next. The first period is that after which all steps without a date are
    settled. States are taken together, from the rarest up, until every number in every period is nobody or at
    least the smallest group, and so is who came further after the last of them; where that fails, or leaves nobody
    who moves, the earliest period is left out and it is tried again.

    Of all last periods the one is chosen that gives most moves, persons times periods; of equals the one with
    more persons.
    """
    tracked = [track(year) for year in _years(data)]
    cohorts = tuple(found for found in tracked if isinstance(found, Tracked))
    first = settled_after(data) + 1
    longest = max((cohort.periods for cohort in cohorts), default=0)
    if longest < first:
        return Absence.NOT_YET_OBSERVED
    found = [_pool(data, cohorts, range(first, last + 1)) for last in range(first, longest + 1)]
    pools = [pool for pool in found if pool is not None]
    if not pools:
        return Absence.TOO_FEW_FOR_TRANSITIONS
    return max(pools, key=lambda pool: (pool.moves, pool.persons))


def _years(data: YearData) -> list[YearData]:
    persons = data.tables.persons
    years = persons["year"][persons["group"] == Group.PROGRAMME].unique()
    return [replace(data, year=int(year)) for year in sorted(years)]


def _pool(data: YearData, cohorts: Sequence[Tracked], periods: range) -> Pool | None:
    """The cohorts that were followed to the last period, over as many of the periods as may be shown."""
    followed = tuple(cohort for cohort in cohorts if cohort.periods >= periods[-1])
    moves = np.array([_moves(followed, period) for period in periods])
    for left_out in range(len(periods)):
        grouping = _shown_whole(data, moves[left_out:], followed, periods[-1])
        if grouping is not None:
            return Pool(cohorts=followed, periods=periods[left_out:], grouping=grouping)
    return None


def _moves(cohorts: Sequence[Tracked], period: int) -> Numbers:
    """Who went from where to where in a period, states × states."""
    states = cohorts[0].states.number
    found = np.zeros(states * states, dtype=np.int64)
    for cohort in cohorts:
        before, after = cohort.codes[:, period - 1].astype(np.intp), cohort.codes[:, period]
        found += np.bincount(before * states + after, minlength=states * states)
    return found.reshape(states, states)


def _shown_whole(data: YearData, moves: Numbers, cohorts: Sequence[Tracked], last: int) -> Grouping | None:
    """The groups with which every number in moves (periods × states × states) is nobody or enough.

    So is how far apart the numbers after the last period are from what is told beside them: few who came further
    since would be seen beside the funnel; were only the numbers withheld then, that would tell why.
    """
    smallest = data.programme.privacy.smallest_group
    sizes = moves[0].sum(axis=1) + moves.sum(axis=(0, 1))
    grouping: Grouping | None = finest(data, sizes)
    while grouping is not None:
        by_groups = grouping.added_up(moves)
        _, before, after = np.nonzero(small_numbers(by_groups, smallest))
        since = np.flatnonzero(small_numbers(beside(cohorts, grouping, last, smallest=smallest), smallest))
        small = {*before.tolist(), *after.tolist(), *since.tolist()}
        if not small:
            return grouping if _somebody_moves(by_groups) else None
        grouping = coarser(grouping, small, sizes)
    return None


def _somebody_moves(moves: Numbers) -> bool:
    """Whether anybody goes from one group to another: otherwise there is nothing to show."""
    return bool(moves.sum() > np.trace(moves, axis1=1, axis2=2).sum())


def standing(cohort: Tracked, period: int) -> Numbers:
    """How many of a cohort stand in each state after a period."""
    return np.bincount(cohort.codes[:, period], minlength=cohort.states.number)


def beside(cohorts: Sequence[Tracked], grouping: Grouping, period: int, *, smallest: int) -> Numbers:
    """What other answers tell beside the number in each group after a period: how far apart both are.

    The funnel tells how many came furthest to a step, of events where each follows on the one before: who of them
    is not there went elsewhere, or came further since. LOST tells how many were ever lost, unless they are few. Of
    other ends nothing else is told.
    """
    states = cohorts[0].states
    told = np.bincount(np.concatenate([cohort.furthest for cohort in cohorts]), minlength=states.number)
    told[states.lost] = sum(cohort.ever_lost for cohort in cohorts)
    there = np.sum([standing(cohort, period) for cohort in cohorts], axis=0)
    apart = np.abs(grouping.added_up(told) - grouping.added_up(there))
    of_lost = [states.lost in codes and not 0 < told[states.lost] < smallest for codes in grouping.outside]
    return np.where([True] * len(grouping.steps) + of_lost, apart, 0)


def small_numbers(numbers: Numbers, smallest: int) -> Marks:
    """Which numbers of persons are not nobody and below the smallest group."""
    return np.asarray((numbers > 0) & (numbers < smallest))

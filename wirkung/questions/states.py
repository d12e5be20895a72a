"""Where everybody of a cohort is, from entry to the last period that everybody has had."""

from __future__ import annotations

import numpy as np

from wirkung.codes import Absence, Reads, Role
from wirkung.declared import Group
from wirkung.finding import Answer, Finding, State, Subject
from wirkung.methods.cohort.states import state_shares
from wirkung.questions import Question
from wirkung.year.data import YearData
from wirkung.year.in_courses import of_all_by_definition, share_of_sample
from wirkung.year.sample import PERSONS
from wirkung.year.tracking.grid import safe_times
from wirkung.year.tracking.groups import Grouping, Numbers, coarser, finest, states_of_groups, wanted
from wirkung.year.tracking.pool import Pool, beside, pool_of, small_numbers, standing
from wirkung.year.tracking.track import Tracked, track


def answer_states(data: YearData) -> Answer:
    """Which part of all starters is in which state, at the times that may stand side by side.

    The states are those of the transitions, so that both agree; where a cohort needs it, further ones are taken
    together until the last time can be shown whole. Times are left out between which few persons left the first
    state or went elsewhere, since who subtracts one column from the next would find them; so is a time at which a
    cohort followed together with others in the transitions has few in a state.
    """
    tracked = track(data)
    if isinstance(tracked, Absence):
        return Answer(question="states", year=data.year, absent=tracked)
    pool = pool_of(data)
    grouping = _grouping(data, tracked, pool)
    times = _times(data, tracked, grouping, pool)
    if tracked.periods and times == (0,):
        # At entry everybody stands in the same place: a column of that alone would say nothing.
        return Answer(question="states", year=data.year, absent=Absence.TOO_FEW_FOR_STATES)
    groups = grouping.numbers(tracked.states.number)[tracked.codes]
    shares = state_shares(groups, states=len(grouping.groups))
    states = states_of_groups(data.programme, grouping)
    starters = data.sample(PERSONS, Group.PROGRAMME)
    findings: list[Finding] = []
    for period in times:
        for place, share in enumerate(shares[period]):
            there = starters.where(groups[:, period] == place)
            known = share_of_sample(share, starters, there)
            # At entry everybody stands in the first place.
            estimate = (known if period else of_all_by_definition(known)).with_cautions(*tracked.cautions)
            subject = _subject(states[place], period * data.programme.tracking.period.months)
            findings.append(Finding(subject=subject, estimates=((Role.MAIN, estimate),)))
    return Answer(question="states", year=data.year, findings=tuple(findings))


def _grouping(data: YearData, tracked: Tracked, pool: Pool | Absence) -> Grouping:
    """The groups of the transitions, or coarser ones with which the last time can be shown whole."""
    sizes = standing(tracked, tracked.periods)
    grouping = pool.grouping if isinstance(pool, Pool) else finest(data, sizes)
    smallest = data.programme.privacy.smallest_group
    while small := _too_small(tracked, grouping, smallest):
        further = coarser(grouping, small, sizes)
        if further is None:
            break
        grouping = further
    return grouping


def _too_small(tracked: Tracked, grouping: Grouping, smallest: int) -> list[int]:
    """Of which groups the number at the last time, that of all others, or what is told beside it is small."""
    last = grouping.added_up(standing(tracked, tracked.periods))
    told = (last, len(tracked.codes) - last, beside((tracked,), grouping, tracked.periods, smallest=smallest))
    found: list[int] = np.flatnonzero(np.any([small_numbers(each, smallest) for each in told], axis=0)).tolist()
    return found


def _times(data: YearData, tracked: Tracked, grouping: Grouping, pool: Pool | Absence) -> tuple[int, ...]:
    """The periods whose columns may stand side by side; if there are none, the last, for the ledger to judge."""
    smallest = data.programme.privacy.smallest_group
    others, known = _others(data, pool)
    kept: list[int] = []
    gone: list[Numbers] = []
    for period in range(tracked.periods + 1):
        own = grouping.added_up(standing(tracked, period))
        # What stands in the transitions less the own cohort: the others, known at these times only.
        each = [grouping.added_up(standing(other, min(period, known[-1]))) for other in others]
        # Few who came further only after the last time would be seen beside the funnel, which has them.
        since = (beside((tracked,), grouping, period, smallest=smallest),) if period == tracked.periods else ()
        if not any(
            small_numbers(numbers, smallest).any() for numbers in (own, *since, *(each if period in known else ()))
        ):
            kept.append(period)
            rest = np.sum(each, axis=0) if each and period >= known[0] else own * 0
            gone.append(np.concatenate([_gone(own, grouping), _gone(rest, grouping)]))
    chosen = safe_times(np.array(gone), smallest=smallest) if kept else ()
    return tuple(kept[place] for place in chosen) or (tracked.periods,)


def _others(data: YearData, pool: Pool | Absence) -> tuple[tuple[Tracked, ...], range]:
    """The cohorts that stand with that of the year in the transitions, and the times at which they do."""
    if isinstance(pool, Absence) or data.year not in (cohort.year for cohort in pool.cohorts):
        return (), range(1)
    return tuple(cohort for cohort in pool.cohorts if cohort.year != data.year), pool.times


def _gone(standing: Numbers, grouping: Grouping) -> Numbers:
    """Who has left the first group, and who has gone elsewhere: numbers that never fall."""
    return np.array([standing.sum() - standing[0], *standing[len(grouping.steps) :]])


def _subject(states: tuple[State, ...], months: int) -> Subject:
    return Subject(states=states, months=months, better=wanted(states), part_of=(f"after {months} months",))


QUESTION = Question(answer=lambda asked: answer_states(asked.data), reads=Reads.COHORT)

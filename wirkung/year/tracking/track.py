"""In which state each person of a cohort is at entry and at the end of each period, and how far they came."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from wirkung.codes import Absence, Caution
from wirkung.declared import Group, StepKind
from wirkung.methods.cohort.states import NEVER as NOT_REACHED
from wirkung.methods.cohort.states import States, states_of
from wirkung.year.data import YearData
from wirkung.year.kept import kept
from wirkung.year.tracking.clock import Days, full_months, observed_months
from wirkung.year.tracking.irregular import cautions_of, cautions_of_states
from wirkung.year.tracking.steps import are_events, counted
from wirkung.year.tracking.ways import Ways, contact_months, ways_of

Codes = NDArray[np.integer]
Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tracked:
    """The n persons of one cohort: `codes` (n × (periods + 1)) is the state at entry and after each period.

    `furthest` (n) is the last step that counts as reached by the last known day (`counted`), from 1 on, whatever
    else became of the person; `ever_lost` says how many were lost by then, seen again or not.
    """

    year: int
    codes: Codes
    furthest: Codes
    ever_lost: int
    states: States
    cautions: tuple[Caution, ...]

    @property
    def periods(self) -> int:
        """How many periods everybody of the cohort has had."""
        return int(self.codes.shape[1]) - 1


@kept
def track(data: YearData) -> Tracked | Absence:
    """The states of the programme group of a year, or why there are none yet.

    Lost is who was not seen again by the last known day: who turned up later was somewhere all the time, and
    stands where the steps before had led. So nobody comes back from among the lost, who would be too few to show.
    """
    if not data.programme.way:
        return Absence.NO_COHORT_STEPS
    if data.persons(Group.PROGRAMME).empty:
        return Absence.NO_PARTICIPANTS
    ways = ways_of(data, Group.PROGRAMME)
    length = data.programme.tracking.period.months
    periods = int(observed_months(ways.entered, ways.until).min()) // length
    if periods < 1:
        return Absence.NOT_YET_OBSERVED
    cohort, number = data.programme.way, len(data.programme.way)
    states = _states(ways, are_events(cohort), periods * length + 1)
    smallest = data.programme.privacy.smallest_group
    return Tracked(
        year=data.year,
        codes=states.codes[:, ::length],
        furthest=(counted(cohort, ways.reached) * np.arange(1, number + 1)).max(axis=1),
        ever_lost=int(np.count_nonzero(ways.lost <= ways.until)),
        states=states,
        cautions=(
            *cautions_of(ways.irregular, smallest=smallest),
            *cautions_of_states(states, smallest=smallest),
        ),
    )


def _states(ways: Ways, events: Marks, months: int) -> States:
    # By months, so that what happened before a loss and what after it in one period is kept apart.
    steps, ends = ways.steps.shape[1], ways.ends.shape[1]
    reached = _months(np.column_stack([_with_those_before(ways.steps, events), ways.ends]), ways)
    lost = _months(ways.lost[:, None], ways)[:, 0]
    again = (lost != NOT_REACHED) & (reached.max(axis=1) >= lost)
    found = states_of(
        reached,
        periods=months,
        lost_from=np.where(again, NOT_REACHED, lost),
        ends=range(steps, steps + ends),
    )
    # Of a known end nothing more is to be seen.
    ended = ((reached[:, steps:] != NOT_REACHED) & (reached[:, steps:] < lost[:, None])).any(axis=1)
    return replace(
        found, seen_again=int(np.count_nonzero(again & ~ended)), out_of_order=_out_of_order(ways, months)
    )


def _out_of_order(ways: Ways, months: int) -> int:
    """How many took a step without one before it, or earlier: in the states they are past that one."""
    taken = _months(ways.steps, ways)
    taken[taken == NOT_REACHED] = months
    return int(np.count_nonzero((taken < np.maximum.accumulate(taken, axis=1)).any(axis=1)))


def _with_those_before(steps: Days, events: Marks) -> Days:
    """The steps, with those before an event taken when it happened: who has it is past them."""
    taken = steps.copy()
    for place in np.flatnonzero(events):
        taken[:, :place] = np.fmin(taken[:, :place], steps[:, [place]])
    return taken


def _months(days: Days, ways: Ways) -> NDArray[np.int64]:
    """In which month since entry each day lies: 0 for the day of entry itself, 1 for the first month."""
    since = np.broadcast_to(ways.entered[:, None], days.shape)
    known = np.where(np.isnat(days), since, days)
    return np.where(np.isnat(days), NOT_REACHED, np.where(known == since, 0, 1 + full_months(since, known)))


def settled_after(data: YearData) -> int:
    """How many periods after entry it is known of everybody which steps without a date of their own were taken."""
    undated = (step for step in data.programme.way if step.kind not in (StepKind.REGISTERED, StepKind.EVENT))
    months = max((contact_months(data, step.wave) for step in undated), default=0)
    return -(-months // data.programme.tracking.period.months)

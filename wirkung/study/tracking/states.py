"""Where everybody is at the end of each period since entry, and who went from where to where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wirkung.estimate import Caution, Estimate
from wirkung.finding import Absence, Answer, Finding, Question, Role, Subject
from wirkung.io.tables import Group
from wirkung.methods.states import NEVER as NOT_REACHED
from wirkung.methods.states import States, state_shares, states_of
from wirkung.methods.transitions import transition_matrix
from wirkung.programme.model import StepKind
from wirkung.study.data import YearData
from wirkung.study.tracking.clock import Days, full_months, observed_months
from wirkung.study.tracking.irregular import cautions_of, cautions_of_states
from wirkung.study.tracking.labels import state_labels, time_label
from wirkung.study.tracking.ways import Ways, ways_of


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tracked:
    """The state of n persons at entry and at the end of each period: `codes` is n × (periods + 1)."""

    codes: NDArray[np.integer]
    states: States
    cautions: tuple[Caution, ...]


def answer_states(data: YearData) -> Answer:
    """Which part of all starters is in which state, from entry to the last period that everybody has had."""
    tracked = track(data)
    if isinstance(tracked, Absence):
        return Answer(question=Question.STATES, year=data.year, absent=tracked)
    shares = state_shares(tracked.codes, states=tracked.states.number)
    findings = tuple(
        Finding(
            subject=_state(data, period, state),
            estimates=((Role.MAIN, _said(data, shares[period][state], tracked)),),
        )
        for period in range(len(shares))
        for state in _possible(data)
    )
    return Answer(question=Question.STATES, year=data.year, findings=findings)


def answer_transitions(data: YearData) -> Answer:
    """From which state to which, from one period to the next; states that nobody was in have no row."""
    tracked = track(data)
    if isinstance(tracked, Absence):
        return Answer(question=Question.TRANSITIONS, year=data.year, absent=tracked)
    findings = tuple(
        finding for period in range(1, tracked.codes.shape[1]) for finding in _matrix(data, tracked, period)
    )
    return Answer(question=Question.TRANSITIONS, year=data.year, findings=findings)


def track(data: YearData) -> Tracked | Absence:
    """The states of the programme group, or why there are none yet."""
    if not data.programme.cohort:
        return Absence.NO_COHORT_STEPS
    if data.persons(Group.PROGRAMME).empty:
        return Absence.NO_PARTICIPANTS
    ways = ways_of(data, Group.PROGRAMME)
    length = data.programme.tracking.period.months
    periods = int(observed_months(ways.entered, ways.until).min()) // length
    if periods < 1:
        return Absence.NOT_YET_OBSERVED
    steps, ends = ways.steps.shape[1], ways.ends.shape[1]
    # By months, so that what happened before a loss and what after it in one period is kept apart.
    states = states_of(
        _months(np.column_stack([ways.steps, ways.ends]), ways),
        periods=periods * length + 1,
        lost_from=_months(ways.lost[:, None], ways)[:, 0],
        ends=range(steps, steps + ends),
    )
    cautions = (*cautions_of(ways.irregular), *cautions_of_states(states))
    return Tracked(codes=states.codes[:, ::length], states=states, cautions=cautions)


def _months(days: Days, ways: Ways) -> NDArray[np.int64]:
    """In which month since entry each day lies: 0 for the day of entry itself, 1 for the first month."""
    since = np.broadcast_to(ways.entered[:, None], days.shape)
    known = np.where(np.isnat(days), since, days)
    return np.where(np.isnat(days), NOT_REACHED, np.where(known == since, 0, 1 + full_months(since, known)))


def _possible(data: YearData) -> tuple[int, ...]:
    """The codes of states that somebody can be in; without a declared loss nobody is lost."""
    tracking = data.programme.tracking
    first = 1 if data.programme.cohort[0].kind is StepKind.REGISTERED else 0
    last = len(state_labels(data)) - 1
    lost = (last,) if tracking.lost or tracking.silent_wave else ()
    return (*range(first, last), *lost)


def _follows(data: YearData, before: int, after: int) -> bool:
    """Whether a state can follow another: nobody goes back, and an end is one."""
    steps, lost = len(data.programme.cohort), len(state_labels(data)) - 1
    if before > steps and before != lost:
        return after == before
    return before == lost or after > steps or after >= before


def _matrix(data: YearData, tracked: Tracked, period: int) -> Iterator[Finding]:
    codes = tracked.codes
    matrix = transition_matrix(codes[:, period - 1], codes[:, period], states=tracked.states.number)
    for before in _possible(data):
        for after in _possible(data):
            estimate = matrix[before][after]
            if estimate.value is not None and _follows(data, before, after):
                yield Finding(
                    subject=_move(data, period, before, after),
                    estimates=((Role.MAIN, _said(data, estimate, tracked)),),
                )


def _said(data: YearData, estimate: Estimate, tracked: Tracked) -> Estimate:
    clustered = data.courses(Group.PROGRAMME) is not None
    courses = (Caution.CLUSTERS_NOT_CONSIDERED,) if clustered else ()
    return estimate.with_cautions(*courses, *tracked.cautions)


def _state(data: YearData, period: int, state: int) -> Subject:
    name, label = state_labels(data)[state]
    months = period * data.programme.tracking.period.months
    return Subject(
        id=f"states.{period}.{name}",
        label=label,
        part_of=(f"states.{period}",),
        group=time_label(data, months),
        at=float(months),
    )


def _move(data: YearData, period: int, before: int, after: int) -> Subject:
    names = state_labels(data)
    (source, from_label), (target, to_label) = names[before], names[after]
    length = data.programme.tracking.period.months
    earlier, when = time_label(data, (period - 1) * length), time_label(data, period * length)
    return Subject(
        id=f"transitions.{period}.{source}.{target}",
        label=to_label,
        part_of=(f"transitions.{period}.from.{source}", f"transitions.{period}.to.{target}"),
        group=data.own_subject("tracking.row", label=from_label, when=earlier).label,
        path=(when, from_label, to_label),
        at=float(period * length),
    )

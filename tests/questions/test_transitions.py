"""Transitions of cohorts taken together, between states taken together, until all of it may be shown."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.questions.ways_office import Office, with_ways
from tests.raw import repository_study
from tests.released import released_alone
from wirkung.codes import Absence
from wirkung.declared import StateKind
from wirkung.disclosure.release import Released
from wirkung.finding import State, Together
from wirkung.year.tracking.pool import pool_of

SMALLEST = 3


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.fixture
def ways(office: Office) -> Office:
    return with_ways(office)


def step(name):
    return State(StateKind.STEP, name)


def numbers(answer):
    return {finding.subject.id: finding.main.counts[0].number for finding in answer.findings}


def random_office(office: Office, seed: int) -> Office:
    """Three cohorts of 30 to 70 that go all ways, most of them rarely; some are seen again after a loss."""
    rng = np.random.default_rng(seed)
    for year in (2020, 2021, 2022):
        names = office.join(year, int(rng.integers(30, 70)))
        for event, share in {"chose": 0.6, "began": 0.3, "other": 0.25, "moved": 0.2}.items():
            for name in names:
                if rng.random() < share:
                    date = f"{year + rng.integers(0, 4)}-{rng.integers(1, 13):02d}-{rng.integers(1, 28):02d}"
                    office.happened([name], event, date)
    return office


def test_two_cohorts_are_counted_together(ways):
    study = ways.open(2022)
    moves = {finding.subject.id: finding for finding in study.transitions.findings}
    assert study.transitions.together == Together(cohorts=(2021, 2022), persons=20 + 20)
    (count,) = moves["registered.chose.24"].main.counts
    assert (count.number, count.of) == (4 + 0, 10 + 15)
    assert moves["registered.lost.24"].main.value == 3 / (10 + 15)
    assert moves["chose.began.36"].main.value == 4 / (14 + 5)
    subject = moves["chose.began.36"].subject
    assert (subject.from_states, subject.states) == ((step("chose"),), (step("began"),))
    assert (subject.from_months, subject.months) == (24, 36)
    assert "chose.registered.36" not in moves  # nobody goes back
    assert "began.began.36" not in moves  # nobody was there yet
    # 2021 alone was followed for a fourth year: 20 moves more, but twice 20 less for each of three years.
    assert {finding.subject.months for finding in moves.values()} == {12, 24, 36}


def test_every_report_of_a_file_shows_the_same_transitions(ways):
    assert ways.open(2021).transitions.findings == ways.open(2022).transitions.findings


@pytest.mark.parametrize("seed", range(8))
def test_who_arrives_in_a_state_is_who_leaves_it(office, seed):
    """Rows add up to one and to the state before, columns to the next rows; nobody is counted twice."""
    transitions = random_office(office, seed).open(2022).transitions
    arrived: dict[tuple[State, ...], int] = {}
    for end in dict.fromkeys(finding.subject.months for finding in transitions.findings):
        cells = [finding for finding in transitions.findings if finding.subject.months == end]
        rows = {cell.subject.from_states: cell.main.counts[0].of for cell in cells}
        assert sum(rows.values()) == transitions.together.persons
        for states, total in rows.items():
            row = [cell.main for cell in cells if cell.subject.from_states == states]
            assert sum(cell.value for cell in row) == pytest.approx(1)
            assert sum(cell.counts[0].number for cell in row) == total
            assert not arrived or arrived[states] == total
        arrived = {}
        for cell in cells:
            states = cell.subject.states
            arrived[states] = arrived.get(states, 0) + cell.main.counts[0].number


@pytest.mark.parametrize("seed", range(8))
def test_nothing_has_to_be_withheld(office, seed):
    study = random_office(office, seed).open(2022)
    released = released_alone(study.transitions, SMALLEST)
    assert all(isinstance(item, Released) for item in released.items)
    assert all(not 0 < number < SMALLEST for number in numbers(study.transitions).values())


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("year", [2020, 2021, 2022])
def test_the_own_cohort_taken_off_leaves_no_small_number(office, seed, year):
    """All cohorts in the transitions less the one in the states: how many of the others stood where, and left."""
    study = random_office(office, seed).open(year)
    pool = pool_of(study.data)
    if isinstance(pool, Absence) or year not in study.transitions.together.cohorts:
        return
    own, everybody = standing_of_own(study.states), standing_of_all(study.transitions)
    if {states for _, states in own} != {states for _, states in everybody}:
        return  # coarser states: a difference of two different things
    left = None
    for months in sorted({at for at, _ in own} & {at for at, _ in everybody}):
        others = np.array([everybody.get(key, 0) - number for key, number in own.items() if key[0] == months])
        assert not ((others > 0) & (others < SMALLEST)).any()
        if left is not None:
            assert not 0 < left - others[0] < SMALLEST
        left = others[0]


def standing_of_own(states):
    """How many stood where, by months and states."""
    return {(f.subject.months, f.subject.states): f.main.counts[0].number for f in states.findings}


def standing_of_all(transitions):
    """The totals of rows and columns, by months and states."""
    totals: dict[tuple[int, tuple[State, ...]], int] = {}
    for finding in transitions.findings:
        subject, (count,) = finding.subject, finding.main.counts
        totals[subject.from_months, subject.from_states] = count.of
        totals.setdefault((subject.months, subject.states), 0)
    for key in [key for key in totals if key[0] == max(at for at, _ in totals)]:
        cells = [f for f in transitions.findings if (f.subject.months, f.subject.states) == key]
        totals[key] = sum(cell.main.counts[0].number for cell in cells)
    return totals


def test_rare_states_are_taken_together(ways):
    """With two, not three, who begin, that step goes with the one before it."""
    ways.events = [line for line in ways.events if not line.startswith(("p2022_2;began", "p2022_3;began"))]
    moves = {finding.subject.id: finding for finding in ways.open(2022).transitions.findings}
    assert moves["chose-began.chose-began.36"].main.value == 19 / 19
    assert moves["chose-began.chose-began.36"].subject.states == (step("chose"), step("began"))
    assert "chose-began.36" in numbers(ways.open(2022).states)


def test_ends_and_the_lost_are_taken_together_where_they_are_few(ways):
    ways.events = [line for line in ways.events if not line.startswith(("p2022_16;other", "p2022_17;moved"))]
    cell = {f.subject.id: f for f in ways.open(2022).transitions.findings}["registered.other-lost.24"]
    assert (cell.main.counts[0].number, cell.subject.better) == (2 + 2, 0)
    assert cell.subject.states == (State(StateKind.END, "other"), State(StateKind.LOST))


def test_a_cohort_too_small_for_any_transition(office):
    """Of five, two go on in each year: no period can be shown, whatever is taken together."""
    names = office.join(2022, 5)
    office.happened(names[:2], "chose", "2022-08-01")
    office.happened(names[2:4], "chose", "2023-08-01")
    office.happened(names[:1], "chose", "2024-08-01")
    assert office.open(2022).transitions.absent is Absence.TOO_FEW_FOR_TRANSITIONS


@pytest.mark.parametrize("year", [2022, 2023, 2024])
def test_the_sample_shows_two_periods_of_two_cohorts_whole(year):
    """The course is over within the first year, so that the first move shown is that to the end of the second."""
    study = repository_study("mint", year)
    assert study.transitions.together.cohorts == (2022, 2023)
    assert {finding.subject.months for finding in study.transitions.findings} == {24, 36}
    assert all(isinstance(item, Released) for item in released_alone(study.transitions, 10).items)
    assert all(isinstance(item, Released) for item in released_alone(study.states, 10).items)


def test_the_last_time_leaves_nobody_alone_beside_the_funnel(ways):
    """One of ten who chose left again: beside the funnel his number would follow, so steps are taken together."""
    ways.happened(["p2022_4"], "other", "2024-06-01")
    states = {finding.subject.id: finding for finding in ways.open(2022).states.findings}
    assert "registered.36" not in states

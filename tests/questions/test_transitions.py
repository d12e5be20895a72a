"""Transitions of cohorts taken together, between states taken together, until all of it may be shown."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.questions.ways_office import Office, with_ways
from tests.raw import open_raw
from wirkung.codes import Absence, CountRole
from wirkung.disclosure.release import Ledger, Released
from wirkung.finding import Together
from wirkung.year.tracking.pool import pool_of

SMALLEST = 3


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.fixture
def ways(office: Office) -> Office:
    return with_ways(office)


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
    assert study.transitions.together == Together(cohorts=("2021", "2022"), persons=20 + 20)
    (count,) = moves["transitions.2.registered.chose"].main.counts
    assert (count.number, count.of) == (4 + 0, 10 + 15)
    assert moves["transitions.2.registered.lost"].main.value == 3 / (10 + 15)
    assert moves["transitions.3.chose.began"].main.value == 4 / (14 + 5)
    assert moves["transitions.3.chose.began"].subject.path == ("after 3 years", "Chose", "Began")
    assert moves["transitions.3.chose.began"].subject.group == "Chose, after 2 years"
    assert "transitions.3.chose.registered" not in moves  # nobody goes back
    assert "transitions.3.began.began" not in moves  # nobody was there yet
    # 2021 alone was followed for a fourth year: 20 moves more, but twice 20 less for each of three years.
    assert {finding.subject.at for finding in moves.values()} == {12, 24, 36}


def test_every_report_of_a_file_shows_the_same_transitions(ways):
    assert ways.open(2021).transitions.findings == ways.open(2022).transitions.findings


@pytest.mark.parametrize("seed", range(8))
def test_who_arrives_in_a_state_is_who_leaves_it(office, seed):
    """Rows add up to one and to the state before, columns to the next rows; nobody is counted twice."""
    transitions = random_office(office, seed).open(2022).transitions
    arrived: dict[str, int] = {}
    for period in dict.fromkeys(finding.subject.path[0] for finding in transitions.findings):
        cells = [finding for finding in transitions.findings if finding.subject.path[0] == period]
        rows = {cell.subject.path[1]: cell.main.counts[0].of for cell in cells}
        assert sum(rows.values()) == transitions.together.persons
        for label, total in rows.items():
            row = [cell.main for cell in cells if cell.subject.path[1] == label]
            assert sum(cell.value for cell in row) == pytest.approx(1)
            assert sum(cell.counts[0].number for cell in row) == total
            assert not arrived or arrived[label] == total
        arrived = {}
        for cell in cells:
            label = cell.subject.path[2]
            arrived[label] = arrived.get(label, 0) + cell.main.counts[0].number


@pytest.mark.parametrize("seed", range(8))
def test_nothing_has_to_be_withheld(office, seed):
    study = random_office(office, seed).open(2022)
    released = Ledger(SMALLEST).release(study.transitions)
    assert all(isinstance(item, Released) for item in released.items)
    assert all(not 0 < number < SMALLEST for number in numbers(study.transitions).values())


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("year", [2020, 2021, 2022])
def test_the_own_cohort_taken_off_leaves_no_small_number(office, seed, year):
    """All cohorts in the transitions less the one in the states: how many of the others stood where, and left."""
    study = random_office(office, seed).open(year)
    pool = pool_of(study.data)
    if isinstance(pool, Absence) or str(year) not in study.transitions.together.cohorts:
        return
    own, everybody = numbers(study.states), standing_of_all(study.transitions)
    if {name.split(".")[2] for name in own} != {name for _, name in everybody}:
        return  # coarser states: a difference of two different things
    left = None
    for period in sorted({int(name.split(".")[1]) for name in own} & {period for period, _ in everybody}):
        names = [name.split(".")[2] for name in own if name.startswith(f"states.{period}.")]
        others = np.array([everybody.get((period, n), 0) - own[f"states.{period}.{n}"] for n in names])
        assert not ((others > 0) & (others < SMALLEST)).any()
        if left is not None:
            assert not 0 < left - others[0] < SMALLEST
        left = others[0]


def standing_of_all(transitions):
    """The totals of rows and columns, by period and state."""
    totals: dict[tuple[int, str], int] = {}
    for finding in transitions.findings:
        _, period, source, target = finding.subject.id.split(".")
        (count,) = finding.main.counts
        totals[int(period) - 1, source] = count.of
        totals.setdefault((int(period), target), 0)
    for period, target in [key for key in totals if key[0] == max(at for at, _ in totals)]:
        cells = [f for f in transitions.findings if f.subject.id.split(".")[1::2] == [str(period), target]]
        totals[period, target] = sum(cell.main.counts[0].number for cell in cells)
    return totals


def test_rare_states_are_taken_together(ways):
    """With two, not three, who begin, that step goes with the one before it."""
    ways.events = [line for line in ways.events if not line.startswith(("p2022_2;began", "p2022_3;began"))]
    moves = {finding.subject.id: finding for finding in ways.open(2022).transitions.findings}
    assert moves["transitions.3.chose-began.chose-began"].main.value == 19 / 19
    assert moves["transitions.3.chose-began.chose-began"].subject.label == "Chose or Began"
    assert ways.open(2022, "de").transitions.findings[1].subject.label == "Chose oder Began"
    assert "states.3.chose-began" in numbers(ways.open(2022).states)


def test_ends_and_the_lost_are_taken_together_where_they_are_few(ways):
    ways.events = [line for line in ways.events if not line.startswith(("p2022_16;other", "p2022_17;moved"))]
    cell = {f.subject.id: f for f in ways.open(2022).transitions.findings}[
        "transitions.2.registered.elsewhere_or_lost"
    ]
    assert (cell.main.counts[0].number, cell.subject.better) == (2 + 2, 0)
    assert cell.subject.label == "Another way, or lost from sight"


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
    study = open_raw("params/mint.yaml", year=year, language="en")
    assert study.transitions.together.cohorts == ("2022", "2023")
    assert {finding.subject.at for finding in study.transitions.findings} == {24, 36}
    ledger = Ledger(10)
    assert all(isinstance(item, Released) for item in ledger.release(study.transitions).items)
    assert all(isinstance(item, Released) for item in ledger.release(study.states).items)


def test_the_last_time_leaves_nobody_alone_beside_the_funnel(ways):
    """One of ten who chose left again: beside the funnel his number would follow, so steps are taken together."""
    ways.happened(["p2022_4"], "other", "2024-06-01")
    states = {finding.subject.id: finding for finding in ways.open(2022).states.findings}
    assert "states.3.registered" not in states
    for finding in states.values():
        elsewhere = [each.number for each in finding.main.counts if each.role is CountRole.NO_LONGER_THERE]
        assert not any(0 < number < SMALLEST for number in elsewhere)

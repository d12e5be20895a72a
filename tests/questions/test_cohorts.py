"""Cohorts over the years in a programme so small that every number can be counted by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.questions.ways_office import Office, with_ways
from wirkung.codes import Absence, Caution, Claim, CountRole, Direction, Role
from wirkung.year.tracking.grid import safe_times

OFFICIAL = """  official:
    - step: chose
      label: Whole state 2022
      source: State office
      ages: [{age: 15, leavers: 200, population: 1000}, {age: 16, leavers: 100, population: 1000}]
"""


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.fixture
def ways(office: Office) -> Office:
    return with_ways(office)


def values(answer):
    return {finding.subject.id: finding.main.value for finding in answer.findings}


def test_states_period_by_period(ways):
    shares = values(ways.open(2022).states)
    by_period = [{name: round(20 * shares[f"{name}.{12 * period}"]) for name in STATES} for period in range(4)]
    assert by_period == [
        dict(zip(STATES, (20, 0, 0, 0, 0), strict=True)),
        dict(zip(STATES, (10, 10, 0, 0, 0), strict=True)),
        dict(zip(STATES, (0, 14, 0, 3, 3), strict=True)),
        dict(zip(STATES, (0, 10, 4, 3, 3), strict=True)),
    ]


STATES = ("registered", "chose", "began", "other", "lost")


def test_earlier_cohorts_at_the_same_age(ways):
    findings = {finding.subject.id: finding for finding in ways.open(2022).earlier.findings}
    assert findings["chose.2021.36"].main.value == 5 / 20
    assert findings["chose.2022.36"].main.value == 14 / 20
    assert findings["chose.2022.36"].subject.months == 36
    assert [finding.subject.cohort for finding in findings.values()] == [2021, 2022, 2021, 2022]
    # A year earlier, 2021 is the only cohort that can be shown.
    assert ways.open(2021).earlier.absent is Absence.NO_EARLIER_COHORTS


def test_the_same_age_is_that_of_the_youngest(office):
    office.happened(office.join(2023, 10)[:6], "chose", "2024-03-01")  # after fourteen months
    office.happened(office.join(2024, 10)[:3], "chose", "2024-03-01")
    shares = values(office.open(2024).earlier)
    assert (shares["chose.2023.12"], shares["chose.2024.12"]) == (0, 3 / 10)


def test_official_quotas_stand_beside(ways):
    ways.programme = ways.programme.replace("privacy:", OFFICIAL + "privacy:")
    quota = {finding.subject.id: finding for finding in ways.open(2022).earlier.findings}["chose.1"]
    assert quota.main.value == pytest.approx(200 / 1000 + 100 / 1000)
    assert quota.get(Role.COMPARISON).value == pytest.approx(14 / 20 - 0.3)
    assert (quota.subject.quota, quota.subject.step) == ("1", "chose")


def test_time_until_a_step_by_hand(ways):
    findings = {finding.subject.id: finding for finding in ways.open(2022).timing.findings}
    # 10 of 20 in the first year; then 3 of 20 move away in month 16 and 4 of the 7 left choose in month 19.
    assert findings["chose.programme.12"].main.value == pytest.approx(10 / 20)
    curve = [finding for name, finding in findings.items() if name.startswith("chose.programme.")]
    assert curve[0].subject.months == 36  # the last known day stands first
    assert curve[0].main.value == pytest.approx(10 / 20 + 10 / 20 * 4 / 7)
    assert findings["chose.comparison.12"].main.value == pytest.approx(5 / 20)
    (difference,) = (f for f in findings.values() if f.subject.step == "chose" and not f.subject.group_of)
    assert difference.main.direction is Direction.DOWN  # the programme group chooses sooner
    assert difference.main.claim is not Claim.EFFECT
    assert Caution.SELF_SELECTION in difference.main.cautions
    assert difference.main.test.name == "log-rank"


def test_who_goes_another_way_is_not_counted_as_still_able(ways):
    """One minus Kaplan-Meier would be 1 - 10/20 * 3/7: it lets the three who went elsewhere choose in thought."""
    ways.events = [line.replace("2023-09-01", "2023-02-01") for line in ways.events if "moved" not in line]
    curve = [f for f in ways.open(2022).timing.findings if f.subject.id.startswith("chose.programme.")]
    # Ten of twenty choose, three of the ten others go elsewhere, four of the seven left choose.
    assert curve[0].main.value == pytest.approx(10 / 20 + (10 / 20) * (7 / 10) * (4 / 7))


def test_no_step_between_two_times_is_that_of_a_few(ways):
    ways.happened(["p2022_10"], "began", "2024-02-01")
    for study in (ways.open(2022), ways.open(2021)):
        curves = {}
        for finding in study.timing.findings:
            if finding.subject.group_of is not None and not finding.held_back:
                curves.setdefault((finding.subject.step, finding.subject.group_of), []).append(finding.main.counts)
        for counts in curves.values():
            numbers = sorted(each.number for point in counts for each in point if each.role is CountRole.REACHED)
            assert len(numbers) == 1 or not set(np.diff([0, *numbers])) & {1, 2}


def test_retention_by_period_where_nobody_was_asked(ways):
    findings = {finding.subject.id: finding for finding in ways.open(2022).retention.findings}
    assert findings["2022.12"].main.value == 20 / 20
    assert findings["2022.24"].main.value == 17 / 20
    assert findings["2021.48"].main.value == 20 / 20
    assert "2022.48" not in findings  # lies in the future
    assert (findings["2022.24"].subject.cohort, findings["2022.24"].subject.months) == (2022, 24)


def test_who_is_missing(ways):
    findings = {finding.subject.id: finding for finding in ways.open(2022).lost.findings}
    assert findings["lost.share"].main.value == 3 / 20
    assert findings["began.lost.observed"].main.value == 4 / 20
    assert findings["began.lost.worst"].main.value == 4 / 20
    assert findings["began.lost.best"].main.value == 7 / 20


@pytest.mark.parametrize("few", [0, 2])
def test_without_loss_nobody_is_missing_and_few_are_told_alike(ways, few):
    moved = [line for line in ways.events if "moved" in line]
    ways.events = [line for line in ways.events if line not in moved[few:]]
    assert ways.open(2022).lost.absent is Absence.NO_LOSS


def test_covariates_give_hazard_ratios(ways):
    ways.programme = ways.programme.replace("  lost: moved", "  lost: moved\n  covariates: [girl]").replace(
        "group: group}", "group: group, girl: entered}"
    )
    ways.programme = ways.programme.replace(
        "cohort:", "characteristics: [{id: girl, label: Girl, kind: number}]\ncohort:"
    )
    ways.persons = [f"{line}{number % 2}" for number, line in enumerate(ways.persons)]
    ratios = [f for f in ways.open(2022).timing.findings if "hazard" in f.subject.aspect]
    assert [f.subject.id for f in ratios[:2]] == ["chose.tracking.hazard_of_group", "chose.girl.tracking.hazard"]
    assert ratios[0].main.value > 1  # participants choose more often at any time
    assert ratios[0].main.claim is not Claim.EFFECT


def test_splitting_a_cohort_by_a_characteristic_and_adding_it_up_gives_it_back(ways):
    whole = ways.open(2022).retention
    ways.programme = ways.programme.replace("  lost: moved", "  lost: moved\n  cohorts: stream").replace(
        "group: group}", "group: group, stream: entered}"
    )
    ways.programme = ways.programme.replace("cohort:", "characteristics: [{id: stream, label: Stream}]\ncohort:")
    ways.persons = [f"{line}{'ABC'[number % 3]}" for number, line in enumerate(ways.persons)]
    parts = ways.open(2022).retention
    for period in (1, 2, 3):
        (together,) = (f.main.counts[0] for f in whole.findings if f.subject.id == f"2022.{12 * period}")
        split = [f.main.counts[0] for f in parts.findings if f.subject.months == 12 * period]
        assert (sum(c.number for c in split), sum(c.of for c in split)) == (together.number, together.of)
        assert len(split) == 3


def test_safe_times_end_as_late_as_they_can():
    assert safe_times(np.array([[4], [9], [10], [20], [21]]), smallest=10) == (2, 4)
    assert safe_times(np.array([[0], [12], [15], [25]]), smallest=10) == (0, 2, 3)  # 12 or 15: the later
    assert safe_times(np.array([[1], [2]]), smallest=10) == ()


def test_who_went_another_way_is_counted_beside_retention(ways):
    """States may take the lost and other ends together: less the lost, the others would be left."""
    findings = {finding.subject.id: finding for finding in ways.open(2022).retention.findings}
    beside = [each for each in findings["2022.24"].main.counts if each.role is CountRole.NO_LONGER_THERE]
    assert [each.number for each in beside] == [3]


def test_of_so_few_that_only_the_entry_could_be_shown_nothing_is(office):
    names = office.join(2022, 20)
    office.happened(names[:2], "chose", "2022-08-01")
    assert office.open(2022).states.absent is Absence.TOO_FEW_FOR_STATES

"""The list of events began after some had entered: they count only from then on, and never as if seen before."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.questions.ways_office import Office
from wirkung.codes import Assumption, Caution, Role
from wirkung.study.check import check_files

FIRST_DAY = "2022-12-31"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Twelve enter a year before the list begins, eight on its first day; ten others are followed from entry on.

    Of the twelve two chose before the list began, and four chose after 545 days; of the eight three after 90 days.
    Of the ten others, who entered with the twelve, three chose after 545 days.
    """
    office = Office(tmp_path)
    office.programme = office.programme.replace("group: group}", "group: group, entered: entered}").replace(
        "tracking:", f"tracking:\n  observed_from: {FIRST_DAY}"
    )
    early = office.join(2022, 12, entered="2022-01-01")
    office.persons += [f"late_{number};2022;programme;{FIRST_DAY}" for number in range(8)]
    others = office.join(2022, 10, "comparison", "2022-01-01")
    office.happened(early[:2], "chose", "2022-06-01")
    office.happened(early[2:6], "chose", "2023-06-30")
    office.happened([f"late_{number}" for number in range(3)], "chose", "2023-03-31")
    office.happened(others[:3], "chose", "2023-06-30")
    return office


def curve(study, group):
    points = [f for f in study.timing.findings if (f.subject.step, f.subject.group_of) == ("chose", group)]
    return {f.subject.months: f for f in points}


def test_the_curve_by_hand(office):
    points = curve(office.open(2022), "programme")
    assert points[6].main.value == pytest.approx(3 / 8)
    # Until the twelfth month only the eight are covered; then the ten of the twelve join who had not chosen yet.
    assert points[12].main.value == pytest.approx(3 / 8)
    assert points[18].main.value == pytest.approx(1 - (1 - 3 / 8) * (1 - 4 / (8 - 3 + 10)))


def test_as_if_all_had_been_covered_the_share_would_be_another(office):
    """Without the first day the two who chose early count, and everybody is followed from entry on."""
    office.programme = office.programme.replace(f"  observed_from: {FIRST_DAY}\n", "")
    points = curve(office.open(2022), "programme")
    assert points[18].main.value == pytest.approx((2 + 3 + 4) / 20)
    assert Caution.LATE_ENTRY not in points[18].main.cautions


def test_late_entry_is_said_in_every_result(office):
    study = office.open(2022)
    chose = (f for f in study.timing.findings if f.subject.step == "chose")
    difference = next(f for f in chose if f.subject.aspect == "timing.difference")
    for estimate in (*(f.main for f in curve(study, "programme").values()), difference.main):
        assert Caution.LATE_ENTRY in estimate.cautions
        assert Assumption.LATE_ENTRY_INDEPENDENT in estimate.assumptions
    assert Caution.NOBODY_FROM_START in difference.get(Role.COMPARISON).cautions
    assert difference.main.test.name == "log-rank"


def test_events_before_the_list_are_counted_as_irregular(office):
    study = office.open(2022)
    shares = {finding.subject.id: finding.main for finding in study.cohort.findings}
    assert shares["chose"].value == 7 / 20
    assert Caution.EVENTS_BEFORE_LIST not in shares["chose"].cautions  # two of them: for the evaluator alone
    table = check_files(office.folder / "ways.yaml", year=2022).events
    assert dict(table.rows)["before_list"] == (2, 0)


def test_who_was_lost_before_the_list_began_is_not_at_risk(office):
    office.happened(["p2022_6"], "moved", "2022-09-01")
    points = curve(office.open(2022), "programme")
    assert points[18].main.value == pytest.approx(1 - (1 - 3 / 8) * (1 - 4 / (8 - 3 + 9)))


def test_covariates_count_late_entry_too(office):
    office.programme = office.programme.replace("  lost: moved", "  lost: moved\n  covariates: [girl]").replace(
        "entered: entered}", "entered: entered, girl: girl}"
    )
    office.programme = office.programme.replace(
        "cohort:", "characteristics: [{id: girl, label: Girl, kind: number}]\ncohort:"
    )
    office.persons = [f"{line};{number % 2}" for number, line in enumerate(office.persons)]
    office.header = "id;year;group;entered;girl"
    ratios = [f.main for f in office.open(2022).timing.findings if f.subject.aspect.startswith("tracking.hazard")]
    assert ratios
    assert all(Caution.LATE_ENTRY in ratio.cautions for ratio in ratios)


def test_a_first_day_before_everybody_changes_nothing(office):
    plain = office.open(2022)
    office.programme = office.programme.replace(FIRST_DAY, "2022-01-01")
    covered = office.open(2022)
    office.programme = office.programme.replace("  observed_from: 2022-01-01\n", "")
    assert covered.timing == office.open(2022).timing
    assert covered.timing != plain.timing

"""Does the report find what is true of the sample? The generator knows, the report does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.raw import RawStudy, repository_study
from wirkung.codes import Direction, Role

ROOT = Path(__file__).resolve().parent.parent
TRUTH = json.loads((ROOT / "data" / "mint" / "true_values.json").read_text(encoding="utf-8"))
YEARS = (2022, 2023, 2024)

# Of 33 intervals of 95 per cent one or two should miss. They are named here, so that one more shows.
MISSED_DIFFERENCES: set[tuple[int, str]] = set()
MISSED_CHANGES: set[tuple[int, str]] = {(2023, "knowledge")}
MISSED_STEPS: set[tuple[int, str]] = {(2022, "internship"), (2023, "attended")}  # .9599 beside .9597
MISSED_TRANSITIONS: set[tuple[int, str]] = {(2023, "attended")}
MISSED_CURVES: set[tuple[int, str, str]] = {(2022, "internship", "programme")}


@pytest.fixture(scope="module")
def studies() -> dict[int, RawStudy]:
    return {year: repository_study("mint", year) for year in YEARS}


def true_change(year, indicator, key, wave="after"):
    (line,) = [
        line
        for line in TRUTH["changes"]
        if (line["year"], line["indicator"], line["wave"]) == (year, indicator, wave)
    ]
    return line[key]


def test_differences_between_groups(studies):
    missed = {
        (year, finding.subject.id)
        for year, study in studies.items()
        for finding in study.comparison.findings
        if not finding.main.interval.contains(true_change(year, finding.subject.id, "change_difference"))
    }
    assert missed == MISSED_DIFFERENCES


def test_changes_of_those_who_answered_twice(studies):
    missed = {
        (year, finding.subject.id)
        for year, study in studies.items()
        for finding in study.change.findings
        if not finding.main.interval.contains(true_change(year, finding.subject.id, "recorded_programme"))
    }
    assert missed == MISSED_CHANGES


def test_steps_of_the_cohort(studies):
    truth = {(line["year"], line["step"]): line["recorded"] for line in TRUTH["steps"]}
    missed = {
        (year, finding.subject.id)
        for year, study in studies.items()
        for finding in study.cohort.findings
        if finding.main.interval is not None
        and not finding.main.interval.contains(truth[year, finding.subject.id])
    }
    assert missed == MISSED_STEPS


def test_steps_at_the_end_of_the_curves(studies):
    """Each curve ends at the share that the office's list has in truth, whoever moved away or ended elsewhere."""
    recorded = {"programme": "recorded", "comparison": "recorded_comparison"}
    missed = set()
    for year, study in studies.items():
        truth = {line["step"]: line for line in TRUTH["steps"] if line["year"] == year}
        curves = {}
        for finding in sorted(study.timing.findings, key=lambda each: each.subject.months or 0):
            if finding.subject.group_of is not None:
                curves[finding.subject.step, finding.subject.group_of] = finding
        for (step, group), last in curves.items():
            if not last.main.interval.contains(truth[step][recorded[group]]):
                missed.add((year, step, group))
    assert missed == MISSED_CURVES


def test_transition_shares_of_the_steps(studies):
    """Of those who had reached the step before, in order."""
    truth = {(line["year"], line["step"]): line["recorded_of_previous"] for line in TRUTH["steps"]}
    missed = {
        (year, finding.subject.id)
        for year, study in studies.items()
        for finding in study.cohort.findings
        if (of_previous := finding.get(Role.OF_PREVIOUS)) is not None
        and not of_previous.interval.contains(truth[year, finding.subject.id])
    }
    assert missed == MISSED_TRANSITIONS


def test_the_programme_group_chooses_sooner(studies):
    """Ten of a hundred choose because of the course, and those who register are keener: both shorten the time."""
    for study in studies.values():
        own = (each for each in study.timing.findings if each.subject.step == "stem_subject")
        (found,) = [each for each in own if each.subject.aspect == "timing.difference"]
        assert found.main.direction is Direction.DOWN


def test_comparing_only_afterwards_would_mislead(studies):
    """Who registers is more interested before: the difference afterwards is about twice the true effect."""
    for year, study in studies.items():
        interest = study.comparison.findings[0]
        truth = true_change(year, "interest", "change_difference")
        before = true_change(year, "interest", "before_difference")
        assert before > 0.8 * truth
        assert interest.get(Role.PROGRAMME).value > interest.get(Role.COMPARISON).value

"""Does the report find what is true of the sample? The generator knows, the report does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wirkung.finding import Role
from wirkung.study.study import Study, open_study

ROOT = Path(__file__).resolve().parent.parent
TRUTH = json.loads((ROOT / "data" / "mint" / "true_values.json").read_text(encoding="utf-8"))
YEARS = (2022, 2023, 2024)

# Of 33 intervals of 95 per cent one or two should miss. They are named here, so that one more shows.
MISSED_DIFFERENCES: set[tuple[int, str]] = set()
MISSED_CHANGES: set[tuple[int, str]] = {(2023, "knowledge")}
MISSED_STEPS: set[tuple[int, str]] = {(2022, "internship")}


@pytest.fixture(scope="module")
def studies() -> dict[int, Study]:
    return {year: open_study(ROOT / "params" / "mint.yaml", year=year, language="de") for year in YEARS}


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
    truth = {(line["year"], line["step"]): line["recorded_in_order"] for line in TRUTH["steps"]}
    missed = {
        (year, finding.subject.id)
        for year, study in studies.items()
        for finding in study.cohort.findings
        if finding.main.interval is not None
        and not finding.main.interval.contains(truth[year, finding.subject.id])
    }
    assert missed == MISSED_STEPS


def test_comparing_only_afterwards_would_mislead(studies):
    """Who registers is more interested before: the difference afterwards is about twice the true effect."""
    for year, study in studies.items():
        interest = study.comparison.findings[0]
        truth = true_change(year, "interest", "change_difference")
        before = true_change(year, "interest", "before_difference")
        assert before > 0.8 * truth
        assert interest.get(Role.PROGRAMME).value > interest.get(Role.COMPARISON).value

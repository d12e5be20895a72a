"""What the funnel withholds, no other answer tells: of 20 persons 15 choose, 13 of them begin, so 2 stay behind.

The smallest group is 3: 13 of 20 can be shown alone, as can 15, but one beside the other tells of the two.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.questions.ways_office import Office
from tests.raw import RawStudy
from wirkung.disclosure.release import Released, release

GOAL = "goals: [{id: aim, label: Half begin, measure: step_share, of: began, target: 0.5, by: 2024-12-31}]\n"
COSTS = "  costs: {file: costs.csv, columns: {year: year, category: kind, description: text, amount: amount}}\n"


@pytest.fixture
def study(tmp_path: Path) -> RawStudy:
    office = Office(tmp_path)
    settings = "costs: {price_year: 2022, outcome: began}\n"
    office.programme = office.programme.replace("cohort:", f"{COSTS}{settings}{GOAL}cohort:")
    (tmp_path / "costs.csv").write_text("year;kind;text;amount\n2022;staff;All;20000\n", encoding="utf-8")
    for year in (2021, 2022):
        names = office.join(year, 20)
        office.happened(names[:15], "chose", f"{year}-08-01")
        office.happened(names[:13], "began", f"{year}-10-01")
        office.happened(names[16:20], "moved", f"{year}-11-01")
    return office.open(2022)


def items(*answers):
    """What of all answers may be shown beside the others, by id."""
    released = [item for answer in release(answers, smallest_group=3) for item in answer.items]
    return {(each.finding if isinstance(each, Released) else each).subject.id: each for each in released}


def told(*answers):
    """The steps of the year of which a number is told anywhere."""
    findings = [each.finding for each in items(*answers).values() if isinstance(each, Released)]
    return {
        finding.subject.step
        for finding in findings
        if finding.subject.cohort in (None, 2022) and finding.main.value is not None
    } - {"", "registered"}


@pytest.mark.parametrize("answers", [(), ("lost",), ("earlier",), ("cost",), ("lost", "earlier", "cost", "goals")])
def test_of_two_steps_that_two_persons_tell_apart_only_one_is_told(study, answers):
    assert len(told(study.cohort, *(getattr(study, answer) for answer in answers))) == 1


def test_the_goal_tells_the_same_groups_as_the_step_it_is_about(study):
    """Both are released together: what is hidden of the one is hidden of the other."""
    (goal,) = study.goals.findings
    step = next(finding for finding in study.cohort.findings if finding.subject.id == "began")
    assert goal.main.counts == step.main.counts
    assert goal.main.populations == step.main.populations


def test_the_step_before_is_told_everywhere(study):
    assert isinstance(items(study.earlier)["chose.2021.36"], Released)

"""What the funnel withholds, no other answer tells: of 20 persons 15 choose, 13 of them begin, so 2 stay behind.

The smallest group is 3: 13 of 20 could be shown alone, but beside the 15 who chose it tells of the two.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.questions.ways_office import Office
from tests.raw import RawStudy
from tests.released import released_alone
from wirkung.disclosure.release import Released, Withheld

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


def items(answer):
    released = released_alone(answer, 3).items
    return {(each.finding if isinstance(each, Released) else each).subject.id: each for each in released}


def test_the_funnel_withholds_the_step(study):
    assert isinstance(items(study.cohort)["began"], Withheld)
    assert isinstance(items(study.cohort)["chose"], Released)


@pytest.mark.parametrize("answer", ["lost", "earlier", "cost"])
def test_no_other_answer_tells_it(study, answer):
    names = {
        "lost": ["began.lost.observed", "began.lost.worst", "began.lost.best"],
        "earlier": ["began.2021.36", "began.2022.36"],
        "cost": ["began.per_outcome"],
    }
    found = items(getattr(study, answer))
    assert {name: type(found[name]) for name in names[answer]} == dict.fromkeys(names[answer], Withheld)


def test_the_goal_tells_the_same_groups_as_the_step_it_is_about(study):
    """Both are released together: what is hidden of the one is hidden of the other."""
    (goal,) = study.goals.findings
    step = next(finding for finding in study.cohort.findings if finding.subject.id == "began")
    assert goal.main.counts == step.main.counts
    assert goal.main.populations == step.main.populations


def test_the_step_before_is_told_everywhere(study):
    assert isinstance(items(study.earlier)["chose.2021.36"], Released)

"""One outcome has one number of persons in every place of a report that prints one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.questions.lottery_office import write_lottery
from tests.raw import RawStudy, open_raw, repository_study
from wirkung.codes import CountRole, Role, UnitCost
from wirkung.declared import Group
from wirkung.finding import Finding
from wirkung.year.money.beneficiaries import beneficiaries_of
from wirkung.year.tracking.reaching import step_of, who_reached

# Roles under which so many of the programme group are said to have the outcome, by question. Curves over time are
# not among them: who went another way first, or was lost from sight, has not made the step there.
REACHED = {
    "cohort": CountRole.REACHED,
    "steps": CountRole.PROGRAMME_AFTER,
    "goals": CountRole.REACHED,
    "lost": CountRole.REACHED,
}


def counted(finding: Finding, role: CountRole) -> int:
    return sum(each.number for each in finding.main.counts if each.role is role)


def printed(study: RawStudy, step: str) -> dict[str, float]:
    """How many persons of the year have the outcome, by the place that says so."""
    found = dict(in_costs(study, step))
    for question, role in REACHED.items():
        about = [each for each in getattr(study, question).findings if each.subject.step == step]
        whole = [each for each in about if each.subject.aspect in ("", "lost.observed")]
        found |= {f"{question}.{each.subject.id}": counted(each, role) for each in whole}
    for each in study.earlier.findings:
        if each.subject.step == step and each.subject.cohort == study.data.year:
            found["earlier"] = counted(each, CountRole.REACHED) + counted(each, CountRole.REACHED_SINCE)
    benefits = beneficiaries_of(study.data, step, additional=False)
    return found if benefits is None else {**found, "scenario": benefits.value}


def in_costs(study: RawStudy, step: str) -> Iterator[tuple[str, float]]:
    """By how many persons costs are divided, and how many of them the comparison counts."""
    for finding in study.cost.findings:
        base = finding.get(Role.BASE)
        if finding.subject.aspect is UnitCost.OUTCOME and finding.subject.step == step and base is not None:
            yield "cost.per_outcome", base.value
        if finding.subject.aspect is UnitCost.ADDITIONAL_OUTCOME and finding.subject.step == step:
            yield "cost.per_additional_outcome", counted(finding, CountRole.PROGRAMME)


@pytest.mark.parametrize("year", [pytest.param(2022, marks=pytest.mark.slow), 2023, 2024])
@pytest.mark.parametrize("step", ["stem_subject", "internship", "apprenticeship"])
def test_the_sample_prints_one_number_for_each_outcome(year, step):
    study = repository_study("mint", year)
    number = int(who_reached(study.data, step_of(study.data, step)).sum())
    places = printed(study, step)
    expected = {"cohort", "steps", "lost", "scenario"} | ({"earlier"} if year > 2022 else set())
    assert {name.partition(".")[0] for name in places} >= expected
    assert {place: each for place, each in places.items() if each != number} == {}, number


def test_the_sample_names_one_number_in_its_costs():
    places = printed(repository_study("mint", 2024), "stem_subject")
    assert (
        places["cost.per_outcome"] == places["cost.per_additional_outcome"] == places["cohort.stem_subject"] == 157
    )


def test_the_comparison_group_is_counted_by_the_same_rule(tmp_path):
    study = open_raw(write_lottery(tmp_path), year=2024)
    (finding,) = study.steps.findings
    counts = {each.role: each.number for each in finding.main.counts}
    for group, role in (
        (Group.PROGRAMME, CountRole.PROGRAMME_AFTER),
        (Group.COMPARISON, CountRole.COMPARISON_AFTER),
    ):
        assert counts[role] == who_reached(study.data, step_of(study.data, "passed"), group).sum()
    assert printed(study, "passed")["cohort.passed"] == counts[CountRole.PROGRAMME_AFTER]

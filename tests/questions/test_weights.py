"""Persons who stand for different numbers of others: what is weighted, what says that it is not, bad weights."""

from __future__ import annotations

import numpy as np
import pytest

from tests.questions.design_office import people, write_design
from tests.raw import open_raw
from wirkung.codes import Caution, Role, UnitKind
from wirkung.errors import DataError, ProgrammeFileError
from wirkung.methods.comparison.mean_difference import cox_index_of_shares
from wirkung.methods.kernels.propensity import effective
from wirkung.programme.load import load_programme

CHOSEN = "kind: comparison, assignment: assigned_by_rule, weights: stands_for"


@pytest.fixture(scope="module")
def persons():
    return people(schools=16)


@pytest.fixture(scope="module")
def study(persons, tmp_path_factory):
    return open_raw(write_design(tmp_path_factory.mktemp("weights"), CHOSEN, persons), year=2024)


def answer(study, question):
    return getattr(study, question)


def mean(persons, group, value):
    ours = [each for each in persons if each["group"] == group]
    return np.average([value(each) for each in ours], weights=[each["weight"] for each in ours])


def moved(person):
    return person["after"] - person["before"]


def test_changes_and_differences_are_those_of_all_for_whom_the_persons_stand(study, persons):
    ours, theirs = (mean(persons, group, moved) for group in ("programme", "comparison"))
    assert answer(study, "change").findings[0].main.value == pytest.approx(ours)
    assert answer(study, "comparison").findings[0].main.value == pytest.approx(ours - theirs)


def test_shares_and_steps_are_too(study, persons):
    ours, theirs = (mean(persons, group, lambda each: each["passed"]) for group in ("programme", "comparison"))
    for question, place in (("comparison", 1), ("steps", 0)):
        found = answer(study, question).findings[place].main
        assert found.value == pytest.approx(ours - theirs)
        assert found.interval.method == "linearised, CR2 t"


def test_a_weighted_share_is_not_told_as_a_count_of_persons(study, persons):
    main = answer(study, "afterwards").findings[0].main
    assert main.value == pytest.approx(mean(persons, "programme", lambda each: each["passed"]))
    assert [(count.number, count.of) for count in main.counts] == [(120, None)]
    found = answer(study, "comparison").findings[1].get(Role.STANDARDISED)
    ours, theirs = (mean(persons, group, lambda each: each["passed"]) for group in ("programme", "comparison"))
    assert found.value == pytest.approx(cox_index_of_shares(ours, theirs))


def test_every_number_says_whether_it_is_weighted(study):
    told = [
        estimate
        for each in study.answers
        for finding in each.findings
        for _, estimate in finding.estimates
        if estimate.unit.kind is not UnitKind.MONEY
    ]
    assert told
    assert all(len({Caution.WEIGHTED, Caution.NOT_WEIGHTED} & set(each.cautions)) == 1 for each in told)


def test_other_methods_are_those_that_know_weights(study):
    aspects = {each.subject.aspect for each in answer(study, "robustness").findings}
    assert aspects == {"robustness.chosen", "robustness.after"}


def test_the_report_says_how_many_persons_the_weights_are_worth(study, persons):
    (found,) = (
        each for each in answer(study, "threats").findings if each.subject.aspect == "threat.weights.programme"
    )
    weights = [each["weight"] for each in persons if each["group"] == "programme"]
    assert found.main.value == pytest.approx(effective(np.array(weights, dtype=float)))


def test_without_weights_nothing_is_said_of_them(tmp_path, persons):
    study = open_raw(write_design(tmp_path, CHOSEN.removesuffix(", weights: stands_for"), persons), year=2024)
    cautions = {each for one in study.answers for finding in one.findings for each in finding.cautions}
    assert not cautions & {Caution.WEIGHTED, Caution.NOT_WEIGHTED}


def test_weights_that_are_missing_zero_or_below_stop(tmp_path, persons):
    wrong = [dict(each) for each in persons]
    wrong[0]["weight"], wrong[1]["weight"], wrong[2]["weight"] = "", 0, -1
    with pytest.raises(DataError) as failed:
        open_raw(write_design(tmp_path, CHOSEN, wrong), year=2024)
    found = {each.code: each.values["count"] for each in failed.value.problems}
    assert found == {"data.weight_blank": 1, "data.weight_not_positive": 2}


def test_a_method_that_knows_no_weights_cannot_be_declared_beside_them(tmp_path, persons):
    with pytest.raises(ProgrammeFileError) as failed:
        load_programme(write_design(tmp_path, f"{CHOSEN}, robustness: [matching]", persons[:4]))
    assert [each.code for each in failed.value.problems] == ["programme.design.robustness_weights"]


def test_exactly_these_participants_are_not_counted_with_weights(tmp_path, persons):
    goal = ("measure: difference, of: points, target: 2", "measure: counted_level, of: passed, target: 0.5")
    with pytest.raises(ProgrammeFileError) as failed:
        load_programme(write_design(tmp_path, CHOSEN, persons[:4], goal))
    assert [each.code for each in failed.value.problems] == ["programme.goal.counted_weights"]


def test_nothing_is_told_where_few_have_another_weight(tmp_path, persons):
    """Of all who have weight 1 the mean is told without weights too: with it the three others would be known."""
    few = [each | {"weight": 1} for each in persons]
    for each in few[:3]:
        each["weight"] = 4
    study = open_raw(write_design(tmp_path, CHOSEN, few), year=2024)
    for question in ("change", "comparison", "steps"):
        main = answer(study, question).findings[0].main
        assert main.value is None
        assert Caution.WEIGHTS_TELL_OF_FEW in main.cautions

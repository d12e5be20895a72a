"""Time until a step: every number says on whom it rests, and who lacks a covariate is left out of the ratios."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.questions.test_cohort_populations import sizes_of
from tests.questions.test_transitions import random_office
from tests.questions.ways_office import PROGRAMME, Office, with_a_covariate
from tests.raw import repository_study
from wirkung.codes import Assumption, Caution, Quantity


def named_in(estimate):
    counts = ((count.number, count.of) for count in estimate.counts)
    return {number for pair in counts for number in pair if number is not None}


def assert_counts_are_populations(answer):
    for finding in answer.findings:
        for _, estimate in finding.estimates:
            assert estimate.populations
            assert sizes_of(estimate) == named_in(estimate), finding.subject.id


@pytest.mark.parametrize("seed", range(3))
def test_of_random_cohorts(tmp_path: Path, seed):
    assert_counts_are_populations(random_office(Office(tmp_path), seed).open(2022).timing)


def test_of_the_sample():
    assert_counts_are_populations(repository_study("mint", 2024).timing)


@pytest.fixture
def with_points(tmp_path: Path) -> Office:
    return with_a_covariate(Office(tmp_path))


def ratios_of(study):
    return [f.main for f in study.timing.findings if f.main.quantity is Quantity.HAZARD_RATIO]


def test_who_lacks_a_covariate_is_left_out_and_assumed_to_be_like_the_others(with_points):
    study = with_points.open(2022)
    ratios = ratios_of(study)
    assert ratios
    assert {ratio.counts[0].of for ratio in ratios} == {20 + 20 - 5}
    assert all(Assumption.MISSING_AT_RANDOM in ratio.assumptions for ratio in ratios)
    assert_counts_are_populations(study.timing)


def test_where_all_have_it_nothing_is_assumed(with_points):
    with_points.persons = [line if line[-1] != ";" else f"{line}1" for line in with_points.persons]
    ratios = ratios_of(with_points.open(2022))
    assert {ratio.counts[0].of for ratio in ratios} == {40}
    assert not [ratio for ratio in ratios if Assumption.MISSING_AT_RANDOM in ratio.assumptions]


def test_where_nobody_has_it_there_are_curves_and_no_ratios(with_points):
    with_points.persons = [f"{line.rpartition(';')[0]};" for line in with_points.persons]
    study = with_points.open(2022)
    assert study.timing.findings
    assert not ratios_of(study)


def test_a_ratio_rests_on_the_steps_of_each_group(with_points):
    """With the steps of both and the persons of each, a ratio gives the steps of each back."""
    study = with_points.open(2022)
    of_group = [f.main for f in study.timing.findings if f.subject.id == "chose.tracking.hazard_of_group"]
    (ratio,) = of_group
    # Of 20 others five chose; of 15 participants with a covariate, nine.
    assert {5, 9, 15, 20} <= sizes_of(ratio)


def times_of(study, step="chose"):
    return [each for each in study.timing.findings if each.subject.step == step]


@pytest.mark.parametrize(("on_entry", "known"), [(12, False), (6, True)])
def test_where_most_events_bear_the_day_of_entry_nobody_knows_how_long_it_took(tmp_path: Path, on_entry, known):
    """Twelve of twelve in each group, or half of them: then the other half shows what days there are."""
    office = Office(tmp_path)
    office.programme = PROGRAMME.replace("  lost: moved", "  lost: moved\n  covariates: [sex]").replace(
        "cohort:", "characteristics: [{id: sex, label: Sex}]\ncohort:"
    )
    office.programme = office.programme.replace("group: group}", "group: group, entered: entered, sex: sex}")
    office.header += ";sex"
    for group in ("programme", "comparison"):
        names = office.join(2022, 20, group, entered="2022-02-01")
        office.happened(names[:on_entry], "chose", "2022-02-01")
        office.happened(names[on_entry:12], "chose", "2022-11-01")
    office.persons = [f"{line};{'mw'[number % 2]}" for number, line in enumerate(office.persons)]
    found = times_of(office.open(2022))
    curve = [each.main for each in found if each.subject.group_of is not None]
    (difference,) = [each for each in found if each.subject.aspect == "timing.difference"]
    assert {max(each.value for each in curve)} == {12 / 20}
    parts = [*curve, *(estimate for _, estimate in difference.estimates)]
    assert {Caution.EVENTS_ON_ENTRY in each.cautions for each in parts} == {not known}
    assert {estimate.value is not None for _, estimate in difference.estimates} == {known}
    assert any(each.main.quantity is Quantity.HAZARD_RATIO for each in found) is known

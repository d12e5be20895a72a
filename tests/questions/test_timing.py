"""Time until a step: every number says on whom it rests, and who lacks a covariate is left out of the ratios."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.questions.test_cohort_populations import sizes_of
from tests.questions.test_transitions import random_office
from tests.questions.ways_office import Office, with_a_covariate
from tests.raw import repository_study
from wirkung.codes import Assumption, Quantity


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

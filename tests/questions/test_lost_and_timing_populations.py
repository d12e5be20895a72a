"""Every number on those lost and on the time until a step says on whom it rests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.questions.test_cohort_populations import sizes_of
from tests.questions.test_transitions import random_office
from tests.questions.ways_office import Office
from tests.raw import open_raw
from wirkung.codes import Assumption, Quantity, Role

MEANS = (Quantity.MEAN, Quantity.STANDARDISED_DIFFERENCE)


def named_in(estimate):
    counts = ((count.number, count.of) for count in estimate.counts)
    return {number for pair in counts for number in pair if number is not None}


def assert_counts_are_populations(study, questions=("timing", "lost")):
    for question in questions:
        for finding in getattr(study, question).findings:
            for _, estimate in finding.estimates:
                assert estimate.populations
                assert sizes_of(estimate) == named_in(estimate), (question, finding.subject.id)


@pytest.mark.parametrize("seed", range(3))
def test_of_random_cohorts(tmp_path: Path, seed):
    assert_counts_are_populations(random_office(Office(tmp_path), seed).open(2022), ("timing",))


@pytest.fixture(scope="module")
def sample():
    return open_raw("params/mint.yaml", year=2024)


def test_of_the_sample(sample):
    assert_counts_are_populations(sample)


def test_who_is_missing_is_assumed_to_be_like_the_others(sample):
    """Of means at the start: where somebody of the group has none, and only there."""
    lost = sample.lost.findings[0].main.counts[0]
    for finding in sample.lost.findings:
        for role, of in ((Role.LOST, lost.number), (Role.KEPT, lost.of - lost.number)):
            estimate = finding.get(role)
            if estimate is not None and estimate.quantity is Quantity.MEAN:
                missing = sum(each.size for each in estimate.populations) < of
                assert (Assumption.MISSING_AT_RANDOM in estimate.assumptions) == missing

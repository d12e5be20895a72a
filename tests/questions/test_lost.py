"""Who is missing: every number says on whom it rests, and what is assumed of those without an answer."""

from __future__ import annotations

import pytest

from tests.questions.test_timing import assert_counts_are_populations
from tests.raw import repository_study
from wirkung.codes import Assumption, Caution, Quantity, Role


@pytest.fixture(scope="module")
def lost():
    return repository_study("mint", 2024).lost


def test_counts_are_populations(lost):
    assert_counts_are_populations(lost)


def test_who_has_no_score_is_assumed_to_be_like_the_others(lost):
    """Of means at the start: where somebody of the group has none, and only there."""
    everybody = lost.findings[0].main.counts[0]
    means = 0
    for finding in lost.findings:
        for role, of in ((Role.LOST, everybody.number), (Role.KEPT, everybody.of - everybody.number)):
            estimate = finding.get(role)
            if estimate is not None and estimate.quantity is Quantity.MEAN:
                missing = sum(each.size for each in estimate.populations) < of
                assert (Assumption.MISSING_AT_RANDOM in estimate.assumptions) == missing
                means += 1
    assert means


def test_the_lost_and_the_others_share_courses_without_a_caution(lost):
    """Nobody is compared with somebody without the programme, whom a course could have influenced."""
    compared = [finding.main for finding in lost.findings if finding.get(Role.KEPT) is not None]
    assert compared
    assert not any(Caution.CLUSTER_IN_BOTH_GROUPS in estimate.cautions for estimate in compared)


def test_a_weighted_share_stands_for_those_whose_start_is_known(lost):
    """Who lacks a baseline has no weight, and is assumed to be like those who have one."""
    everybody = lost.findings[0].main.counts[0].of
    for finding in lost.findings:
        if finding.subject.aspect == "lost.weighted" and finding.main.value is not None:
            known = next(count.of for count in finding.main.counts if count.role == "lost")
            missing = Assumption.MISSING_AT_RANDOM in finding.main.assumptions
            assert missing == (known < everybody)

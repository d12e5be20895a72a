"""Shares of persons in courses: published intervals of single persons, and the rules; all persons are invented."""

import numpy as np
import pytest
from scipy import stats

from wirkung.codes import Caution, Quantity
from wirkung.estimate import SHARE
from wirkung.methods.comparison.clusters import mean_difference_clustered
from wirkung.methods.comparison.shares_in_courses import share_difference_clustered, share_uncertainty
from wirkung.methods.kernels.cluster_labels import arm
from wirkung.methods.kernels.cr2 import cr2_mean
from wirkung.methods.kernels.intervals import share_difference
from wirkung.methods.kernels.wilson import wilson_limits

RNG = np.random.default_rng(5)
OURS, THEIRS = (RNG.random(96) < 0.6).astype(int), (RNG.random(96) < 0.4).astype(int)
COURSES, CLASSES = (np.repeat([f"{kind}{code}" for code in range(8)], 12) for kind in "KS")


def test_newcombe_1998_where_each_quantile_is_the_normal_one():
    """His example (a): 56 of 70 and 48 of 80, .2 [.0524, .3339]."""
    low, high = wilson_limits(56 / 70, 70, stats.norm.ppf(0.975))
    other_low, other_high = wilson_limits(48 / 80, 80, stats.norm.ppf(0.975))
    assert 0.2 - np.hypot(0.8 - low, other_high - 0.6) == pytest.approx(0.0524, abs=5e-5)
    assert 0.2 + np.hypot(high - 0.8, 0.6 - other_low) == pytest.approx(0.3339, abs=5e-5)


def test_without_courses_it_is_newcombe():
    expected = share_difference((int(OURS.sum()), int(THEIRS.sum())), (96, 96), quantile="t")
    assert share_difference_clustered(OURS, THEIRS) == expected


def test_degrees_of_freedom_are_those_of_the_courses_that_the_rarer_answers_came_from():
    """Twelve in each of eight courses; one, two, one and four of four courses said no."""
    few_no = np.ones(96, dtype=int)
    few_no[[0, 12, 13, 24, 36, 37, 38, 39]] = 0
    alone = share_difference_clustered(few_no, np.repeat([1, 0], 5000), COURSES, None).test.df
    as_even = (1 + 2 + 1 + 4) ** 2 / (1 + 4 + 1 + 16)  # courses that give as many noes each
    assert alone == pytest.approx(as_even - 1, abs=0.05)  # what varies is the share in courses
    known = share_difference_clustered(few_no, THEIRS, COURSES, CLASSES).test.df
    assert known < share_difference_clustered(OURS, THEIRS, COURSES, CLASSES).test.df


def test_swapped_groups_and_swapped_answers_mirror_the_interval():
    found = share_difference_clustered(OURS, THEIRS, COURSES, CLASSES)
    for other in (
        share_difference_clustered(THEIRS, OURS, CLASSES, COURSES),
        share_difference_clustered(1 - OURS, 1 - THEIRS, COURSES, CLASSES),
    ):
        assert other.interval.low == pytest.approx(-found.interval.high)
        assert other.interval.high == pytest.approx(-found.interval.low)
        assert other.test.p == pytest.approx(found.test.p)
    assert found.quantity is Quantity.SHARE_DIFFERENCE


def test_the_test_agrees_with_the_interval():
    """At the level 1 - p one limit is zero."""
    p = share_difference_clustered(OURS, THEIRS, COURSES, CLASSES).test.p
    at_the_edge = share_difference_clustered(OURS, THEIRS, COURSES, CLASSES, level=1 - p).interval
    assert min(abs(at_the_edge.low), abs(at_the_edge.high)) == pytest.approx(0, abs=1e-7)


def test_equal_shares_have_p_of_one():
    assert share_difference_clustered(OURS, OURS, COURSES, CLASSES).test.p == 1


def test_single_persons_who_all_said_no_leave_the_difference_its_interval():
    found = share_difference_clustered(OURS, np.zeros(96), COURSES, None)
    assert 0 < found.interval.low < found.value < found.interval.high < 1


NOBODY = np.zeros(96)
IN_TWO_COURSES = np.repeat([1, 0, 0, 1, 0, 0, 0, 0], 12) * np.tile([1] * 6 + [0] * 6, 8)
ALL_ALIKE = np.tile([1] * 6 + [0] * 6, 8)


@pytest.mark.parametrize("ours", [NOBODY, IN_TWO_COURSES, ALL_ALIKE])
def test_eight_courses_that_hardly_vary_count_as_eight_persons(ours):
    """Both shares by Wilson's formula, one of them of eight."""
    found = share_difference_clustered(ours, THEIRS, COURSES, None)
    assert Caution.COURSES_AS_PERSONS in found.cautions
    t = stats.t.ppf(0.975, found.test.df)
    low, high = wilson_limits(float(ours.mean()), 8, t)
    other_low, other_high = wilson_limits(float(THEIRS.mean()), 95, t)
    value = ours.mean() - THEIRS.mean()
    assert found.interval.low == pytest.approx(value - np.hypot(ours.mean() - low, other_high - THEIRS.mean()))
    assert found.interval.high == pytest.approx(value + np.hypot(high - ours.mean(), THEIRS.mean() - other_low))


def test_courses_of_unlike_size_count_as_fewer_persons():
    """Six courses of 1, 1, 1, 1, 1 and 5: as six that weigh so, by Kish, 100/30."""
    courses = np.repeat(list("abcdef"), [1, 1, 1, 1, 1, 5])
    known, _ = share_uncertainty(arm(np.zeros(10), courses, name="marks"), level=0.95)
    _, high = wilson_limits(
        0.0, 100 / 30, stats.t.ppf(0.975, cr2_mean(np.zeros(10), np.arange(6).repeat([1, 1, 1, 1, 1, 5])).df)
    )
    assert known.interval.high == pytest.approx(high)
    assert known.standard_error is None


def test_a_course_with_persons_of_both_groups_is_compared_within():
    found = share_difference_clustered(OURS, THEIRS, COURSES, COURSES)
    expected = mean_difference_clustered(OURS, THEIRS, COURSES, COURSES, unit=SHARE)
    assert found.interval == expected.interval
    assert found.quantity is Quantity.SHARE_DIFFERENCE

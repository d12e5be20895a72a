"""Shares of persons in courses: published intervals of single persons, and the rules; all persons are invented."""

import numpy as np
import pytest
from scipy import stats

from wirkung.codes import Caution, Quantity
from wirkung.estimate import SHARE
from wirkung.methods.comparison.clusters import mean_difference_clustered
from wirkung.methods.comparison.shares_in_courses import share_difference_clustered
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


def test_degrees_of_freedom_are_those_of_the_courses_with_the_rarer_answer():
    """Twelve in each of eight courses, of whom somebody said no in four: as many degrees as four courses have."""
    few_no = 1 - np.repeat([1, 1, 1, 1, 0, 0, 0, 0], 12) * np.tile([1, 1, 1] + [0] * 9, 8)
    few_no[0] = 1  # or courses would be two kinds, each alike
    known = share_difference_clustered(few_no, THEIRS, COURSES, CLASSES).test.df
    four = cr2_mean(few_no[:48].astype(float), np.repeat(range(4), 12)).df
    assert four == pytest.approx(3)
    assert known < share_difference_clustered(OURS, THEIRS, COURSES, CLASSES).test.df
    alone = share_difference_clustered(few_no, np.repeat([1, 0], 5000), COURSES, None).test.df
    assert alone == pytest.approx(3, abs=0.1)  # what varies is the share in courses


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


@pytest.mark.parametrize(
    ("ours", "caution"),
    [
        (np.zeros(96), Caution.RARE_IN_COURSES),
        (np.repeat([1, 0, 0, 1, 0, 0, 0, 0], 12) * np.tile([1] * 6 + [0] * 6, 8), Caution.RARE_IN_COURSES),
        (np.tile([1] * 6 + [0] * 6, 8), Caution.NO_SPREAD),  # all courses alike: that says nothing on others
    ],
)
def test_answers_that_hardly_vary_between_courses_have_no_interval(ours, caution):
    found = share_difference_clustered(ours, THEIRS, COURSES, CLASSES)
    assert (found.interval, found.test) == (None, None)
    assert caution in found.cautions


def test_a_course_with_persons_of_both_groups_is_compared_within():
    found = share_difference_clustered(OURS, THEIRS, COURSES, COURSES)
    expected = mean_difference_clustered(OURS, THEIRS, COURSES, COURSES, unit=SHARE)
    assert found.interval == expected.interval
    assert found.quantity is Quantity.SHARE_DIFFERENCE

"""Whether two methods lie further apart than chance moves them."""

import math

import numpy as np
import pytest
from scipy import stats

from wirkung.methods.kernels.cluster_labels import coded
from wirkung.methods.robustness.more_than_noise import MOST_UNITS, more_than_noise, units_to_leave_out


def means(*groups):
    """Difference of the means of two groups, or the mean of one, among those who are kept."""

    def apart(kept):
        first, *others = (float(values[mask].mean()) for values, mask in zip(groups, kept, strict=True))
        return first - sum(others)

    return apart


def limit(variances, dfs, among=1):
    """Welch's t: how far apart is just not beyond chance."""
    total = sum(variances)
    df = total**2 / sum(each**2 / of for each, of in zip(variances, dfs, strict=True))
    return math.sqrt(total) * stats.t.isf(0.025 / among, df)


def test_of_two_means_it_is_welchs_test():
    # The jackknife of a mean is s²/n: variances 1/3 and 4/3, 2 degrees of freedom each.
    ours, theirs = np.array([1.0, 2.0, 3.0]), np.array([2.0, 4.0, 6.0])
    just = limit((1 / 3, 4 / 3), (2, 2))
    units = [np.arange(3), np.arange(3)]
    assert more_than_noise(means(ours + 2 + 0.999 * just, theirs), units) is False
    assert more_than_noise(means(ours + 2 + 1.001 * just, theirs), units) is True


def test_in_courses_it_is_the_test_of_their_means():
    values = np.array([1.0, 3.0, 4.0, 6.0, 7.0, 9.0])  # of courses 2, 5, 8: variance 9/3, 2 degrees of freedom
    codes = np.repeat(np.arange(3), 2)
    just = limit((3.0,), (2,))
    assert more_than_noise(means(values - 5 + 0.999 * just), [codes]) is False
    assert more_than_noise(means(values - 5 + 1.001 * just), [codes]) is True


def test_several_questions_share_the_error():
    ours, theirs = np.array([1.0, 2.0, 3.0]), np.array([2.0, 4.0, 6.0])
    alone, shared = (limit((1 / 3, 4 / 3), (2, 2), among) for among in (1, 3))
    moved = means(ours + 2 + (alone + shared) / 2, theirs)
    units = [np.arange(3), np.arange(3)]
    assert more_than_noise(moved, units) is True
    assert more_than_noise(moved, units, among=3) is False


def test_methods_that_move_together_contradict_each_other_at_once():
    # One is always .5 above the other, however far both move.
    values = np.random.default_rng(1).normal(scale=100, size=30)

    def apart(kept):
        return float(values[kept[0]].mean() + 0.5 - values[kept[0]].mean())

    assert more_than_noise(apart, [np.arange(30)]) is True


def test_what_is_not_known_is_not_said():
    assert more_than_noise(lambda _: None, [np.arange(3)]) is None
    assert more_than_noise(lambda kept: 1.0 if kept[0].all() else None, [np.arange(3)]) is None
    assert more_than_noise(lambda _: 1.0, [np.zeros(5, dtype=int)]) is None  # one course


def test_among_none_is_refused():
    with pytest.raises(ValueError, match="among must be at least 1, found 0"):
        more_than_noise(lambda _: 1.0, [np.arange(3)], among=0)


def test_many_units_are_put_together_by_chance_and_courses_stay_whole():
    labels = np.array([f"K{each // 3}" for each in range(300)], dtype=object)
    units = units_to_leave_out(labels, rng=np.random.default_rng(1))
    assert units.max() == MOST_UNITS - 1
    assert all(np.unique(units[coded(labels) == each]).size == 1 for each in range(100))
    assert set(np.bincount(units)) == {6, 9}  # two or three courses of three


def test_one_person_without_a_course_is_a_unit():
    labels = np.array(["a", "a", None, None], dtype=object)
    assert list(units_to_leave_out(labels, rng=np.random.default_rng(1))) == [0, 0, 1, 2]

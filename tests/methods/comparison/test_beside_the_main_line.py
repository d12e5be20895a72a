"""Beside a main result nothing is surer than the main result; all persons are invented."""

import numpy as np
import pytest

from wirkung.codes import Caution
from wirkung.estimate import NUMBER
from wirkung.methods.change.prepost import standardised_change
from wirkung.methods.comparison.beside_the_main_line import mean_in_courses, standardised_change_clustered
from wirkung.methods.comparison.clusters import mean_change_clustered
from wirkung.methods.kernels.intervals import mean, share

RNG = np.random.default_rng(3)
COURSES = np.repeat(["a", "b", "c", "d"], 6)
BEFORE = RNG.normal(3, 1, 24)
AFTER = BEFORE + 0.5 + np.repeat(RNG.normal(0, 0.5, 4), 6) + RNG.normal(0, 0.5, 24)


def test_standardised_limits_are_those_of_the_change_by_one_divisor():
    raw = mean_change_clustered(BEFORE, AFTER, COURSES, unit=NUMBER)
    found = standardised_change_clustered(BEFORE, AFTER, COURSES)
    assert found.value == standardised_change(BEFORE, AFTER, standardiser="g_av").value
    divisor = raw.value / found.value
    assert found.interval.low == pytest.approx(raw.interval.low / divisor)
    assert found.interval.high == pytest.approx(raw.interval.high / divisor)


def test_one_course_leaves_no_interval_anywhere():
    alone = ["a"] * 24
    for found in (
        standardised_change_clustered(BEFORE, AFTER, alone),
        mean_in_courses(mean(BEFORE, unit=NUMBER), BEFORE, alone),
        mean_in_courses(share(12, 24), np.repeat([1, 0], 12), alone),
    ):
        assert found.value is not None
        assert (found.interval, found.test, found.standard_error) == (None, None, None)
        assert Caution.TOO_FEW_CLUSTERS in found.cautions


def test_five_persons_leave_no_interval_anywhere():
    assert standardised_change_clustered(BEFORE[:5], AFTER[:5], None).interval is None
    assert mean_in_courses(share(3, 5), [1, 1, 1, 0, 0], None).interval is None


def test_without_courses_nothing_changes():
    assert standardised_change_clustered(BEFORE, AFTER, None) == standardised_change(BEFORE, AFTER)
    plain = share(12, 24)
    assert mean_in_courses(plain, np.repeat([1, 0], 12), None) == plain


def test_a_share_in_courses_stays_within_0_and_1():
    reached = np.array([0] + [1] * 6 + [0] + [1] * 15 + [0])  # one of each of three courses stayed away
    found = mean_in_courses(share(21, 24), reached, COURSES)
    assert found.interval.method == "Wilson, CR2"
    assert 0 < found.interval.low < 21 / 24 < found.interval.high < 1


@pytest.mark.parametrize(("courses", "needed"), [(4, 2), (6, 3)])
def test_a_share_of_which_one_answer_came_up_in_few_courses_has_each_of_them_as_one_person(courses, needed):
    """One of each of so many courses of six; of four courses in one, of six in two."""
    labels = np.repeat([f"K{code}" for code in range(courses)], 6)
    for number in (needed - 1, needed):
        reached = np.ones(6 * courses)
        reached[: 6 * number : 6] = 0
        found = mean_in_courses(share(6 * courses - number, 6 * courses), reached, labels)
        assert (Caution.COURSES_AS_PERSONS in found.cautions) == (number < needed)
        assert found.interval is not None


def test_what_is_no_mean_has_no_interval_in_courses():
    other = mean(BEFORE + 1, unit=NUMBER)
    assert mean_in_courses(other, BEFORE, COURSES).interval is None

"""Standardised differences of persons in courses: their values, their errors by hand, and when there are none."""

import math

import numpy as np
import pytest

from wirkung.codes import Assumption, Caution
from wirkung.methods.comparison.mean_difference import cox_index, hedges_g
from wirkung.methods.comparison.standardised_in_courses import cox_index_in_courses, hedges_g_in_courses

RNG = np.random.default_rng(11)
COURSES, CLASSES = (np.repeat([f"{kind}{code}" for code in range(8)], 12) for kind in "KS")
OURS = RNG.normal(0.4, 1, 96) + np.repeat(RNG.normal(0, 0.6, 8), 12)
THEIRS = RNG.normal(0, 1, 96) + np.repeat(RNG.normal(0, 0.6, 8), 12)
YES, NO = (RNG.random(96) < 0.6).astype(float), (RNG.random(96) < 0.35).astype(float)


def error_of_mean(values):
    """Of eight courses of twelve: the usual standard error of the mean of their means."""
    means = values.reshape(8, 12).mean(axis=1)
    return means.std(ddof=1) / math.sqrt(8)


def test_g_has_the_value_of_single_persons_and_the_error_of_their_courses():
    found = hedges_g_in_courses(OURS, THEIRS, COURSES, CLASSES)
    plain = hedges_g(OURS, THEIRS)
    deviation = math.sqrt((OURS.var(ddof=1) + THEIRS.var(ddof=1)) / 2)
    omega = 1 - 3 / (4 * 192 - 9)
    error = math.hypot(error_of_mean(OURS), error_of_mean(THEIRS)) / deviation
    expected = omega * math.sqrt(error**2 + found.value**2 / (2 * 192))
    assert found.value == pytest.approx(plain.value)
    assert found.standard_error == pytest.approx(expected)
    assert found.interval.high - found.interval.low > plain.interval.high - plain.interval.low
    assert Assumption.CLUSTERS_INDEPENDENT in found.assumptions


def test_the_cox_index_has_the_error_of_the_log_odds_of_courses():
    found = cox_index_in_courses(YES, NO, COURSES, CLASSES)
    plain = cox_index((int(YES.sum()), int(NO.sum())), (96, 96))
    parts = [error_of_mean(each) / (each.mean() * (1 - each.mean())) for each in (YES, NO)]
    assert found.value == plain.value
    assert found.standard_error == pytest.approx(math.hypot(*parts) / 1.65)
    assert found.convention == "no small-sample correction"


def test_who_learned_alone_has_the_usual_interval():
    assert hedges_g_in_courses(OURS, THEIRS) == hedges_g(OURS, THEIRS)
    assert cox_index_in_courses(YES, NO) == cox_index((int(YES.sum()), int(NO.sum())), (96, 96))


def test_lost_and_kept_of_the_same_courses_are_compared_within():
    """Whoever was lost sat beside those who stayed: what a course does to both is no difference of the two."""
    gone = np.tile([True] * 4 + [False] * 8, 8)
    strong = OURS + 5 * np.repeat(np.arange(8), 12)
    found = hedges_g_in_courses(strong[gone], strong[~gone], COURSES[gone], COURSES[~gone])
    apart = hedges_g_in_courses(strong[gone], strong[~gone], COURSES[gone], CLASSES[~gone])
    assert found.standard_error < apart.standard_error / 3
    index = cox_index_in_courses(YES[gone], YES[~gone], COURSES[gone], COURSES[~gone])
    assert index.interval.contains(index.value)


@pytest.mark.parametrize("courses", [1, 2, 5])
def test_few_courses_on_one_side_have_the_value_alone(courses):
    where = np.array([f"K{code % courses}" for code in range(96)])
    for found in (hedges_g_in_courses(OURS, THEIRS, where), cox_index_in_courses(YES, NO, where)):
        assert found.value is not None
        assert (found.interval, found.standard_error) == (None, None)
        assert Caution.TOO_FEW_CLUSTERS in found.cautions


def test_where_an_answer_came_up_in_two_courses_each_counts_as_one_person():
    """12 of 96, and so the variance of the log odds of one in eight of eight persons, beside NO's."""
    rare = np.repeat([1, 1, 0, 0, 0, 0, 0, 0], 12) * np.tile([1] * 6 + [0] * 6, 8)
    found = cox_index_in_courses(rare, NO, COURSES, None)
    assert Caution.COURSES_AS_PERSONS in found.cautions
    others = float(NO.mean())
    assert found.standard_error == pytest.approx(
        (1 / (8 * (1 / 8) * (7 / 8)) + 1 / (95 * others * (1 - others))) ** 0.5 / 1.65
    )
    assert cox_index_in_courses(np.zeros(96), NO, COURSES, CLASSES).value is None

"""Weighted numbers of persons in courses: where nothing is weighted they are those of CR2; all are invented."""

import math

import numpy as np
import pytest

from wirkung.codes import Assumption, Caution, Quantity
from wirkung.estimate import NUMBER
from wirkung.methods.comparison.clusters import mean_change_clustered, mean_difference_clustered
from wirkung.methods.robustness.doubly_robust import doubly_robust_difference
from wirkung.methods.robustness.weighting import weighted_difference
from wirkung.methods.survival.weighted_share import weighted_shares
from wirkung.methods.threats.missing import missing_answers

RNG = np.random.default_rng(3)
COURSES = np.repeat([f"K{code}" for code in range(8)], 12).astype(object)
ALONE = np.full(96, None, dtype=object)
OURS = RNG.normal(0.4, 1, 96) + np.repeat(RNG.normal(0, 0.6, 8), 12)
THEIRS = RNG.normal(0, 1, 96)
BOTH, GROUP, WHERE = np.concatenate([OURS, THEIRS]), np.repeat([True, False], 96), np.concatenate([COURSES, ALONE])
NOTHING = np.empty((192, 0))


@pytest.fixture
def rng():
    """For each test its own, whatever ran before it."""
    return np.random.default_rng(4)


@pytest.mark.parametrize("method", [weighted_difference, doubly_robust_difference])
def test_without_covariates_it_is_the_difference_of_means_by_cr2(method):
    found = method(BOTH, GROUP, NOTHING, unit=NUMBER, clusters=WHERE).difference
    expected = mean_difference_clustered(OURS, THEIRS, COURSES, ALONE, unit=NUMBER)
    assert found.value == pytest.approx(expected.value)
    assert found.standard_error == pytest.approx(expected.standard_error, rel=0.011)  # factor for what was fitted
    assert found.test.df == pytest.approx(expected.test.df, rel=0.02)
    assert found.interval.method.endswith("by course")
    assert Assumption.PERSONS_INDEPENDENT not in found.assumptions


@pytest.mark.parametrize("method", [weighted_difference, doubly_robust_difference])
@pytest.mark.parametrize("courses", [1, 2, 5])
def test_few_courses_have_the_value_alone(method, courses):
    where = np.concatenate([np.array([f"K{code % courses}" for code in range(96)], dtype=object), ALONE])
    found = method(BOTH, GROUP, NOTHING, unit=NUMBER, clusters=where).difference
    assert found.value is not None
    assert (found.interval, Caution.TOO_FEW_CLUSTERS in found.cautions) == (None, True)


def test_a_course_of_both_groups_has_no_interval():
    mixed = np.concatenate([COURSES, COURSES])
    found = weighted_difference(BOTH, GROUP, NOTHING, unit=NUMBER, clusters=mixed).difference
    assert (found.interval, Caution.CLUSTERS_NOT_CONSIDERED in found.cautions) == (None, True)


def test_the_weighted_share_is_less_sure_in_courses(rng):
    """A third of each course was lost, and all of a course reached it or nearly none."""
    seen = np.tile([True] * 8 + [False] * 4, 8)
    reached = (rng.random(96) < np.repeat([0.9, 0.1, 0.8, 0.2, 0.9, 0.1, 0.8, 0.2], 12)).astype(float)
    known = rng.normal(0, 1, 96)
    (found,), (plain,) = (weighted_shares([reached], seen, known, clusters=where) for where in (COURSES, None))
    assert found.weighted.value == plain.weighted.value
    assert found.weighted.standard_error > 1.5 * plain.weighted.standard_error
    means = reached[seen].reshape(8, 8).mean(axis=1)
    assert found.weighted.standard_error == pytest.approx(means.std(ddof=1) / math.sqrt(8), rel=0.1)
    (two,) = weighted_shares([reached], seen, known, clusters=np.repeat(["a", "b"], 48))
    assert (two.weighted.interval, Caution.TOO_FEW_CLUSTERS in two.weighted.cautions) == (None, True)


def filled(before, after, gone, where):
    """With those answers afterwards missing."""
    courses = None if where is None else (where[~gone], where[gone], [])
    told = {"only_before": before[gone], "only_after": [], "unit": NUMBER, "seed": 1, "clusters": courses}
    return missing_answers(before[~gone], after[~gone], imputations=200, **told)


def test_filled_in_answers_have_the_error_of_leaving_out_one_course_after_the_other(rng):
    before = rng.normal(0, 1, 96)
    after = 0.6 * before + OURS
    gone = rng.random(96) < 0.3
    found = filled(before, after, gone, COURSES)

    def expected(those):
        line = np.polyfit(before[those & ~gone], after[those & ~gone], 1)
        return (np.where(gone, np.polyval(line, before), after) - before)[those].mean()

    without = np.array([expected(f"K{code}" != COURSES) for code in range(8)])
    jackknife = math.sqrt(7 / 8 * np.square(without - without.mean()).sum())
    assert found.quantity is Quantity.MEAN_CHANGE
    assert found.value == pytest.approx(expected(np.full(96, True)), abs=0.03)  # so many draws vary little
    assert found.standard_error == pytest.approx(jackknife, rel=0.1)
    assert found.standard_error > 1.3 * filled(before, after, gone, None).standard_error


def test_where_all_answered_twice_nothing_is_filled_in(rng):
    before = rng.normal(0, 1, 96)
    found = filled(before, OURS, np.full(96, False), COURSES)
    assert found.interval == mean_change_clustered(before, OURS, COURSES, unit=NUMBER).interval


def test_filled_in_answers_of_two_courses_have_no_interval(rng):
    gone = rng.random(96) < 0.3
    found = filled(rng.normal(0, 1, 96), OURS, gone, np.repeat(["a", "b"], 48).astype(object))
    assert (found.interval, Caution.TOO_FEW_CLUSTERS in found.cautions) == (None, True)

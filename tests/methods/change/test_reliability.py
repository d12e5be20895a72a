"""Alpha and omega of scales. All persons are invented."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.multivariate.factor import Factor

from wirkung.codes import Assumption, Caution, CountRole
from wirkung.methods.change.reliability import cronbach_alpha, mcdonald_omega


def persons_with(covariance, persons, seed=1):
    """Answers whose sample covariance is exactly this."""
    drawn = np.random.default_rng(seed).normal(size=(persons, len(covariance)))
    centred = drawn - drawn.mean(axis=0)
    white = centred @ np.linalg.inv(np.linalg.cholesky(np.cov(centred, rowvar=False))).T
    return white @ np.linalg.cholesky(np.asarray(covariance, dtype=float)).T


def one_factor(loadings, own):
    return np.outer(loadings, loadings) + np.diag(own)


def test_alpha_by_hand():
    """Variances 1 and 1, of the sum 3: 2 (1 - 2/3)."""
    found = cronbach_alpha([[1, 1], [2, 3], [3, 2]])
    assert found.value == pytest.approx(2 / 3)
    assert (found.counts[0].role, found.counts[0].number) == (CountRole.BASE, 3)
    assert found.interval is None
    assert Caution.FEW_PERSONS in found.cautions


def test_interval_as_psych_and_pingouin_print_it():
    """Of 15 persons and 10 items an alpha of .5917 has [.195, .840] (Feldt, documentation of pingouin)."""
    alpha, items = 0.5917188485995826, 10
    shared = alpha / (items - alpha * (items - 1))
    found = cronbach_alpha(persons_with(np.full((items, items), shared) + (1 - shared) * np.eye(items), 15))
    assert found.value == pytest.approx(alpha)
    assert (found.interval.low, found.interval.high) == pytest.approx((0.195, 0.840), abs=5e-4)
    assert Assumption.PERSONS_INDEPENDENT in found.assumptions


def test_omega_of_three_items_is_what_their_covariances_leave():
    """Of three items one factor fits exactly: λ₁² = s₁₂ s₁₃ / s₂₃."""
    loadings, own = np.array([0.9, 0.6, 0.3]), np.array([0.5, 1.0, 0.2])
    found = mcdonald_omega(persons_with(one_factor(loadings, own), 40))
    assert found.value == pytest.approx(1.8**2 / (1.8**2 + 1.7), abs=1e-5)


@settings(max_examples=15)
@given(st.floats(0.3, 0.95), st.integers(3, 8))
def test_of_equal_loadings_omega_is_alpha(loading, items):
    answers = persons_with(one_factor(np.full(items, loading), np.full(items, 1 - loading**2)), 20)
    assert mcdonald_omega(answers).value == pytest.approx(cronbach_alpha(answers).value, abs=1e-4)


def test_of_unequal_loadings_alpha_is_lower():
    answers = persons_with(one_factor(np.array([0.9, 0.8, 0.4, 0.2]), np.array([0.2, 0.4, 0.8, 0.9])), 30)
    assert cronbach_alpha(answers).value < mcdonald_omega(answers).value - 0.01


def test_loadings_are_those_of_statsmodels():
    rng = np.random.default_rng(3)
    answers = rng.normal(size=(80, 1)) * [0.9, 0.7, 0.6, 0.5, 0.8] + rng.normal(size=(80, 5))
    spread = answers.std(axis=0, ddof=1)
    loadings = Factor(answers, n_factor=1, method="pa").fit(maxiter=2000, tol=1e-10).loadings[:, 0]
    common = (loadings * spread).sum() ** 2
    expected = common / (common + ((1 - loadings**2) * spread**2).sum())
    assert mcdonald_omega(answers).value == pytest.approx(expected, abs=1e-5)


def test_turned_items_and_units_change_nothing():
    answers = persons_with(one_factor(np.array([0.9, 0.6, 0.5]), np.ones(3)), 25)
    for method in (cronbach_alpha, mcdonald_omega):
        plain, other = method(answers), method(7 - 3 * answers)
        assert other.value == pytest.approx(plain.value)
        assert other.interval.low == pytest.approx(plain.interval.low, abs=1e-5)


def test_courses_widen_the_interval_and_few_of_them_have_none():
    rng = np.random.default_rng(4)
    courses = np.repeat([f"c{number}" for number in range(8)], 12)
    common = np.repeat(rng.normal(size=8), 12) * 1.5 + rng.normal(size=96)
    answers = common[:, None] + rng.normal(size=(96, 4))
    for method in (cronbach_alpha, mcdonald_omega):
        alone, together = method(answers), method(answers, courses)
        assert together.value == alone.value
        assert together.interval.low < alone.interval.low < together.value < together.interval.high < 1
        assert Assumption.CLUSTERS_INDEPENDENT in together.assumptions
        few = method(answers[:60], courses[:60])
        assert few.interval is None
        assert Caution.TOO_FEW_CLUSTERS in few.cautions


def test_without_each_course_is_what_is_computed_without_it():
    """The jackknife by sums is the one by leaving persons out."""
    rng = np.random.default_rng(5)
    courses = np.repeat(np.arange(6), 4)
    answers = rng.normal(size=(24, 1)) + rng.normal(size=(24, 3))
    without = np.log([1 - cronbach_alpha(answers[courses != each]).value for each in range(6)])
    error = np.sqrt(5 / 6 * ((without - without.mean()) ** 2).sum())
    found = cronbach_alpha(answers, courses)
    reach = (np.log(1 - found.interval.low) - np.log(1 - found.interval.high)) / 2
    assert reach == pytest.approx(2.570582 * error, rel=1e-6)  # t of 5 degrees of freedom


def test_items_that_contradict_each_other_have_a_caution():
    answers = persons_with([[1, -0.4], [-0.4, 1]], 20)
    found = cronbach_alpha(answers)
    assert found.value < 0
    assert Caution.ITEMS_CONTRADICT in found.cautions


@pytest.mark.parametrize("method", [cronbach_alpha, mcdonald_omega])
def test_without_variation_there_is_no_value(method):
    found = method(np.full((20, 3), 4.0))
    assert found.value is None
    assert found.interval is None
    assert Caution.NO_SPREAD in found.cautions
    alone = method([[1.0, 2.0, 3.0]])
    assert alone.value is None
    assert Caution.FEW_PERSONS in alone.cautions


def test_items_that_all_say_the_same_have_no_error_and_no_interval():
    answers = np.repeat(np.arange(20.0)[:, None], 3, axis=1)
    for method in (cronbach_alpha, mcdonald_omega):
        found = method(answers)
        assert found.value == pytest.approx(1)
        assert found.interval is None or found.interval.low > 0.999


def test_wrong_items_are_refused():
    with pytest.raises(ValueError, match="2 items or more"):
        cronbach_alpha([[1.0], [2.0]])
    with pytest.raises(ValueError, match="3 items or more"):
        mcdonald_omega([[1.0, 2.0], [2.0, 1.0]])
    with pytest.raises(ValueError, match="for every person"):
        cronbach_alpha([[1.0, np.nan], [2.0, 1.0]])
    with pytest.raises(ValueError, match="level"):
        cronbach_alpha([[1.0, 3.0], [2.0, 1.0]], level=1.0)

"""Weighted means and differences, against published numbers, other programs and cases worked by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
import statsmodels.api as sm

from wirkung.codes import Caution, Quantity
from wirkung.estimate import SHARE, Unit, UnitKind
from wirkung.methods.comparison.clusters import mean_difference_clustered
from wirkung.methods.comparison.sampling_weights import tell_of_few, weighted_difference, weighted_mean

POINTS = Unit(kind=UnitKind.SCORE)
# After Lohr, Sampling: Design and Analysis, example 5.2: grades of all four students of 5 suites out of 100.
# Written down from memory: its totals agree with each other, the printed page was not compared.
GRADES = (
    (3.08, 2.60, 3.44, 3.04),
    (2.36, 3.04, 3.28, 2.68),
    (2.00, 2.56, 2.52, 1.88),
    (3.00, 2.88, 3.44, 3.64),
    (2.68, 1.92, 3.28, 3.20),
)


def difference(ours, theirs, weights, clusters=(None, None), **options):
    options = {"unit": POINTS, "quantity": Quantity.MEAN_DIFFERENCE} | options
    return weighted_difference(ours, theirs, weights, clusters, **options)


def test_the_mean_of_a_cluster_sample_is_as_published():
    """2.826 with standard error .164; there 5 of 100 suites are left out of the variance."""
    values, suites = np.ravel(GRADES), np.repeat([*"abcde"], 4)
    found = weighted_mean(values, np.full(20, 20.0), suites, unit=POINTS)
    assert found.value == pytest.approx(2.826, abs=5e-4)
    assert found.standard_error * math.sqrt(1 - 5 / 100) == pytest.approx(0.164, abs=5e-4)


def test_a_weighted_mean_is_the_sum_that_it_says():
    found = weighted_mean([1, 2, 6, 3, 2, 4], [1, 1, 2, 1, 1, 2], unit=POINTS)
    assert found.value == pytest.approx((1 + 2 + 12 + 3 + 2 + 8) / 8)
    assert Caution.WEIGHTED in found.cautions


@pytest.fixture
def groups():
    rng = np.random.default_rng(4)
    ours, theirs = rng.normal(1, 2, 40), rng.normal(0, 2, 50)
    return ours, theirs, (rng.uniform(1, 3, 40), rng.uniform(1, 3, 50)), (rng.normal(size=40), rng.normal(size=50))


def test_a_difference_is_that_of_weighted_least_squares_with_hc2(groups):
    ours, theirs, weights, covariates = groups
    design = np.column_stack([np.repeat([1.0, 0.0], [40, 50]), np.ones(90), np.concatenate(covariates)])
    model = sm.WLS(np.concatenate([ours, theirs]), design, weights=np.concatenate(weights)).fit(cov_type="HC2")
    found = difference(ours, theirs, weights, covariates=tuple(each[:, None] for each in covariates))
    assert found.value == pytest.approx(model.params[0])
    assert found.standard_error == pytest.approx(model.bse[0])
    assert Caution.ADJUSTED in found.cautions


def test_weights_of_one_size_change_nothing(groups):
    ours, theirs = groups[:2]
    clusters = np.repeat([*"abcdefgh"], 5), np.repeat([*"ijklmnopqr"], 5)
    found = difference(ours, theirs, (np.full(40, 7.0), np.full(50, 7.0)), clusters)
    plain = mean_difference_clustered(ours, theirs, *clusters, unit=POINTS)
    assert found.value == pytest.approx(plain.value)
    assert (found.interval.low, found.interval.high) == pytest.approx((plain.interval.low, plain.interval.high))


def test_only_the_proportions_of_weights_count_and_swapped_groups_change_the_sign(groups):
    ours, theirs, weights, _ = groups
    found, larger = (
        difference(ours, theirs, weights),
        difference(ours, theirs, tuple(9 * each for each in weights)),
    )
    assert larger.interval.low == pytest.approx(found.interval.low)
    assert difference(theirs, ours, weights[::-1]).value == pytest.approx(-found.value)


def test_unequal_weights_leave_fewer_degrees_of_freedom(groups):
    ours, theirs, weights, _ = groups
    heavy = weights[0].copy()
    heavy[:4] = 40
    assert difference(ours, theirs, (heavy, weights[1])).test.df < 6 < difference(ours, theirs, weights).test.df


def test_a_share_stays_between_none_and_all():
    values = np.repeat([1.0, 0.0], [28, 2])
    found = weighted_mean(values, np.linspace(1, 3, 30), unit=SHARE, quantity=Quantity.SHARE)
    assert 0 < found.interval.low < found.value < found.interval.high < 1


def test_weights_that_are_worth_few_persons_have_no_interval(groups):
    ours, theirs, weights, _ = groups
    heavy = weights[0].copy()
    heavy[0] = 1000
    found = difference(ours, theirs, (heavy, weights[1]))
    assert found.interval is None
    assert Caution.FEW_PERSONS in found.cautions


@pytest.mark.parametrize("wrong", [0.0, -1.0, math.nan, math.inf])
def test_a_weight_is_a_number_above_0(wrong):
    with pytest.raises(ValueError, match=r"weights must be above 0, found .* \(1 of 3 in all\)"):
        weighted_mean([1, 2, 3], [1, wrong, 1], unit=POINTS)


def test_there_is_one_weight_a_person():
    with pytest.raises(ValueError, match="weights must be one number for each of 3 persons"):
        weighted_mean([1, 2, 3], [1, 1], unit=POINTS)


@pytest.mark.parametrize(
    ("weights", "few"),
    [
        ([1.0] * 40, False),
        ([1.0] * 30 + [2.0] * 10, False),
        ([1.0] * 31 + [2.0] * 9, True),
        (list(np.linspace(1, 3, 40)), False),
        ([*np.linspace(1, 1.01, 39), 50.0], True),  # who nearly decides both
        ([], False),
    ],
)
def test_who_knows_the_weights_learns_nothing_of_fewer_than_ten(weights, few):
    assert tell_of_few(weights, 10) is few

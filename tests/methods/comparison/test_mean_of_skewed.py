"""Means of few large numbers: the transformation by its definition, and when nothing is said; invented persons."""

import numpy as np
import pytest
from scipy import optimize, stats

from wirkung.codes import Caution
from wirkung.estimate import NUMBER
from wirkung.methods.comparison.mean_of_skewed import LARGER, mean_of_skewed, willink_limits
from wirkung.methods.kernels.intervals import mean

RNG = np.random.default_rng(8)
INCOMES = np.exp(RNG.normal(0, 1, 60))
MIXED = np.random.default_rng(1).permutation(INCOMES)
COURSES = np.repeat([f"K{code}" for code in range(10)], 6)


def test_limits_solve_the_cubic():
    """Willink (2005): T + a T²/3 + a² T³/27 + a/6 = ± t, with a the skewness of the mean."""
    a, t = 0.4, 2.0
    low, high = willink_limits(10, 2, skewness=a, quantile=t)

    def cubic(truth):
        standing = (10 - truth) / 2
        return standing + a * standing**2 / 3 + a**2 * standing**3 / 27 + a / 6

    assert low == pytest.approx(optimize.brentq(lambda truth: cubic(truth) - t, 0, 20))
    assert high == pytest.approx(optimize.brentq(lambda truth: cubic(truth) + t, 0, 40))


def test_of_symmetric_numbers_it_is_students():
    values = np.concatenate([np.arange(-15, 0), np.arange(1, 16)]).astype(float)
    found, plain = mean_of_skewed(values, unit=NUMBER).interval, mean(values, unit=NUMBER).interval
    assert (found.low, found.high) == pytest.approx((plain.low, plain.high))


def test_of_mirrored_numbers_it_is_mirrored():
    found, other = mean_of_skewed(INCOMES, unit=NUMBER).interval, mean_of_skewed(-INCOMES, unit=NUMBER).interval
    assert (other.low, other.high) == pytest.approx((-found.high, -found.low))


def test_skewness_is_scipys():
    found = mean_of_skewed(INCOMES, unit=NUMBER)
    skewness = LARGER * stats.skew(INCOMES, bias=False) / np.sqrt(60)
    expected = willink_limits(
        found.value, INCOMES.std(ddof=1) / np.sqrt(60), skewness=skewness, quantile=stats.t.ppf(0.975, 59)
    )
    assert (found.interval.low, found.interval.high) == pytest.approx(expected)


@pytest.mark.parametrize("sign", [1, -1])
def test_few_courses_are_as_skewed_as_their_persons(sign):
    """Six sums hardly show a skewness: the persons' stands in for it, whichever way it goes."""
    values, courses = sign * MIXED, np.repeat([f"K{code}" for code in range(6)], 10)
    found = mean_of_skewed(values, courses, unit=NUMBER)
    sums = (values - values.mean()).reshape(6, 10).sum(axis=1)
    of_courses, of_persons = (
        stats.skew(sums, bias=False) / np.sqrt(6),
        stats.skew(values, bias=False) / np.sqrt(60),
    )
    assert abs(of_courses) < abs(of_persons)
    expected = willink_limits(
        found.value, found.standard_error, skewness=LARGER * of_persons, quantile=stats.t.ppf(0.975, 5)
    )
    assert (found.interval.low, found.interval.high) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("values", "courses", "caution"),
    [
        (INCOMES[:19], None, Caution.FEW_PERSONS),
        (INCOMES, np.repeat(["a", "b", "c", "d", "e"], 12), Caution.TOO_FEW_CLUSTERS),
        (INCOMES, ["a"] * 60, Caution.TOO_FEW_CLUSTERS),
        (np.ones(60), None, Caution.NO_SPREAD),
    ],
)
def test_nothing_is_said_of_few(values, courses, caution):
    found = mean_of_skewed(values, courses, unit=NUMBER)
    assert (found.interval, found.standard_error, caution in found.cautions) == (None, None, True)
    assert found.value == pytest.approx(values.mean())


def test_courses_are_counted():
    found = mean_of_skewed(INCOMES, COURSES, unit=NUMBER)
    assert (found.convention, found.interval.method) == ("CR2, 10 clusters", "Willink")

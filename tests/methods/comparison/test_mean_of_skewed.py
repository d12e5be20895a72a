"""Means of few large numbers: the transformation by its definition, and when nothing is said; invented persons."""

import numpy as np
import pytest
from scipy import optimize, stats

from wirkung.codes import Caution
from wirkung.estimate import NUMBER
from wirkung.methods.comparison.mean_of_skewed import hall_limits, mean_of_skewed
from wirkung.methods.kernels.intervals import mean

RNG = np.random.default_rng(8)
INCOMES = np.exp(RNG.normal(0, 1, 60))
COURSES = np.repeat([f"K{code}" for code in range(10)], 6)


def test_limits_solve_halls_cubic():
    """Hall (1992), with the skewness of the mean: T + a T²/3 + a² T³/27 + a/6 = ± t."""
    a, t = 0.4, 2.0
    low, high = hall_limits(10, 2, skewness=a, quantile=t)

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
    skewness = stats.skew(INCOMES, bias=False) / np.sqrt(60)
    expected = hall_limits(
        found.value, INCOMES.std(ddof=1) / np.sqrt(60), skewness=skewness, quantile=stats.t.ppf(0.975, 59)
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
    assert (found.convention, found.interval.method) == ("CR2, 10 clusters", "Hall")

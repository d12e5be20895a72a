"""Do 95 % intervals hold the truth in about 95 of 100 samples? Seeded, so that it either always passes or never.

With 2000 samples the standard error of a coverage of 95 % is √(.95 · .05 / 2000) = .0049; three of them are
allowed on either side, and more for the intervals of shares, whose coverage jumps from one number to the next.
"""

import numpy as np
import pytest

from tests.welch import mean_difference
from wirkung.codes import UnitKind
from wirkung.estimate import Unit
from wirkung.methods.change.prepost import mean_change, standardised_change
from wirkung.methods.kernels.intervals import mean, share, share_difference

SAMPLES = 2000
ALLOWED = 3 * (0.95 * 0.05 / SAMPLES) ** 0.5
POINTS = Unit(kind=UnitKind.SCORE, symbol="Punkte")


def coverage(truth, draw):
    """The share of intervals that hold the truth; `draw` makes one estimate from a generator."""
    rng = np.random.default_rng(20241231)
    return sum(draw(rng).interval.contains(truth) for _ in range(SAMPLES)) / SAMPLES


def waves(rng, n, *, change, correlation):
    before = rng.standard_normal(n)
    return before, change + correlation * before + (1 - correlation**2) ** 0.5 * rng.standard_normal(n)


@pytest.mark.parametrize("n", [8, 40])
def test_t_interval_of_a_mean(n):
    covered = coverage(3, lambda rng: mean(rng.normal(3, 2, n), unit=POINTS))
    assert covered == pytest.approx(0.95, abs=ALLOWED)


@pytest.mark.parametrize("n", [8, 40])
def test_paired_t_interval(n):
    covered = coverage(0.3, lambda rng: mean_change(*waves(rng, n, change=0.3, correlation=0.6), unit=POINTS))
    assert covered == pytest.approx(0.95, abs=ALLOWED)


def test_welch_interval_with_unequal_groups_and_spreads():
    covered = coverage(1, lambda rng: mean_difference(rng.normal(1, 3, 15), rng.normal(0, 1, 40), unit=POINTS))
    assert covered == pytest.approx(0.95, abs=ALLOWED)


@pytest.mark.parametrize(("n", "truth"), [(10, 0.3), (50, 0.1), (350, 0.6)])
def test_wilson_interval(n, truth):
    covered = coverage(truth, lambda rng: share(int(rng.binomial(n, truth)), n))
    assert 0.95 - 2 * ALLOWED <= covered <= 0.985


@pytest.mark.parametrize(("total", "truth"), [((15, 20), (0.6, 0.4)), ((120, 80), (0.3, 0.15))])
def test_newcombe_interval(total, truth):
    covered = coverage(
        truth[0] - truth[1], lambda rng: share_difference(tuple(map(int, rng.binomial(total, truth))), total)
    )
    assert 0.95 - ALLOWED <= covered <= 0.985


def test_interval_of_the_default_standardised_change():
    covered = coverage(
        0.5, lambda rng: standardised_change(*waves(rng, 25, change=0.5, correlation=0.6), standardiser="g_av")
    )
    assert 0.95 - ALLOWED <= covered <= 0.975

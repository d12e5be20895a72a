import math

import numpy as np
import pytest
from scipy import stats

from wirkung.codes import Assumption, Caution, UnitKind
from wirkung.estimate import Unit
from wirkung.methods.change.bootstrap import FEWEST_CLUSTERS, mean_change_bootstrap, standardised_change_bootstrap
from wirkung.methods.change.prepost import standardised_change
from wirkung.methods.kernels import resampling as _resampling
from wirkung.methods.kernels.resampling import bca, resampled_sums

POINTS = Unit(kind=UnitKind.SCORE, symbol="Punkte")


def waves(n, seed=1):
    rng = np.random.default_rng(seed)
    before = rng.exponential(1, n)
    return before, 0.3 + 0.6 * before + 0.8 * rng.standard_normal(n)


def in_numpy(name):
    """The standardised change along an axis, as a reader of Lakens (2013) would write it."""

    def statistic(before, after, axis):
        change = after - before
        first, second, own = (np.std(values, axis=axis, ddof=1) for values in (before, after, change))
        correlation = (first**2 + second**2 - own**2) / (2 * first * second)
        divisor = {
            "d_z": own,
            "d_av": (first + second) / 2,
            "d_average_variance": np.sqrt((first**2 + second**2) / 2),
            "d_rm": own / np.sqrt(2 * (1 - correlation)),
            "d_becker": first,
        }[name]
        return np.mean(change, axis=axis) / divisor

    return statistic


@pytest.mark.parametrize("name", ["d_z", "d_av", "d_average_variance", "d_rm", "d_becker"])
def test_same_interval_as_scipy(name):
    """Ends from 9999 resamples differ by chance: by about 2 % of the width; five times that is allowed."""
    before, after = waves(60)
    theirs = stats.bootstrap(
        (before, after), in_numpy(name), paired=True, n_resamples=9999, method="BCa", rng=np.random.default_rng(2)
    ).confidence_interval
    ours = standardised_change_bootstrap(before, after, standardiser=name, seed=3)
    width = theirs.high - theirs.low
    assert ours.value == pytest.approx(in_numpy(name)(before, after, 0))
    assert ours.interval.low == pytest.approx(theirs.low, abs=0.1 * width)
    assert ours.interval.high == pytest.approx(theirs.high, abs=0.1 * width)


def test_bias_and_acceleration_as_scipy_has_them(monkeypatch):
    """With scipy's own resamples put in, every digit is scipy's."""
    before, after = waves(40)
    change = after - before
    theirs = stats.bootstrap((change,), np.mean, n_resamples=999, method="BCa", rng=np.random.default_rng(4))
    rows = np.column_stack([np.ones(40), change])
    sums = np.column_stack([np.full(999, 40.0), 40 * theirs.bootstrap_distribution])
    monkeypatch.setattr(_resampling, "resampled_sums", lambda *_: sums)
    ours = bca(rows, lambda of: of[..., 1] / of[..., 0], resamples=999, rng=np.random.default_rng(), level=0.95)
    assert (ours.low, ours.high) == pytest.approx(tuple(theirs.confidence_interval), rel=1e-9)


@pytest.mark.parametrize("units", [50, 3000])  # row by row, and in two stages
def test_counts_have_the_law_of_a_resample(units):
    """n rows each time; mean, variance, covariance and single counts as rows drawn with replacement have them."""
    rng = np.random.default_rng(5)
    x = rng.exponential(1, units)
    first, second = (np.arange(units) == place for place in (0, 1))
    sums = resampled_sums(np.column_stack([np.ones(units), x, first, second]), 20_000, rng)
    assert np.array_equal(sums[:, 0], np.full(20_000, units))
    assert np.mean(sums[:, 1]) == pytest.approx(np.sum(x), abs=5 * math.sqrt(units * np.var(x) / 20_000))
    assert np.var(sums[:, 1]) == pytest.approx(units * np.var(x), rel=0.05)
    shares = np.bincount(np.rint(sums[:, 2]).astype(int), minlength=5)[:5] / 20_000
    assert shares == pytest.approx(stats.binom.pmf(range(5), units, 1 / units), abs=0.015)
    assert np.corrcoef(sums[:, 2], sums[:, 3])[0, 1] == pytest.approx(-1 / units, abs=0.03)


def test_poisson_stage_is_exact():
    counts = _resampling._poisson_counts((1000, 1000), 0.95, np.random.default_rng(6))
    found = np.bincount(counts.astype(int).ravel(), minlength=8)[:8]
    expected = 1e6 * stats.poisson.pmf(range(8), 0.95)
    assert np.all(np.abs(found - expected) < 5 * np.sqrt(expected) + 1)


def test_memory_is_bounded_by_the_chunks(monkeypatch):
    before, after = waves(2000)
    whole = standardised_change_bootstrap(before, after, seed=1, resamples=300)
    monkeypatch.setattr(_resampling, "_AT_ONCE", 1)  # one resample at a time
    single = standardised_change_bootstrap(before, after, seed=1, resamples=300)
    width = whole.interval.high - whole.interval.low
    assert single.interval.low == pytest.approx(whole.interval.low, abs=0.3 * width)


def test_whole_clusters_are_drawn():
    courses = np.repeat(np.arange(40), np.tile([4, 8], 20))
    rng = np.random.default_rng(7)
    change = 0.5 + rng.standard_normal(40)[courses] + rng.standard_normal(courses.size)
    result = mean_change_bootstrap(np.zeros(courses.size), change, courses, unit=POINTS, seed=1)
    sums, numbers = np.bincount(courses, weights=change), np.bincount(courses)
    theirs = stats.bootstrap(
        (sums, numbers),
        lambda total, persons, axis: np.sum(total, axis=axis) / np.sum(persons, axis=axis),
        paired=True,
        method="BCa",
        rng=np.random.default_rng(8),
    ).confidence_interval
    width = theirs.high - theirs.low
    assert result.interval.low == pytest.approx(theirs.low, abs=0.1 * width)
    assert result.interval.high == pytest.approx(theirs.high, abs=0.1 * width)
    assert result.convention == "BCa, 9999 resamples of 40 clusters, seed 1"
    assert Assumption.CLUSTERS_INDEPENDENT in result.assumptions
    single = mean_change_bootstrap(np.zeros(courses.size), change, unit=POINTS, seed=1)
    assert single.interval.high - single.interval.low < width


def test_the_seed_makes_the_result():
    before, after = waves(30)
    one, again, other = (mean_change_bootstrap(before, after, unit=POINTS, seed=seed) for seed in (1, 1, 2))
    assert one == again
    assert one.interval != other.interval
    assert (one.interval.method, one.convention) == ("BCa", "BCa, 9999 resamples of 30 persons, seed 1")


@pytest.mark.parametrize("standardiser", ["g_z", "g_av"])
def test_units_do_not_matter(standardiser):
    before, after = waves(30)
    plain = standardised_change_bootstrap(before, after, standardiser=standardiser, seed=1)
    moved = standardised_change_bootstrap(3 * before + 1e6, 3 * after + 1e6, standardiser=standardiser, seed=1)
    assert moved.interval.low == pytest.approx(plain.interval.low, rel=1e-5)
    assert plain.value == standardised_change(before, after, standardiser=standardiser).value


def test_value_without_interval():
    before, after = waves(19)
    few = standardised_change_bootstrap(before, after, seed=1)
    assert (few.interval, few.cautions) == (None, (Caution.FEW_PERSONS,))
    courses = np.arange(60) % (FEWEST_CLUSTERS - 1)
    clustered = standardised_change_bootstrap(*waves(60), courses, seed=1)
    assert (clustered.interval, clustered.cautions) == (None, (Caution.TOO_FEW_CLUSTERS,))
    constant = standardised_change_bootstrap([1] * 30, [2] * 30, seed=1)
    assert (constant.value, constant.interval, constant.cautions) == (None, None, (Caution.NO_SPREAD,))
    one_moved = standardised_change_bootstrap([0] * 30, [1] + [0] * 29, standardiser="d_z", seed=1)
    assert (one_moved.interval, one_moved.cautions) == (None, (Caution.NO_SPREAD,))  # some resamples miss that one
    nobody = mean_change_bootstrap([math.nan] * 3, [1, 2, 3], unit=POINTS, seed=1)
    assert (nobody.value, nobody.interval) == (None, None)


def test_errors():
    with pytest.raises(ValueError, match=r"^resamples must be at least 1, found 0$"):
        mean_change_bootstrap([1, 2], [2, 4], unit=POINTS, seed=1, resamples=0)
    with pytest.raises(ValueError, match=r"^clusters must name one cluster per person \(2\), found shape \(1,\)$"):
        mean_change_bootstrap([1, 2], [2, 4], ["a"], unit=POINTS, seed=1)
    with pytest.raises(ValueError, match=r"^standardiser must be one of d_z"):
        standardised_change_bootstrap([1, 2], [2, 4], standardiser="d", seed=1)

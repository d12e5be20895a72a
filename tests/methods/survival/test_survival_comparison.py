"""Log-rank test and difference of restricted means: by hand, beside lifelines, by simulation."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter
from lifelines.statistics import logrank_test, multivariate_logrank_test
from lifelines.utils import restricted_mean_survival_time

from tests.methods.survival.of_persons import log_rank
from tests.welch import mean_difference
from wirkung.codes import Caution, Claim, CountRole, Direction
from wirkung.estimate import MONTHS, Count
from wirkung.methods.survival.survival_comparison import restricted_mean_difference

PEOPLE = st.lists(st.tuples(st.integers(1, 9), st.booleans()), min_size=3, max_size=12)


def drawn(rng, n, *, faster=1.0):
    """Two groups of n, exponential with mean 20 (the first so many times as fast), observed for 5 to 40 months."""
    programme = np.arange(2 * n) < n
    times, ends = rng.exponential(np.where(programme, 20 / faster, 20)), rng.uniform(5, 40, 2 * n)
    return np.minimum(times, ends), times <= ends, programme


def test_log_rank_by_hand():
    # At 1 one of a's 3, 6 in all; at 2 one of b's 3, 5 in all; at 3 two of the 4 left, one of each group.
    test = log_rank([1, 3, 9, 2, 3, 9], [1, 1, 0, 1, 1, 0], list("aaabbb"))
    expected = 3 / 6 + 2 / 5 + 2 * 2 / 4
    variance = 3 * 3 / 36 + 2 * 3 / 25 + 2 * (4 - 2) / (4 - 1) * (2 * 2) / 16
    assert test.statistic == pytest.approx((2 - expected) ** 2 / variance)
    assert (test.name, test.df) == ("log-rank", 1)


@pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")  # lifelines 0.30 calls pandas the old way
def test_log_rank_as_lifelines():
    times, event, programme = drawn(np.random.default_rng(1), 100, faster=1.5)
    months = np.ceil(times)
    theirs = logrank_test(months[programme], months[~programme], event[programme], event[~programme])
    ours = log_rank(months, event, programme)
    assert (ours.statistic, ours.p) == pytest.approx((theirs.test_statistic, theirs.p_value), rel=1e-9)
    schools = np.random.default_rng(2).integers(0, 4, 200)
    three = multivariate_logrank_test(months, schools, event)
    assert log_rank(months, event, schools).statistic == pytest.approx(three.test_statistic, rel=1e-9)
    assert log_rank(months, event, schools).df == 3


@given(PEOPLE, PEOPLE)
def test_names_of_the_groups_do_not_matter(ours, theirs):
    times, event = (np.array(column) for column in zip(*ours, *theirs, strict=True))
    label = np.array(["x"] * len(ours) + ["y"] * len(theirs))
    one, other = log_rank(times, event, label), log_rank(times, event, label == "y")
    assert (one is None) == (other is None)
    if one is not None:
        assert other.statistic == pytest.approx(one.statistic)
        assert log_rank(times**2, event, label).statistic == pytest.approx(one.statistic)


def test_log_rank_says_nothing_where_nothing_can_be_compared():
    assert log_rank([1, 2, 3, 4], [0, 0, 0, 0], [1, 1, 2, 2]) is None
    # The second group comes only when the first is through.
    assert log_rank([1, 2, 8, 9], [1, 1, 1, 1], [1, 1, 2, 2], entry=[0, 0, 5, 5]) is None


def test_log_rank_with_late_entry_by_hand():
    # At 2: a's 2, and of b only the one there from the start; at 6: the last of a, and both of b.
    test = log_rank([2, 9, 6, 9], [1, 0, 1, 0], list("aabb"), entry=[0, 0, 0, 3])
    expected = 2 / 3 + 1 / 3
    assert test.statistic == pytest.approx((1 - expected) ** 2 / (2 / 9 + 2 / 9))


def test_restricted_mean_by_hand():
    # Programme: S is 1 until 2, 3/4 until 4, 3/8 to the horizon 6 (at 4, one of two).
    ours, theirs = ([2, 3, 4, 9], [1, 0, 1, 0]), ([1, 8, 8, 8], [1, 0, 0, 0])
    result = restricted_mean_difference(
        ours[0] + theirs[0], ours[1] + theirs[1], [1] * 4 + [0] * 4, horizon=6, unit=MONTHS
    )
    assert result.programme.value == pytest.approx(2 + 3 / 4 * 2 + 3 / 8 * 2)
    assert result.comparison.value == pytest.approx(1 + 3 / 4 * 5)
    # Areas still to come after each transition, Greenwood, and m / (m - 1) for the m followed to the end.
    variance = ((3 / 4 * 2 + 3 / 8 * 2) ** 2 / (4 * 3) + (3 / 8 * 2) ** 2 / (2 * 1)) * 3 / 2
    assert result.programme.standard_error == pytest.approx(math.sqrt(variance))
    assert result.programme.counts == (Count(role=CountRole.REACHED, number=2, of=4),)
    assert result.difference.value == pytest.approx(result.programme.value - result.comparison.value)
    assert result.difference.claim is Claim.ASSOCIATION


def test_without_censoring_it_is_welch():
    rng = np.random.default_rng(4)
    times, programme = rng.integers(1, 30, 50), np.arange(50) < 20
    capped = np.minimum(times, 18.0)
    result = restricted_mean_difference(times, np.ones(50), programme, horizon=18, unit=MONTHS).difference
    welch = mean_difference(capped[programme], capped[~programme], unit=MONTHS)
    assert (result.value, result.standard_error) == pytest.approx((welch.value, welch.standard_error))
    assert (result.interval.low, result.interval.high) == pytest.approx((welch.interval.low, welch.interval.high))
    assert result.test == log_rank(times, np.ones(50), programme)


def test_values_as_lifelines():
    times, event, programme = drawn(np.random.default_rng(5), 80)
    result = restricted_mean_difference(times, event, programme, horizon=20, unit=MONTHS)
    for part, members in ((result.programme, programme), (result.comparison, ~programme)):
        fitted = KaplanMeierFitter().fit(times[members], event[members])
        assert part.value == pytest.approx(restricted_mean_survival_time(fitted, t=20), rel=1e-9)


def test_horizon_is_the_shorter_of_both_observations():
    times, event, groups = [5, 9, 12, 4, 8, 20], [1, 1, 0, 1, 1, 0], [1, 1, 1, 0, 0, 0]
    assert restricted_mean_difference(times, event, groups, unit=MONTHS).horizon == 12
    beyond = restricted_mean_difference(times, event, groups, horizon=13, unit=MONTHS)
    for part in (beyond.programme, beyond.comparison, beyond.difference):
        assert (part.value, part.interval, part.test) == (None, None, None)
        assert part.cautions == (Caution.BEYOND_OBSERVATION,)


def test_nobody_made_it():
    result = restricted_mean_difference([9] * 40, [0] * 40, [1, 0] * 20, unit=MONTHS)
    assert (result.programme.value, result.difference.value) == (9, 0)
    assert (result.difference.interval, result.difference.test) == (None, None)
    assert result.difference.cautions == (Caution.NO_SPREAD,)


@given(PEOPLE, PEOPLE)
def test_swapping_the_groups_flips_the_sign(ours, theirs):
    times, event = (np.array(column) for column in zip(*ours, *theirs, strict=True))
    programme = np.arange(times.size) < len(ours)
    there, back = (
        restricted_mean_difference(times, event, members, unit=MONTHS).difference
        for members in (programme, ~programme)
    )
    assert back.value == pytest.approx(-there.value)
    assert (back.interval is None) == (there.interval is None)
    if there.interval is not None:
        assert back.interval.low == pytest.approx(-there.interval.high)
        assert back.test.statistic == pytest.approx(there.test.statistic)


@given(PEOPLE, PEOPLE)
def test_weeks_are_months_rescaled(ours, theirs):
    times, event = (np.array(column) for column in zip(*ours, *theirs, strict=True))
    programme = np.arange(times.size) < len(ours)
    one, other = (
        restricted_mean_difference(each, event, programme, unit=MONTHS).difference for each in (times, 4 * times)
    )
    assert other.value == pytest.approx(4 * one.value)


def test_a_faster_programme_takes_less_time():
    result = restricted_mean_difference(*drawn(np.random.default_rng(6), 300, faster=2), horizon=24, unit=MONTHS)
    assert result.difference.direction is Direction.DOWN
    assert result.difference.test.p < 0.001


@pytest.mark.parametrize("horizon", [0, -1, math.inf, math.nan])
def test_impossible_horizons_are_refused(horizon):
    with pytest.raises(ValueError, match=rf"^horizon must be above 0 and finite, found {horizon}$"):
        restricted_mean_difference([1, 2], [1, 1], [1, 0], horizon=horizon, unit=MONTHS)


def simulated(n, rounds, seed):
    """Share of intervals that hold the true difference 0, and of log-rank tests that see one."""
    rng = np.random.default_rng(seed)
    found = [restricted_mean_difference(*drawn(rng, n), horizon=20, unit=MONTHS).difference for _ in range(rounds)]
    known = [each for each in found if each.interval is not None]
    assert len(known) > 0.9 * rounds
    return np.mean([each.interval.contains(0) for each in known]), np.mean([each.test.p < 0.05 for each in known])


def test_false_positives():
    held, rejected = simulated(30, 500, 7)
    # Three standard errors of 95 % and 5 % in 500 samples.
    assert held == pytest.approx(0.95, abs=0.03)
    assert rejected == pytest.approx(0.05, abs=0.03)


@pytest.mark.slow
@pytest.mark.parametrize("n", [20, 50, 150])
def test_false_positives_widely(n):
    held, rejected = simulated(n, 3000, n)
    assert held == pytest.approx(0.95, abs=0.012)
    assert rejected == pytest.approx(0.05, abs=0.012)

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirkung.codes import Assumption, Caution, Claim, UnitKind
from wirkung.estimate import Unit
from wirkung.methods.change.ordinal import cliffs_delta, rank_biserial
from wirkung.methods.change.typical_change import typical_change

POINTS = Unit(kind=UnitKind.SCORE, symbol="Punkte")

# Hollander & Wolfe (1973), page 29; R's example(wilcox.test): depression before and after a tranquilizer.
DEPRESSION = (
    [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29],
    [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30],
)
ANSWER = st.integers(1, 5)
WAVES = st.lists(st.tuples(ANSWER, ANSWER), min_size=3, max_size=25)


def waves(pairs):
    return [before for before, _ in pairs], [after for _, after in pairs]


def limits(estimate):
    return estimate.interval.low, estimate.interval.high


def test_rank_biserial_as_effectsize_prints_it():
    """R's effectsize, example of rank_biserial: .78, 95 % [.30, .94]."""
    result = rank_biserial(*DEPRESSION, interval="effectsize")
    assert result.value == pytest.approx(0.7778, abs=5e-5)
    assert limits(result) == pytest.approx((0.2954, 0.9442), abs=5e-5)
    assert result.interval.method == "Fisher z, as in effectsize"


def test_wilcoxon_as_r_prints_it():
    """wilcox.test(x, y, paired = TRUE): V = 40, p-value = 0.03906."""
    test = rank_biserial(*DEPRESSION).test
    assert test.statistic == 40
    assert test.p == pytest.approx(0.03906, abs=5e-6)


def leave_one_out_error(steps):
    """The jackknife by its definition, from the signed rank sums of all smaller samples."""

    def correlation(chosen):
        signs = [np.sign(one + other) for i, one in enumerate(chosen) for other in chosen[i:]]
        return sum(signs) / len(signs)

    found = np.array([correlation(np.delete(steps, one)) for one in range(len(steps))])
    n = len(steps)
    return np.sqrt((n - 1) / n * ((found - found.mean()) ** 2).sum())


@pytest.mark.parametrize("steps", [[1, 2, -1, 3], [2, -1, -1, 1, 4, 2, 2], [0.5, -2, 3, 3, 3]])
def test_jackknife_error_by_its_definition(steps):
    result = rank_biserial([0.0] * len(steps), steps)
    assert result.standard_error == pytest.approx(leave_one_out_error(np.array(steps)))


def test_ranks_by_hand():
    """Changes 1, 2, -1, 3, 0: ranks 1.5 + 3 + 4 up and 1.5 down of 10; who did not change counts for neither."""
    result = rank_biserial([2, 3, 3, 1, 4], [3, 5, 2, 4, 4])
    assert result.value == pytest.approx((1.5 + 3 + 4 - 1.5) / 10)
    assert Assumption.CHANGES_CAN_BE_RANKED in result.assumptions
    assert result.claim is Claim.DESCRIPTION


@given(WAVES)
def test_waves_swapped_change_the_sign(pairs):
    before, after = waves(pairs)
    there, back = rank_biserial(before, after), rank_biserial(after, before)
    if there.value is None:
        assert back.value is None
        return
    assert back.value == pytest.approx(-there.value)
    if there.interval:
        assert limits(back) == pytest.approx((-there.interval.high, -there.interval.low))
        assert -1 <= there.interval.low <= there.value <= there.interval.high <= 1


def test_changes_equal_but_for_rounding_are_ties():
    before = np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
    after = before + np.array([0.1, 0.1, 0.1, -0.1, 0.2, 0])
    assert rank_biserial(before, after).value == pytest.approx((2.5 * 3 + 5 - 2.5) / 15)


def test_all_changes_in_one_direction():
    result = rank_biserial([1, 1, 2], [2, 3, 2])
    assert (result.value, result.interval, result.test) == (1, None, None)
    assert Caution.ALL_IN_ONE_DIRECTION in result.cautions


def test_nobody_changed():
    result = rank_biserial([1, 2, 3], [1, 2, 3])
    assert result.value is None
    assert result.cautions == (Caution.FEW_PERSONS, Caution.NO_SPREAD)


def test_nobody_answered_twice():
    assert rank_biserial([], []).value is None


def test_cliffs_delta_of_the_table():
    result = cliffs_delta([48, 48, 77, 86, 85, 85, 16], [14, 34, 34, 77])
    assert result.value == pytest.approx(0.6071429, abs=5e-8)
    assert result.claim is Claim.ASSOCIATION


def test_cliffs_delta_as_effsize_prints_it():
    """R's effsize, example of cliff.delta: -0.25, 95 percent confidence interval -0.7265846 0.3890062."""
    result = cliffs_delta([10, 10, 20, 20, 20, 30, 30, 30, 40, 50], [10, 20, 30, 40, 40, 50])
    assert result.value == pytest.approx(-0.25)
    assert limits(result) == pytest.approx((-0.7265846, 0.3890062), abs=5e-8)


@given(st.lists(ANSWER, min_size=2, max_size=12), st.lists(ANSWER, min_size=2, max_size=12))
def test_cliffs_delta_by_all_pairs(ours, theirs):
    signs = np.sign(np.subtract.outer(ours, theirs))
    result, back = cliffs_delta(ours, theirs), cliffs_delta(theirs, ours)
    assert result.value == pytest.approx(signs.mean())
    assert back.value == pytest.approx(-result.value)
    if result.interval:
        assert limits(back) == pytest.approx((-result.interval.high, -result.interval.low))
        assert -1 <= result.interval.low <= result.value <= result.interval.high <= 1


def test_groups_that_do_not_overlap():
    result = cliffs_delta([4, 5, 5], [1, 2])
    assert (result.value, result.interval) == (1, None)
    assert Caution.ALL_IN_ONE_DIRECTION in result.cautions


@pytest.mark.parametrize("theirs", [[3.0], []])
def test_a_group_of_one_or_of_nobody(theirs):
    result = cliffs_delta([1, 2, 4], theirs)
    assert result.interval is None
    assert (result.value is None) == (not theirs)
    assert Caution.FEW_PERSONS in result.cautions


def test_typical_change_as_r_prints_it():
    """wilcox.test(x, y, paired = TRUE, conf.int = TRUE): (pseudo)median 0.46, 0.010 to 0.786."""
    result = typical_change(*DEPRESSION, unit=POINTS)
    assert result.value == pytest.approx(0.46)
    assert limits(result) == pytest.approx((0.010, 0.786), abs=5e-4)
    assert result.test.p == pytest.approx(0.03906, abs=5e-6)


@given(WAVES)
def test_typical_change_is_the_median_of_all_averages(pairs):
    before, after = waves(pairs)
    change = np.subtract(after, before)
    averages = [(one + other) / 2 for i, one in enumerate(change) for other in change[i:]]
    result = typical_change(before, after, unit=POINTS)
    assert result.value == pytest.approx(np.median(averages), abs=1e-9)


@pytest.mark.parametrize(("n", "has_one"), [(5, False), (6, True)])
def test_six_persons_are_the_fewest_for_an_interval_at_95_percent(n, has_one):
    """Five persons: all of them up has chance 2/32, more than 5 %; six: 2/64."""
    change = np.arange(1.0, n + 1)
    result = typical_change(np.zeros(n), change, unit=POINTS)
    assert (result.interval is not None) == has_one
    assert Caution.FEW_PERSONS in result.cautions
    if has_one:
        assert limits(result) == pytest.approx((1, 6))


def test_the_same_change_for_everybody():
    result = typical_change(np.arange(12.0), np.arange(12.0) + 0.1, unit=POINTS)
    assert result.value == pytest.approx(0.1)
    assert (result.interval, result.cautions) == (None, (Caution.NO_SPREAD,))


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (
            lambda: rank_biserial([1, 2], [2, 3], interval="wald"),
            "interval must be one of jackknife, effectsize, found 'wald'",
        ),
        (
            lambda: rank_biserial([1, 2], [2, float("inf")]),
            "after must hold finite numbers, found inf (first at position 1, 1 of 2 in all)",
        ),
        (
            lambda: typical_change([1], [1, 2], unit=POINTS),
            "before and after must be of one length, found 1 and 2",
        ),
    ],
)
def test_errors_say_what_came(call, text):
    with pytest.raises(ValueError, match=re.escape(text)):
        call()


def likert(rng, n, shift):
    before = rng.normal(3, 1, n)
    after = 3 + 0.6 * (before - 3) + 0.8 * rng.standard_normal(n) + shift
    return np.clip(np.round(before), 1, 5), np.clip(np.round(after), 1, 5)


@pytest.mark.parametrize("shift", [0.0, 0.5])
def test_jackknife_interval_of_five_point_answers_covers(shift):
    rng = np.random.default_rng(20241231)
    before, after = likert(rng, 200_000, shift)
    change = (after - before)[after != before]
    truth = np.sign(change + rng.permutation(change)).mean()
    found = [rank_biserial(*likert(rng, 30, shift)) for _ in range(600)]
    held = [each.interval.contains(truth) for each in found if each.interval]
    assert len(held) > 590
    assert np.mean(held) >= 0.93


def test_interval_of_cliffs_delta_covers():
    rng = np.random.default_rng(20241231)
    # Two normal groups one standard deviation apart: δ = 2Φ(1/√2) - 1 = .5205
    found = [cliffs_delta(rng.normal(1, 1, 15), rng.normal(0, 1, 20)) for _ in range(1000)]
    assert 0.93 <= np.mean([each.interval.contains(0.5205) for each in found]) <= 0.975

import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from wirkung.codes import Assumption, Caution, Claim, CountRole, Direction, Quantity, UnitKind
from wirkung.estimate import Count, Unit
from wirkung.methods.kernels.intervals import mean, share, share_difference
from wirkung.methods.kernels.wilson import wilson_limits

POINTS = Unit(kind=UnitKind.SCORE, symbol="Punkte")
SCORES = st.lists(st.integers(-1000, 1000).map(float), min_size=2, max_size=40)


def limits(estimate):
    return estimate.interval.low, estimate.interval.high


def test_mean_by_hand():
    result = mean([2, 4, 6], unit=POINTS)
    error = math.sqrt(((2 - 4) ** 2 + (4 - 4) ** 2 + (6 - 4) ** 2) / 2 / 3)
    assert result.value == (2 + 4 + 6) / 3
    assert result.standard_error == pytest.approx(error)
    # Student's t for 2 degrees of freedom, 95 %: 4.302653 (any printed table: 4.303)
    assert limits(result) == pytest.approx((4 - 4.302653 * error, 4 + 4.302653 * error), rel=1e-6)
    assert result.interval.method == "t"
    assert (result.quantity, result.unit, result.claim) == (Quantity.MEAN, POINTS, Claim.DESCRIPTION)
    assert result.counts == (Count(role=CountRole.BASE, number=3),)
    assert result.assumptions == (Assumption.PERSONS_INDEPENDENT, Assumption.MEAN_NEARLY_NORMAL)
    assert result.test is None


def test_missing_answers_are_refused():
    with pytest.raises(ValueError, match=r"^values must be complete, found NaN at position 1 \(1 of 4\)"):
        mean([2, math.nan, 4, 6], unit=POINTS)


@pytest.mark.parametrize(
    ("values", "value", "cautions"),
    [
        ([3.5], 3.5, (Caution.FEW_PERSONS,)),
        ([], None, (Caution.FEW_PERSONS,)),
        ([3, 3, 3], 3, (Caution.FEW_PERSONS, Caution.NO_SPREAD)),
        ([3] * 12, 3, (Caution.NO_SPREAD,)),
        # equal but for the last bit, as item means are: 0.1 + 0.2 is not 0.3
        ([0.1 + 0.2] * 6 + [0.3] * 6, 0.3, (Caution.NO_SPREAD,)),
    ],
)
def test_mean_without_interval(values, value, cautions):
    result = mean(values, unit=POINTS)
    assert result.value == pytest.approx(value)
    assert result.interval is None
    assert result.standard_error is None
    assert result.cautions == cautions


@pytest.mark.parametrize(("n", "cautions"), [(11, (Caution.FEW_PERSONS,)), (12, ())])
def test_few_persons_are_fewer_than_twelve(n, cautions):
    assert mean(range(n), unit=POINTS).cautions == cautions


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ([[1, 2], [3, 4]], "values must have one dimension, found shape (2, 2)"),
        (
            [1, math.inf, 2, -math.inf],
            "values must hold finite numbers, found inf (first at position 1, 2 of 4 in all)",
        ),
        (["ja"], "values must hold numbers, could not convert string to float: 'ja'"),
    ],
)
def test_mean_refuses(values, text):
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        mean(values, unit=POINTS)


@pytest.mark.parametrize("level", [0, 1, -0.1, 95, math.nan])
def test_an_impossible_level_is_refused(level):
    calls = (
        lambda: mean([1, 2], unit=POINTS, level=level),
        lambda: share(1, 2, level=level),
        lambda: share_difference((1, 1), (2, 2), level=level),
    )
    for call in calls:
        with pytest.raises(ValueError, match=f"^level must lie between 0 and 1, found {level}$"):
            call()


@given(SCORES, st.sampled_from([0.5, 2.0, 8.0]), st.integers(-100, 100))
def test_mean_follows_the_scale(values, factor, shift):
    plain = mean(values, unit=POINTS)
    moved = mean([factor * value + shift for value in values], unit=POINTS)
    assert moved.value == pytest.approx(factor * plain.value + shift, abs=1e-9)
    assert (moved.interval is None) == (plain.interval is None)
    if plain.interval is not None:
        assert limits(moved) == pytest.approx([factor * limit + shift for limit in limits(plain)], abs=1e-7)


@given(SCORES, st.randoms(use_true_random=False))
def test_the_order_of_persons_does_not_matter(values, random):
    shuffled = random.sample(values, len(values))
    first, second = mean(values, unit=POINTS), mean(shuffled, unit=POINTS)
    assert second.value == pytest.approx(first.value, abs=1e-9)
    assert second.counts == first.counts


@given(SCORES)
def test_a_higher_level_is_a_wider_interval(values):
    narrow, wide = (mean(values, unit=POINTS, level=level).interval for level in (0.8, 0.95))
    if narrow is not None:
        assert wide.low < narrow.low <= narrow.high < wide.high


@pytest.mark.parametrize(
    ("reached", "total", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3 (Wilson): the four cases there
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_as_published(reached, total, low, high):
    result = share(reached, total)
    assert result.value == reached / total
    assert limits(result) == pytest.approx((low, high), abs=5e-5)
    assert result.interval.method == "Wilson"


@pytest.mark.parametrize("reached", range(11))
def test_wilson_by_its_formula(reached):
    n, z = 10, 1.959963984540054
    p = reached / n
    middle, reach = p + z**2 / (2 * n), z * math.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    expected = ((middle - reach) / (1 + z**2 / n), (middle + reach) / (1 + z**2 / n))
    assert limits(share(reached, n)) == pytest.approx(expected, abs=1e-12)


@given(st.integers(1, 400))
def test_nobody_is_not_more_than_zero(total):
    assert share(0, total).direction is Direction.NOT_DISTINGUISHABLE
    assert share(0, total).interval.low == 0
    assert share(total, total).interval.high == 1


def test_share_says_what_it_rests_on():
    result = share(np.int64(8), np.int64(10))
    assert result.counts == (Count(role=CountRole.REACHED, number=8, of=10),)
    assert result.claim is Claim.DESCRIPTION
    assert result.cautions == (Caution.FEW_PERSONS,)
    assert share(8, 12).cautions == ()


@given(st.integers(1, 400).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_a_share_and_its_complement_mirror_each_other(case):
    reached, total = case
    ours, others = share(reached, total), share(total - reached, total)
    assert limits(ours) == pytest.approx((1 - others.interval.high, 1 - others.interval.low), abs=1e-12)
    assert 0 <= ours.interval.low <= ours.value <= ours.interval.high <= 1


@pytest.mark.parametrize(
    ("reached", "total", "text"),
    [
        (0, 0, "total must be at least 1, found 0"),
        (3, 2, "reached must be at most total 2, found 3"),
        (-1, 2, "reached must be at least 0, found -1"),
        (0.5, 2, "reached must be a whole number, found 0.5"),
    ],
)
def test_share_refuses(reached, total, text):
    with pytest.raises(ValueError, match=f"^{text}$"):
        share(reached, total)


@pytest.mark.parametrize(
    ("reached", "total", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10, cases a-h
        ((56, 48), (70, 80), 0.0524, 0.3339),
        ((9, 3), (10, 10), 0.1705, 0.8090),
        ((6, 2), (7, 7), 0.0582, 0.8062),
        ((5, 0), (56, 29), -0.0381, 0.1926),
        ((0, 0), (10, 20), -0.1611, 0.2775),
        ((0, 0), (10, 10), -0.2775, 0.2775),
        ((10, 0), (10, 20), 0.6791, 1.0000),
        ((10, 0), (10, 10), 0.6075, 1.0000),
    ],
)
def test_newcombe_as_published(reached, total, low, high):
    result = share_difference(reached, total)
    assert result.value == pytest.approx(reached[0] / total[0] - reached[1] / total[1])
    assert limits(result) == pytest.approx((low, high), abs=5e-5)


def test_share_difference_says_what_it_rests_on():
    result = share_difference((56, 48), (70, 80))
    assert result.counts == (
        Count(role=CountRole.PROGRAMME, number=56, of=70),
        Count(role=CountRole.COMPARISON, number=48, of=80),
    )
    assert (result.claim, result.cautions, result.interval.method) == (Claim.ASSOCIATION, (), "Newcombe")
    assert share_difference((5, 48), (7, 80)).cautions == (Caution.FEW_PERSONS,)


def test_with_t_it_is_newcombe_by_the_quantile_of_the_smaller_group():
    """In R: the hypotenuses of both Wilson intervals with qt(.975, 9) in the place of 1.96."""
    quantile = stats.t.ppf(0.975, 9)
    (low, high), (other_low, other_high) = wilson_limits(0.9, 10, quantile), wilson_limits(0.3, 30, quantile)
    expected = 0.6 - math.hypot(0.9 - low, other_high - 0.3), 0.6 + math.hypot(high - 0.9, 0.3 - other_low)
    found = share_difference((9, 9), (10, 30), quantile="t")
    assert limits(found) == pytest.approx(expected)
    assert found.interval.method == "Newcombe, t"
    with pytest.raises(ValueError, match=r"^quantile must be one of normal, t, found 'z'$"):
        share_difference((9, 9), (10, 30), quantile="z")


@pytest.mark.parametrize(("ours", "theirs"), [(6, 7), (12, 12), (8, 100), (25, 25)])
def test_with_t_a_difference_that_is_not_there_is_seen_in_six_of_100_at_most(ours, theirs):
    """Exact, over all tables of two groups with one share; the normal quantile sees it oftener."""
    shares = np.arange(0.02, 0.51, 0.02)
    chances = [stats.binom.pmf(np.arange(total + 1)[:, None], total, shares).T for total in (ours, theirs)]

    def seen(quantile):
        there = [
            [limits(found)[0] > 0 or limits(found)[1] < 0 for found in row]
            for row in (
                [share_difference((one, other), (ours, theirs), quantile=quantile) for other in range(theirs + 1)]
                for one in range(ours + 1)
            )
        ]
        return np.einsum("si,ij,sj->s", chances[0], np.array(there, dtype=float), chances[1]).max()

    assert seen("t") <= 0.06 < seen("normal")


PART = st.integers(1, 200).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


@given(PART, PART)
def test_swapped_groups_flip_the_sign(ours, theirs):
    there = share_difference((ours[0], theirs[0]), (ours[1], theirs[1]))
    back = share_difference((theirs[0], ours[0]), (theirs[1], ours[1]))
    assert there.value == pytest.approx(-back.value, abs=1e-12)
    assert limits(there) == pytest.approx((-back.interval.high, -back.interval.low), abs=1e-12)
    assert -1 <= there.interval.low <= there.value <= there.interval.high <= 1


@pytest.mark.parametrize(
    ("reached", "total", "text"),
    [
        ((0, 1), (0, 2), r"total \(programme\) must be at least 1, found 0"),
        ((1, 3), (2, 2), r"reached \(comparison\) must be at most total 2, found 3"),
    ],
)
def test_share_difference_names_the_group(reached, total, text):
    with pytest.raises(ValueError, match=f"^{text}$"):
        share_difference(reached, total)

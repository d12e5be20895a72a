import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tests.welch import mean_difference
from wirkung.codes import Caution, Claim, CountRole, Quantity, UnitKind, Verdict
from wirkung.estimate import Count, Unit
from wirkung.methods.comparison.mean_difference import (
    baseline_verdict,
    cox_index,
    hedges_g,
)

POINTS = Unit(kind=UnitKind.SCORE, symbol="Punkte")
GROUP = st.lists(st.integers(2, 10).map(lambda score: score / 2), min_size=2, max_size=25)
BOTH = (Count(role=CountRole.PROGRAMME, number=3), Count(role=CountRole.COMPARISON, number=4))


def limits(estimate):
    return estimate.interval.low, estimate.interval.high


def sample(mean, deviation, n):
    """Numbers with exactly this mean and standard deviation."""
    numbers = np.linspace(-1, 1, n)
    return mean + deviation * numbers / numbers.std(ddof=1)


def test_mean_difference_by_hand():
    result = mean_difference([5, 6, 10], [1, 2, 2, 3], unit=POINTS)
    ours, theirs = ((5 - 7) ** 2 + (6 - 7) ** 2 + (10 - 7) ** 2) / 2, ((1 - 2) ** 2 + (3 - 2) ** 2) / 3
    error = math.sqrt(ours / 3 + theirs / 4)
    df = (ours / 3 + theirs / 4) ** 2 / ((ours / 3) ** 2 / 2 + (theirs / 4) ** 2 / 3)
    assert result.value == (5 + 6 + 10) / 3 - (1 + 2 + 2 + 3) / 4
    assert result.standard_error == pytest.approx(error)
    assert result.test.statistic == pytest.approx(5 / error)
    assert result.test.df == pytest.approx(df)
    assert result.test.name == result.interval.method == "Welch t"
    assert (result.quantity, result.unit, result.claim) == (Quantity.MEAN_DIFFERENCE, POINTS, Claim.ASSOCIATION)
    assert result.counts == BOTH
    assert result.cautions == (Caution.FEW_PERSONS,)


def test_welch_on_student_sleep():
    first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    result = mean_difference(first, second, unit=POINTS)
    # R, t.test(extra ~ group): t = -1.8608, df = 17.776, p = 0.07939, -3.3654832 to 0.2054832, means 0.75 and 2.33
    assert result.value == pytest.approx(0.75 - 2.33)
    assert result.test.statistic == pytest.approx(-1.8608, abs=5e-5)
    assert result.test.df == pytest.approx(17.776, abs=5e-4)
    assert result.test.p == pytest.approx(0.07939, abs=5e-6)
    assert limits(result) == pytest.approx((-3.3654832, 0.2054832), abs=5e-8)


@given(GROUP, GROUP, st.sampled_from([0.8, 0.95]))
def test_welch_agrees_with_scipy(ours, theirs, level):
    result = mean_difference(ours, theirs, unit=POINTS, level=level)
    if len(set(ours)) > 1 and len(set(theirs)) > 1:
        other = stats.ttest_ind(ours, theirs, equal_var=False)
        assert limits(result) == pytest.approx(tuple(other.confidence_interval(level)), abs=1e-9)
        assert result.test.p == pytest.approx(other.pvalue, abs=1e-12)


def test_one_group_may_be_without_spread():
    # All of the error comes from the group that varies: Welch's df is then n - 1 of that group.
    result = mean_difference([5, 5, 5, 5], [1, 2, 3], unit=POINTS)
    assert result.test.df == pytest.approx(3 - 1)
    assert result.standard_error == pytest.approx(math.sqrt(1 / 3))
    assert Caution.NO_SPREAD not in result.cautions


@pytest.mark.parametrize(
    ("ours", "theirs", "value", "cautions"),
    [
        ([4], [1, 2, 3], 2, (Caution.FEW_PERSONS,)),
        ([3] * 12, [1] * 12, 2, (Caution.NO_SPREAD,)),
    ],
)
def test_mean_difference_without_interval(ours, theirs, value, cautions):
    result = mean_difference(ours, theirs, unit=POINTS)
    assert result.value == value
    assert result.interval is None
    assert result.cautions == cautions


@pytest.mark.parametrize("method", [lambda *groups: mean_difference(*groups, unit=POINTS), hedges_g])
@pytest.mark.parametrize(
    ("ours", "theirs", "text"),
    [
        (
            [1, 2],
            [math.inf],
            "comparison must hold finite numbers, found inf (first at position 0, 1 of 1 in all)",
        ),
    ],
)
def test_bad_groups_are_refused(method, ours, theirs, text):
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        method(ours, theirs)


@given(GROUP, GROUP, st.randoms(use_true_random=False))
def test_swapped_groups_flip_the_sign_and_order_does_not_matter(ours, theirs, random):
    shuffled = random.sample(ours, len(ours))
    for method in (lambda *groups: mean_difference(*groups, unit=POINTS), hedges_g):
        there, back = method(ours, theirs), method(theirs, shuffled)
        assert (there.value is None) == (back.value is None)
        if there.interval is not None:
            assert there.value == pytest.approx(-back.value, abs=1e-9)
            assert limits(there) == pytest.approx((-back.interval.high, -back.interval.low), abs=1e-9)


@given(GROUP, GROUP, st.sampled_from([0.25, 3.0]), st.integers(-20, 20))
def test_a_difference_rescales_and_g_does_not(ours, theirs, factor, shift):
    moved = [[factor * score + shift for score in group] for group in (ours, theirs)]
    plain, other = mean_difference(ours, theirs, unit=POINTS), mean_difference(*moved, unit=POINTS)
    if plain.interval is not None:
        assert limits(other) == pytest.approx([factor * limit for limit in limits(plain)], abs=1e-8)
        assert hedges_g(*moved).value == pytest.approx(hedges_g(ours, theirs).value, abs=1e-8)


def test_hedges_g_by_hand():
    # ω = 1 - 3/(4·6 - 9) = .8, the pooled standard deviation is 1
    result = hedges_g([5, 6, 7], [4, 5, 6])
    assert result.value == pytest.approx((1 - 3 / (4 * 6 - 9)) * (6 - 5) / 1)
    assert result.standard_error == pytest.approx(0.8 * math.sqrt((3 + 3) / (3 * 3) + 0.8**2 / (2 * 6)))
    assert (result.standardiser, result.convention, result.claim) == ("hedges_g", "WWC 5.0", Claim.ASSOCIATION)


def test_hedges_g_of_a_printed_example():
    # R 4.2.2 by the formulas of WWC 5.0: means 52 and 50, both standard deviations 10, 60 and 40 persons
    result = hedges_g(sample(52, 10, 60), sample(50, 10, 40))
    assert result.value == pytest.approx(0.1984655, abs=5e-8)
    assert result.standard_error == pytest.approx(0.2030361, abs=5e-8)
    reach = stats.t.ppf(0.975, 60 + 40 - 2) * 0.2030361
    assert limits(result) == pytest.approx((0.1984655 - reach, 0.1984655 + reach), abs=5e-7)


@pytest.mark.parametrize(
    ("ours", "theirs", "cautions"),
    [
        ([4], [1, 2, 3], (Caution.FEW_PERSONS,)),
        ([3] * 12, [1] * 12, (Caution.NO_SPREAD,)),
    ],
)
def test_hedges_g_without_value(ours, theirs, cautions):
    result = hedges_g(ours, theirs)
    assert (result.value, result.interval, result.cautions) == (None, None, cautions)


def test_cox_index_as_published():
    # What Works Clearinghouse: shares of .8 and .5 give ln(4)/1.65
    result = cox_index((80, 50), (100, 100))
    assert result.value == pytest.approx(math.log(4) / 1.65)
    assert result.value == pytest.approx(0.8401784, abs=5e-8)
    assert result.standard_error == pytest.approx(math.sqrt(1 / 80 + 1 / 20 + 1 / 50 + 1 / 50) / 1.65)
    assert result.interval.method == "Woolf"
    assert result.counts == (
        Count(role=CountRole.PROGRAMME, number=80, of=100),
        Count(role=CountRole.COMPARISON, number=50, of=100),
    )


@pytest.mark.parametrize("reached", [(0, 5), (20, 5), (5, 0), (5, 20)])
def test_cox_index_needs_both_answers_in_both_groups(reached):
    result = cox_index(reached, (20, 20))
    assert (result.value, result.interval, result.cautions) == (None, None, (Caution.NO_SPREAD,))


@given(st.integers(1, 19), st.integers(1, 19))
def test_cox_index_flips_with_groups_and_with_the_question(ours, theirs):
    there = cox_index((ours, theirs), (20, 20))
    for other in (cox_index((theirs, ours), (20, 20)), cox_index((20 - ours, 20 - theirs), (20, 20))):
        assert other.value == pytest.approx(-there.value, abs=1e-12)
        assert limits(other) == pytest.approx((-there.interval.high, -there.interval.low), abs=1e-12)


@pytest.mark.parametrize(
    ("g", "verdict"),
    [
        (0, Verdict.EQUIVALENT),
        (0.05, Verdict.EQUIVALENT),
        (-0.05, Verdict.EQUIVALENT),
        (0.0500001, Verdict.NEEDS_ADJUSTMENT),
        (-0.25, Verdict.NEEDS_ADJUSTMENT),
        (0.2500001, Verdict.NOT_EQUIVALENT),
        (-0.31, Verdict.NOT_EQUIVALENT),
        (math.inf, Verdict.NOT_EQUIVALENT),
    ],
)
def test_baseline_verdict(g, verdict):
    assert baseline_verdict(g) is verdict


def test_no_number_is_no_verdict():
    with pytest.raises(ValueError, match=r"^g must be a number, found nan$"):
        baseline_verdict(math.nan)

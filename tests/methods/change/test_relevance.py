import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from wirkung.codes import UnitKind, Verdict
from wirkung.estimate import Unit
from wirkung.methods.change.ordinal import rank_biserial
from wirkung.methods.change.prepost import mean_change
from wirkung.methods.change.relevance import relevance
from wirkung.methods.kernels.intervals import share_difference

POINTS = Unit(kind=UnitKind.SCORE, symbol="Punkte")

# Student (1908), Biometrika 6, 1-25; R's `sleep`.
SLEEP = (
    [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0],
    [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
)


def change(middle, spread, n=20):
    """Changes of this mean and standard deviation, in n persons."""
    quantiles = stats.norm.ppf([(place + 0.5) / n for place in range(n)])
    changes = middle + spread * (quantiles - quantiles.mean()) / quantiles.std(ddof=1)
    return mean_change([0.0] * n, changes, unit=POINTS)


def test_sleep_within_two_and_a_half_hours():
    """Computed in R 4: one-sided p 1.2e-6 and .021117, 90 % interval .866995 to 2.293005."""
    found = relevance(mean_change(*SLEEP, unit=POINTS), 2.5)
    assert found.p_above_lower == pytest.approx(1.2e-6, abs=5e-8)
    assert found.p_below_upper == pytest.approx(0.021117, abs=5e-7)
    assert (found.interval.low, found.interval.high) == pytest.approx((0.866995, 2.293005), abs=5e-7)
    assert found.interval.level == pytest.approx(0.9)
    assert found.verdict is Verdict.BELOW_RELEVANCE


# With 20 persons and SD 1 the 95 % interval reaches .468 to both sides, the 90 % one .387.
@pytest.mark.parametrize(
    ("middle", "verdict"),
    [
        (1.0, Verdict.RELEVANT),
        (-1.0, Verdict.RELEVANT),
        (0.6, Verdict.UNDECIDED),
        (0.05, Verdict.NO_RELEVANT_CHANGE),
        (0.3, Verdict.UNDECIDED),
    ],
)
def test_verdicts(middle, verdict):
    assert relevance(change(middle, 1.0), 0.5).verdict is verdict


def test_below_relevance_needs_a_change_and_a_narrow_interval():
    assert relevance(change(0.2, 0.3), 0.5).verdict is Verdict.BELOW_RELEVANCE
    assert relevance(change(-0.2, 0.3), 0.5).verdict is Verdict.BELOW_RELEVANCE


@given(st.floats(-2, 2), st.floats(0.05, 3), st.floats(0.1, 1.5))
def test_both_tests_and_their_interval_agree(middle, spread, smallest):
    estimate = change(middle, spread)
    found = relevance(estimate, smallest)
    inside = -smallest <= found.interval.low and found.interval.high <= smallest
    both = max(found.p_above_lower, found.p_below_upper) <= 0.05
    assert inside == both or abs(abs(max(found.interval.high, -found.interval.low)) - smallest) < 1e-9
    if found.verdict in (Verdict.BELOW_RELEVANCE, Verdict.NO_RELEVANT_CHANGE):
        assert both
    if found.verdict is Verdict.RELEVANT:
        assert min(abs(estimate.interval.low), abs(estimate.interval.high)) >= smallest


@given(st.floats(-2, 2), st.floats(0.1, 2), st.floats(0.1, 10))
def test_rescaled_data_and_limit_give_the_same_verdict(middle, spread, factor):
    one, other = (
        relevance(change(middle, spread), 0.5),
        relevance(change(middle * factor, spread * factor), 0.5 * factor),
    )
    near = min(abs(abs(limit) - 0.5) for limit in (one.interval.low, one.interval.high))
    assert one.verdict is other.verdict or near < 1e-6 or abs(one.p_below_upper - 0.05) < 1e-6


def test_without_a_t_test_the_whole_interval_decides():
    """Newcombe's interval of 105/200 and 100/200 is -.072 to .121: within .15, not within .1."""
    difference = share_difference((105, 100), (200, 200))
    wide, narrow = relevance(difference, 0.15), relevance(difference, 0.1)
    assert (wide.verdict, wide.p_above_lower, wide.interval) == (Verdict.NO_RELEVANT_CHANGE, None, None)
    assert narrow.verdict is Verdict.UNDECIDED


def test_a_test_of_another_distribution_is_not_taken_for_t():
    result = rank_biserial(*SLEEP[::-1], interval="jackknife")
    assert relevance(result, 0.1).interval is None


def test_no_interval_no_verdict():
    same = mean_change([1, 2, 3], [2, 3, 4], unit=POINTS)
    assert relevance(same, 0.5).verdict is Verdict.UNDECIDED


@pytest.mark.parametrize(
    ("smallest", "alpha", "text"),
    [
        (0, 0.05, "smallest_relevant must be a number above 0, found 0"),
        (float("nan"), 0.05, "smallest_relevant must be a number above 0, found nan"),
        (1, 0.5, "alpha must lie between 0 and 0.5, found 0.5"),
    ],
)
def test_errors_say_what_came(smallest, alpha, text):
    with pytest.raises(ValueError, match=re.escape(text)):
        relevance(change(1, 1), smallest, alpha=alpha)

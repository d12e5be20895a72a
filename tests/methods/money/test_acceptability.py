import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirkung.codes import Assumption, Claim, Quantity
from wirkung.estimate import SHARE, Interval, Test
from wirkung.methods.kernels.intervals import share_difference
from wirkung.methods.money.acceptability import acceptability, net_benefit
from wirkung.methods.money.additional_outcome import CostAndEffect, cost_of_additional_outcome

PLAIN = share_difference((56, 48), (70, 80))


def compared(*, cost=1000.0, error=324.0, value=0.1, spread=0.02, correlation=0.71, df=None, better=1):
    """Cost and effect of the worked example in methods, unless said otherwise."""
    known = CostAndEffect(cost_cents=0, effect=replace(PLAIN, test=_test(df)), currency="EUR")
    reach = known.quantile(0.95) * spread
    effect = replace(
        PLAIN,
        value=value,
        standard_error=spread,
        interval=Interval(low=value - reach, high=value + reach, level=0.95, method="t"),
        test=_test(df),
    )
    return CostAndEffect(
        cost_cents=cost * 100,
        cost_error_cents=error * 100,
        effect=effect,
        correlation=correlation,
        currency="EUR",
        better=better,
    )


def _test(df):
    return None if df is None else Test(name="t", statistic=1.0, df=df, p=0.5)


def values(found):
    return [each.value for each in found]


def test_acceptability_of_the_worked_example():
    # ΔC = 1000 (324), ΔE = .1 (.02), ρ = .71; computed in R 4
    found = acceptability(compared(), [5_000, 10_000, 15_000])
    assert values(found) == pytest.approx([0.02846, 0.5, 0.98192], abs=5e-6)


@pytest.mark.parametrize("df", [None, 8, 40])
@pytest.mark.parametrize("correlation", [-0.4, 0.0, 0.71])
def test_the_curve_passes_through_the_limits_of_fieller(df, correlation):
    known = compared(df=df, correlation=correlation)
    limits = cost_of_additional_outcome(known).interval
    assert values(acceptability(known, [limits.low, limits.high])) == pytest.approx([0.025, 0.975], abs=1e-9)


@given(
    cost=st.floats(100, 5000), share=st.floats(0.02, 0.9), error=st.floats(0, 0.45), times=st.floats(0.02, 0.45)
)
def test_the_curve_is_a_half_at_the_cost_of_an_additional_outcome(cost, share, error, times):
    known = compared(cost=cost, error=error * cost, value=share, spread=times * share)
    price = cost_of_additional_outcome(known).value
    assert values(acceptability(known, [price])) == pytest.approx([0.5], abs=1e-6)


@given(st.lists(st.floats(0, 50_000), min_size=2, max_size=6))
def test_of_a_known_cost_the_curve_rises_with_the_price(thresholds):
    found = values(acceptability(compared(error=0), sorted(thresholds)))
    assert found == sorted(found)


def test_nothing_is_worth_its_cost_if_an_outcome_is_worth_nothing():
    assert values(acceptability(compared(error=0), [0])) == [0.0]
    assert values(acceptability(compared(cost=-1, error=0), [0])) == [1.0]


def test_the_curve_exists_where_the_ratio_does_not():
    known = compared(value=0.01)
    assert cost_of_additional_outcome(known).value is None
    assert 0 < values(acceptability(known, [20_000]))[0] < 0.5


def test_less_of_what_is_unwanted_counts_as_gain():
    down = compared(value=-0.1, correlation=-0.71, better=-1)
    assert values(acceptability(down, [5_000])) == pytest.approx(values(acceptability(compared(), [5_000])))


def test_what_a_probability_says_of_itself():
    (found,) = acceptability(compared(), [5_000])
    assert (found.quantity, found.unit, found.claim) == (Quantity.PROBABILITY, SHARE, Claim.ASSOCIATION)
    assert found.counts == PLAIN.counts
    assert found.assumptions == (
        Assumption.COSTS_COMPLETE,
        Assumption.COST_AND_EFFECT_NEARLY_NORMAL,
        Assumption.PERSONS_INDEPENDENT,
    )


def test_net_benefit_and_its_error():
    found = net_benefit(compared(), 15_000)
    error = math.sqrt((15_000 * 0.02) ** 2 + 324**2 - 2 * 15_000 * 0.71 * 0.02 * 324)
    assert found.value == pytest.approx(15_000 * 0.1 - 1000)
    assert found.standard_error == pytest.approx(error)
    assert found.interval.low == pytest.approx(500 - 1.959963984540054 * error)
    assert found.interval.method == "normal"
    assert net_benefit(compared(df=8), 15_000).interval.method == "t"


@given(st.floats(0, 40_000))
def test_net_benefit_is_above_zero_exactly_where_the_curve_says_so(threshold):
    benefit, (probability,) = net_benefit(compared(), threshold), acceptability(compared(), [threshold])
    assert (benefit.interval.low > 0) == (probability.value > 0.975)


@pytest.mark.parametrize("threshold", [-1, math.nan])
def test_thresholds_are_amounts(threshold):
    with pytest.raises(ValueError, match=r"^threshold must be "):
        acceptability(compared(), [threshold])


@pytest.mark.parametrize("lacking", [{"interval": None}, {"value": None, "interval": None}])
def test_no_curve_without_uncertainty(lacking):
    unknown = replace(PLAIN, cautions=(*PLAIN.cautions, *share_difference((1, 1), (4, 4)).cautions), **lacking)
    text = "^effect must have a value and a standard error or an interval of some width, found none$"
    with pytest.raises(ValueError, match=text):
        acceptability(CostAndEffect(cost_cents=100, effect=unknown, currency="EUR"), [1])


def test_drawn_and_computed_curve_agree():
    generator = np.random.default_rng(20260101)
    covariance = [[324.0**2, 0.71 * 324 * 0.02], [0.71 * 324 * 0.02, 0.02**2]]
    drawn = generator.multivariate_normal([1000, 0.1], covariance, 40_000)
    thresholds = [5_000, 10_000, 15_000]
    curve = [np.mean(threshold * drawn[:, 1] > drawn[:, 0]) for threshold in thresholds]
    # Five standard errors of a share of 40 000 draws are at most .0125.
    assert curve == pytest.approx(values(acceptability(compared(), thresholds)), abs=0.0125)

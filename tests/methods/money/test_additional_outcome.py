import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirkung.codes import Assumption, Caution, Claim, Quantity, UnitKind
from wirkung.estimate import Interval, Test, Unit
from wirkung.methods.kernels.intervals import share_difference
from wirkung.methods.money.additional_outcome import CostAndEffect, cost_of_additional_outcome

Z = 1.959963984540054
PLAIN = share_difference((56, 48), (70, 80))


def effect(value, error, *, df=None):
    """A difference of this value with the interval that belongs to its standard error."""
    interval = Interval(low=value - Z * error, high=value + Z * error, level=0.95, method="normal")
    test = Test(name="t", statistic=value / error, df=df, p=0.5) if df else None
    return replace(PLAIN, value=value, interval=interval, standard_error=error, test=test)


def euros(cost, found, *, error=0.0, **other):
    return CostAndEffect(
        cost_cents=round(cost * 100), cost_error_cents=error * 100, effect=found, currency="EUR", **other
    )


def test_fieller_interval_of_the_worked_example():
    # ΔC = 1000 (324), ΔE = .1 (.02), ρ = .71; computed in R 4
    found = cost_of_additional_outcome(euros(1000, effect(0.1, 0.02), error=324, correlation=0.71))
    assert found.value == pytest.approx(10_000)
    assert found.interval.low == pytest.approx(4816.87, abs=0.005)
    assert found.interval.high == pytest.approx(14637.74, abs=0.005)
    assert (found.interval.method, found.interval.level) == ("Fieller", 0.95)


def test_of_a_known_cost_the_interval_of_the_effect_is_turned_over():
    found = cost_of_additional_outcome(euros(300, PLAIN))
    assert found.value == pytest.approx(300 / (56 / 70 - 48 / 80))
    assert found.interval.low == pytest.approx(300 / PLAIN.interval.high)
    assert found.interval.high == pytest.approx(300 / PLAIN.interval.low)
    assert found.interval.method == "Difference, inverted"


def test_turning_over_is_fieller_without_error_in_the_cost():
    plain = cost_of_additional_outcome(euros(1000, effect(0.1, 0.02)))
    nearly = cost_of_additional_outcome(euros(1000, effect(0.1, 0.02), error=1e-9))
    assert plain.interval.low == pytest.approx(nearly.interval.low, rel=1e-9)
    assert plain.interval.high == pytest.approx(nearly.interval.high, rel=1e-9)


def test_what_the_result_says_of_itself():
    found = cost_of_additional_outcome(euros(300, PLAIN))
    assert (found.quantity, found.claim) == (Quantity.COST_OF_ADDITIONAL_OUTCOME, Claim.ASSOCIATION)
    assert found.unit == Unit(kind=UnitKind.MONEY, symbol="EUR")
    assert found.counts == PLAIN.counts
    assert found.assumptions == (Assumption.COSTS_COMPLETE, Assumption.PERSONS_INDEPENDENT)
    assert found.cautions == ()


def test_few_degrees_of_freedom_widen_the_interval():
    many = cost_of_additional_outcome(euros(1000, effect(0.1, 0.02), error=324))
    few = cost_of_additional_outcome(euros(1000, effect(0.1, 0.02, df=6), error=324))
    assert few.interval.low < many.interval.low
    assert few.interval.high > many.interval.high


@pytest.mark.parametrize(
    ("cost", "value", "better", "caution"),
    [
        (1000, 0.03, 1, Caution.ADDITIONAL_OUTCOME_UNDETERMINED),
        (1000, -0.03, 1, Caution.ADDITIONAL_OUTCOME_UNDETERMINED),
        (-1000, 0.03, 1, Caution.ADDITIONAL_OUTCOME_UNDETERMINED),
        (1000, -0.1, 1, Caution.DEARER_AND_WORSE),
        (1000, 0.1, -1, Caution.DEARER_AND_WORSE),
        (-1000, 0.1, 1, Caution.CHEAPER_AND_BETTER),
        (0, 0.1, 1, Caution.CHEAPER_AND_BETTER),
        (-1000, -0.1, -1, Caution.CHEAPER_AND_BETTER),
        (-1000, -0.1, 1, Caution.CHEAPER_AND_WORSE),
        (0, -0.1, 1, Caution.CHEAPER_AND_WORSE),
    ],
)
def test_no_number_where_a_ratio_says_nothing(cost, value, better, caution):
    found = cost_of_additional_outcome(euros(cost, effect(value, 0.02), better=better))
    assert (found.value, found.interval) == (None, None)
    assert found.cautions == (caution,)


def test_less_of_what_is_unwanted_is_a_gain():
    found = cost_of_additional_outcome(euros(1000, effect(-0.1, 0.02), better=-1))
    assert found.value == pytest.approx(10_000)
    assert found.interval.low == pytest.approx(1000 / (0.1 + Z * 0.02))


def test_correlation_turns_with_the_wanted_side():
    up = cost_of_additional_outcome(euros(1000, effect(0.1, 0.02), error=324, correlation=0.71))
    down = cost_of_additional_outcome(euros(1000, effect(-0.1, 0.02), error=324, correlation=-0.71, better=-1))
    assert (down.value, down.interval) == (up.value, up.interval)


def test_fieller_without_bounds_is_not_determinable():
    # Distinguishable by its own interval, but not with the t quantile of three degrees of freedom.
    found = cost_of_additional_outcome(euros(1000, effect(0.05, 0.02, df=3), error=324))
    assert found.value is None
    assert found.cautions == (Caution.ADDITIONAL_OUTCOME_UNDETERMINED,)


@pytest.mark.parametrize("part", ["value", "interval"])
def test_an_effect_nobody_knows_has_no_price(part):
    unknown = replace(PLAIN, interval=None, cautions=(Caution.FEW_PERSONS,))
    if part == "value":
        unknown = replace(unknown, value=None)
    found = cost_of_additional_outcome(euros(300, unknown))
    assert found.value is None
    assert found.cautions == (Caution.ADDITIONAL_OUTCOME_UNDETERMINED, Caution.FEW_PERSONS)


def test_a_cost_that_may_be_a_saving_is_said():
    found = cost_of_additional_outcome(euros(1000, effect(0.1, 0.02), error=900))
    assert found.interval.low < 0 < found.value
    assert found.cautions == (Caution.COST_DIFFERENCE_UNCERTAIN,)


@given(
    cost=st.integers(-5000, 5000),
    value=st.floats(-0.9, 0.9),
    error=st.floats(0.005, 0.4),
    spread=st.floats(0, 900),
)
def test_a_number_is_never_negative_and_lies_in_its_interval(cost, value, error, spread):
    found = cost_of_additional_outcome(euros(cost, effect(value, error), error=spread))
    assert (found.value is None) == (found.interval is None)
    if found.value is not None:
        assert found.value > 0
        assert found.interval.contains(found.value)
        assert abs(value) > Z * error


@given(cost=st.integers(1, 5000), times=st.integers(2, 9))
def test_twice_the_cost_is_twice_the_price(cost, times):
    once = cost_of_additional_outcome(euros(cost, PLAIN))
    more = cost_of_additional_outcome(euros(cost * times, PLAIN))
    assert more.value == pytest.approx(times * once.value)
    assert more.interval.high == pytest.approx(times * once.interval.high)


def test_the_error_of_an_effect_is_read_from_its_interval_where_it_has_none():
    compared = euros(300, PLAIN)
    width = PLAIN.interval.high - PLAIN.interval.low
    assert PLAIN.standard_error is None
    assert compared.gain_error == pytest.approx(width / (2 * Z))
    assert compared.df == math.inf


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        ({"cost_cents": math.inf}, "cost_cents must be a finite number, found inf"),
        ({"cost_error_cents": -1.0}, "cost_error_cents must be at least 0, found -1.0"),
        ({"correlation": 1.1}, "correlation must be at most 1, found 1.1"),
        ({"better": 0}, "better must be 1 or -1, found 0"),
    ],
)
def test_cost_and_effect_refuses(wrong, text):
    with pytest.raises(ValueError, match=f"^{text}$"):
        CostAndEffect(**{"cost_cents": 100, "effect": PLAIN, "currency": "EUR", **wrong})

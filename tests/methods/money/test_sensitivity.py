import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirkung.codes import Assumption, Caution, Claim, CountRole, Quantity
from wirkung.estimate import Count
from wirkung.methods.money.sensitivity import Assumed, monte_carlo, one_way

COUNTS = (Count(role=CountRole.BASE, number=120),)
VALUE = Assumed(name="value", low=80, value=100, high=110)
PERSONS = Assumed(name="persons", low=1, value=3, high=4)
RATE = Assumed(name="rate", low=0.03, value=0.03, high=0.03)


def worth(assumed):
    """Cents: value times persons next year, less 200 euros now."""
    return 100 * assumed["value"] * assumed["persons"] / (1 + assumed.get("rate", 0)) - 200_00


def tornado(*assumptions):
    return one_way(worth, assumptions, currency="EUR", counts=COUNTS)


def simulate(*assumptions, seed=7, draws=2_000, of=worth):
    return monte_carlo(of, assumptions, currency="EUR", counts=COUNTS, seed=seed, draws=draws)


def test_one_assumption_at_a_time_by_hand():
    found = tornado(VALUE, PERSONS)
    assert [swing.assumed.name for swing in found] == ["persons", "value"]
    assert [(swing.at_low.value, swing.at_high.value) for swing in found] == [
        (100 * 1 - 200, 100 * 4 - 200),
        (80 * 3 - 200, 110 * 3 - 200),
    ]
    assert [swing.width for swing in found] == [300.0, 90.0]


def test_the_widest_swing_comes_first_whatever_was_given_first():
    assert tornado(VALUE, PERSONS) == tornado(PERSONS, VALUE)


def test_equal_swings_keep_their_order():
    found = one_way(
        lambda assumed: assumed["b"] + assumed["a"],
        [Assumed(name="b", low=0, value=1, high=2), Assumed(name="a", low=0, value=1, high=2)],
        currency="EUR",
        counts=COUNTS,
    )
    assert [swing.assumed.name for swing in found] == ["b", "a"]


def test_what_cannot_be_otherwise_has_no_swing():
    assert tornado(RATE, VALUE, PERSONS)[-1].width == 0.0


def test_the_middle_of_all_draws_and_how_many_pay():
    found = simulate(VALUE, PERSONS)
    middle = found.net_present_value
    assert middle.interval.low < middle.value < middle.interval.high
    assert (middle.interval.level, middle.interval.method) == (0.95, "Monte Carlo")
    assert 0 < found.above_zero.value < 1
    assert (found.seed, found.draws) == (7, 2_000)


def test_a_triangle_has_its_quantiles():
    # Of the triangle over 0, 0.5, 1 the 2.5 % point is √(.025/2), the median .5; Kotz & van Dorp (2004).
    found = simulate(
        Assumed(name="share", low=0, value=0.5, high=1), draws=40_000, of=lambda assumed: 100 * assumed["share"]
    ).net_present_value
    point = math.sqrt(0.025 / 2)
    assert [found.interval.low, found.value, found.interval.high] == pytest.approx(
        [point, 0.5, 1 - point], abs=0.01
    )


def test_the_same_seed_gives_the_same_numbers():
    assert simulate(VALUE, PERSONS) == simulate(VALUE, PERSONS)
    assert simulate(VALUE, PERSONS).net_present_value != simulate(VALUE, PERSONS, seed=8).net_present_value


def test_without_doubt_every_draw_is_the_assumption():
    sure = [Assumed(name="value", low=100, value=100, high=100), Assumed(name="persons", low=3, value=3, high=3)]
    found = simulate(*sure)
    assert found.net_present_value.value == 100.0
    assert (found.net_present_value.interval.low, found.net_present_value.interval.high) == (100.0, 100.0)
    assert found.above_zero.value == 1.0


def test_every_number_says_that_it_is_a_scenario():
    found, swing = simulate(VALUE, PERSONS), tornado(VALUE, PERSONS)[0]
    numbers = (found.net_present_value, found.above_zero, swing.at_low, swing.at_high)
    for result in numbers:
        assert result.claim is Claim.DESCRIPTION
        assert result.cautions == (Caution.SCENARIO,)
        assert Assumption.AS_ASSUMED in result.assumptions
        assert result.counts == COUNTS
    assert [result.quantity for result in numbers] == [
        Quantity.NET_PRESENT_VALUE,
        Quantity.PROBABILITY,
        Quantity.NET_PRESENT_VALUE,
        Quantity.NET_PRESENT_VALUE,
    ]


@given(st.integers(0, 2**32), st.floats(-1e6, 1e6), st.floats(0, 1e6), st.floats(0, 1e6))
def test_no_draw_leaves_the_range(seed, low, first, second):
    assumed = Assumed(name="value", low=low, value=low + first, high=low + first + second)
    found = simulate(assumed, seed=seed, draws=50, of=lambda each: each["value"]).net_present_value.interval
    assert assumed.low / 100 - 1e-6 <= found.low <= found.high <= assumed.high / 100 + 1e-6


@pytest.mark.parametrize("numbers", [(2, 1, 3), (1, 4, 3), (1, math.nan, 3), (1, 2, math.inf)])
def test_an_assumption_lies_between_its_bounds(numbers):
    low, value, high = numbers
    with pytest.raises(ValueError, match=r"^assumption value needs low <= value <= high, found "):
        Assumed(name="value", low=low, value=value, high=high)


@pytest.mark.parametrize("function", [tornado, simulate])
def test_names_differ(function):
    with pytest.raises(ValueError, match=r"^assumptions must have names that differ, found value, value$"):
        function(VALUE, VALUE)


def test_monte_carlo_needs_a_draw():
    with pytest.raises(ValueError, match=r"^draws must be at least 1, found 0$"):
        simulate(VALUE, draws=0)

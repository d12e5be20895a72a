import math
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirkung.methods.money.benefits import (
    Benefit,
    benefit_cost_ratio,
    break_even_year,
    net_present_value,
    total_by_year,
    yearly_benefits,
)

FLOWS = [-50_000, 12_000, 15_000, 18_000, 18_000]
JOB = Benefit(name="job", gains="participants", value_cents=1_000_00, persons=12, years=3)
CENTS = st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=12)
RATES = st.sampled_from([0, 0.01, 0.03, 0.1, 1])


def test_the_worked_example_at_three_per_cent():
    # −50k, 12k, 15k, 18k, 18k: 8254.74, 1.16509, year 4; computed in R 4
    assert float(net_present_value(FLOWS, rate=0.03)) == pytest.approx(8254.74, abs=0.005)
    assert float(benefit_cost_ratio([0, *FLOWS[1:]], [50_000], rate=0.03)) == pytest.approx(1.16509, abs=5e-6)
    assert break_even_year(FLOWS, rate=0.03) == 4


@given(CENTS)
def test_at_rate_zero_the_value_is_the_plain_sum(flows):
    assert net_present_value(flows, rate=0) == sum(flows)


@given(CENTS, RATES, st.integers(-9, 9))
def test_value_scales_with_the_flows(flows, rate, times):
    scaled = net_present_value([times * flow for flow in flows], rate=rate)
    assert float(scaled) == pytest.approx(float(times * net_present_value(flows, rate=rate)), rel=1e-12, abs=1e-9)


@given(CENTS, CENTS, RATES)
def test_the_value_of_a_sum_is_the_sum_of_the_values(one, other, rate):
    both = net_present_value(total_by_year([one, other]), rate=rate)
    apart = net_present_value(one, rate=rate) + net_present_value(other, rate=rate)
    assert float(both) == pytest.approx(float(apart), rel=1e-12, abs=1e-9)


@given(st.lists(st.integers(0, 10**9), min_size=2, max_size=12))
def test_what_comes_later_is_worth_less(benefits):
    flows = [0, *benefits]
    assert net_present_value(flows, rate=0.05) <= net_present_value(flows, rate=0.03)


def test_money_is_exact():
    # As floats three times ten cents are 30.000000000000004.
    assert net_present_value([Decimal("0.1")] * 3, rate=0) == Decimal("0.3")
    assert net_present_value([0.1] * 3, rate=0) == Decimal("0.3")


def test_twice_the_costs_is_half_the_ratio():
    once = benefit_cost_ratio([0, 80], [50, 10], rate=0.03)
    assert float(benefit_cost_ratio([0, 80], [100, 20], rate=0.03)) == pytest.approx(float(once / 2), rel=1e-15)


@pytest.mark.parametrize(
    ("flows", "rate", "year"),
    [
        ([-10, 4, 6], 0, 2),  # exactly made up for
        ([-10, 4, 6], 0.01, None),  # not any more, once it is discounted
        ([-10, 20, -15, 10], 0, 3),  # in year 2 it was below again
        ([5, 1], 0, 0),
        ([-10], 0, None),
        ([-10, 20, -15], 0, None),
    ],
)
def test_break_even_is_for_good(flows, rate, year):
    assert break_even_year(flows, rate=rate) == year


@given(CENTS, RATES)
def test_there_is_a_break_even_year_exactly_where_it_pays(flows, rate):
    assert (break_even_year(flows, rate=rate) is not None) == (net_present_value(flows, rate=rate) >= 0)


@pytest.mark.parametrize(
    ("flows", "rate", "text"),
    [
        ([], 0.03, "flows must hold at least one year, found none"),
        ([1, math.nan], 0.03, "flows, year 1 must be a finite number, found nan"),
        ([1], 3, "rate must be at most 1, found 3"),
        ([1], -0.01, "rate must be at least 0, found -0.01"),
    ],
)
@pytest.mark.parametrize("function", [net_present_value, break_even_year])
def test_flows_are_checked(function, flows, rate, text):
    with pytest.raises(ValueError, match=f"^{text}$"):
        function(flows, rate=rate)


def test_what_costs_nothing_has_no_ratio():
    with pytest.raises(ValueError, match=r"^costs must come to more than 0, found 0$"):
        benefit_cost_ratio([1], [0], rate=0)


def test_a_benefit_year_by_year_by_hand():
    job = replace(JOB, first_year=2, deadweight=0.4, attribution=0.5, displacement=0.1, drop_off=0.2)
    first = Decimal(12 * 1_000_00) * Decimal("0.6") * Decimal("0.5") * Decimal("0.9")
    expected = (0, 0, first, first * Decimal("0.8"), first * Decimal("0.8") ** 2)
    assert yearly_benefits(job) == expected


def test_without_factors_everything_counts():
    assert yearly_benefits(JOB) == (0, 12 * 1_000_00, 12 * 1_000_00, 12 * 1_000_00)


@pytest.mark.parametrize(("factor", "nothing"), [("deadweight", 1), ("attribution", 0), ("displacement", 1)])
def test_each_factor_can_take_all(factor, nothing):
    assert sum(yearly_benefits(replace(JOB, **{factor: nothing}))) == 0


def test_what_drops_off_at_once_lasts_one_year():
    assert yearly_benefits(replace(JOB, drop_off=1)) == (0, 12 * 1_000_00, 0, 0)


def test_no_flows_make_no_years():
    assert total_by_year([]) == ()


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        ({"value_cents": -1}, "value_cents of job must be at least 0, found -1"),
        ({"persons": math.nan}, "persons of job must be a finite number, found nan"),
        ({"years": 0}, "years of job must be at least 1, found 0"),
        ({"first_year": 0.5}, "first_year of job must be a whole number, found 0.5"),
        ({"deadweight": 40}, "deadweight of job must be at most 1, found 40"),
        ({"attribution": -0.1}, "attribution of job must be at least 0, found -0.1"),
        ({"displacement": 1.01}, "displacement of job must be at most 1, found 1.01"),
        ({"drop_off": -1}, "drop_off of job must be at least 0, found -1"),
    ],
)
def test_a_benefit_is_checked(wrong, text):
    with pytest.raises(ValueError, match=f"^{text}$"):
        replace(JOB, **wrong)

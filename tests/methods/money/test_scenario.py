import math
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirkung.codes import Assumption, Caution, Claim, CountRole, Quantity
from wirkung.estimate import NUMBER, Count
from wirkung.methods.money.benefits import Benefit, net_present_value
from wirkung.methods.money.scenario import scenario, smallest_number

COUNTS = (Count(role=CountRole.BASE, number=120),)
WHO = ("participants", "municipality", "region", "state")
JOB = Benefit(name="job", gains="participants", value_cents=3_000_00, persons=4, years=5)


def project(costs, benefits, rate=0.03):
    return scenario(costs, benefits, rate=rate, currency="EUR", counts=COUNTS)


def results(found):
    gains = [gain.present_value for gain in found.gains]
    return [found.net_present_value, found.benefit_cost_ratio, found.break_even_year, *gains]


def test_a_scenario_by_hand():
    tax = Benefit(name="tax", gains="state", value_cents=500_00, persons=4, years=2, first_year=2)
    found = project([20_000_00, 1_000_00], [JOB, tax], rate=0.05)
    growth = 1.05
    participants = sum(12_000 / growth**year for year in range(1, 6))
    state = 2_000 / growth**2 + 2_000 / growth**3
    costs = 20_000 + 1_000 / growth
    assert [gain.gains for gain in found.gains] == ["participants", "state"]
    assert [gain.present_value.value for gain in found.gains] == pytest.approx([participants, state])
    assert found.net_present_value.value == pytest.approx(participants + state - costs)
    assert found.benefit_cost_ratio.value == pytest.approx((participants + state) / costs)
    assert found.break_even_year.value == 2.0
    assert found.horizon == 5


def test_every_number_says_that_it_is_a_scenario():
    for result in results(project([1_00], [JOB])):
        assert result.claim is Claim.DESCRIPTION
        assert Caution.SCENARIO in result.cautions
        assert Assumption.AS_ASSUMED in result.assumptions
        assert result.counts == COUNTS


def test_what_each_number_is():
    found = project([1_00], [JOB])
    assert [result.quantity for result in results(found)] == [
        Quantity.NET_PRESENT_VALUE,
        Quantity.BENEFIT_COST_RATIO,
        Quantity.BREAK_EVEN_YEAR,
        Quantity.PRESENT_VALUE,
    ]
    assert found.benefit_cost_ratio.unit == NUMBER
    assert found.net_present_value.unit.symbol == "EUR"


def test_what_never_pays_back_has_no_year():
    found = project([10**9], [JOB]).break_even_year
    assert found.value is None
    assert found.cautions == (Caution.SCENARIO, Caution.NEVER_PAYS_BACK)


@given(
    values=st.lists(st.tuples(st.sampled_from(WHO), st.integers(0, 10**7)), min_size=1, max_size=6),
    cost=st.integers(1, 10**9),
    rate=st.sampled_from([0, 0.03, 0.1]),
)
def test_who_gains_adds_up_to_the_total(values, cost, rate):
    benefits = [replace(JOB, gains=gains, value_cents=cents) for gains, cents in values]
    found = project([cost], benefits, rate=rate)
    total = sum((gain.cents for gain in found.gains), start=Decimal(0)) - cost
    assert float(total) == pytest.approx(float(found.cents), rel=1e-12, abs=1e-9)
    assert len({gain.gains for gain in found.gains}) == len(found.gains)


def test_at_rate_zero_the_value_is_the_plain_sum():
    assert project([1_000_00, 50], [JOB], rate=0).cents == 5 * 4 * 3_000_00 - 1_000_00 - 50


def test_net_present_value_is_that_of_the_flows():
    assert project([100], [JOB]).cents == net_present_value([-100, *[4 * 3_000_00] * 5], rate=0.03)


@pytest.mark.parametrize(
    ("costs", "benefits", "text"),
    [
        ([1_00], [], "benefits must hold at least one, found none"),
        ([1_00, -5], [JOB], "costs_cents, year 1 must be at least 0, found -5"),
        ([0], [JOB], "costs must come to more than 0, found 0"),
        ([], [JOB], "flows must hold at least one year, found none"),
    ],
)
def test_scenario_refuses(costs, benefits, text):
    with pytest.raises(ValueError, match=f"^{text}$"):
        project(costs, benefits)


def test_from_three_additional_apprenticeships_on():
    def worth(apprenticeships):
        return project([9_000_00], [replace(JOB, persons=apprenticeships, years=1, first_year=0)]).cents

    assert smallest_number(worth, most=100) == 3


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(0, 200))
def test_the_smallest_number_is_the_first_that_pays(value, cost, most):
    found = smallest_number(lambda number: number * value - cost, most=most)
    enough = math.ceil(Decimal(cost) / value)
    assert found == (enough if enough <= most else None)


def test_smallest_number_refuses():
    with pytest.raises(ValueError, match=r"^most must be at least 0, found -1$"):
        smallest_number(lambda number: number, most=-1)

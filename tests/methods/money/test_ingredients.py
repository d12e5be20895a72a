from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirkung.methods.money.ingredients import allocate, annuity

MONEY = st.integers(-(10**9), 10**9)
WEIGHTS = st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 10**6), min_size=1, max_size=8).filter(
    lambda weights: any(weights.values())
)


def test_annuity_factor_of_five_per_cent_and_ten_years():
    # Levin & McEwan's table of annualization factors: .1295
    assert float(annuity(1_000_000, rate=0.05, years=10)) / 1_000_000 == pytest.approx(0.129505, abs=5e-7)


def test_without_interest_a_purchase_is_spread_evenly():
    assert annuity(1_000, rate=0, years=4) == Decimal(1_000) / 4


def test_one_year_costs_the_price_and_its_interest():
    assert annuity(1_000_00, rate=Decimal("0.03"), years=1) == Decimal("103000.00")


@given(price=st.integers(0, 10**9), rate=st.sampled_from([0.01, 0.03, 0.05, 0.5]), years=st.integers(1, 60))
def test_the_yearly_costs_discounted_are_the_price(price, rate, years):
    yearly, growth = annuity(price, rate=rate, years=years), 1 + Decimal(str(rate))
    assert float(sum(yearly / growth**year for year in range(1, years + 1))) == pytest.approx(price, rel=1e-12)


@given(price=st.integers(0, 10**9), years=st.integers(1, 60))
def test_twice_the_price_costs_twice_as_much(price, years):
    assert float(annuity(2 * price, rate=0.03, years=years)) == pytest.approx(
        float(2 * annuity(price, rate=0.03, years=years)), rel=1e-12
    )


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ({"purchase_cents": -1, "rate": 0, "years": 1}, "purchase_cents must be at least 0, found -1"),
        ({"purchase_cents": 1.5, "rate": 0, "years": 1}, "purchase_cents must be a whole number, found 1.5"),
        ({"purchase_cents": 1, "rate": 3, "years": 1}, "rate must be at most 1, found 3"),
        ({"purchase_cents": 1, "rate": -0.01, "years": 1}, "rate must be at least 0, found -0.01"),
        ({"purchase_cents": 1, "rate": float("nan"), "years": 1}, "rate must be a finite number, found nan"),
        ({"purchase_cents": 1, "rate": 0, "years": 0}, "years must be at least 1, found 0"),
    ],
)
def test_annuity_refuses(arguments, text):
    with pytest.raises(ValueError, match=f"^{text}$"):
        annuity(**arguments)


@given(cents=MONEY, weights=WEIGHTS)
def test_the_parts_of_a_shared_cost_are_all_of_it(cents, weights):
    assert sum(allocate(cents, weights).values()) == cents


@given(cents=MONEY, weights=WEIGHTS)
def test_no_part_is_a_whole_cent_from_its_exact_share(cents, weights):
    total = sum(weights.values())
    for name, part in allocate(cents, weights).items():
        assert abs(part - Decimal(cents) * weights[name] / total) < 1


@given(cents=MONEY, weights=WEIGHTS)
def test_a_refund_is_divided_like_what_it_refunds(cents, weights):
    assert allocate(-cents, weights) == {name: -part for name, part in allocate(cents, weights).items()}


@given(cents=MONEY, weights=WEIGHTS, times=st.integers(1, 1_000))
def test_only_the_proportions_of_the_key_count(cents, weights, times):
    assert allocate(cents, {name: weight * times for name, weight in weights.items()}) == allocate(cents, weights)


def test_left_over_cents_go_to_the_largest_remainders():
    # 100 · 5/12 = 41.67, 100 · 4/12 = 33.33, 100 · 3/12 = 25.00
    assert allocate(100, {"mint": 5, "musik": 4, "sport": 3}) == {"mint": 42, "musik": 33, "sport": 25}


def test_tenths_are_tenths():
    assert allocate(10, {"mint": 0.1, "musik": 0.2, "sport": 0.7}) == {"mint": 1, "musik": 2, "sport": 7}


@pytest.mark.parametrize(
    ("cents", "weights", "text"),
    [
        (100, {}, r"weights must hold at least one above 0, found \{\}"),
        (100, {"mint": 0}, r"weights must hold at least one above 0, found \{'mint': 0\}"),
        (100, {"mint": -1}, "weight of mint must be at least 0, found -1"),
        (0.5, {"mint": 1}, "cents must be a whole number, found 0.5"),
    ],
)
def test_allocate_refuses(cents, weights, text):
    with pytest.raises(ValueError, match=f"^{text}$"):
        allocate(cents, weights)

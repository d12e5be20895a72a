from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirkung.methods.money.prices import in_prices_of, years_without_prices

INDEX = {2019: Decimal("99.5"), 2020: Decimal(100), 2021: Decimal("103.1"), 2022: Decimal("110.2")}
YEARS = st.sampled_from(sorted(INDEX))


def test_a_thousand_euros_of_2019_in_prices_of_2022():
    converted = in_prices_of(1_000_00, year=2019, to=2022, index=INDEX)
    assert converted == Decimal(1_000_00) * Decimal("110.2") / Decimal("99.5")
    assert round(converted, 2) == Decimal("110753.77")


@given(cents=st.integers(0, 10**9), year=YEARS)
def test_within_a_year_nothing_changes(cents, year):
    assert in_prices_of(cents, year=year, to=year, index=INDEX) == cents
    assert in_prices_of(cents, year=year, to=year, index={}) == cents


@given(cents=st.integers(0, 10**9), year=YEARS, to=YEARS)
def test_there_and_back_is_the_same_money(cents, year, to):
    there = in_prices_of(cents, year=year, to=to, index=INDEX)
    assert float(in_prices_of(there, year=to, to=year, index=INDEX)) == pytest.approx(cents, rel=1e-15)


@given(cents=st.integers(0, 10**9), year=YEARS, to=YEARS)
def test_the_base_of_the_index_does_not_matter(cents, year, to):
    other = {each: level / Decimal("1.05") for each, level in INDEX.items()}
    assert float(in_prices_of(cents, year=year, to=to, index=other)) == pytest.approx(
        float(in_prices_of(cents, year=year, to=to, index=INDEX)), rel=1e-12
    )


def test_years_without_prices_are_named_once_in_order():
    assert years_without_prices([2030, 2021, 2018, 2030], INDEX) == (2018, 2030)
    assert years_without_prices([2019, 2022], INDEX) == ()


def test_one_year_alone_needs_no_price_level():
    assert years_without_prices([2030, 2030], INDEX) == ()


@pytest.mark.parametrize(
    ("year", "to", "index", "text"),
    [
        (2018, 2030, INDEX, "no price level for 2018, 2030; known years: 2019, 2020, 2021, 2022"),
        (2019, 2020, {}, "no price level for 2019, 2020; known years: none"),
        (2019, 2020, {2019: 0, 2020: 100}, "price level of 2019 must be above 0, found 0"),
        (2019, 2020, {2019: 100, 2020: -1}, "price level of 2020 must be above 0, found -1"),
    ],
)
def test_in_prices_of_refuses(year, to, index, text):
    with pytest.raises(ValueError, match=f"^{text}$"):
        in_prices_of(100, year=year, to=to, index=index)

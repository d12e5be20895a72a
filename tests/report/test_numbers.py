"""Numbers as German and British offices print them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirkung.codes import Quantity, UnitKind
from wirkung.estimate import SHARE, STANDARD_DEVIATIONS, Unit
from wirkung.finding import Subject
from wirkung.report.writing.numbers import Numbers

DE, EN = Numbers("de"), Numbers("en")
NB = "\u00a0"
POINTS = Unit(kind=UnitKind.SCORE, symbol="Punkte")
EUROS = Unit(kind=UnitKind.MONEY, symbol="EUR")
SUBJECT = Subject(indicator="A")


@pytest.mark.parametrize(
    ("value", "decimals", "german", "british"),
    [
        (1234.5, 2, "1.234,50", "1,234.50"),
        (-0.05, 2, "−0,05", "−0.05"),
        (-0.001, 2, "0,00", "0.00"),  # no «−0,00»
        (0.125, 2, "0,13", "0.13"),  # half away from zero, not to the even digit
        (-0.125, 2, "−0,13", "−0.13"),
        (2.5, 0, "3", "3"),
        (1234567, 0, "1.234.567", "1,234,567"),
    ],
)
def test_plain_numbers(value, decimals, german, british):
    assert DE.decimal(value, decimals) == german
    assert EN.decimal(value, decimals) == british


@pytest.mark.parametrize(("value", "text"), [(0.31, "+0,31"), (-0.31, "−0,31"), (0.0, "0,00"), (0.001, "0,00")])
def test_a_difference_carries_its_sign_and_zero_carries_none(value, text):
    assert DE.decimal(value, 2, signed=True) == text


@pytest.mark.parametrize(
    ("value", "german", "british"),
    [
        (0.62, f"62{NB}%", "62%"),
        (1.0, f"100{NB}%", "100%"),
        (0.0, f"0{NB}%", "0%"),
        (0.004, f"0,4{NB}%", "0.4%"),  # some are not none
        (0.996, f"99,6{NB}%", "99.6%"),  # and not all
    ],
)
def test_shares(value, german, british):
    assert DE.share(value) == german
    assert EN.share(value) == british


@pytest.mark.parametrize(
    ("value", "german", "british"),
    [
        (0.05, "+5 Prozentpunkte", "+5 percentage points"),
        (-0.01, "−1 Prozentpunkt", "−1 percentage point"),
    ],
)
def test_differences_of_shares_are_percentage_points(value, german, british):
    assert DE.value(value, SHARE, 0, signed=True).replace(NB, " ") == german
    assert EN.value(value, SHARE, 0, signed=True).replace(NB, " ") == british


@pytest.mark.parametrize(
    ("value", "german", "british"),
    [
        (97810.5, f"97.811{NB}€", "€97,811"),
        (100.0, f"100{NB}€", "€100"),
        (99.99, f"99,99{NB}€", "€99.99"),
        (14.365, f"14,37{NB}€", "€14.37"),
        (-940.5, f"−941{NB}€", "−€941"),
    ],
)
def test_money_has_cents_below_a_hundred(value, german, british):
    assert DE.money(value, "EUR") == german
    assert EN.money(value, "EUR") == british


@pytest.mark.parametrize(
    ("kind", "value", "german", "british"),
    [
        (UnitKind.PERSONS, 1, "1 Person", "1 person"),
        (UnitKind.PERSONS, 1234, "1.234 Personen", "1,234 persons"),
        (UnitKind.HOURS, 4210, "4.210 Stunden", "4,210 hours"),
        (UnitKind.MONTHS, 4.25, "4,3 Monate", "4.3 months"),
        (UnitKind.PARTICIPATIONS, 2, "2 Teilnahmen", "2 participations"),
        (UnitKind.STANDARD_DEVIATIONS, 0.42, "0,42 Standardabweichungen", "0.42 standard deviations"),
    ],
)
def test_counted_units_are_singular_or_plural(kind, value, german, british):
    unit = Unit(kind=kind)

    assert DE.value(value, unit, 2).replace(NB, " ") == german
    assert EN.value(value, unit, 2).replace(NB, " ") == british


def test_names_of_units_are_left_out_of_table_cells():
    assert DE.value(0.31, POINTS, 2) == f"0,31{NB}Punkte"
    assert DE.value(0.31, POINTS, 2, named=False) == "0,31"
    assert DE.value(0.31, STANDARD_DEVIATIONS, 2, named=False) == "0,31"
    assert DE.value(0.31, SHARE, 2, named=False) == f"31{NB}%"


@pytest.mark.parametrize(
    ("unit", "quantity", "low", "high", "german", "british"),
    [
        (POINTS, Quantity.MEAN_CHANGE, 0.21, 0.4, "0,21 bis 0,40", "0.21 to 0.40"),
        (POINTS, Quantity.MEAN_CHANGE, -0.05, 0.12, "−0,05 bis 0,12", "−0.05 to 0.12"),
        (SHARE, Quantity.SHARE, 0.57, 0.66, "57 bis 66 %", "57% to 66%"),
        (EUROS, Quantity.UNIT_COST, 4500.0, 9200.0, "4.500 bis 9.200 €", "€4,500 to €9,200"),
        (EUROS, Quantity.UNIT_COST, 4500.0, math.inf, "mindestens 4.500 €", "at least €4,500"),
        (EUROS, Quantity.UNIT_COST, -math.inf, 9200.0, "höchstens 9.200 €", "at most €9,200"),
        (EUROS, Quantity.UNIT_COST, -math.inf, math.inf, "jeder Wert", "any value"),
        (SHARE, Quantity.SHARE_DIFFERENCE, -0.02, 0.12, "−2 bis +12 Prozentpunkte", "−2 to +12 percentage points"),
    ],
)
def test_intervals(make, unit, quantity, low, high, german, british):
    estimate = make.estimate(0.5, low, high, unit=unit, quantity=quantity)

    assert DE.interval(estimate, SUBJECT).replace(NB, " ") == german
    assert EN.interval(estimate, SUBJECT).replace(NB, " ") == british


@given(st.floats(-1e9, 1e9), st.integers(0, 3))
def test_what_is_printed_reads_back_as_the_rounded_number(value, decimals):
    text = DE.decimal(value, decimals)
    read = float(text.replace(".", "").replace(",", ".").replace("−", "-"))

    assert abs(read - value) <= 0.5 * 10**-decimals * (1 + 1e-9) + 1e-6


@given(st.floats(0, 1))
def test_a_share_is_never_printed_as_none_or_all_unless_it_is(value):
    """Down to a twentieth of a per cent, where one decimal still tells."""
    if 0.0005 <= value <= 0.9995:
        assert DE.share(value) not in (f"0{NB}%", f"100{NB}%", f"0,0{NB}%", f"100,0{NB}%")


def test_no_value_and_no_interval_are_not_printed(make):
    nothing = make.estimate(1.0)

    with pytest.raises(ValueError, match="no interval to print"):
        DE.interval(nothing, SUBJECT)

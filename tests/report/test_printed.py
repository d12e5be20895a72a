"""Printed numbers know the value and the digits that were printed, and whatever is made of them is text."""

from __future__ import annotations

import copy
import json
import pickle
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirkung.catalogue import LANGUAGES
from wirkung.codes import CountRole, UnitKind
from wirkung.estimate import Unit
from wirkung.finding import Role
from wirkung.report.document.blocks import Column, Table, from_json, to_json
from wirkung.report.document.printed import PrintedInterval, PrintedNumber, literal
from wirkung.report.writing.cells import count_cell, interval_cell, value_cell, verdict_cell
from wirkung.report.writing.numbers import Numbers

GAP = "\N{NO-BREAK SPACE}"
DE, EN = Numbers("de"), Numbers("en")
HOURS = Unit(kind=UnitKind.HOURS)
POINTS = Unit(kind=UnitKind.SCORE, symbol="Punkte")


def test_a_number_has_the_value_and_the_digits_that_were_printed():
    cases = [
        (DE.decimal(3.2199, 2), "3,22", 3.22, '#,##0.00;"−"#,##0.00;#,##0.00'),
        (EN.decimal(3.2199, 2), "3.22", 3.22, '#,##0.00;"−"#,##0.00;#,##0.00'),
        (DE.decimal(0.3, 2, signed=True), "+0,30", 0.3, '"+"#,##0.00;"−"#,##0.00;#,##0.00'),
        (DE.decimal(-0.51, 2, signed=True), "−0,51", -0.51, '"+"#,##0.00;"−"#,##0.00;#,##0.00'),
        (DE.decimal(-0.004, 2, signed=True), "0,00", 0.0, '"+"#,##0.00;"−"#,##0.00;#,##0.00'),
        (DE.whole(1852), "1.852", 1852, '#,##0;"−"#,##0;#,##0'),
        (EN.whole(1852), "1,852", 1852, '#,##0;"−"#,##0;#,##0'),
        (DE.share(0.6249), f"62{GAP}%", 0.62, f'#,##0"{GAP}"%;"−"#,##0"{GAP}"%;#,##0"{GAP}"%'),
        (EN.share(0.0041), "0.4%", 0.004, '#,##0.0%;"−"#,##0.0%;#,##0.0%'),
        (DE.given(0.035, Unit(kind=UnitKind.SHARE), 0), f"3,5{GAP}%", 0.035, f'#,##0.0"{GAP}"%'),
        (DE.points(0.09, signed=True), f"+9{GAP}Prozentpunkte", 9, f'"+"#,##0"{GAP}Prozentpunkte"'),
        (DE.value(5572.6, HOURS, 0), f"5.573{GAP}Stunden", 5573, f'#,##0"{GAP}Stunden"'),
        (DE.value(0.2, POINTS, 1), f"0,2{GAP}Punkte", 0.2, f'#,##0.0"{GAP}Punkte"'),
        (DE.money(17.75, "EUR"), f"17,75{GAP}€", 17.75, f'#,##0.00"{GAP}€";"−"#,##0.00"{GAP}€"'),
        (DE.money(-1297, "EUR"), f"−1.297{GAP}€", -1297, f'#,##0"{GAP}€";"−"#,##0"{GAP}€"'),
        (EN.money(-1297, "EUR"), "−€1,297", -1297, '"€"#,##0;"−€"#,##0;"€"#,##0'),
        (EN.money(1794, "USD"), "US$1,794", 1794, '"US$"#,##0;"−US$"#,##0;"US$"#,##0'),
    ]  # fmt: skip
    for found, text, value, number_format in cases:
        assert (found, found.value) == (text, value)
        assert found.number_format.startswith(number_format), text
        assert len(found.formats) == 3


def test_a_number_within_words_stays_a_number():
    courses = DE.whole(1200).within("1.200 Kurse")
    assert (courses, courses.value, courses.formats) == (
        "1.200 Kurse",
        1200,
        ('#,##0" Kurse"', '"−"#,##0" Kurse"', '#,##0" Kurse"'),
    )
    assert literal('3" breit') == '"3” breit"'
    assert literal("") == ""


def test_what_is_made_of_a_number_is_text():
    number = DE.decimal(1.5, 1)
    made = (f"{number}", number + "", number.replace(",", "."), "".join([number, ""]), number[:1])
    assert {type(each) for each in made} == {str}
    assert type(DE.probability(0.001)) is str  # «unter 1 %» is no number


def test_a_copy_knows_its_number():
    number = DE.share(0.62)
    for copied in (copy.copy(number), copy.deepcopy(number), pickle.loads(pickle.dumps(number))):  # noqa: S301
        assert (copied, copied.value, copied.formats) == (number, number.value, number.formats)


def test_a_table_keeps_its_numbers_through_a_notebook():
    columns = (Column(head="A", align="left"), Column(head="B"), Column(head="C"))
    table = Table(caption="T", columns=columns, rows=(("2024", DE.whole(1852), "[g]"),))
    stored = json.loads(json.dumps(to_json(table)))
    assert stored["rows"] == [
        ["2024", {"text": "1.852", "value": 1852, "format": '#,##0;"−"#,##0;#,##0'}, "[g]"],
    ]  # fmt: skip
    read = from_json(stored)
    assert read == table
    assert [getattr(cell, "value", None) for cell in read.rows[0]] == [None, 1852, None]
    assert read.rows[0][1].number_format == table.rows[0][1].number_format


def test_an_interval_keeps_its_limits_through_a_notebook_and_a_copy():
    low = DE.share(0.57)
    for limits in ((low, DE.share(0.66)), (low, None), (None, None)):
        interval = PrintedInterval("57 bis 66 %", *limits)
        columns = (Column(head="A", align="left"), Column(head="B"))
        stored = json.loads(json.dumps(to_json(Table(caption="T", columns=columns, rows=(("a", interval),)))))
        for read in (from_json(stored).rows[0][1], copy.copy(interval)):
            assert read == interval
            assert [getattr(each, "value", None) for each in (read.low, read.high)] == [
                getattr(each, "value", None) for each in limits
            ]


def test_cells_of_findings_are_numbers_where_they_are_one_number(make):
    changed = make.answers()[0].items[0].finding
    assert [value_cell(role)(changed, DE).value for role in (Role.BEFORE, Role.AFTER, Role.MAIN)] == [
        3.02, 3.33, 0.31,
    ]  # fmt: skip
    assert count_cell(CountRole.PAIRS)(changed, DE).value == 217
    compared = make.answers()[3].items[0].finding
    two = count_cell(CountRole.PROGRAMME, CountRole.COMPARISON)(compared, DE)
    assert (two, type(two)) == (f"198{GAP}/{GAP}142", str)
    limits = interval_cell()(changed, DE)
    assert [limits.low.value, limits.high.value] == [0.21, 0.41]
    for cell in (interval_cell(Role.LOST), value_cell(Role.LOST), verdict_cell):
        assert type(cell(changed, DE)) is str


@pytest.mark.parametrize("language", LANGUAGES)
@given(value=st.floats(-1e9, 1e9), decimals=st.integers(0, 4), signed=st.booleans())
def test_the_value_is_what_is_printed(language, value, decimals, signed):
    exact = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    assert Numbers(language).decimal(value, decimals, signed=signed).value == float(exact)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("currency", ["EUR", "GBP", "USD", "CHF"])
@given(value=st.floats(-1e7, 1e7))
def test_the_value_of_an_amount_is_what_is_printed(language, currency, value):
    found = Numbers(language).money(value, currency)
    assert abs(Decimal(repr(found.value)) - Decimal(repr(value))) <= Decimal("0.5")
    assert (found.value < 0) == found.startswith("−")


@pytest.mark.parametrize("language", LANGUAGES)
@given(value=st.floats(0, 1))
def test_the_value_of_a_share_is_between_none_and_all(language, value):
    found = Numbers(language).share(value)
    assert abs(Decimal(repr(found.value)) - Decimal(repr(value))) <= Decimal("0.005")


def test_a_printed_number_is_compared_and_found_like_its_text():
    assert PrintedNumber("1", 1, ("0",)) == "1"
    assert {"1"} == {PrintedNumber("1", 1, ("0",))}

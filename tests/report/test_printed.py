"""Printed numbers come back as the numbers they are, and nothing else does."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirkung.catalogue import LANGUAGES
from wirkung.report.formats.printed import PrintedNumber, printed_number
from wirkung.report.writing.numbers import Numbers

GAP = "\N{NO-BREAK SPACE}"


def test_a_number_has_the_value_and_the_digits_that_were_printed():
    cases = {
        ("3,22", "de"): ("3.22", '#,##0.00;"−"#,##0.00;#,##0.00'),
        ("3.22", "en"): ("3.22", '#,##0.00;"−"#,##0.00;#,##0.00'),
        ("+0,30", "de"): ("0.30", '"+"#,##0.00;"−"#,##0.00;#,##0.00'),
        ("−0,51", "de"): ("-0.51", '#,##0.00;"−"#,##0.00;#,##0.00'),
        ("1.852", "de"): ("1852", '#,##0;"−"#,##0;#,##0'),
        ("1,852", "en"): ("1852", '#,##0;"−"#,##0;#,##0'),
        ("0", "de"): ("0", '#,##0;"−"#,##0;#,##0'),
        (f"62{GAP}%", "de"): ("0.62", f'#,##0"{GAP}"%;"−"#,##0"{GAP}"%;#,##0"{GAP}"%'),
        ("0.4%", "en"): ("0.004", '#,##0.0%;"−"#,##0.0%;#,##0.0%'),
        (f"5.573{GAP}Stunden", "de"): ("5573", f'#,##0"{GAP}Stunden";"−"#,##0"{GAP}Stunden";#,##0"{GAP}Stunden"'),
        (f"17,75{GAP}€", "de"): ("17.75", f'#,##0.00"{GAP}€";"−"#,##0.00"{GAP}€";#,##0.00"{GAP}€"'),
        ("€1,297", "en"): ("1297", '"€"#,##0;"−€"#,##0;"€"#,##0'),
        ("US$1,794", "en"): ("1794", '"US$"#,##0;"−US$"#,##0;"US$"#,##0'),
    }
    found = {key: printed_number(*key) for key in cases}
    assert found == {key: PrintedNumber(value=Decimal(value), format=form) for key, (value, form) in cases.items()}


@pytest.mark.parametrize(
    "text",
    [
        "", "[g]", "entfällt", "0,23 bis 0,44", "258 / 210", "2 von 5", "✓ erreicht", "120 Personen und 3",
        "2024", "03359", "5573", "772138889964", "1.85", "1.8520", "01,5", "1,", ",5", "-3", "=1+1", "1e5", "12a",
        f"1{GAP}× leere Zeile; 4{GAP}× doppelt", f"12{GAP}=SUM(A1)", f'3{GAP}"x',
    ],
)  # fmt: skip
def test_everything_else_stays_text(text):
    assert printed_number(text, "de") is None


@pytest.mark.parametrize("language", LANGUAGES)
@given(value=st.floats(-1e9, 1e9), decimals=st.integers(0, 4), signed=st.booleans())
def test_what_is_printed_is_read_back(language, value, decimals, signed):
    exact = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    found = printed_number(Numbers(language).decimal(value, decimals, signed=signed), language)
    assert found is not None
    assert found.value == exact


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("currency", ["EUR", "GBP", "USD", "CHF"])
@given(value=st.floats(-1e7, 1e7))
def test_an_amount_is_read_back(language, currency, value):
    found = printed_number(Numbers(language).money(value, currency), language)
    assert found is not None
    assert abs(found.value - Decimal(repr(value))) <= Decimal("0.5")


@pytest.mark.parametrize("language", LANGUAGES)
@given(value=st.floats(0, 1))
def test_a_share_is_read_back_as_a_share(language, value):
    found = printed_number(Numbers(language).share(value), language)
    assert found is not None
    assert abs(found.value - Decimal(repr(value))) <= Decimal("0.005")

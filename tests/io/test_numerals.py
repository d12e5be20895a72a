import math
from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from wirkung.io.numerals import decimal_sign, numeral

SIGNS = {"de_DE": ",", "en": "."}
NUMBERS = st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, allow_infinity=False, places=4)


@pytest.mark.parametrize(
    ("text", "plain", "proves"),
    [
        ("7", "7", ""),
        ("1.234,5", "1234.5", ","),
        ("1,234.5", "1234.5", "."),
        ("1 234,5", "1234.5", ","),
        ("1234.5", "1234.5", "."),
        ("1,5", "1.5", ","),
        ("-0,25", "-0.25", ","),
        ("−3", "-3", ""),
        ("0,123", "0.123", ","),
        ("1.234.567", "1234567", ","),
        ("1,234,567", "1234567", "."),
        ("1234,567", "1234.567", ","),
        (",5", "0.5", ","),
        ("1.5e-05", "1.5e-05", "."),
    ],
)
def test_spelling_gives_the_number_and_the_decimal_sign_away(text, plain, proves):
    found = numeral(text)
    assert (found.plain, found.proves, found.mark) == (plain, proves, "")
    assert found.read("") == found.read(",") == found.read(".") == plain


@pytest.mark.parametrize(
    ("text", "with_comma", "with_point"), [("1.234", "1234", "1.234"), ("-12,345", "-12.345", "-12345")]
)
def test_three_digits_after_one_mark_need_the_files_decimal_sign(text, with_comma, with_point):
    found = numeral(text)
    assert (found.read(","), found.read("."), found.read("")) == (with_comma, with_point, None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        ".",
        "5 Std.",
        "1.2.3",
        "1.234.5",
        "12.34,5",
        "1 23",
        "NaN",
        "inf",
        "k. A.",
        "31.12.2024",
        "1'234",
    ],
)
def test_what_is_no_number_is_refused(text):
    assert numeral(text) is None


@pytest.mark.parametrize("locale", SIGNS)
@given(number=NUMBERS)
def test_what_babel_writes_is_read_back(locale, number):
    text = format_decimal(number, format="#,##0.####", locale=locale)
    assert Decimal(numeral(text).read(SIGNS[locale])) == number


@given(number=st.floats(allow_nan=False, allow_infinity=False))
def test_what_python_writes_is_read_back(number):
    assert math.isclose(float(numeral(repr(number)).read(".")), number, rel_tol=0)


@given(text=st.text(alphabet="0123456789.,+-eE €%", max_size=12))
def test_whatever_is_read_is_a_number(text):
    found = numeral(text)
    assert found is None or Decimal(found.plain).is_finite()


def test_decimal_sign_of_a_file():
    assert decimal_sign(["1.234", "1,5", "7", "k. A."]) == ","
    assert decimal_sign(["1.234", "0.5"]) == "."
    assert decimal_sign(["1.234", "7"]) == ""
    assert decimal_sign(["1,5", "1.5"]) == ""

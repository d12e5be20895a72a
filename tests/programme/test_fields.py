"""One spelling for numbers, truth values and days; everything else is told what to write instead."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from wirkung.programme.fields import Plain, read_code, read_day, read_number, read_truth, read_whole, spelt_number


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("5", 5), ("-3", -3), ("+2", 2), ("0.2", 0.2), ("-1250.75", -1250.75), ("10.0", 10)],
)
def test_numbers_have_a_point(text, number):
    assert read_number(Plain(text)) == number


@pytest.mark.parametrize(
    "text", ["007", "1_000", "0x1A", "1e3", ".5", "5.", ".inf", ".nan", "ten", "1 000", "", "١"]
)
def test_other_spellings_are_no_numbers(text):
    assert spelt_number(Plain(text)) is None
    with pytest.raises(PydanticCustomError) as caught:
        read_number(Plain(text))
    assert caught.value.type == "programme.number"


def test_a_decimal_comma_is_told_the_number_with_a_point():
    with pytest.raises(PydanticCustomError) as caught:
        read_number(Plain("-0,25"))
    assert caught.value.type == "programme.number.comma"
    assert caught.value.context == {"suggestion": "-0.25"}


@pytest.mark.parametrize("value", [True, "yes", None, [], Plain("5.5"), Plain("05"), Plain("9" * 5000)])
def test_only_whole_numbers_are_whole(value):
    with pytest.raises(PydanticCustomError) as caught:
        read_whole(value)
    assert caught.value.type == "programme.whole"


@pytest.mark.parametrize("value", ["true", Plain("True"), Plain("yes"), Plain("on"), Plain("1"), 1, None])
def test_only_true_and_false_are_truth_values(value):
    with pytest.raises(PydanticCustomError):
        read_truth(value)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31.12.2024", "programme.day.german"),
        ("2024-02-30", "programme.day.impossible"),
        ("2024-2-3", "programme.day"),
        ("20241231", "programme.day"),
        ("2024-W01-1", "programme.day"),
        ("12/31/2024", "programme.day"),
        ("2024-12-31T00:00", "programme.day"),
    ],
)
def test_days_have_one_spelling(text, code):
    with pytest.raises(PydanticCustomError) as caught:
        read_day(Plain(text))
    assert caught.value.type == code


@given(st.dates())
def test_every_day_is_read_back(day: dt.date):
    assert read_day(Plain(day.isoformat())) == day
    assert read_day(day.isoformat()) == day


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_every_whole_number_is_read_back(number: int):
    assert read_whole(Plain(str(number))) == number
    assert read_number(Plain(str(number))) == number
    assert read_code(Plain(str(number))) == number


@given(st.decimals(-(10**6), 10**6, places=4).map(lambda number: f"{number:f}"))
def test_every_decimal_number_is_read_back(text: str):
    assert read_number(Plain(text)) == float(text)


@given(st.text(min_size=1))
def test_a_code_in_quotation_marks_stays_text(text: str):
    assert read_code(text) == text

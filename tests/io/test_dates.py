import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirkung.io.dates import date, year

DAYS = st.dates(min_value=dt.date(1930, 1, 1), max_value=dt.date(2029, 12, 31))


@given(day=DAYS)
def test_the_spellings_of_a_day_say_the_same(day):
    spellings = [
        day.isoformat(),
        f"{day.isoformat()}T10:30:00",
        f"{day:%d.%m.%Y}",
        f"{day.day}. {day.month}. {day.year}",
        f"{day:%d.%m.%y}",
        f"{day:%d.%m.%Y} 08:15",
    ]
    assert [date(text) for text in spellings] == [day] * len(spellings)


@pytest.mark.parametrize(
    "text", ["12/31/2024", "31/12/2024", "31.02.2024", "2024-13-01", "1.5", "2024", "Mai 2024", "01.01.0024"]
)
def test_what_is_no_day_is_refused(text):
    assert date(text) is None


def test_years():
    assert [year(text) for text in ("2024", "2024.0", "2024,00", "24", "2023/24", "1899", "2101")] == [
        2024,
        2024,
        2024,
        None,
        None,
        None,
        None,
    ]

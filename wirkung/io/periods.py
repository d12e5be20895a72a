"""Periods as offices write them: «2023/24», «SJ 23/24», «1. Halbjahr 2023/24», a year or a date -> months.

A school year and a Kita year go from 1 August to 31 July (Lower Saxony: § 28 NSchG, § 12 NKiTaG follow it), their
halves begin on 1 August and on 1 February; a budget year is the calendar year (§ 113 NKomVG). A year is named
after the one in which it begins.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from wirkung.declared import Period
from wirkung.io.dates import YEARS, date, year

_TWO_YEARS = r"(?P<first>\d{4}|\d{2})\s?[/–]\s?(?P<second>\d{4}|\d{2})"
_SCHOOL = re.compile(rf"(?:(?:SJ|Schuljahr|KJ|Kita-?Jahr|Kindergartenjahr)\.?\s*)?{_TWO_YEARS}", re.IGNORECASE)
_WITH_DASH = re.compile(r"(\d{4})\s?-\s?(\d{4})$")  # «2011-12» may be a month
_HALF = r"(?P<half>[12])\.?\s?(?:Schulhalbjahr|Halbjahr|HJ\.?)"
_HALF_FIRST = re.compile(rf"{_HALF}\s*(?P<rest>.+)", re.IGNORECASE)
_HALF_LAST = re.compile(rf"(?P<rest>.+?)[,;]?\s*{_HALF}", re.IGNORECASE)
_CALENDAR = re.compile(r"(?:Jahr|Kalenderjahr|Haushaltsjahr|HHJ)\s*(?P<rest>\d{4})", re.IGNORECASE)
MONTHS = 12


class Months(NamedTuple):
    """Consecutive months: the first (counted from year 0, January = 0), how many, and whether a day was given."""

    first: int
    number: int
    dated: bool = False

    def by_year(self, period: Period) -> dict[int, int]:
        """How many of them are in each year of a kind, by the year in which it begins."""
        return dict(Counter(year_of_month(month, period) for month in range(self.first, self.first + self.number)))


def year_of_month(month: int, period: Period) -> int:
    """The year in which the period of a month begins."""
    return (month - (period.first_month - 1)) // MONTHS


def months_of_year(begins: int, period: Period) -> Months:
    """The twelve months of a year of a kind."""
    return Months(begins * MONTHS + period.first_month - 1, MONTHS)


def months_of(text: str, period: Period) -> Months | None:
    """The months that a tidied text names where the file counts in `period`; None where it names none for certain.

    A day names its month, whatever the file counts in. «2. Halbjahr 2024» may begin in 2024 or in 2025: refused.

    Examples
    --------
    >>> months_of("SJ 23/24", Period.SCHOOL_YEAR).by_year(Period.SCHOOL_YEAR)
    {2023: 12}
    >>> months_of("2023-2024", Period.SCHOOL_YEAR).by_year(Period.SCHOOL_YEAR)
    {2023: 12}
    >>> months_of("2024", Period.CALENDAR).by_year(Period.SCHOOL_YEAR)
    {2023: 7, 2024: 5}
    >>> months_of("2. Halbjahr 2023/24", Period.HALF_YEAR).by_year(Period.CALENDAR)
    {2024: 6}
    >>> months_of("2023/24", Period.CALENDAR) is None
    True
    """
    if (day := date(text)) is not None:
        return Months(day.year * MONTHS + day.month - 1, 1, dated=True)
    if period.first_month == 1:
        named = _CALENDAR.fullmatch(text)
        begins = year(named["rest"] if named else text)
        return None if begins is None else months_of_year(begins, period)
    if (half := _HALF_FIRST.fullmatch(text) or _HALF_LAST.fullmatch(text)) is not None:
        return _half(half["rest"], int(half["half"]))
    begins = _school_year(text)
    if begins is None and period is not Period.HALF_YEAR:
        begins = year(text)
    return None if begins is None else months_of_year(begins, period)


def _half(rest: str, half: int) -> Months | None:
    begins = _school_year(rest)
    if begins is None and half == 1:
        begins = year(rest)
    if begins is None:
        return None
    whole = months_of_year(begins, Period.HALF_YEAR)
    return Months(whole.first + (half - 1) * MONTHS // 2, MONTHS // 2)


def _school_year(text: str) -> int | None:
    """The year in which «2023/24» begins; None where the second is not the next year."""
    found = _SCHOOL.fullmatch(_WITH_DASH.sub(r"\1/\2", text))
    if found is None:
        return None
    begins = int(found["first"]) + (2000 if len(found["first"]) == len("23") else 0)
    follows = (begins + 1) % (100 if len(found["second"]) == len("24") else 10_000)
    return begins if follows == int(found["second"]) and begins in YEARS else None

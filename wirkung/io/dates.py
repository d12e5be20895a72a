"""Dates and years as German and international programs write them; never month before day."""

from __future__ import annotations

import datetime as dt
import re

_TIME = r"(?:[T ](?P<time>\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?"
_ISO = re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}}){_TIME}", re.ASCII)
_GERMAN = re.compile(rf"(?P<day>\d{{1,2}})\. ?(?P<month>\d{{1,2}})\. ?(?P<year>\d{{4}}|\d{{2}}){_TIME}", re.ASCII)
# Google Forms: «2024/05/13 3:21:05 PM MESZ». The year first leaves no doubt about month and day.
_SLASHED = re.compile(
    r"(?P<year>\d{4})/(?P<month>\d{2})/(?P<day>\d{2})"
    r"(?: (?P<time>\d{1,2}:\d{2}(?::\d{2})?)(?: (?P<half>[AP]M))?(?: [A-Z]{2,5}(?:[+-]\d{1,2})?)?)?",
    re.ASCII,
)
_NOON = 12
_YEAR = re.compile(r"(\d{4})(?:[.,]0+)?", re.ASCII)
YEARS = range(1900, 2101)
# Excel's own rule for years of two digits, so that a date is the one the office saw.
_LAST_OF_2000S = 29


def date(text: str) -> dt.date | None:
    """The day a tidied text names (`2024-12-31`, `31.12.2024`, `31.12.24`, `2024/12/31`), else None.

    A time of day is dropped. `12/31/2024` and `31/12/2024` are refused: nobody can tell them apart.

    Examples
    --------
    >>> date("3.4.24")
    datetime.date(2024, 4, 3)
    >>> date("12/31/2024") is None
    True
    """
    found = _found(text)
    if found is None:
        return None
    year = int(found["year"])
    if len(found["year"]) == len("24"):
        year += 2000 if year <= _LAST_OF_2000S else 1900
    if year not in YEARS:
        return None
    try:
        return dt.date(year, int(found["month"]), int(found["day"]))
    except ValueError:  # the 31st of February: no day, which the caller reports
        return None


def sortable(text: str) -> str | None:
    """Day and time of day as text that sorts by time, None where the text names no day.

    Examples
    --------
    >>> sortable("3.4.24 9:05"), sortable("2024-04-03T10:00:00"), sortable("2024/04/03 3:21:05 PM MESZ")
    ('2024-04-03 09:05', '2024-04-03 10:00:00', '2024-04-03 15:21:05')
    """
    day = date(text)
    found = _found(text)
    if day is None or found is None:
        return None
    hour, colon, rest = (found["time"] or "").partition(":")
    half = found.groupdict().get("half")
    if half is not None:
        hour = str(int(hour) % _NOON + (_NOON if half == "PM" else 0))
    return f"{day} {hour:0>2}{colon}{rest}" if colon else f"{day}"


def _found(text: str) -> re.Match[str] | None:
    return _ISO.fullmatch(text) or _GERMAN.fullmatch(text) or _SLASHED.fullmatch(text)


def year(text: str) -> int | None:
    """The year 1900-2100 that a tidied text names in four digits, None where it names none.

    Examples
    --------
    >>> year("2024"), year("2024.0"), year("2023/24")
    (2024, 2024, None)
    """
    found = _YEAR.fullmatch(text)
    return int(found[1]) if found is not None and int(found[1]) in YEARS else None

"""The clock of tracking: every person's time counts from their own entry, up to the last day that is known."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wirkung.declared import Group
from wirkung.year.data import YearData

Days = NDArray[np.datetime64]
Whole = NDArray[np.int64]

NEVER = np.datetime64("NaT", "D")
# At the end of so many full months: after their last day, and before the next.
END_OF_DAY = -0.5 / 31


def days(column: pd.Series) -> Days:
    """A column of dates as days, NaT where there is none."""
    return column.to_numpy(dtype="datetime64[D]")


def entries(data: YearData, group: Group) -> Days:
    """The day on which each person of a group entered: their own, else that of the programme file in the year."""
    first = np.datetime64(data.programme.entry_of(data.year), "D")
    own = days(data.persons(group)["entered"])
    return np.where(np.isnat(own), first, own)


def last_day(data: YearData) -> np.datetime64 | None:
    """The last day up to which events are known; None where no event has a date.

    The programme file says it; otherwise it is the last date in the list, but never one that is yet to come: what
    lies in the future is a typing error.
    """
    declared = data.programme.tracking.observed_until
    if declared is not None:
        return np.datetime64(declared, "D")
    if data.tables.events is None:
        return None
    known = days(data.tables.events["date"])
    known = known[~np.isnat(known) & (known <= np.datetime64(dt.datetime.now(tz=dt.UTC).date(), "D"))]
    return known.max() if known.size else None


def full_months(since: Days, day: Days) -> Whole:
    """Full months from one day to another, by the calendar; below 0 where the second lies before the first.

    Examples
    --------
    >>> first = np.array(["2024-02-10"] * 3, dtype="datetime64[D]")
    >>> full_months(first, np.array(["2024-03-09", "2025-02-10", "2024-02-09"], dtype="datetime64[D]")).tolist()
    [0, 12, -1]

    A month from 31 January ends on 1 March, since February has no such day (`months_later`):

    >>> last, first = np.array(["2024-01-31", "2024-03-01"], dtype="datetime64[D]")[:, None]
    >>> full_months(last, first)
    array([0])
    """
    whole: Whole = (day.astype("datetime64[M]") - since.astype("datetime64[M]")).astype(np.int64)
    for _ in range(2):  # twice: a month that is too short for its day ends in the next one
        whole = whole - (_after(since, whole) > day)
    return whole


def months_between(since: Days, day: Days) -> NDArray[np.float64]:
    """Months from one day to the beginning of another: full ones, and the part of the month that has begun.

    So many full months and more have the days on which `full_months` says so, whatever the length of the months.

    Examples
    --------
    >>> first = np.array(["2024-02-10"] * 3, dtype="datetime64[D]")
    >>> days = np.array(["2024-02-10", "2024-08-10", "2024-08-25"], dtype="datetime64[D]")
    >>> months_between(first, days).round(2).tolist()
    [0.0, 6.0, 6.48]
    """
    whole = full_months(since, day)
    begun, ended = _after(since, whole), _after(since, whole + 1)
    part: NDArray[np.float64] = (day - begun).astype(np.float64) / (ended - begun).astype(np.float64)
    return whole + part


def months_later(since: Days, months: int) -> Days:
    """The last day of a stretch of so many months from `since`, by the calendar.

    Examples
    --------
    >>> months_later(np.array(["2024-02-01"], dtype="datetime64[D]"), 5)[0].item().isoformat()
    '2024-06-30'
    """
    later: Days = _after(since, np.int64(months)) - np.timedelta64(1, "D")
    return later


def _after(since: Days, months: Whole | np.int64) -> Days:
    """The day with which a stretch of so many months is over."""
    start = since.astype("datetime64[M]")
    in_month = since - start.astype("datetime64[D]")
    first: Days = (start + months.astype("timedelta64[M]")).astype("datetime64[D]") + in_month
    return first


def observed_months(entered: Days, until: np.datetime64) -> Whole:
    """How many full months each person has been followed; below 0 for who enters only afterwards."""
    return full_months(entered, np.broadcast_to(until + np.timedelta64(1, "D"), entered.shape))

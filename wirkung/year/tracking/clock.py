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
# A year of 365.25 days in twelve parts.
DAYS_PER_MONTH = 365.25 / 12


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
    """
    start, end = since.astype("datetime64[M]"), day.astype("datetime64[M]")
    in_month = (day - end.astype("datetime64[D]")) < (since - start.astype("datetime64[D]"))
    whole: Whole = (end - start).astype(np.int64) - in_month
    return whole


def months_later(since: Days, months: int) -> Days:
    """The last day of a stretch of so many months from `since`, by the calendar.

    Examples
    --------
    >>> months_later(np.array(["2024-02-01"], dtype="datetime64[D]"), 5)[0].item().isoformat()
    '2024-06-30'
    """
    start = since.astype("datetime64[M]")
    in_month = since - start.astype("datetime64[D]")
    later: Days = (start + np.timedelta64(months, "M")).astype("datetime64[D]") + in_month - np.timedelta64(1, "D")
    return later


def observed_months(entered: Days, until: np.datetime64) -> Whole:
    """How many full months each person has been followed; below 0 for who enters only afterwards."""
    return full_months(entered, np.broadcast_to(until + np.timedelta64(1, "D"), entered.shape))

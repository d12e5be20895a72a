"""The tables a study works on, whatever the office's files looked like."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import pandas as pd

from wirkung.errors import Problem
from wirkung.finding import FileColumns, SourceAccount


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Checked tables, persons already pseudonymised; `person` is text in all of them.

    persons
        One row a person and year: `person`, `year` (int), `group` (`Group`), `course` (text or NA), `entered`
        (datetime64, NaT where unknown), `left` (why somebody left, NA for who did not; only where the programme
        file maps it) and one column per characteristic of the programme file (float or text).
    measurements
        One row a person, year and wave: `person`, `year`, `wave` (`Wave`), one float column per item,
        NaN where there is no answer. Reversed items are not yet turned round.
    attendance
        One row a person and course: `person`, `year`, `course`, `hours`, `planned_hours` (float).
    events
        `person`, `event` (text), `date` (datetime64).
    totals
        Where there is no list of persons: one row a course and year, `course` (text), `year`, and as floats, NaN
        where the file has no such column, `registered`, `attended`, `completed`, `places` and `hours` held; and
        how many of those who came were of a category (`wirkung.io.total_parts`).
    costs
        `year`, `category` (`CostCategory`), `description`, `cents` (int: exact money), `origin`
        (`AmountOrigin`), `funding` (`Funding`), `behaviour` (`Behaviour` or NA), `lifetime` (years that a
        purchase is in use, NaN for what is used up), `shared` and `refund` (bool), `payee` (int: the same
        number for the same, NA where none is named), `planned_cents` (int, NA where nothing is said), `arm` (for
        which form of the programme it was paid, NA for all), `dated` (bool: the row has a day), `whole_year`
        (bool: the ledger covers the year; else only what was bought for several years is there).

    A table that the programme file does not name is None. `remarks` say to who has the data what was decided about
    single rows or values. `alike` has for each person's pseudonym the one that the person would have if ids that
    differ in nothing but case, blanks or leading zeros were one: it stays the same whatever the programme file
    says about that. `columns` has an entry for each account. `until` is the day after which nothing is in
    them, None for all that the files say.
    """

    persons: pd.DataFrame
    measurements: pd.DataFrame | None
    attendance: pd.DataFrame | None
    events: pd.DataFrame | None
    costs: pd.DataFrame | None
    accounts: tuple[SourceAccount, ...]
    totals: pd.DataFrame | None = None
    columns: tuple[FileColumns, ...] = ()
    remarks: tuple[Problem, ...] = ()
    until: dt.date | None = None
    alike: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), repr=False)

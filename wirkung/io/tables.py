"""The tables a study works on, whatever the office's files looked like."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from wirkung.programme.codes import Behaviour, CostCategory, Funding, Group, Mark, SourceRole, Wave

__all__ = [
    "AmountOrigin",
    "Behaviour",
    "CostCategory",
    "Funding",
    "Group",
    "LeftOut",
    "Mark",
    "SourceAccount",
    "SourceRole",
    "Tables",
    "Wave",
]


class LeftOut(StrEnum):
    """Why a row was read but not used, or a cell was read but set to missing (`ANSWER_...`)."""

    EMPTY_ROW = "empty_row"
    NO_PERSON = "no_person"
    SAME_ROW_TWICE = "same_row_twice"
    SECOND_REGISTRATION = "second_registration"
    SECOND_ANSWER_IN_WAVE = "second_answer_in_wave"
    UNKNOWN_PERSON = "unknown_person"
    OTHER_VALUE = "other_value"
    ANSWER_OUTSIDE_SCALE = "answer_outside_scale"


class AmountOrigin(StrEnum):
    """From where the amount of an entry of the ledger comes."""

    AMOUNT = "amount"
    OWN_RATE = "own_rate"
    DATED_RATE = "dated_rate"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceAccount:
    """What became of one file: rows read = rows used + the rows in `left_out` (cells in `set_missing` extra).

    `encoding`, `separator` and `decimal` are what was detected or given; empty for spreadsheets.
    `file` is the path as the programme file writes it, never a path of this machine.
    """

    role: SourceRole
    file: str
    sha256: str
    rows_read: int
    rows_used: int
    left_out: tuple[tuple[LeftOut, int], ...] = ()
    set_missing: tuple[tuple[LeftOut, int], ...] = ()
    encoding: str = ""
    separator: str = ""
    decimal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Checked tables, persons already pseudonymised; `person` is text in all of them.

    persons
        One row a person and year: `person`, `year` (int), `group` (`Group`), `course` (text or NA), `entered`
        (datetime64, NaT where unknown) and one column per characteristic of the programme file (float or text).
    measurements
        One row a person, year and wave: `person`, `year`, `wave` (`Wave`), one float column per item,
        NaN where there is no answer. Reversed items are not yet turned round.
    attendance
        One row a person and course: `person`, `year`, `course`, `hours`, `planned_hours` (float).
    events
        `person`, `event` (text), `date` (datetime64).
    costs
        `year`, `category` (`CostCategory`), `description`, `cents` (int: exact money), `origin`
        (`AmountOrigin`), `funding` (`Funding`), `behaviour` (`Behaviour` or NA), `lifetime` (years that a
        purchase is in use, NaN for what is used up), `shared` and `refund` (bool).

    A table that the programme file does not name is None.
    """

    persons: pd.DataFrame
    measurements: pd.DataFrame | None
    attendance: pd.DataFrame | None
    events: pd.DataFrame | None
    costs: pd.DataFrame | None
    accounts: tuple[SourceAccount, ...]

"""The hourly rate of a row that gives hours and a role, from the programme file's dated rates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

import pandas as pd

from wirkung.io.intake import Intake
from wirkung.io.persons import optional_text
from wirkung.io.spelling import folded
from wirkung.programme.money import Costs, HourlyRate


def dated_rates(intake: Intake, years: pd.Series[int], settings: Costs | None) -> list[Decimal | None]:
    """The rate of each row by its role and year, None where it names no role.

    A year takes the latest rate that was valid on its first day. A role that has none by then is a problem,
    but only where the row needs it: it gives hours, and neither an amount nor a rate.
    """
    roles = optional_text(intake, "role")
    rates = () if settings is None else settings.rates
    found = [
        None if pd.isna(role) else rate_of(str(role), int(year), rates)
        for role, year in zip(roles, years, strict=True)
    ]
    unknown = pd.Series([rate is None for rate in found], index=intake.rows) & roles.notna() & _needed(intake)
    asked = roles.str.cat(years.astype("str"), sep=" ")
    named = {folded(rate.role) for rate in rates}
    known = {text for text, role in zip(asked, roles, strict=True) if not pd.isna(role) and folded(role) in named}
    intake.faults.cells("data.rate_missing", "role", asked[unknown], known=known)
    return found


def rate_of(role: str, year: int, rates: Sequence[HourlyRate]) -> Decimal | None:
    """The rate that is valid for a role on the first day of a year; None where there is none yet."""
    start = dt.date(year, 1, 1)
    valid = [one for one in rates if folded(one.role) == folded(role) and one.valid_from <= start]
    latest = max(valid, key=lambda one: one.valid_from, default=None)
    # Through its text a rate of 42.6 is exactly that, not the nearest binary fraction.
    return None if latest is None else Decimal(str(latest.rate))


def _needed(intake: Intake) -> pd.Series[bool]:
    hours = optional_text(intake, "hours").notna()
    return hours & optional_text(intake, "amount").isna() & optional_text(intake, "rate").isna()

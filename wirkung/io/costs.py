"""What was spent, in exact cents."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

from wirkung.io.intake import Intake
from wirkung.io.persons import optional_text
from wirkung.io.tables import CostCategory

AMOUNTS = ("amount", "hours", "rate")
# In one row; more is a wrong decimal sign, and the product of two such still fits into 64 bits of cents.
LARGEST = 10**8


def currency_marks(currency: str) -> tuple[str, ...]:
    """What may stand beside an amount in this currency, and is dropped."""
    return ("€", "EUR") if currency == "EUR" else (currency,)


def convert_costs(intake: Intake) -> pd.DataFrame | None:
    """The columns `year`, `category`, `description` and `cents`; None where a row is in doubt.

    A row says its amount, or hours and an hourly rate, whose product is rounded half up to the cent. If it
    says both they must agree to the cent.
    """
    frame = pd.DataFrame({"year": intake.year(), "category": intake.code("category", CostCategory)})
    frame["description"] = optional_text(intake, "description").fillna("")
    nothing: list[Decimal | None] = [None] * len(intake.rows)
    amount, hours, rate = (intake.exact(name) if intake.has(name) else nothing for name in AMOUNTS)
    if intake.faults.problems:
        return None
    for name, column in zip(AMOUNTS, (amount, hours, rate), strict=True):
        below = [value is not None and value < 0 for value in column]
        above = [value is not None and value > LARGEST for value in column]
        intake.faults.rows("data.amount_negative", name, pd.Series(below, index=intake.rows))
        intake.faults.rows("data.amount_too_large", name, pd.Series(above, index=intake.rows))
    if intake.faults.problems:
        return None
    cents = _agreed_cents(intake, amount, hours, rate)
    return None if intake.faults.problems else frame.assign(cents=cents).reset_index(drop=True)


def _agreed_cents(
    intake: Intake, amount: list[Decimal | None], hours: list[Decimal | None], rate: list[Decimal | None]
) -> pd.Series[int]:
    said = pd.Series(map(_cents, amount), index=intake.rows, dtype="Int64")
    worked = pd.Series(map(_product, hours, rate), index=intake.rows, dtype="Int64")
    differs = ((said - worked).abs() > 1).fillna(value=False).astype("bool")
    intake.faults.rows("data.amount_missing", "amount", said.isna() & worked.isna())
    intake.faults.rows("data.amount_differs", "amount", differs)
    return said.fillna(worked).fillna(0).astype("int64")


def _cents(amount: Decimal | None) -> int | None:
    return None if amount is None else int((amount * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _product(hours: Decimal | None, rate: Decimal | None) -> int | None:
    return None if hours is None or rate is None else _cents(hours * rate)

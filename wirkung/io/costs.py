"""What was spent, in exact cents."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

import pandas as pd
from babel.numbers import list_currencies

from wirkung.declared import AmountOrigin, Behaviour, CostCategory, Doubt, Funding, Mark
from wirkung.io import dates, values
from wirkung.io.bridge import over_the_bridge
from wirkung.io.intake import Intake
from wirkung.io.ledger_doubts import check_balances
from wirkung.io.net_and_gross import tell_net_and_gross
from wirkung.io.periods import Months, year_of_month
from wirkung.io.persons import optional_text
from wirkung.io.quoted import Listed
from wirkung.io.rates import dated_rates
from wirkung.io.spelling import folded
from wirkung.io.sum_rows import check_sums
from wirkung.io.units import cents, thousands
from wirkung.programme.design import Arms
from wirkung.programme.money import Costs

AMOUNTS = ("amount", "hours", "rate", "lifetime", "planned")
# In one row; more is a wrong decimal sign, and the product of two such still fits into 64 bits of cents.
LARGEST = 10**8
# Nothing that an education office buys is in use for longer; more is a year («2029») in the wrong column.
LONGEST_LIFETIME = 60
# Entries that agree in these are one kind of spending, from which a refund is taken off.
ALIKE = ("year", "category", "funding", "behaviour", "shared", "arm")

Exact = list[Decimal | None]


class _Numbers(NamedTuple):
    """What the rows say in numbers, exact; None where a cell is blank."""

    amount: Exact
    hours: Exact
    rate: Exact
    lifetime: Exact
    planned: Exact


def currency_marks(currency: str) -> tuple[str, ...]:
    """What may stand beside an amount in this currency, and is dropped."""
    return ("€", "EUR") if currency == "EUR" else (currency,)


def convert_costs(intake: Intake, settings: Costs | None, arms: Arms | None = None) -> pd.DataFrame | None:
    """The rows of a ledger for `ledger_of`; None where one is in doubt.

    A row says its amount, or hours and an hourly rate, whose product is rounded half up to the cent. If it
    says both they must agree to the cent. Hours without a rate take that of their role from the programme file.
    Of a year that has a plan only, nothing can be said yet: it has no rows.
    """
    months = intake.months()
    _check_years_are_said(intake, months)
    frame = _described(intake, months).assign(arm=_arm(intake, arms))
    if not intake.has("amount") and not intake.has("hours"):
        intake.faults.note("data.only_planned", year=str(frame["year"].max()))
        return frame.iloc[:0].assign(months=[])
    nothing: Exact = [None] * len(intake.rows)
    numbers = _Numbers(*(intake.exact(name) if intake.has(name) else nothing for name in AMOUNTS))
    income = frame["category"] == CostCategory.INCOME
    numbers = _with_income_positive(intake, numbers, income.tolist())
    if intake.has("currency"):
        _check_currency(intake, "EUR" if settings is None else settings.currency)
    if intake.faults.problems:
        return None
    _check_bounds(intake, frame, numbers)
    if intake.faults.problems:
        return None
    given = dated_rates(intake, frame["year"], settings)
    if intake.faults.problems:
        return None
    frame = frame.assign(
        lifetime=pd.Series(numbers.lifetime, index=intake.rows, dtype="float64"),
        planned_cents=_whole(map(_cents, numbers.planned), intake),
    )
    frame = frame.assign(
        **_agreed(intake, numbers, given), months=pd.Series(months, index=intake.rows, dtype="object")
    )
    _check_refunds(intake, frame)
    check_sums(intake, ("amount", "planned"), set_apart=income)
    _check_units(intake)
    check_balances(intake, frame["cents"].tolist())
    tell_net_and_gross(intake, frame["description"])
    twice = intake.alike_rows() if intake.has("description") else pd.Series(False, index=intake.rows)
    if twice.any():
        intake.faults.remark("data.cost_twice", "description", twice)
    return None if intake.faults.problems else frame


def ledger_of(frames: Sequence[pd.DataFrame], intake: Intake) -> pd.DataFrame:
    """The ledger as `Tables.costs` describes it, from its rows, which may stand beside each other by year."""
    frame = pd.concat([each for each in frames if not each.empty] or list(frames[:1]), ignore_index=True)
    return over_the_bridge(frame.assign(payee=_numbered(frame["payee"])), intake)


def _check_years_are_said(intake: Intake, months: list[Months | None]) -> None:
    """A bare «2023» beside school years is more often a budget year: asked, not guessed."""
    if intake.period.first_month == 1 or intake.says_period:
        return
    bare = values.numbers(intake.text("year"), dates.year).notna()
    undated = pd.Series([one is not None and not one.dated for one in months], index=intake.rows, dtype="bool")
    own = {"period": Listed("period", (intake.period,)), "own": intake.period.value}
    intake.faults.rows("data.ledger_years", "year", bare & undated, **own)


def _described(intake: Intake, months: list[Months | None]) -> pd.DataFrame:
    """What the rows say in words and codes; `year` is that of the ledger."""
    years = [0 if one is None else year_of_month(one.first, intake.file_period) for one in months]
    frame = pd.DataFrame({"year": pd.Series(years, index=intake.rows, dtype="int64")})
    frame = frame.assign(category=intake.code("category", CostCategory))
    behaviour = (
        intake.code("behaviour", Behaviour) if intake.has("behaviour") else optional_text(intake, "behaviour")
    )
    return frame.assign(
        description=optional_text(intake, "description").fillna(""),
        funding=_codes_or(intake, "funding", Funding, Funding.OWN),
        behaviour=behaviour,
        shared=_codes_or(intake, "shared", Mark, Mark.NO) == Mark.YES,
        refund=_codes_or(intake, "refund", Mark, Mark.NO) == Mark.YES,
        payee=optional_text(intake, "payee"),
    )


def _arm(intake: Intake, arms: Arms | None) -> pd.Series[str]:
    """For which form of the programme a row paid; missing where it paid for all of them."""
    named = optional_text(intake, "arm")
    known = [] if arms is None else list(arms.labels)
    other = named[named.notna() & ~named.isin(known)]
    intake.faults.cells("data.cost_arm_unknown", "arm", other, wanted=", ".join(known))
    return named


def _with_income_positive(intake: Intake, numbers: _Numbers, income: Sequence[bool]) -> _Numbers:
    """What came in, above zero: treasuries write it with a minus, others without; both in one file is no rule."""
    signs = [
        {value > 0 for value in (actual, planned) if value} if came_in else set()
        for actual, planned, came_in in zip(numbers.amount, numbers.planned, income, strict=True)
    ]
    either = set().union(*signs)
    if len(either) > 1:
        fewer = sum(True in one for one in signs) < sum(False in one for one in signs)
        _report(intake, "data.income_signs", "amount", [fewer in one for one in signs])
    if either != {False}:
        return numbers
    amount, planned = (
        [-value if value is not None and came_in else value for value, came_in in zip(column, income, strict=True)]
        for column in (numbers.amount, numbers.planned)
    )
    return numbers._replace(amount=amount, planned=planned)


def _numbered(names: pd.Series[str]) -> pd.Series[int]:
    """Who was paid, as numbers: the names are needed for nothing but to tell one from another."""
    places, _ = pd.factorize(names.map(folded, na_action="ignore"))
    return pd.Series(places, index=names.index, dtype="Int64").mask(places < 0)


def _codes_or(intake: Intake, name: str, codes: type[Funding | Mark], blank: Funding | Mark) -> pd.Series[str]:
    if intake.has(name):
        return intake.code(name, codes, blank=blank)
    return pd.Series(blank.value, index=intake.rows, dtype="str")


def _check_currency(intake: Intake, currency: str) -> None:
    said = intake.text("currency")
    other = said.notna() & ~said.isin(currency_marks(currency))
    known = list_currencies()
    intake.faults.cells("data.currency_mixed", "currency", said[other], known=known, currency=currency)


def _check_bounds(intake: Intake, frame: pd.DataFrame, numbers: _Numbers) -> None:
    """Signs and sizes of what was written, before anything is computed from it."""
    refund = frame["refund"].tolist()
    for name, column in (("amount", numbers.amount), ("planned", numbers.planned)):
        negative = [
            value is not None and value < 0 and not back for value, back in zip(column, refund, strict=True)
        ]
        _report(intake, "data.amount_negative", name, negative)
    for name, column in (("hours", numbers.hours), ("rate", numbers.rate)):
        _report(intake, "data.cost_hours_negative", name, [value is not None and value < 0 for value in column])
    for name, column in zip(AMOUNTS, numbers, strict=True):
        above = [value is not None and abs(value) > LARGEST for value in column]
        _report(intake, "data.amount_too_large", name, above)
    whole = [
        value is not None and not (value == int(value) and 1 <= value <= LONGEST_LIFETIME)
        for value in numbers.lifetime
    ]
    _report(intake, "data.lifetime", "lifetime", whole, most=LONGEST_LIFETIME)
    longest = [24 * (365 + calendar.isleap(year)) for year in frame["year"]]
    long = [value is not None and value > most for value, most in zip(numbers.hours, longest, strict=True)]
    _report(intake, "data.hours_of_year", "hours", long)


def _report(intake: Intake, code: str, name: str, wrong: Sequence[bool], **facts: object) -> None:
    intake.faults.rows(code, name, pd.Series(wrong, index=intake.rows, dtype="bool"), **facts)


def _agreed(intake: Intake, numbers: _Numbers, given: Exact) -> dict[str, pd.Series]:
    """The cents of each row, and from where they come."""
    said = _whole(map(_cents, numbers.amount), intake)
    worked = _whole(map(_product, numbers.hours, numbers.rate), intake)
    rated = _whole(map(_product, numbers.hours, given), intake)
    differs = ((said - worked).abs() > 1).fillna(value=False).astype("bool")
    nowhere = said.isna() & worked.isna() & rated.isna()
    intake.faults.rows("data.amount_missing", "amount", nowhere)
    intake.faults.rows("data.amount_differs", "amount", differs)
    origin = pd.Series(AmountOrigin.DATED_RATE.value, index=intake.rows, dtype="str")
    origin = origin.mask(worked.notna(), AmountOrigin.OWN_RATE.value).mask(said.notna(), AmountOrigin.AMOUNT.value)
    return {"cents": said.fillna(worked).fillna(rated).fillna(0).astype("int64"), "origin": origin}


def _check_units(intake: Intake) -> None:
    """A problem where the heading of money says that it is counted in thousands («Betrag in T€») or in cents."""
    headings = [intake.faults.heading(name) for name in ("amount", "planned", "rate") if intake.has(name)]
    for code, doubt, said in (
        ("data.thousands", Doubt.THOUSANDS, thousands),
        ("data.cents", Doubt.OTHER_UNIT, cents),
    ):
        for words in filter(None, map(said, headings)):
            if not intake.accepts(doubt):
                intake.faults.source(code, words=words)


def _whole(numbers: map[int | None], intake: Intake) -> pd.Series[int]:
    return pd.Series(numbers, index=intake.rows, dtype="Int64")


def _check_refunds(intake: Intake, frame: pd.DataFrame) -> None:
    """A refund takes something off, never more than was spent on the same, and nothing bought for years is one."""
    back = frame["refund"]
    intake.faults.rows("data.refund_positive", "refund", back & (frame["cents"] > 0))
    intake.faults.rows("data.refund_lifetime", "refund", back & frame["lifetime"].notna())
    spent = frame["cents"].where(frame["lifetime"].isna(), 0)
    same = [frame[name].fillna("") for name in ALIKE]
    intake.faults.rows("data.refund_too_large", "refund", back & (spent.groupby(same).transform("sum") < 0))


def _cents(amount: Decimal | None) -> int | None:
    return None if amount is None else int((amount * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _product(hours: Decimal | None, rate: Decimal | None) -> int | None:
    return None if hours is None or rate is None else _cents(hours * rate)

"""What a year cost in full, in exact cents: the rows of the ledger, purchases spread, shared costs divided."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

from wirkung.codes import Absence, LedgerLine
from wirkung.declared import BOOKED, NOT_PAID, AmountOrigin, CostCategory
from wirkung.io.costs import ALIKE
from wirkung.methods.money.ingredients import allocate, annuity
from wirkung.programme.model import Programme
from wirkung.programme.money import Costs
from wirkung.year.data import YearData
from wirkung.year.kept import kept

_LINE_OF_ORIGIN = {
    AmountOrigin.AMOUNT: LedgerLine.AMOUNTS,
    AmountOrigin.OWN_RATE: LedgerLine.OWN_RATES,
    AmountOrigin.DATED_RATE: LedgerLine.DATED_RATES,
}


@dataclass(frozen=True, eq=False)
class Spending:
    """Full cost of one year.

    entries
        What of it is alike in `category`, `funding` and `behaviour`, one row each, in `cents` (whole, 0 or more).
    lines
        The reconciliation: cents by line, without those where nothing was to be done.
    rows
        Rows of the ledger that belong to the year.
    paid_out
        Cents that left the till in the year: purchases in full, no depreciation, internal charges and gifts.
    """

    entries: pd.DataFrame
    lines: dict[LedgerLine, int]
    rows: int
    paid_out: int

    @property
    def cents(self) -> int:
        """Full cost."""
        return int(self.entries["cents"].sum())

    @property
    def of_offer(self) -> int:
        """Full cost without that of evaluating it, which no participant or hour caused."""
        return int(self.entries.loc[self.entries["category"] != CostCategory.EVALUATION, "cents"].sum())

    @property
    def expense(self) -> pd.DataFrame:
        """The entries that a treasury books, paid out or not."""
        return self.entries[~self.entries["category"].isin(NOT_PAID)]

    @property
    def calculated(self) -> pd.DataFrame:
        """The entries that nobody books: volunteers and gifts in kind."""
        return self.entries[self.entries["category"].isin(NOT_PAID)]


@kept
def spending_of(data: YearData) -> Spending | None:
    """Full cost of the year; None where the ledger has no row of it, or the programme file no ledger.

    A purchase with years of use costs an equal amount in each of them, so that rows of earlier years count too.
    Of shared costs only the part of this programme is left.
    """
    ledger, settings = spent(data.tables.costs), data.programme.costs
    rows = data.rows_of_year(ledger)
    if ledger is None or settings is None or rows is None or not rows["whole_year"].any():
        return None
    used_up = rows[rows["lifetime"].isna()]
    in_use = _in_use(ledger, data.year, settings)
    alike = _alike(pd.concat([used_up, in_use], ignore_index=True))
    entries = alike.assign(cents=own_part(alike["cents"], alike["shared"], data.programme))
    lines = {
        **_as_written(rows),
        LedgerLine.PURCHASES: -int(rows["cents"].sum() - used_up["cents"].sum()),
        LedgerLine.DEPRECIATION: int(in_use["cents"].sum()),
        LedgerLine.SHARED: int(entries["cents"].sum() - alike["cents"].sum()),
    }
    needed = {line: cents for line, cents in lines.items() if cents or line is LedgerLine.AMOUNTS}
    full = {LedgerLine.FULL: sum(needed.values())}
    paid = _alike(rows[~rows["category"].isin((*NOT_PAID, *BOOKED))])
    paid_out = sum(own_part(paid["cents"], paid["shared"], data.programme))
    return Spending(entries=_alike(entries), lines={**needed, **full}, rows=len(rows), paid_out=paid_out)


def no_costs(data: YearData) -> Absence:
    """Why nothing is said of money: there is no ledger of the year, or the year is not over yet."""
    return Absence.NO_COSTS if data.is_over or data.programme.data.costs is None else Absence.YEAR_NOT_OVER


def spent(ledger: pd.DataFrame | None) -> pd.DataFrame | None:
    """The ledger without what came in."""
    return None if ledger is None else ledger[ledger["category"] != CostCategory.INCOME]


def own_part(cents: pd.Series, shared: pd.Series, programme: Programme) -> list[int]:
    """The cents of each row that this programme bears: all, or its part of what is shared."""
    settings = programme.costs
    if settings is None or settings.shared is None:
        return [int(each) for each in cents]
    weights = {one.id: Decimal(str(one.weight)) for one in settings.shared.programmes}
    return [
        allocate(int(each), weights)[programme.id] if among else int(each)
        for each, among in zip(cents, shared, strict=True)
    ]


def _as_written(rows: pd.DataFrame) -> dict[LedgerLine, int]:
    """The amounts by where they come from, refunds apart."""
    spent = rows[~rows["refund"]]
    by_origin = {
        line: int(spent.loc[spent["origin"] == origin, "cents"].sum()) for origin, line in _LINE_OF_ORIGIN.items()
    }
    return {**by_origin, LedgerLine.REFUNDS: int(rows.loc[rows["refund"], "cents"].sum())}


def _in_use(ledger: pd.DataFrame, year: int, settings: Costs) -> pd.DataFrame:
    """Purchases that are in use in the year, each with its yearly cost, as depreciation unless it was given."""
    bought = ledger[ledger["lifetime"].notna()]
    bought = bought[(bought["year"] <= year) & (year < bought["year"] + bought["lifetime"])]
    yearly = [
        _yearly(cents, years, settings) for cents, years in zip(bought["cents"], bought["lifetime"], strict=True)
    ]
    paid = ~bought["category"].isin(NOT_PAID)
    category = bought["category"].mask(paid, CostCategory.DEPRECIATION.value)
    return bought.assign(cents=pd.Series(yearly, index=bought.index, dtype="int64"), category=category)


def _yearly(cents: int, years: float, settings: Costs) -> int:
    if settings.discount_rate is None:  # the programme file is refused before it comes to this
        raise ValueError("a purchase with years of use needs costs.discount_rate")
    rate = Decimal(str(settings.discount_rate.value))
    return int(annuity(int(cents), rate=rate, years=int(years)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _alike(rows: pd.DataFrame) -> pd.DataFrame:
    """One row for what is alike; the year has been chosen already."""
    names = [name for name in ALIKE if name in rows.columns and name != "year"]
    return rows.groupby(names, sort=False, dropna=False)["cents"].sum().reset_index()

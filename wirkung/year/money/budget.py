"""The budget of a year: what the ledger plans, what was spent, what came in, by its amounts as they are written.

Purchases stand in the year in which they were paid, in full, as in a budget sheet; of shared costs there is the
part of this programme. What nobody pays (volunteers, gifts in kind) is in no budget.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from wirkung.codes import BudgetLine
from wirkung.declared import NOT_PAID, CostCategory
from wirkung.year.data import YearData
from wirkung.year.money.spending import own_part

LINE_OF: Final = {
    CostCategory.STAFF: BudgetLine.STAFF,
    CostCategory.MATERIAL: BudgetLine.MATERIAL,
    CostCategory.ROOMS: BudgetLine.ROOMS,
    CostCategory.TRAVEL: BudgetLine.TRAVEL,
    CostCategory.EXTERNAL: BudgetLine.EXTERNAL,
    CostCategory.OVERHEAD: BudgetLine.OVERHEAD,
    CostCategory.DEPRECIATION: BudgetLine.DEPRECIATION,
    CostCategory.OTHER: BudgetLine.OTHER,
    CostCategory.EVALUATION: BudgetLine.EVALUATION,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Budgeted:
    """One line, in cents; None where the ledger plans nothing, and where it has no year before."""

    line: BudgetLine
    actual: int
    planned: int | None
    before: int | None


def budget_of(data: YearData) -> tuple[Budgeted, ...]:
    """The lines of the year; none where it neither plans nor names what came in, and no grant is accounted for.

    Categories that have rows in the year or were planned, then all of them together, and what came in with what is
    left to pay where there is income.
    """
    rows, before = _rows(data), _rows(replace(data, year=data.year - 1))
    if rows is None:
        return ()
    accounted = any(each.year == data.year for each in data.programme.use_of_funds)
    if not accounted and rows["planned_cents"].isna().all() and not _came_in(rows).any():
        return ()
    planned = bool(rows["planned_cents"].notna().any())
    return tuple(_lines(data, rows, before, planned=planned))


def _rows(data: YearData) -> pd.DataFrame | None:
    rows = data.rows_of_year(data.tables.costs)
    if rows is None:
        return None
    rows = rows[rows["whole_year"]]
    rows = rows[~rows["category"].isin(NOT_PAID)]
    return None if rows.empty else rows


def _came_in(rows: pd.DataFrame) -> pd.Series[bool]:
    return rows["category"] == CostCategory.INCOME


def _lines(
    data: YearData, rows: pd.DataFrame, before: pd.DataFrame | None, *, planned: bool
) -> Iterator[Budgeted]:
    def line(of: BudgetLine, categories: Sequence[CostCategory]) -> Budgeted:
        """The sums of some categories."""
        return Budgeted(
            line=of,
            actual=_sum(data, rows, categories, "cents"),
            planned=_sum(data, rows, categories, "planned_cents") if planned else None,
            before=None if before is None else _sum(data, before, categories, "cents"),
        )

    spending = list(LINE_OF)
    named = set(rows["category"])
    for category in spending:
        if category in named:
            yield line(LINE_OF[category], [category])
    expenses = line(BudgetLine.EXPENSES, spending)
    yield expenses
    if CostCategory.INCOME in named:
        income = line(BudgetLine.INCOME, [CostCategory.INCOME])
        yield income
        yield _left_to_pay(expenses, income)


def _sum(data: YearData, rows: pd.DataFrame, categories: Sequence[CostCategory], column: str) -> int:
    chosen = rows[rows["category"].isin(categories)]
    alike = chosen.groupby("shared")[column].sum().reset_index()
    return sum(own_part(alike[column], alike["shared"], data.programme))


def _left_to_pay(expenses: Budgeted, income: Budgeted) -> Budgeted:
    return Budgeted(
        line=BudgetLine.NET,
        actual=expenses.actual - income.actual,
        planned=None if expenses.planned is None or income.planned is None else expenses.planned - income.planned,
        before=None if expenses.before is None or income.before is None else expenses.before - income.before,
    )

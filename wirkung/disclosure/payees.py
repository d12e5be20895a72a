"""Who was paid is protected as persons are: no amount of a report is the pay of one or two.

A ledger may say who was paid (`payee`, never shown). A category that rests on fewer than three payees, or of whom
one has too much (the dominance and p% rule of `amounts`), is counted together with the next smallest category as
«other costs». What else tells rows apart (for which form of the programme they were paid, who bore them, whether
they are fixed, whether they were paid by the hour) is told where every part of every category rests on enough:
sums of one kind less those of another are parts. Each row without a payee counts as paid to somebody else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

import numpy as np
import pandas as pd

from wirkung.declared import NOT_PAID, AmountOrigin, CostCategory, Funding
from wirkung.disclosure.amounts import one_above_all
from wirkung.year.data import YearData

FEWEST_PAYEES = 3
# What tells rows apart beside their category, and what stands there for all when it may not be told: the first is
# missed least.
_TELLING = {
    "origin": AmountOrigin.AMOUNT.value,
    "behaviour": pd.NA,
    "arm": pd.NA,
    "funding": Funding.OWN.value,
}
# What depreciates was paid once.
_NOT_PAID = (*NOT_PAID, CostCategory.DEPRECIATION, CostCategory.INCOME)


def with_payees_protected(data: YearData) -> tuple[YearData, frozenset[str]]:
    """The data with a ledger from which no pay can be read, and the categories that are counted together.

    Parameters
    ----------
    data
        Programme and year. All years of the ledger are looked at, so that a category means the same in each.
    """
    ledger = data.tables.costs
    if ledger is None or ledger["payee"].isna().all():
        return data, frozenset()
    came_in = ledger["category"] == CostCategory.INCOME
    if any(not rests_on_enough(year) for _, year in ledger[came_in].groupby("year")):
        ledger = ledger[~came_in]  # somebody's gift
    used_up = ledger[ledger["lifetime"].isna() & (ledger["category"] != CostCategory.INCOME)]
    together = categories_together(used_up)
    category = ledger["category"].mask(ledger["category"].isin(together), CostCategory.OTHER.value)
    changed = ledger.assign(category=category)
    used_up = used_up.assign(category=category)
    for column, instead in _not_told(used_up).items():
        changed[column] = pd.Series(instead, index=ledger.index, dtype="str")
    return replace(data, tables=replace(data.tables, costs=changed)), together


def categories_together(ledger: pd.DataFrame) -> frozenset[str]:
    """The categories of which one or more rest on too few payees, with as many others as it needs.

    Parameters
    ----------
    ledger
        As `Tables.costs`. Where even all that was paid rests on too few, all categories are counted together: the
        sum is what the programme cost.
    """
    internal = (ledger["category"] == CostCategory.OVERHEAD) & ledger["payee"].isna()
    paid = ledger[~ledger["category"].isin(_NOT_PAID) & ~internal]
    sizes = paid.groupby("category")["cents"].sum().sort_values(kind="stable")
    together = {str(each) for each in sizes.index if not _enough(paid, {each})}
    for each in sizes.index:
        if not together or _enough(paid, together):
            break
        together.add(str(each))
    return frozenset(together)


def _enough(paid: pd.DataFrame, categories: Collection[str]) -> bool:
    """Whether the categories together rest on enough payees in every year in which one is named there."""
    chosen = paid[paid["category"].isin(categories)]
    return all(rests_on_enough(year) for _, year in chosen.groupby("year"))


def rests_on_enough(rows: pd.DataFrame) -> bool:
    """Whether rows of one year give nobody's pay away; those that name no payee give none away.

    Parameters
    ----------
    rows
        With `payee` (number or NA) and `cents`, refunds below zero.

    Examples
    --------
    >>> rows = pd.DataFrame({"payee": [1, 1, 2, 3], "cents": [2000, 1000, 2500, 2000]}, dtype="Int64")
    >>> rests_on_enough(rows), rests_on_enough(rows[:3])
    (True, False)
    """
    if rows["payee"].isna().all():
        return True
    own = -1 - pd.Series(np.arange(len(rows)), index=rows.index)  # each row without one is somebody else's
    by_payee = rows["cents"].groupby(rows["payee"].fillna(own)).sum().to_numpy(dtype=float)
    there = by_payee[by_payee != 0]
    return there.size >= FEWEST_PAYEES and not one_above_all(there)


def _not_told(ledger: pd.DataFrame) -> dict[str, object]:
    """The columns that may not tell rows apart, and what stands in them instead."""
    instead: dict[str, object] = {}
    while len(instead) < len(_TELLING):
        told = [column for column in _TELLING if column not in instead]
        parts: Iterable[tuple[object, pd.DataFrame]] = ledger.groupby(["year", "category", *told], dropna=False)
        if all(rests_on_enough(rows) for _, rows in parts):
            break
        instead[told[0]] = _TELLING[told[0]]
    return instead

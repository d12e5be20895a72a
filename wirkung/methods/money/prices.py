"""Money of several years in the prices of one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from wirkung.methods.money.amounts import Exact, exact


def years_without_prices(years: Iterable[int], index: Mapping[int, Exact]) -> tuple[int, ...]:
    """Of which years the price level is not known, so that nothing can be converted from or to them.

    Parameters
    ----------
    years
        The years of the ledger, and the price year.
    index
        Price level by year, on any one base.

    Returns
    -------
    tuple of int
        Each of them once, the earliest first; empty where all are known, or where there is one year only and
        nothing to convert.

    References
    ----------
    Statistisches Bundesamt, Verbraucherpreisindex für Deutschland (for what a price level is).

    Examples
    --------
    >>> years_without_prices([2022, 2025, 2025], {2022: 110.2})
    (2025,)
    """
    asked = set(years)
    return tuple(sorted(asked - set(index))) if len(asked) > 1 else ()


def in_prices_of(cents: Exact, *, year: int, to: int, index: Mapping[int, Exact]) -> Decimal:
    """What money of one year would have bought in another.

    Parameters
    ----------
    cents
        Money of `year`, in hundredths of the currency.
    year, to
        The year it was spent in, and the price year.
    index : above 0, by year
        Price level by year, on any one base.

    Returns
    -------
    Decimal
        Cents in prices of `to`, not rounded: times the level of `to`, over that of `year`. Within one year
        nothing is converted, so that no level is needed.

    Raises
    ------
    ValueError
        A year without a price level (the message names all of them), a level that is not above 0.

    References
    ----------
    Levin, McEwan, Belfield, Bowden & Shand (2018), Economic Evaluation in Education, 3rd edition (constant
    prices); levels: Statistisches Bundesamt, Verbraucherpreisindex für Deutschland, 2020 = 100.

    Examples
    --------
    >>> in_prices_of(1_000_00, year=2020, to=2022, index={2020: 100, 2022: 110.2})
    Decimal('110200.0')
    """
    missing = years_without_prices((year, to), index)
    if missing:
        known = ", ".join(map(str, sorted(index))) or "none"
        raise ValueError(f"no price level for {', '.join(map(str, missing))}; known years: {known}")
    amount = exact("cents", cents)
    return amount if year == to else amount * _level(index, to) / _level(index, year)


def _level(index: Mapping[int, Exact], year: int) -> Decimal:
    level = exact(f"price level of {year}", index[year])
    if level <= 0:
        raise ValueError(f"price level of {year} must be above 0, found {level}")
    return level

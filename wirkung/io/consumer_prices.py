"""The official consumer price index that ships with the package: how dear a year was, 2020 = 100."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceLevel:
    """The yearly average of one year, when the statistical office issued it, and where it stands."""

    year: int
    index: Decimal
    issued: date
    source: str


@cache
def consumer_prices() -> tuple[PriceLevel, ...]:
    """Which price levels are known, from the earliest year on.

    Returns
    -------
    tuple of PriceLevel
        One for each year of the shipped table, 2020 = 100. A programme file may name further years.

    References
    ----------
    Statistisches Bundesamt, Verbraucherpreisindex für Deutschland, table 61111-0001. The levels up to 2022 are
    those issued with the change to the base 2020.

    Examples
    --------
    >>> {level.year: str(level.index) for level in consumer_prices()}[2022]
    '110.2'
    """
    table = resources.files("wirkung.io") / "prices" / "consumer_prices.csv"
    levels = [
        PriceLevel(
            year=int(row["year"]),
            index=Decimal(row["index"]),
            issued=date.fromisoformat(row["issued"]),
            source=row["source"],
        )
        for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    ]
    return tuple(sorted(levels, key=lambda level: level.year))

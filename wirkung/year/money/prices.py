"""Amounts of every year in the prices of one."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from wirkung.io.consumer_prices import consumer_prices
from wirkung.methods.money.prices import in_prices_of, years_without_prices
from wirkung.programme.money import Costs


def price_levels(settings: Costs) -> dict[int, Decimal]:
    """Price level by year: the shipped table (Germany, euros), and the years that the programme file gives."""
    shipped = {level.year: level.index for level in consumer_prices()} if settings.currency == "EUR" else {}
    return shipped | {one.year: Decimal(str(one.index)) for one in settings.prices}


def constant_cents(cents: int, year: int, settings: Costs) -> int | None:
    """An amount in prices of the price year, to the cent; None where the price level of a year is not known."""
    if year == settings.price_year:
        return cents
    levels = price_levels(settings)
    if years_without_prices((year, settings.price_year), levels):
        return None
    converted = in_prices_of(cents, year=year, to=settings.price_year, index=levels)
    return int(converted.quantize(Decimal(1), rounding=ROUND_HALF_UP))

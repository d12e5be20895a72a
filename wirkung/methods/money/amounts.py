"""What every method asks of money: exact numbers, taken from how they are written and not from their bits."""

from __future__ import annotations

import math
from decimal import Decimal

Exact = int | float | Decimal

CENTS = 100


def exact(name: str, number: Exact, *, least: int | None = None, most: int | None = None) -> Decimal:
    """The number as a decimal: 0.05 is five hundredths, not the binary fraction next to it."""
    if not (number.is_finite() if isinstance(number, Decimal) else math.isfinite(number)):
        raise ValueError(f"{name} must be a finite number, found {number}")
    decimal = number if isinstance(number, Decimal) else Decimal(str(number))
    if least is not None and decimal < least:
        raise ValueError(f"{name} must be at least {least}, found {number}")
    if most is not None and decimal > most:
        raise ValueError(f"{name} must be at most {most}, found {number}")
    return decimal


def sign(better: int) -> int:
    """1 where more is wanted, -1 where less is."""
    if better not in (1, -1):
        raise ValueError(f"better must be 1 or -1, found {better}")
    return better


def money(cents: Decimal) -> float:
    """Units of the currency, rounded to a float once, at the end."""
    return float(cents / CENTS)

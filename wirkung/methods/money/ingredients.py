"""Ingredients of full cost that no invoice names: purchases spread over years, and the part of shared costs."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from wirkung.methods.kernels.counts import whole
from wirkung.methods.money.amounts import Exact, exact


def annuity(purchase_cents: int, *, rate: Exact, years: int) -> Decimal:
    """What something that was bought for several years costs in each of them.

    Parameters
    ----------
    purchase_cents : whole number from 0 on
        The price, in hundredths of the currency.
    rate : 0..1
        The interest in a year that the tied-up money would have earned.
    years : whole number from 1 on
        How long it is used; nothing is left of it afterwards.

    Returns
    -------
    Decimal
        Cents a year, not rounded: the price times r(1 + r)ⁿ/((1 + r)ⁿ - 1); at rate 0 the price over the years.

    Raises
    ------
    ValueError
        A negative price or a part of a cent, a rate outside 0 to 1, less than one year.

    References
    ----------
    Levin, McEwan, Belfield, Bowden & Shand (2018), Economic Evaluation in Education, 3rd edition, chapter on
    placing values on ingredients (annualization of capital).

    Examples
    --------
    >>> round(annuity(1_000_000, rate=0.05, years=10), 2)  # the factor is .129505
    Decimal('129504.57')
    """
    price, life = whole("purchase_cents", purchase_cents), whole("years", years, least=1)
    interest = exact("rate", rate, least=0, most=1)
    if not interest:
        return Decimal(price) / life
    growth = (1 + interest) ** life
    return price * interest * growth / (growth - 1)


def allocate(cents: int, weights: Mapping[str, Exact]) -> dict[str, int]:
    """How a shared cost is divided by a stated key, to the cent.

    Parameters
    ----------
    cents : whole number
        What is to be divided; a refund (negative) is divided like what it refunds.
    weights : from 0 on, by name
        The key, for example hours or participants of each programme.

    Returns
    -------
    dict of str to int
        Whole cents by name; they add up to `cents`. The cents that division leaves over go to the largest
        remainders, of equal ones to the first.

    Raises
    ------
    ValueError
        A part of a cent, no weights, all of them zero, or a negative or infinite one.

    References
    ----------
    Hamilton's method of largest remainders: Balinski & Young (2001), Fair Representation, 2nd edition.

    Examples
    --------
    >>> allocate(100, {"mint": 1, "musik": 1, "sport": 1})
    {'mint': 34, 'musik': 33, 'sport': 33}
    """
    parts = {name: Fraction(exact(f"weight of {name}", weight, least=0)) for name, weight in weights.items()}
    if not sum(parts.values()):
        raise ValueError(f"weights must hold at least one above 0, found {dict(weights)}")
    amount = whole("cents", abs(cents))
    exactly = {name: amount * part / sum(parts.values()) for name, part in parts.items()}
    shares = {name: int(share) for name, share in exactly.items()}
    left = amount - sum(shares.values())
    for name in sorted(shares, key=lambda name: shares[name] - exactly[name])[:left]:
        shares[name] += 1
    return {name: -share if cents < 0 else share for name, share in shares.items()}

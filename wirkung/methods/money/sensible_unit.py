"""Unit costs as they are told: with as many digits as costs of a municipality are known to."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from wirkung.codes import Quantity
from wirkung.estimate import Estimate

# Hours of staff and overhead are shares that somebody estimated, to no more than a few per cent; the third digit
# is at most one of a hundred. No amount has less than a cent.
DIGITS = 3
_CENTS = -2

_PER_UNIT = frozenset({Quantity.UNIT_COST, Quantity.COST_OF_ADDITIONAL_OUTCOME})


def in_sensible_unit(estimate: Estimate) -> Estimate:
    """A cost per unit with its interval rounded to three digits, and to whole cents below ten; others as they are.

    Parameters
    ----------
    estimate
        Any; what the ledger adds up to stays exact.

    Returns
    -------
    Estimate
        Rounded half away from zero, as offices do; limits each by their own size, so that they keep their order.

    References
    ----------
    EN ISO 80000-1:2013, annex B (rounding of numbers to a multiple).

    Examples
    --------
    >>> from wirkung.methods.money.cost import unit_cost
    >>> [in_sensible_unit(unit_cost(cents, 1, currency="EUR", persons=1)).value for cents in (123456, 1437, 437)]
    [1230.0, 14.4, 4.37]
    """
    if estimate.quantity not in _PER_UNIT or estimate.value is None:
        return estimate
    limits = estimate.interval
    told = limits and replace(limits, low=_rounded(limits.low), high=_rounded(limits.high))
    return replace(estimate, value=_rounded(estimate.value), interval=told)


def _rounded(amount: float) -> float:
    if amount == 0 or not math.isfinite(amount):
        return amount
    exact = Decimal(repr(amount))
    step = Decimal(1).scaleb(max(exact.adjusted() - DIGITS + 1, _CENTS))
    return float(exact.quantize(step, rounding=ROUND_HALF_UP))

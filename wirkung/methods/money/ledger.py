"""One line of the way from the amounts in the ledger to full cost."""

from __future__ import annotations

from decimal import Decimal

from wirkung.codes import Assumption, Claim, CountRole, Quantity, UnitKind
from wirkung.estimate import Count, Estimate, Unit
from wirkung.methods.kernels.counts import whole


def ledger_line(cents: int, *, currency: str, participants: int) -> Estimate:
    """What a line of the reconciliation adds to full cost, or takes off.

    Parameters
    ----------
    cents : a whole number
        In hundredths of the currency; below zero for what is taken off.
    currency
        ISO 4217 code, for example «EUR».
    participants : persons
        For whom the money was spent; what disclosure control sees of the sum.

    Returns
    -------
    Estimate
        A description in units of the currency; counted, so without an interval.

    Raises
    ------
    ValueError
        A part of a cent, or a negative number of participants.

    References
    ----------
    Levin, McEwan, Belfield, Bowden & Shand (2018), Economic Evaluation in Education, 3rd edition.

    Examples
    --------
    >>> ledger_line(-12_050, currency="EUR", participants=12).value
    -120.5
    """
    return Estimate(
        quantity=Quantity.LEDGER_LINE,
        unit=Unit(kind=UnitKind.MONEY, symbol=currency),
        value=float(Decimal(cents) / 100),
        claim=Claim.DESCRIPTION,
        counts=(Count(role=CountRole.BASE, number=whole("participants", participants)),),
        source="Levin, McEwan, Belfield, Bowden & Shand (2018), Economic Evaluation in Education, 3rd edition",
        assumptions=(Assumption.COSTS_COMPLETE,),
    )

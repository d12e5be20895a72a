"""What the programme cost: in all, and for one participant, one attended hour, one person with the outcome."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from wirkung.codes import Assumption, Caution, Claim, CountRole, Quantity, UnitKind
from wirkung.estimate import Count, Estimate, Interval, Unit
from wirkung.methods.kernels.counts import whole

_SOURCE = "Levin, McEwan, Belfield, Bowden & Shand (2018), Economic Evaluation in Education, 3rd edition"
_CENTS = 100


def total_cost(cents: Iterable[int], *, currency: str, participants: int) -> Estimate:
    """What all entries of the cost ledger come to.

    Parameters
    ----------
    cents : whole numbers from 0 on
        One per entry, in hundredths of the currency.
    currency
        ISO 4217 code, for example «EUR».
    participants : persons
        For whom the money was spent; what disclosure control sees of the sum.

    Returns
    -------
    Estimate
        A description in units of the currency, summed in whole cents. It is no sample, so it has no interval.

    Raises
    ------
    ValueError
        No entries, one that is negative or no whole number, or a negative number of participants.

    References
    ----------
    Levin, McEwan, Belfield, Bowden & Shand (2018), Economic Evaluation in Education, 3rd edition (the
    ingredients method).

    Examples
    --------
    >>> total_cost([10, 20], currency="EUR", participants=12).value
    0.3
    """
    entries = [whole(f"cents, entry {place}", entry) for place, entry in enumerate(cents)]
    if not entries:
        raise ValueError("cents must hold at least one entry, found none")
    return Estimate(
        quantity=Quantity.TOTAL_COST,
        unit=Unit(kind=UnitKind.MONEY, symbol=currency),
        value=_money(sum(entries), Decimal(1)),
        claim=Claim.DESCRIPTION,
        counts=(Count(role=CountRole.BASE, number=whole("participants", participants)),),
        source=_SOURCE,
        assumptions=(Assumption.COSTS_COMPLETE,),
    )


def cost_base(number: float, *, unit: Unit, persons: int, registered: int | None = None) -> Estimate:
    """What a unit cost is divided by: so many hours, so many persons.

    Parameters
    ----------
    number : from 0 on
        How many, counted in `unit`.
    unit
        Hours, persons or participations.
    persons, registered
        As for `unit_cost`.

    Returns
    -------
    Estimate
        A description without interval: it was counted.

    Raises
    ------
    ValueError
        A negative or infinite number, a part of a person.

    References
    ----------
    Levin, McEwan, Belfield, Bowden & Shand (2018), Economic Evaluation in Education, 3rd edition.

    Examples
    --------
    >>> cost_base(260.0, unit=Unit(kind=UnitKind.HOURS), persons=16, registered=20).value
    260.0
    """
    if not (math.isfinite(number) and number >= 0):
        raise ValueError(f"number must be a finite number from 0 on, found {number}")
    return Estimate(
        quantity=Quantity.COUNT,
        unit=unit,
        value=float(number),
        claim=Claim.DESCRIPTION,
        counts=(Count(role=CountRole.BASE, number=whole("persons", persons), of=registered),),
        source=_SOURCE,
    )


def unit_cost(
    total_cents: int, base: float, *, currency: str, persons: int, registered: int | None = None
) -> Estimate:
    """What one unit of the base cost: a participant, a place, an attended hour.

    Parameters
    ----------
    total_cents : whole number from 0 on
        The total, in hundredths of the currency.
    base : from 0 on
        By what the total is divided, for example participants or hours.
    currency
        ISO 4217 code, for example «EUR».
    persons
        Who stands behind the base (whose hours they are), for disclosure control.
    registered
        Of how many registered persons they are a part, where readers know that number too.

    Returns
    -------
    Estimate
        A description in units of the currency. Nothing is sampled, so there is no interval. A base of zero:
        no value.

    Raises
    ------
    ValueError
        A negative or infinite number, a part of a cent, a part of a person.

    References
    ----------
    Levin, McEwan, Belfield, Bowden & Shand (2018), Economic Evaluation in Education, 3rd edition.

    Examples
    --------
    >>> unit_cost(9_000_000, 300, currency="EUR", persons=300).value
    300.0
    """
    cents = whole("total_cents", total_cents)
    if not (math.isfinite(base) and base >= 0):
        raise ValueError(f"base must be a finite number from 0 on, found {base}")
    return Estimate(
        quantity=Quantity.UNIT_COST,
        unit=Unit(kind=UnitKind.MONEY, symbol=currency),
        # Through its text a base of 0.1 hours is a tenth, not the nearest binary fraction.
        value=_money(cents, Decimal(str(base))) if base else None,
        claim=Claim.DESCRIPTION,
        counts=(Count(role=CountRole.BASE, number=whole("persons", persons), of=registered),),
        source=_SOURCE,
        assumptions=(Assumption.COSTS_COMPLETE,),
        cautions=() if base else (Caution.NOBODY_REACHED,),
    )


def unit_cost_of_share(total_cents: int, reached: Estimate, *, currency: str) -> Estimate:
    """What the programme cost for each person with the outcome, whoever or whatever brought it about.

    Parameters
    ----------
    total_cents : whole number from 0 on
        The total, in hundredths of the currency.
    reached
        The share of the participants who have the outcome, with their numbers, and an interval that takes their
        courses into account.
    currency
        ISO 4217 code, for example «EUR».

    Returns
    -------
    Estimate
        A description in units of the currency. The interval is that of the share turned over: the total
        divided by participants times the upper limit, and times the lower one; none where the share has none.
        Nobody with the outcome: no value.

    Raises
    ------
    ValueError
        The total is negative or a part of a cent, or the share tells no numbers of persons.

    References
    ----------
    Levin, McEwan, Belfield, Bowden & Shand (2018), Economic Evaluation in Education, 3rd edition.
    Interval: Wilson (1927), Journal of the American Statistical Association 22, 209-212.

    Examples
    --------
    >>> from wirkung.methods.kernels.intervals import share
    >>> result = unit_cost_of_share(9_000_000, share(8, 10), currency="EUR")
    >>> result.value, round(result.interval.low), round(result.interval.high)  # limits .94332 and .49016
    (11250.0, 9541, 18361)
    """
    cents, count = whole("total_cents", total_cents), replace(reached.counts[0], role=CountRole.BASE)
    if count.of is None:
        raise ValueError("reached must be a share that tells how many persons it is of, found none")
    nobody = () if count.number else (Caution.NOBODY_REACHED,)
    return Estimate(
        quantity=Quantity.UNIT_COST,
        unit=Unit(kind=UnitKind.MONEY, symbol=currency),
        value=_money(cents, Decimal(count.number)) if count.number else None,
        claim=Claim.DESCRIPTION,
        counts=(count,),
        source=f"{_SOURCE}; {reached.source}",
        interval=_turned_over(cents, count.of, reached.interval) if count.number and reached.interval else None,
        convention=reached.convention,
        assumptions=(Assumption.COSTS_COMPLETE, Assumption.ALL_EVENTS_KNOWN, *reached.assumptions),
        cautions=(*nobody, *reached.cautions, Caution.SHARED_OUTCOME_NOT_CAUSED),
    )


def _money(cents: int, base: Decimal) -> float:
    """Units of the currency; divided in decimals, rounded to a float once, at the end."""
    return float(Decimal(cents) / (_CENTS * base))


def _turned_over(cents: int, total: int, limits: Interval) -> Interval:
    """The unit cost at both limits of the share; the larger share makes the lower cost."""
    money = cents / _CENTS
    return Interval(
        low=money / (total * limits.high),
        high=money / (total * limits.low),
        level=limits.level,
        method=f"{limits.method}, inverted",
    )

"""Whether the benefits would make up for the costs, if all assumptions hold, and from where on they would."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from wirkung.codes import Caution, Quantity, UnitKind
from wirkung.estimate import NUMBER, Count, Estimate, Unit
from wirkung.methods.kernels.counts import whole
from wirkung.methods.money.amounts import Exact, exact, money
from wirkung.methods.money.benefits import (
    Benefit,
    benefit_cost_ratio,
    break_even_year,
    net_present_value,
    total_by_year,
    yearly_benefits,
)
from wirkung.methods.money.projected import projected

_SOURCE = (
    "Boardman, Greenberg, Vining & Weimer (2018), Cost-Benefit Analysis, 5th edition; "
    "Nicholls, Lawlor, Neitzert & Goodspeed (2012), A Guide to Social Return on Investment, 2nd edition"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """What one group of gainers has of all benefits together: present value, exact in cents, and as a result."""

    gains: str
    cents: Decimal
    present_value: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Costs and benefits over all years, in the first year's money. Nothing of it was observed.

    Parameters
    ----------
    cents
        Net present value, exact; the `gains` add up to it once the present value of the costs is taken off.
    net_present_value, benefit_cost_ratio, break_even_year
        The same as results; without a break-even year if the benefits never make up for the costs.
    gains
        Who has how much of the benefits, in the order in which they are first named.
    horizon
        The last year that is looked at; the costs begin in year 0.
    """

    cents: Decimal
    net_present_value: Estimate
    benefit_cost_ratio: Estimate
    break_even_year: Estimate
    gains: tuple[Gain, ...]
    horizon: int


def scenario(
    costs_cents: Sequence[Exact],
    benefits: Sequence[Benefit],
    *,
    rate: Exact,
    currency: str,
    counts: tuple[Count, ...],
) -> Scenario:
    """What costs and assumed benefits come to, and who gains.

    Parameters
    ----------
    costs_cents : from 0 on
        Costs of each year from year 0 on, in hundredths of the currency; together more than 0.
    benefits
        At least one; all in the prices of the costs.
    rate : 0..1
        Discount rate in a year.
    currency
        ISO 4217 code, for example «EUR».
    counts
        The persons on whom the number of outcomes rests, for disclosure control.

    Returns
    -------
    Scenario
        Descriptions with the caution SCENARIO, whatever the design: a projection is no observation.

    Raises
    ------
    ValueError
        No benefits, negative costs, costs of nothing, a rate outside 0 to 1.

    References
    ----------
    Boardman, Greenberg, Vining & Weimer (2018), Cost-Benefit Analysis, 5th edition; Nicholls, Lawlor,
    Neitzert & Goodspeed (2012), A Guide to Social Return on Investment, 2nd edition.

    Examples
    --------
    >>> from wirkung.estimate import CountRole
    >>> job = Benefit(name="job", gains="region", value_cents=3_000_00, persons=4, years=5)
    >>> counts = (Count(role=CountRole.BASE, number=120),)
    >>> found = scenario([50_000_00], [job], rate=0.03, currency="EUR", counts=counts)
    >>> round(found.net_present_value.value, 2), found.break_even_year.value
    (4956.49, 5.0)
    """
    costs = [exact(f"costs_cents, year {year}", cents, least=0) for year, cents in enumerate(costs_cents)]
    if not benefits:
        raise ValueError("benefits must hold at least one, found none")
    gained = total_by_year([yearly_benefits(benefit) for benefit in benefits])
    flows = total_by_year([gained, [-cents for cents in costs]])
    euro = Unit(kind=UnitKind.MONEY, symbol=currency)
    value = net_present_value(flows, rate=rate)
    return Scenario(
        cents=value,
        net_present_value=projected(
            Quantity.NET_PRESENT_VALUE, money(value), unit=euro, counts=counts, source=_SOURCE
        ),
        benefit_cost_ratio=projected(
            Quantity.BENEFIT_COST_RATIO,
            float(benefit_cost_ratio(gained, costs, rate=rate)),
            unit=NUMBER,
            counts=counts,
            source=_SOURCE,
        ),
        break_even_year=_pays_back(break_even_year(flows, rate=rate), counts),
        gains=_gains(benefits, rate=rate, unit=euro, counts=counts),
        horizon=len(flows) - 1,
    )


def smallest_number(worth: Callable[[int], Exact], *, most: int) -> int | None:
    """From how many outcomes on the benefits make up for the costs («from 3 additional apprenticeships a year»).

    Parameters
    ----------
    worth
        The net present value with so many outcomes; it must not fall when there are more of them.
    most : whole number from 0 on
        Up to which number it is looked for.

    Returns
    -------
    int or None
        The smallest whole number at which the net present value is not below zero; None if there is none.

    Raises
    ------
    ValueError
        `most` is negative or no whole number.

    References
    ----------
    Boardman, Greenberg, Vining & Weimer (2018), Cost-Benefit Analysis, 5th edition, chapter 11 (break-even
    values).

    Examples
    --------
    >>> smallest_number(lambda apprenticeships: 3_000 * apprenticeships - 9_000, most=100)
    3
    """
    numbers = range(whole("most", most) + 1)
    found = bisect_left(numbers, True, key=lambda number: worth(number) >= 0)
    return found if found < len(numbers) else None


def _pays_back(year: int | None, counts: tuple[Count, ...]) -> Estimate:
    value = None if year is None else float(year)
    found = projected(Quantity.BREAK_EVEN_YEAR, value, unit=NUMBER, counts=counts, source=_SOURCE)
    return found if year is not None else found.with_cautions(Caution.NEVER_PAYS_BACK)


def _gains(benefits: Sequence[Benefit], *, rate: Exact, unit: Unit, counts: tuple[Count, ...]) -> tuple[Gain, ...]:
    values: dict[str, Decimal] = {}
    for benefit in benefits:
        value = net_present_value(yearly_benefits(benefit), rate=rate)
        values[benefit.gains] = values.get(benefit.gains, Decimal(0)) + value
    return tuple(
        Gain(
            gains=gains,
            cents=cents,
            present_value=projected(
                Quantity.PRESENT_VALUE, money(cents), unit=unit, counts=counts, source=_SOURCE
            ),
        )
        for gains, cents in values.items()
    )

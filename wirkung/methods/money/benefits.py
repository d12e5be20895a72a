"""Money over several years: what benefits are worth today, whether they make up for the costs, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from wirkung.methods.kernels.counts import whole
from wirkung.methods.money.amounts import Exact, exact


@dataclass(frozen=True, slots=True, kw_only=True)
class Benefit:
    """What an outcome is assumed to be worth: a projection, never an observed value.

    Parameters
    ----------
    name, gains
        The benefit, and who has it.
    value_cents : from 0 on
        For one person with the outcome in one year, in hundredths of the currency.
    persons : from 0 on
        How many have the outcome; where it is the number of additional outcomes, `deadweight` stays 0.
    years : whole number from 1 on
        How long the benefit lasts.
    first_year : whole number from 0 on
        How many years after the costs it begins.
    deadweight : 0..1
        Part that would have had the outcome anyway.
    attribution : 0..1
        Part of it that is this programme's doing and not that of others.
    displacement : 0..1
        Part that others lose by it.
    drop_off : 0..1
        Part by which it becomes less each year after the first.
    """

    name: str
    gains: str
    value_cents: Exact
    persons: Exact
    years: int
    first_year: int = 1
    deadweight: Exact = 0
    attribution: Exact = 1
    displacement: Exact = 0
    drop_off: Exact = 0

    def __post_init__(self) -> None:
        exact(f"value_cents of {self.name}", self.value_cents, least=0)
        exact(f"persons of {self.name}", self.persons, least=0)
        whole(f"years of {self.name}", self.years, least=1)
        whole(f"first_year of {self.name}", self.first_year)
        for factor in ("deadweight", "attribution", "displacement", "drop_off"):
            exact(f"{factor} of {self.name}", getattr(self, factor), least=0, most=1)


def yearly_benefits(benefit: Benefit) -> tuple[Decimal, ...]:
    """What a benefit comes to in each year, from the year of the costs on.

    Parameters
    ----------
    benefit
        With the four factors that the social return on investment asks for.

    Returns
    -------
    tuple of Decimal
        Cents, not rounded and not discounted: persons · value · (1 - deadweight) · attribution ·
        (1 - displacement), each year after the first (1 - drop-off) times the year before; 0 before it begins.

    References
    ----------
    Nicholls, Lawlor, Neitzert & Goodspeed (2012), A Guide to Social Return on Investment, 2nd edition, stages
    4 and 5.

    Examples
    --------
    >>> job = Benefit(
    ...     name="job", gains="participants", value_cents=100_00, persons=10, years=2, deadweight=0.4, drop_off=0.5
    ... )
    >>> [str(cents.normalize() + 0) for cents in yearly_benefits(job)]
    ['0', '60000', '30000']
    """
    first = (
        exact("persons", benefit.persons)
        * exact("value_cents", benefit.value_cents)
        * (1 - exact("deadweight", benefit.deadweight))
        * exact("attribution", benefit.attribution)
        * (1 - exact("displacement", benefit.displacement))
    )
    stays = 1 - exact("drop_off", benefit.drop_off)
    lasting = accumulate(range(1, benefit.years), lambda cents, _: cents * stays, initial=first)
    return (*[Decimal(0)] * benefit.first_year, *lasting)


def total_by_year(flows: Sequence[Sequence[Exact]]) -> tuple[Decimal, ...]:
    """Several flows of money as one.

    Parameters
    ----------
    flows
        Each from year 0 on, as long as it likes.

    Returns
    -------
    tuple of Decimal
        Year by year their sum, as long as the longest.

    References
    ----------
    Boardman, Greenberg, Vining & Weimer (2018), Cost-Benefit Analysis, 5th edition, chapter 9.

    Examples
    --------
    >>> [str(cents) for cents in total_by_year([[-10], [0, 4], [0, 3, 5]])]
    ['-10', '7', '5']
    """
    years = max((len(flow) for flow in flows), default=0)
    return tuple(
        sum((exact("flows", flow[year]) for flow in flows if year < len(flow)), start=Decimal(0))
        for year in range(years)
    )


def net_present_value(flows: Sequence[Exact], *, rate: Exact) -> Decimal:
    """What a flow of money is worth in its first year.

    Parameters
    ----------
    flows
        Benefits less costs of each year, from year 0 on, in cents (or in any one unit); at least one.
    rate : 0..1
        Discount rate in a year. At 0 the value is the plain sum.

    Returns
    -------
    Decimal
        The sum of flow/(1 + rate)^year, in the unit of the flows, not rounded.

    Raises
    ------
    ValueError
        No flows, one that is not finite, a rate outside 0 to 1.

    References
    ----------
    Boardman, Greenberg, Vining & Weimer (2018), Cost-Benefit Analysis, 5th edition, chapter 9.

    Examples
    --------
    >>> round(net_present_value([-50_000, 12_000, 15_000, 18_000, 18_000], rate=0.03), 2)
    Decimal('8254.74')
    """
    return sum(_discounted(flows, rate), start=Decimal(0))


def benefit_cost_ratio(benefits: Sequence[Exact], costs: Sequence[Exact], *, rate: Exact) -> Decimal:
    """How much comes back for each unit of money spent.

    Parameters
    ----------
    benefits, costs
        Of each year, from year 0 on, both in one unit; costs are positive numbers.
    rate : 0..1
        Discount rate in a year.

    Returns
    -------
    Decimal
        Present value of the benefits over that of the costs, not rounded; above 1 where it pays.

    Raises
    ------
    ValueError
        No flows, one that is not finite, a rate outside 0 to 1, or costs that do not come to more than 0.

    References
    ----------
    Boardman, Greenberg, Vining & Weimer (2018), Cost-Benefit Analysis, 5th edition, chapter 2.

    Examples
    --------
    >>> round(benefit_cost_ratio([0, 12_000, 15_000, 18_000, 18_000], [50_000], rate=0.03), 5)
    Decimal('1.16509')
    """
    spent = net_present_value(costs, rate=rate)
    if spent <= 0:
        raise ValueError(f"costs must come to more than 0, found {spent}")
    return net_present_value(benefits, rate=rate) / spent


def break_even_year(flows: Sequence[Exact], *, rate: Exact) -> int | None:
    """From which year on the benefits have made up for the costs for good.

    Parameters
    ----------
    flows, rate
        As for `net_present_value`.

    Returns
    -------
    int or None
        The first year (0 is the year of the first flow) from which on the discounted flows so far never come to
        less than 0 again; None where the last year is still below.

    Raises
    ------
    ValueError
        As for `net_present_value`.

    References
    ----------
    The discounted payback period: Boardman, Greenberg, Vining & Weimer (2018), Cost-Benefit Analysis,
    5th edition.

    Examples
    --------
    >>> break_even_year([-50_000, 12_000, 15_000, 18_000, 18_000], rate=0.03)
    4
    """
    so_far = list(accumulate(_discounted(flows, rate)))
    below = [year for year, cents in enumerate(so_far) if cents < 0]
    year = below[-1] + 1 if below else 0
    return year if year < len(so_far) else None


def _discounted(flows: Sequence[Exact], rate: Exact) -> list[Decimal]:
    if not len(flows):
        raise ValueError("flows must hold at least one year, found none")
    growth = 1 + exact("rate", rate, least=0, most=1)
    return [exact(f"flows, year {year}", flow) / growth**year for year, flow in enumerate(flows)]

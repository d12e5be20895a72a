"""How far a projection hangs on its assumptions: one at a time, and all together by chance."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from wirkung.codes import Quantity, UnitKind
from wirkung.estimate import SHARE, Count, Estimate, Interval, Unit
from wirkung.methods.kernels.counts import whole
from wirkung.methods.kernels.samples import FloatArray
from wirkung.methods.money.amounts import CENTS, Exact
from wirkung.methods.money.projected import projected

_ONE_WAY = "Boardman, Greenberg, Vining & Weimer (2018), Cost-Benefit Analysis, 5th edition, chapter 11"
_MONTE_CARLO = f"{_ONE_WAY}; Kotz & van Dorp (2004), Beyond Beta (triangular distribution)"
_LEVEL = 0.95

Worth = Callable[[Mapping[str, float]], Exact]
"""The net present value in cents, from the value of every assumption by its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed:
    """One assumption: what it is taken to be, and the least and the greatest that are thinkable."""

    name: str
    low: float
    value: float
    high: float

    def __post_init__(self) -> None:
        numbers = (self.low, self.value, self.high)
        if not all(map(math.isfinite, numbers)) or list(numbers) != sorted(numbers):
            raise ValueError(f"assumption {self.name} needs low <= value <= high, found {numbers}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """What the net present value is at the least and at the greatest value of one assumption."""

    assumed: Assumed
    at_low: Estimate
    at_high: Estimate

    @property
    def width(self) -> float:
        """How much hangs on it."""
        return abs((self.at_high.value or 0.0) - (self.at_low.value or 0.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """All assumptions drawn together: median and 2.5 and 97.5 % points of the net present value.

    `above_zero` is the part of the draws in which the benefits make up for the costs. `seed` and `draws` let
    anybody repeat it.
    """

    net_present_value: Estimate
    above_zero: Estimate
    seed: int
    draws: int


def one_way(
    worth: Worth, assumptions: Sequence[Assumed], *, currency: str, counts: tuple[Count, ...]
) -> tuple[Swing, ...]:
    """On which assumptions the net present value hangs most, one changed at a time.

    Parameters
    ----------
    worth
        The net present value in cents, from the value of every assumption by its name.
    assumptions
        Names differ.
    currency
        ISO 4217 code, for example «EUR».
    counts
        The persons on whom the projection rests, for disclosure control.

    Returns
    -------
    tuple of Swing
        The widest first, of equal ones the first given. Descriptions with the caution SCENARIO.

    Raises
    ------
    ValueError
        Two assumptions with one name.

    References
    ----------
    Boardman, Greenberg, Vining & Weimer (2018), Cost-Benefit Analysis, 5th edition, chapter 11.

    Examples
    --------
    >>> from wirkung.estimate import CountRole
    >>> assumptions = [
    ...     Assumed(name="value", low=90, value=100, high=110),
    ...     Assumed(name="persons", low=1, value=3, high=4),
    ... ]
    >>> counts = (Count(role=CountRole.BASE, number=120),)
    >>> found = one_way(lambda a: 100 * a["value"] * a["persons"], assumptions, currency="EUR", counts=counts)
    >>> [(swing.assumed.name, swing.at_low.value, swing.at_high.value) for swing in found]
    [('persons', 100.0, 400.0), ('value', 270.0, 330.0)]
    """
    base = _base(assumptions)
    euro = Unit(kind=UnitKind.MONEY, symbol=currency)

    def at(name: str, value: float) -> Estimate:
        euros = float(worth({**base, name: value})) / CENTS
        return projected(Quantity.NET_PRESENT_VALUE, euros, unit=euro, counts=counts, source=_ONE_WAY)

    swings = [
        Swing(assumed=each, at_low=at(each.name, each.low), at_high=at(each.name, each.high))
        for each in assumptions
    ]
    return tuple(sorted(swings, key=lambda swing: -swing.width))


def monte_carlo(
    worth: Worth,
    assumptions: Sequence[Assumed],
    *,
    currency: str,
    counts: tuple[Count, ...],
    seed: int,
    draws: int = 5_000,
) -> Simulated:
    """How the net present value spreads when all assumptions are drawn together, and how often it is above zero.

    Parameters
    ----------
    worth, assumptions, currency, counts
        As for `one_way`. Each assumption is drawn on its own, from the triangular distribution over its least,
        its assumed and its greatest value; where least and greatest are the same it is constant.
    seed, draws : whole numbers, `draws` from 1 on
        The same seed gives the same numbers.

    Returns
    -------
    Simulated
        Descriptions with the caution SCENARIO. The interval holds the middle 95 % of the draws; how sure the
        assumptions themselves are it cannot know.

    Raises
    ------
    ValueError
        Two assumptions with one name, no draws.

    References
    ----------
    Boardman, Greenberg, Vining & Weimer (2018), Cost-Benefit Analysis, 5th edition, chapter 11; Kotz & van Dorp
    (2004), Beyond Beta: other continuous families of distributions with bounded support.

    Examples
    --------
    >>> from wirkung.estimate import CountRole
    >>> sure = [Assumed(name="value", low=100, value=100, high=100)]
    >>> counts = (Count(role=CountRole.BASE, number=120),)
    >>> found = monte_carlo(lambda a: 100 * a["value"], sure, currency="EUR", counts=counts, seed=1, draws=10)
    >>> found.net_present_value.value, found.above_zero.value
    (100.0, 1.0)
    """
    names = list(_base(assumptions))
    number = whole("draws", draws, least=1)
    generator = np.random.default_rng(seed)
    columns = [_drawn(generator, each, number) for each in assumptions]
    values = [dict(zip(names, row, strict=True)) for row in zip(*(c.tolist() for c in columns), strict=True)]
    euros = np.array([float(worth(each)) / CENTS for each in values or [{}] * number])
    low, middle, high = (float(point) for point in np.quantile(euros, [(1 - _LEVEL) / 2, 0.5, (1 + _LEVEL) / 2]))
    return Simulated(
        net_present_value=projected(
            Quantity.NET_PRESENT_VALUE,
            middle,
            unit=Unit(kind=UnitKind.MONEY, symbol=currency),
            counts=counts,
            source=_MONTE_CARLO,
            interval=Interval(low=low, high=high, level=_LEVEL, method="Monte Carlo"),
        ),
        above_zero=projected(
            Quantity.PROBABILITY, float(np.mean(euros > 0)), unit=SHARE, counts=counts, source=_MONTE_CARLO
        ),
        seed=seed,
        draws=number,
    )


def _base(assumptions: Sequence[Assumed]) -> dict[str, float]:
    base = {each.name: each.value for each in assumptions}
    if len(base) < len(assumptions):
        names = ", ".join(each.name for each in assumptions)
        raise ValueError(f"assumptions must have names that differ, found {names}")
    return base


def _drawn(generator: np.random.Generator, assumed: Assumed, draws: int) -> FloatArray:
    if assumed.low == assumed.high:
        return np.full(draws, assumed.value)
    return generator.triangular(assumed.low, assumed.value, assumed.high, draws)

"""Which of several ways to the same outcome are worth considering, and what each step up costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from wirkung.codes import Standing
from wirkung.methods.money.amounts import Exact, exact


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One way to the outcome: what it costs per person, and how much of the outcome it brings about.

    All options of one comparison count the same outcome, and their costs are in the same prices.
    """

    name: str
    cost: Exact
    effect: Exact


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where an option stands; `ratio` is what one more outcome costs, compared with the option `compared_with`.

    Both are there for options on the frontier only, and not for the cheapest, with which nothing is compared.
    The ratio is in the unit of the costs and above zero.
    """

    option: Option
    standing: Standing
    ratio: float | None = None
    compared_with: str | None = None


def frontier(options: Sequence[Option]) -> tuple[Placed, ...]:
    """Which options are worth considering, and what one more outcome costs from each to the next.

    Parameters
    ----------
    options
        At least one; names differ.

    Returns
    -------
    tuple of Placed
        In the order given. DOMINATED: another costs no more, brings about no less, and is better in one of the
        two. EXTENDED_DOMINATED: a mixture of two others does as much for less, which shows in a step up that
        costs more than the one after it. What is left is ON_FRONTIER. Options with the same cost and effect
        stand at the same place. All comparisons are exact.

    Raises
    ------
    ValueError
        No option, two with one name, a cost or effect that is not finite.

    References
    ----------
    Weinstein (1990), Principles of cost-effective resource allocation in health care organizations,
    International Journal of Technology Assessment in Health Care 6, 93-103.

    Examples
    --------
    >>> costs, effects = [55_000, 35_000, 25_000, 10_000, 12_000, 5_000], [5, 4, 3, 2, 1.5, 1]
    >>> options = [Option(name=n, cost=c, effect=e) for n, c, e in zip("EDCBAU", costs, effects, strict=True)]
    >>> [placed.ratio for placed in frontier(options)]
    [20000.0, 12500.0, None, 5000.0, None, None]
    """
    names = [option.name for option in options]
    if not options or len(set(names)) < len(names):
        raise ValueError(
            f"options must be at least one, with names that differ, found {', '.join(names) or 'none'}"
        )
    points = {option.name: _point(option) for option in options}
    efficient = _undominated(set(points.values()))
    edge = _hull(efficient)
    return tuple(_placed(option, points, efficient, edge) for option in options)


# Cost and effect, exact.
_Point = tuple[Fraction, Fraction]


def _point(option: Option) -> _Point:
    return (
        Fraction(exact(f"cost of {option.name}", option.cost)),
        Fraction(exact(f"effect of {option.name}", option.effect)),
    )


def _undominated(points: set[_Point]) -> list[_Point]:
    """By rising cost, those that bring about more than everything that costs no more."""
    kept: list[_Point] = []
    for cost, effect in sorted(points, key=lambda point: (point[0], -point[1])):
        if not kept or effect > kept[-1][1]:
            kept.append((cost, effect))
    return kept


def _hull(efficient: list[_Point]) -> list[_Point]:
    """Without the steps that cost more per outcome than the step after them."""
    edge: list[_Point] = []
    for point in efficient:
        while len(edge) > 1 and _slope(edge[-2], edge[-1]) > _slope(edge[-1], point):
            edge.pop()
        edge.append(point)
    return edge


def _slope(lower: _Point, upper: _Point) -> Fraction:
    return (upper[0] - lower[0]) / (upper[1] - lower[1])


def _placed(option: Option, points: dict[str, _Point], efficient: list[_Point], edge: list[_Point]) -> Placed:
    point = points[option.name]
    if point not in efficient:
        return Placed(option=option, standing=Standing.DOMINATED)
    if point not in edge:
        return Placed(option=option, standing=Standing.EXTENDED_DOMINATED)
    step = edge.index(point)
    if not step:
        return Placed(option=option, standing=Standing.ON_FRONTIER)
    below = edge[step - 1]
    return Placed(
        option=option,
        standing=Standing.ON_FRONTIER,
        ratio=float(_slope(below, point)),
        compared_with=next(name for name, other in points.items() if other == below),
    )

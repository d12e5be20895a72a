"""Ranges for numbers of persons, and steps for shares: said where the exact number gives others away."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace

from wirkung.codes import Caution, CountRole, UnitKind
from wirkung.estimate import Count, Estimate
from wirkung.year.share_steps import step_of

Band = tuple[int, int]

# Shares of persons are known no better.
_NEAR = 1e-9


def range_around(number: int, smallest: int) -> Band:
    """The range that is said instead of a number: «250 to 259»; as wide as the smallest group.

    Whatever is whole and part, both said so: their difference may then be nobody, or a group that is large enough.

    Examples
    --------
    >>> range_around(258, 10)
    (250, 259)
    """
    least = number // smallest * smallest
    return least, least + smallest - 1


def range_beside(number: int, smallest: int) -> Band:
    """The range of a number that stands beside another, and may be small: «0 to 19» of one to nine as of more.

    Examples
    --------
    >>> range_beside(7, 10), range_beside(17, 10), range_beside(27, 10)
    ((0, 19), (0, 19), (20, 29))
    """
    return (0, 2 * smallest - 1) if number < 2 * smallest else range_around(number, smallest)


def wider(band: Band, smallest: int) -> Band:
    """A range that reaches the smallest group further at both ends: then whoever is more or less may be as many.

    Examples
    --------
    >>> wider((250, 259), 10), wider((10, 19), 10), wider((0, 19), 10)
    ((240, 269), (10, 29), (0, 29))
    """
    return max(min(smallest, band[0]), band[0] - smallest), band[1] + smallest


def narrower(one: Band, other: Band) -> Band:
    """What two ranges for one number leave open."""
    return max(one[0], other[0]), min(one[1], other[1])


def stepped(share: float, base: int | None, smallest: int) -> float | None:
    """A share (0..1) of so many, rounded to steps; None where it cannot be said so, or would be nobody or all.

    Examples
    --------
    >>> stepped(0.349, 344, 10), stepped(0.349, 150, 10), stepped(0.349, 40, 10), stepped(0.01, 344, 10)
    (0.35, 0.3, None, None)
    """
    step = step_of(base, smallest)
    rounded = None if step is None else round(round(share / step) * step, 12)
    return rounded if rounded is not None and 0 < rounded < 1 else None


def range_of_step(number: int, base: int, smallest: int) -> Band | None:
    """How many it may be where only the share in steps is known; None where it cannot be said so.

    Examples
    --------
    >>> range_of_step(120, 344, 10)
    (112, 129)
    """
    step, nearest = step_of(base, smallest), stepped(number / base, base, smallest) if base else None
    if step is None or nearest is None:
        return None
    least, most = (nearest - step / 2) * base, (nearest + step / 2) * base
    return math.ceil(least - _NEAR), math.floor(most + _NEAR)


def with_ranges(estimate: Estimate, bands: Mapping[int, Band], smallest: int) -> Estimate:
    """The estimate without what tells how many persons it rests on.

    Parameters
    ----------
    estimate
        With its counts.
    bands
        For the sizes of groups whose number may not be said: what is said instead.
    smallest
        The smallest group; 2 or more.

    Returns
    -------
    Ranges for those numbers; no standard error and no test, since either gives the number back. A share of which
    the number may not be said is rounded to steps, without an interval and what was said of its spread.
    """
    # How many were trimmed follows from all the others, so that even its range gives them back.
    told = (count for count in estimate.counts if count.role is not CountRole.TRIMMED)
    counts = tuple(_ranged(count, bands, smallest) for count in told)
    plain = replace(estimate, counts=counts, standard_error=None, test=None)
    if estimate.unit.kind is not UnitKind.SHARE:
        return plain
    steps = (
        stepped(estimate.value or 0.0, count.of, smallest) for count in estimate.counts if count.number in bands
    )
    value = next((step for step in steps if step is not None), estimate.value)
    return replace(plain, value=value, interval=None, cautions=tuple(_untelling(estimate)))


def _untelling(estimate: Estimate) -> Iterator[Caution]:
    """Its cautions without those that say in how few courses somebody said so: they would narrow the step down."""
    telling = {Caution.RARE_IN_COURSES, Caution.COURSES_AS_PERSONS, Caution.NO_SPREAD}
    return (each for each in estimate.cautions if each not in telling)


def _ranged(count: Count, bands: Mapping[int, Band], smallest: int) -> Count:
    """The count with a range where it may not be said; where only its whole may not be said, it is none of it."""
    if count.number not in bands and count.of not in bands:
        return count
    if count.number == 0:
        return Count(role=count.role, number=0)
    least, most = bands.get(count.number) or range_around(count.number, smallest)
    return Count(role=count.role, number=least, at_most=most)

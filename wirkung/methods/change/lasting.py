"""Three waves: what changed until the end of the programme, and what of it was still there at the follow-up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from wirkung.codes import Caution, Claim, CountRole, Direction, Quantity
from wirkung.estimate import NUMBER, Count, Estimate, Interval, Unit
from wirkung.methods.change.prepost import mean_change
from wirkung.methods.kernels.fieller import fieller_limits
from wirkung.methods.kernels.samples import FloatArray, assumptions, cautions, checked_level, observed, paired

_DISTINGUISHABLE = (Direction.UP, Direction.DOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lasting:
    """The three changes, all in the persons with all three answers, and which part of the first one lasted."""

    first: Estimate
    later: Estimate
    overall: Estimate
    part_that_lasted: Estimate


def lasting_change(
    before: ArrayLike, after: ArrayLike, follow_up: ArrayLike, *, unit: Unit, level: float = 0.95
) -> Lasting:
    """Whether the change lasted: before to after, after to follow-up, before to follow-up, in the same persons.

    Parameters
    ----------
    before, after, follow_up : one-dimensional, of one length, in `unit`
        The same person at the same position; NaN where an answer is missing. Who misses one of the three is
        left out of all four results, so that they speak about the same persons.
    unit
        What the numbers are counted in.
    level : 0 < level < 1
        Confidence level of the paired t intervals and of Fieller's interval for the part that lasted.

    Returns
    -------
    Lasting
        Descriptions. `part_that_lasted` is the overall change over the first one: 1 says that all of it was
        still there, 0 nothing, more than 1 that it went on. It has no value where the first change is not
        distinguishable from zero at `level`: then Fieller's set has no bounds, and a part of it no meaning.

    Raises
    ------
    ValueError
        Lengths differ, no numbers at all, more than one dimension, an infinite number, an impossible level.

    References
    ----------
    Fieller (1954), Some problems in interval estimation, Journal of the Royal Statistical Society B 16,
    175-185.

    Examples
    --------
    >>> from wirkung.estimate import UnitKind
    >>> waves = [1, 2, 3, 4], [3, 4, 6, 6], [2, 3, 5, 5]
    >>> found = lasting_change(*waves, unit=Unit(kind=UnitKind.SCORE))
    >>> round(found.part_that_lasted.value, 4)  # 5/4 over 9/4
    0.5556
    """
    level = checked_level(level)
    waves = _complete(before, after, follow_up)
    first, later, overall = (
        mean_change(waves[start], waves[end], unit=unit, level=level) for start, end in ((0, 1), (1, 2), (0, 2))
    )
    return Lasting(
        first=first,
        later=later,
        overall=overall,
        part_that_lasted=_part_that_lasted(waves, first, level),
    )


def _complete(before: ArrayLike, after: ArrayLike, follow_up: ArrayLike) -> tuple[FloatArray, ...]:
    """The three waves, with NaN in all of them for who misses one."""
    paired(before, after)
    sizes = (observed("before", before), observed("follow_up", follow_up))
    lengths = [sample.n + sample.missing for sample in sizes]
    if lengths[0] != lengths[1]:
        raise ValueError(f"before and follow_up must be of one length, found {lengths[0]} and {lengths[1]}")
    waves = np.array([before, after, follow_up], dtype=np.float64)
    waves[:, np.isnan(waves).any(axis=0)] = np.nan
    return tuple(waves)


def _part_that_lasted(waves: tuple[FloatArray, ...], first: Estimate, level: float) -> Estimate:
    start, lasted = paired(waves[0], waves[1]).change, paired(waves[0], waves[2]).change
    interval = _fieller(lasted.values, start.values, level) if first.direction in _DISTINGUISHABLE else None
    value = None if interval is None else lasted.mean / start.mean
    doubt = cautions(start, constant=start.constant)
    return Estimate(
        quantity=Quantity.SHARE_LASTED,
        unit=NUMBER,
        value=value,
        claim=Claim.DESCRIPTION,
        counts=(Count(role=CountRole.PAIRS, number=start.n),),
        source="Fieller (1954), Journal of the Royal Statistical Society B 16, 175-185",
        interval=interval,
        assumptions=assumptions(start),
        cautions=doubt if value is not None else (*doubt, Caution.FIRST_CHANGE_UNCERTAIN),
    )


def _fieller(numerator: FloatArray, denominator: FloatArray, level: float) -> Interval | None:
    """The ratios ρ for which mean(numerator - ρ denominator) is compatible with zero; None where unbounded."""
    n = numerator.size
    covariance = np.cov(numerator, denominator) / n
    limits = fieller_limits(
        float(numerator.mean()),
        float(denominator.mean()),
        covariance=(float(covariance[0, 0]), float(covariance[0, 1]), float(covariance[1, 1])),
        quantile=float(stats.t.ppf((1 + level) / 2, n - 1)),
    )
    return None if limits is None else Interval(low=limits[0], high=limits[1], level=level, method="Fieller")

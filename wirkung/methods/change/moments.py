"""Changes of many persons by group, in one pass over the data and with nothing larger than a block beside it."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from wirkung.codes import Assumption, Caution, Claim, CountRole, Quantity
from wirkung.estimate import Count, Estimate, Unit
from wirkung.methods.change._moments import Codes, GroupedMoments, Numbers, grouped_moments
from wirkung.methods.kernels.counts import few, whole
from wirkung.methods.kernels.samples import checked_level
from wirkung.methods.kernels.student import UNKNOWN, student

# A spread below so many units in the last place of the measurements is rounding.
_ROUNDING = 8 * float(np.finfo(np.float64).eps)


def moments_by_group(before: ArrayLike, after: ArrayLike, group: ArrayLike, *, groups: int) -> GroupedMoments:
    """Means, standard deviations and covariance of two waves in each group, in one pass.

    Parameters
    ----------
    before, after : one-dimensional, of one length
        The same person at the same position; NaN where an answer is missing. Who misses one is no pair. Arrays
        mapped from a file are read block by block.
    group : whole numbers, of the same length
        The group of each person, from 0 to `groups` - 1.
    groups : 1 or more
        How many groups there are, empty ones included.

    Returns
    -------
    GroupedMoments
        The sums are made about the mean of each block and joined, so that large means cost no digits.

    Raises
    ------
    ValueError
        Lengths differ, more than one dimension, an infinite number, a group outside the range.

    References
    ----------
    Chan, Golub & LeVeque (1983), Algorithms for computing the sample variance, American Statistician 37,
    242-247.

    Examples
    --------
    >>> found = moments_by_group([1, 2, 3, 7], [2, 4, 6, 7], [0, 0, 0, 1], groups=2)
    >>> found.pairs.tolist(), found.mean_after.tolist(), found.covariance.tolist()
    ([3, 1], [4.0, 7.0], [2.0, nan])
    """
    first, second, codes = _checked(before, after, group, whole("groups", groups, least=1))
    return grouped_moments(first, second, codes, groups)


def mean_change_by_group(
    before: ArrayLike, after: ArrayLike, group: ArrayLike, *, groups: int, unit: Unit, level: float = 0.95
) -> tuple[Estimate, ...]:
    """How far the persons of each group moved on average, after minus before; for millions of persons.

    Parameters
    ----------
    before, after, group, groups
        As for `moments_by_group`.
    unit
        What the numbers are counted in.
    level : 0 < level < 1
        Confidence level of the paired t intervals.

    Returns
    -------
    tuple of Estimate
        One description per group, in their order: what `mean_change` says of each group alone.

    Raises
    ------
    ValueError
        As for `moments_by_group`, and for an impossible level.

    References
    ----------
    Student (1908), The probable error of a mean, Biometrika 6, 1-25.

    Examples
    --------
    >>> from wirkung.estimate import UnitKind
    >>> points = Unit(kind=UnitKind.SCORE)
    >>> changes = mean_change_by_group([1, 2, 3, 7], [2, 4, 6, 7], [0, 0, 0, 1], groups=2, unit=points)
    >>> [change.value for change in changes]
    [2.0, 0.0]
    """
    level = checked_level(level)
    found = moments_by_group(before, after, group, groups=groups)
    spread = found.standard_deviations[2]
    size = np.abs(found.mean_before) + np.abs(found.mean_after) + found.standard_deviations[0]
    rounding = _ROUNDING * size
    return tuple(
        _change(
            n=int(found.pairs[one]),
            missing=int(found.missing[one]),
            change=float(found.mean_after[one] - found.mean_before[one]),
            spread=float(spread[one]) if spread[one] > rounding[one] else 0.0,
            unit=unit,
            level=level,
        )
        for one in range(groups)
    )


def _change(*, n: int, missing: int, change: float, spread: float, unit: Unit, level: float) -> Estimate:
    known = UNKNOWN
    if spread:
        known = student(change, spread / n**0.5, n - 1, level=level, method="paired t")
    usual = (Assumption.PERSONS_INDEPENDENT, Assumption.MEAN_NEARLY_NORMAL)
    constant = n > 1 and not spread
    return Estimate(
        quantity=Quantity.MEAN_CHANGE,
        unit=unit,
        value=change if n else None,
        claim=Claim.DESCRIPTION,
        counts=(Count(role=CountRole.PAIRS, number=n),),
        source="Student (1908), Biometrika 6, 1-25",
        interval=known.interval,
        test=known.test,
        standard_error=known.standard_error,
        assumptions=(*usual, Assumption.MISSING_AT_RANDOM) if missing else usual,
        cautions=(*few(n), Caution.NO_SPREAD) if constant else few(n),
    )


def _checked(before: ArrayLike, after: ArrayLike, group: ArrayLike, groups: int) -> tuple[Numbers, Numbers, Codes]:
    arrays = {"before": np.asanyarray(before), "after": np.asanyarray(after), "group": np.asanyarray(group)}
    for name, array in arrays.items():
        if array.ndim != 1:
            raise ValueError(f"{name} must have one dimension, found shape {array.shape}")
        if array.size != arrays["before"].size:
            raise ValueError(
                f"before and {name} must be of one length, found {arrays['before'].size} and {array.size}"
            )
        if array.dtype.kind not in ("iub" if name == "group" else "fiub"):
            raise ValueError(f"{name} must hold {'whole ' * (name == 'group')}numbers, found {array.dtype}")
    codes = arrays["group"]
    if codes.size and (codes.min() < 0 or codes.max() >= groups):
        raise ValueError(f"group must lie between 0 and {groups - 1}, found {codes.min()} to {codes.max()}")
    return arrays["before"], arrays["after"], codes

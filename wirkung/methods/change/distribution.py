"""How the scores spread before and after: shares of persons in ranges of the scale, none of them small."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wirkung.codes import CountRole
from wirkung.estimate import Estimate
from wirkung.methods.kernels.intervals import share
from wirkung.methods.kernels.put_together import neighbours_together
from wirkung.methods.kernels.samples import checked_level, complete_pairs

MOST_RANGES = 8  # more would show the spikes of single scores, not the shape
_STEPS = (1.0, 2.0, 2.5, 5.0)  # round numbers, and their tens and tenths


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRange:
    """The persons with a score from `low` to below `high`; the `last` range includes its upper end."""

    low: float
    high: float
    last: bool
    before: Estimate
    after: Estimate

    def holds(self, scores: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which of the scores are in it."""
        below = scores <= self.high if self.last else scores < self.high
        return (scores >= self.low) & below


def distribution(
    before: ArrayLike, after: ArrayLike, *, lowest: float, highest: float, smallest: int, level: float = 0.95
) -> tuple[ScoreRange, ...]:
    """How many persons scored in each range of the scale, before and after.

    Parameters
    ----------
    before, after : one-dimensional, of one length, in points of the scale
        The same person at the same position.
    lowest, highest : in points of the scale; lowest < highest
        The ends of the scale, not of the data.
    smallest : persons, from 1 on
        Neighbouring ranges are put together until each holds at least so many, before and after.
    level : 0 < level < 1
        Confidence level of the Wilson intervals.

    Returns
    -------
    tuple of ScoreRange
        From the lowest range up; together they hold every pair once. At most eight ranges of one round width
        before any are put together. A single range, the whole scale, where no narrower one is large enough;
        empty without pairs.

    Raises
    ------
    ValueError
        Scores outside the scale, impossible ends, `smallest` below 1, lengths differ, a number that is
        missing or infinite, an impossible level.

    References
    ----------
    Ranges of one width: Freedman, Pisani & Purves (2007), Statistics, 4th edition, chapter 3. Putting cells
    together so that none is small: Hundepool et al. (2012), Statistical Disclosure Control (recoding).

    Examples
    --------
    >>> found = distribution([1, 2, 2, 4], [2, 4, 4, 4], lowest=1, highest=5, smallest=1)
    >>> [(each.low, each.high, each.before.value, each.after.value) for each in found]
    [(1.0, 2.5, 0.75, 0.25), (2.5, 5.0, 0.25, 0.75)]
    """
    if not (math.isfinite(lowest) and math.isfinite(highest) and lowest < highest):
        raise ValueError(f"lowest must be a number below highest, found {lowest} and {highest}")
    return _in_ranges(before, after, _edges(lowest, highest), smallest=smallest, level=level)


def categories(
    before: ArrayLike, after: ArrayLike, *, lowest: float, highest: float, smallest: int, level: float = 0.95
) -> tuple[ScoreRange, ...]:
    """How many persons gave each answer of a scale of whole numbers, before and after.

    Parameters
    ----------
    before, after, smallest, level
        As for `distribution`.
    lowest, highest : whole numbers; lowest < highest
        The first and the last answer.

    Returns
    -------
    tuple of ScoreRange
        As of `distribution`; each ends halfway to the next answer, so that it has one answer or neighbours that
        were put together.

    Raises
    ------
    ValueError
        As for `distribution`.

    References
    ----------
    As for `distribution`.

    Examples
    --------
    >>> found = categories([2, 3, 3, 4], [1, 2, 3, 3], lowest=1, highest=6, smallest=1)
    >>> [(each.low, each.high, each.before.value, each.after.value) for each in found]
    [(0.5, 2.5, 0.25, 0.5), (2.5, 6.5, 0.75, 0.5)]
    """
    edges = np.arange(lowest, highest + 2) - 0.5
    return _in_ranges(before, after, edges, smallest=smallest, level=level)


def _in_ranges(
    before: ArrayLike, after: ArrayLike, edges: NDArray[np.float64], *, smallest: int, level: float
) -> tuple[ScoreRange, ...]:
    level = checked_level(level)
    if smallest < 1:
        raise ValueError(f"smallest must be at least 1 person, found {smallest}")
    pairs = complete_pairs(before, after)
    first, second = pairs.before.values, pairs.after.values
    for name, scores in (("before", first), ("after", second)):
        if scores.size and not (scores.min() >= edges[0] and scores.max() <= edges[-1]):
            raise ValueError(f"{name} must lie on the scale from {edges[0]:g} to {edges[-1]:g}")
    if not first.size:
        return ()
    counts = np.stack([np.histogram(scores, edges)[0] for scores in (first, second)])
    kept = neighbours_together(counts, smallest)
    return tuple(
        ScoreRange(
            low=float(edges[start]),
            high=float(edges[end]),
            last=end == len(edges) - 1,
            before=_share(int(counts[0, start:end].sum()), first.size, CountRole.BEFORE_IN_RANGE, level),
            after=_share(int(counts[1, start:end].sum()), first.size, CountRole.AFTER_IN_RANGE, level),
        )
        for start, end in pairwise(kept)
    )


def _edges(lowest: float, highest: float) -> NDArray[np.float64]:
    """Edges of ranges of the smallest round width of which at most `MOST_RANGES` fill the scale exactly."""
    span = highest - lowest
    power = math.floor(math.log10(span / MOST_RANGES))
    widths = (step * 10.0**exponent for exponent in (power, power + 1) for step in _STEPS)
    for width in widths:
        number = round(span / width)
        if number <= MOST_RANGES and math.isclose(number * width, span, rel_tol=1e-9):
            return np.linspace(lowest, highest, number + 1)
    return np.linspace(lowest, highest, MOST_RANGES + 1)  # a scale of no round length


def _share(number: int, total: int, role: CountRole, level: float) -> Estimate:
    found = share(number, total, level=level)
    return replace(found, counts=tuple(replace(count, role=role) for count in found.counts))

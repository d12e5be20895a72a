"""How far the typical person moved: a change that single outliers and odd distributions hardly touch."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from wirkung.codes import Assumption, Claim, CountRole, Quantity
from wirkung.estimate import Count, Estimate, Interval, Unit
from wirkung.methods.change.signed_rank import EXACT_BELOW, signed_rank_test, signed_steps
from wirkung.methods.kernels.samples import FloatArray, cautions, checked_level, complete_pairs

# Halvings that take any range of measurements below the last bits of a number.
_HALVINGS = 80


def typical_change(before: ArrayLike, after: ArrayLike, *, unit: Unit, level: float = 0.95) -> Estimate:
    """How far the typical person moved, after minus before, by the estimate that belongs to Wilcoxon's test.

    Parameters
    ----------
    before, after : one-dimensional, of one length, in `unit`
        The same person at the same position.
    unit
        What the numbers are counted in.
    level : 0 < level < 1
        Confidence level of the interval, read off the signed-rank test: exact below 50 persons, where it
        never covers less than `level` if the changes are symmetric; ties make it wider, not narrower.

    Returns
    -------
    Estimate
        A description: the median of the means of all pairs of changes (Hodges and Lehmann), with Wilcoxon's
        signed-rank test. Too few persons for an interval at this level (fewer than 6 at 95 %): the value
        without an interval. The same change for everybody: the same. No pair: no value.

    Raises
    ------
    ValueError
        Lengths differ, a missing number, more than one dimension, an infinite number, an impossible level.

    References
    ----------
    Hodges & Lehmann (1963), Estimates of location based on rank tests, Annals of Mathematical Statistics 34,
    598-611. Wilcoxon (1945), Biometrics Bulletin 1, 80-83. In R: `wilcox.test(after, before, paired = TRUE,
    conf.int = TRUE)`.

    Examples
    --------
    >>> from wirkung.estimate import UnitKind
    >>> points = Unit(kind=UnitKind.SCORE)
    >>> round(typical_change([0, 0, 0], [1, 2, 9], unit=points).value, 6)  # median of 1 1.5 2 5 5.5 9
    3.5
    """
    change, level = complete_pairs(before, after).change, checked_level(level)
    value, interval, test = None, None, None
    if change.n:
        ordered = np.sort(change.values)
        averages = change.n * (change.n + 1) // 2
        value = (_average(ordered, (averages + 1) // 2) + _average(ordered, averages // 2 + 1)) / 2
        place = _place_of_limit(change.n, level)
        if place and change.varies:
            low, high = _average(ordered, place), _average(ordered, averages + 1 - place)
            interval = Interval(low=min(low, value), high=max(high, value), level=level, method="signed ranks")
            test = signed_rank_test(signed_steps(change), change.n)
    return Estimate(
        quantity=Quantity.TYPICAL_CHANGE,
        unit=unit,
        value=value,
        claim=Claim.DESCRIPTION,
        counts=(Count(role=CountRole.PAIRS, number=change.n),),
        source="Hodges & Lehmann (1963), Annals of Mathematical Statistics 34, 598-611",
        interval=interval,
        test=test,
        assumptions=(Assumption.PERSONS_INDEPENDENT, Assumption.CHANGES_CAN_BE_RANKED),
        cautions=cautions(change, constant=change.constant),
    )


def _place_of_limit(n: int, level: float) -> int:
    """Which of the ordered averages is the lower limit; 0 where so few persons allow none."""
    tail = (1 - level) / 2
    if n >= EXACT_BELOW:
        spread = math.sqrt(n * (n + 1) * (2 * n + 1) / 24)
        return max(0, math.floor(n * (n + 1) / 4 - float(stats.norm.ppf(1 - tail)) * spread))
    chances = np.ones(1)
    for rank in range(1, n + 1):  # each rank speaks for «up» or «down» with the same chance
        shifted = np.concatenate([np.zeros(rank), chances])
        chances = (np.pad(chances, (0, rank)) + shifted) / 2
    return int(np.count_nonzero(np.cumsum(chances) <= tail))


def _average(ordered: FloatArray, place: int) -> float:
    """The average at `place` (from 1) among the ordered means of all pairs, without a table of the pairs."""
    low, high = float(ordered[0]), float(ordered[-1])
    own = np.arange(ordered.size)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        reach = np.searchsorted(ordered, 2 * middle - ordered, side="right")
        if int(np.maximum(reach - own, 0).sum()) >= place:
            high = middle
        else:
            low = middle
    return high

"""Whether two methods lie further apart than chance moves them on the same persons.

Two intervals that lie differently to zero are no contradiction: methods that share their persons move together,
and what counts is how much their *difference* moves.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from scipy import stats

from wirkung.methods.kernels.cluster_labels import Codes, Labels, coded
from wirkung.methods.kernels.jackknife import jackknife_variance
from wirkung.methods.kernels.samples import checked_level
from wirkung.methods.kernels.table import BoolArray

Kept = tuple[BoolArray, ...]

# As many values without one of them give the variance 39 degrees of freedom; more would only take longer.
MOST_UNITS = 40


def more_than_noise(
    apart: Callable[[Kept], float | None], units: Sequence[Codes], *, among: int = 1, level: float = 0.95
) -> bool | None:
    """Whether the distance of two methods is distinguishable from zero.

    Parameters
    ----------
    apart
        The value of one method less that of the other, among those whom a mask of each group marks; None where one
        of them has no value.
    units
        For each group what is independent, as codes 0 ... units - 1 without gaps, shape (persons of the group,):
        persons, or courses. Courses with persons of both groups: one sequence of all persons.
    among : at least 1
        How many such questions are asked together (Bonferroni).
    level : 0 < level < 1
        One less how often all of these questions together are answered with yes where the methods estimate the
        same.

    Returns
    -------
    bool or None
        None where it cannot be said: a single unit in a group, or values without one of them are not known.

    Raises
    ------
    ValueError
        `among` below 1, or the level impossible.

    References
    ----------
    The jackknife of each group by itself: Jones (1974), Jackknife estimation of functions of stratum means,
    Biometrika 61, 343-348; in clusters Lipsitz, Dear & Zhao (1994), Biometrics 50, 842-846. That two estimates are
    compared by the variance of their difference: Hausman (1978), Specification tests in econometrics, Econometrica
    46, 1251-1271.

    Examples
    --------
    Mean and median of one group, 8.2 and 4: without one of the persons they lie from 0 to 7.25 apart.

    >>> values = np.array([2.0, 3.0, 4.0, 6.0, 26.0])
    >>> def apart(kept):
    ...     return float(values[kept[0]].mean() - np.median(values[kept[0]]))
    >>> more_than_noise(apart, [np.arange(5)])
    False
    """
    if among < 1:
        raise ValueError(f"among must be at least 1, found {among}")
    level = checked_level(level)
    everybody = tuple(np.ones(codes.size, dtype=np.bool_) for codes in units)
    value = apart(everybody)
    if value is None or any(np.unique(codes).size < 2 for codes in units):  # noqa: PLR2004 - nothing to leave out
        return None
    parts = []
    for place, codes in enumerate(units):

        def without(kept: BoolArray, place: int = place) -> float | None:
            return apart((*everybody[:place], kept, *everybody[place + 1 :]))

        variance = jackknife_variance(codes, without)
        if variance is None:
            return None
        parts.append((variance, int(codes.max())))
    total = sum(variance for variance, _ in parts)
    if total <= (1e-9 * abs(value)) ** 2:  # rounding
        return abs(value) > 0
    df = total**2 / sum(variance**2 / units_less_one for variance, units_less_one in parts)
    return abs(value) > math.sqrt(total) * float(stats.t.isf((1 - level) / 2 / among, df))


def units_to_leave_out(labels: Labels, *, rng: np.random.Generator) -> Codes:
    """The courses of persons, or the persons themselves, put together by chance into no more than `MOST_UNITS`.

    `labels`, shape (persons,), are as those of `wirkung.methods.kernels.cluster_labels`: None learned alone.

    References
    ----------
    Kott (2001), The delete-a-group jackknife, Journal of Official Statistics 17, 521-526.

    Examples
    --------
    >>> from wirkung.methods.kernels.cluster_labels import coded
    >>> units_to_leave_out(np.array(["a", None, "a"], dtype=object), rng=np.random.default_rng(1))
    array([0, 1, 0])
    """
    codes = coded(labels)
    units = int(codes.max(initial=-1)) + 1
    return codes if units <= MOST_UNITS else (rng.permutation(units) % MOST_UNITS)[codes]

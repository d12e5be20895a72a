"""Shares where persons learned in courses, and how far two of them lie apart: Wilson's and Newcombe's intervals.

Both take the persons for as many as they are worth (`wilson_limits`), by the CR2 variance of the rule in
`methods.kernels.clustered`. The t interval around a share, CR2 too, is too short where few said yes or no: .83 to
.90 with one in ten or twenty and an intraclass correlation of .2, while these hold .93 to .98.

A difference has the degrees of freedom of the courses in which the rarer answer came up: the others tell of it
only that it is rare. With those of all courses nine of ten in both groups, 300 of whom learned in 14 courses with
an intraclass correlation of .2, gave .928 and a difference that is not there in 7.2 of 100 samples; now .938.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy import optimize, stats

from wirkung.codes import Caution, Quantity
from wirkung.estimate import SHARE, Estimate, Interval, Test
from wirkung.methods.comparison.clusters import mean_difference_clustered
from wirkung.methods.kernels.cluster_labels import Arm, both_arms, coded, shared
from wirkung.methods.kernels.clustered import (
    FEWEST_CLUSTERS_ON_ONE_SIDE,
    difference_of,
    difference_of_arms,
    robust,
    uncertainty,
)
from wirkung.methods.kernels.cr2 import Robust, cr2_mean
from wirkung.methods.kernels.intervals import share_difference
from wirkung.methods.kernels.samples import checked_level
from wirkung.methods.kernels.student import UNKNOWN, Uncertainty
from wirkung.methods.kernels.table import BoolArray
from wirkung.methods.kernels.wilson import wilson_limits

SOURCE = "Franco, Little, Louis & Slud (2019), Journal of Survey Statistics and Methodology 7, 334-364"
_SOURCE_OF_DIFFERENCE = f"Newcombe (1998), Statistics in Medicine 17, 873-890, method 10; {SOURCE}"


def fewest_with_each_answer(courses: int) -> int:
    """In how many of so many courses both answers must have come up: three, of fewer than six two.

    Where the rarer one came up in fewer, the courses look more alike than they are: with one in ten of 150 and an
    intraclass correlation of .2 the interval held in .91 to .93. To ask for three of three would choose samples in
    which it is not rare: of 20 persons in three courses it held in .78.
    """
    return 3 if courses >= FEWEST_CLUSTERS_ON_ONE_SIDE else 2


def share_uncertainty(group: Arm, *, level: float) -> tuple[Uncertainty, tuple[Caution, ...]]:
    """The interval of a share of persons in courses, or none and the reason; of 0 and 1 a person."""
    known, declined = _declined((group,), level)
    if declined or known.standard_error is None:
        return UNKNOWN, declined
    found = _part(group)
    low, high = wilson_limits(found.share, found.persons, _quantile(robust((group,)).df, level))
    limits = Interval(low=low, high=high, level=level, method="Wilson, CR2")
    return Uncertainty(standard_error=known.standard_error, interval=limits), ()


def share_difference_clustered(
    programme: ArrayLike,
    comparison: ArrayLike,
    programme_clusters: ArrayLike | None = None,
    comparison_clusters: ArrayLike | None = None,
    *,
    level: float = 0.95,
) -> Estimate:
    """How far two shares lie apart where persons of one or both groups learned in courses.

    Parameters
    ----------
    programme, comparison : one-dimensional, of 0 and 1
        Whether each person has it; somebody in each group.
    programme_clusters, comparison_clusters : one-dimensional, one label per person, or None
        The course of each person; who has none learned alone.
    level : 0 < level < 1
        Confidence level.

    Returns
    -------
    Estimate
        An association, between -1 and 1. `share_difference` with t where nobody shares a course; the CR2 t
        interval where a course has persons of both groups. Otherwise Newcombe's combination of the intervals of
        both shares, with the degrees of freedom of their difference in the courses with the rarer answer; p is
        that of the widest such interval without zero. No interval by the rule of `methods.comparison.clusters`,
        and where in a group with courses one of the answers came up in too few of them
        (`fewest_with_each_answer`; caution `RARE_IN_COURSES`).

    Raises
    ------
    ValueError
        As for `mean_difference_clustered`.

    References
    ----------
    Newcombe (1998), Statistics in Medicine 17, 873-890, method 10; with the persons counted as what they are
    worth, Franco, Little, Louis & Slud (2019), Journal of Survey Statistics and Methodology 7, 334-364.

    Examples
    --------
    >>> ours, theirs = [1, 1, 1, 0, 1, 1, 0, 0, 1, 1, 1, 0], [1, 0, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0]
    >>> courses, classes = ["a"] * 4 + ["b"] * 4 + ["c"] * 4, ["d"] * 4 + ["e"] * 4 + ["f"] * 4
    >>> found = share_difference_clustered(ours, theirs, courses, classes)
    >>> round(found.value, 4), found.convention  # 8/12 - 4/12
    (0.3333, 'CR2, 3 and 3 clusters')
    """
    ours, theirs = both_arms(programme, comparison, programme_clusters, comparison_clusters)
    arms, level = (ours, theirs), checked_level(level)
    if not (ours.grouped or theirs.grouped):
        reached = int(ours.sample.values.sum()), int(theirs.sample.values.sum())
        return share_difference(reached, (ours.sample.n, theirs.sample.n), level=level, quantile="t")
    if shared(ours, theirs):
        across = mean_difference_clustered(
            programme, comparison, programme_clusters, comparison_clusters, unit=SHARE, level=level
        )
        return replace(across, quantity=Quantity.SHARE_DIFFERENCE)
    known, declined = _declined(arms, level)
    if not declined and known.standard_error is not None:
        known = _combined(arms, known.standard_error, level)
    return difference_of_arms(
        ours,
        theirs,
        known,
        declined,
        quantity=Quantity.SHARE_DIFFERENCE,
        unit=SHARE,
        source=_SOURCE_OF_DIFFERENCE,
    )


class _Part(NamedTuple):
    """A share, and how many independent persons those behind it are worth."""

    share: float
    persons: float


def _part(group: Arm) -> _Part:
    share = group.sample.mean
    if not group.grouped:  # what CR2 gives too, and where all said the same it gives nothing
        return _Part(share, group.sample.n - 1)
    return _Part(share, share * (1 - share) / robust((group,)).variance)


def why_no_interval(arms: tuple[Arm, ...], *, level: float) -> tuple[Caution, ...]:
    """Why nothing is said on how uncertain shares of persons in courses are; nothing where it is said."""
    known, declined = _declined(arms, level)
    return declined if known.interval is None else ()


def _declined(arms: tuple[Arm, ...], level: float) -> tuple[Uncertainty, tuple[Caution, ...]]:
    """What the rule of means leaves; nothing where an answer came up in too few of a group's courses."""
    known, declined = uncertainty(arms, level=level)
    if known.interval is None:
        return UNKNOWN, declined
    grouped = [each for each in arms if each.grouped]
    if any(map(_rare, grouped)):
        return UNKNOWN, (Caution.RARE_IN_COURSES,)
    if any(robust((each,)).variance <= each.sample.rounding**2 for each in grouped):
        return UNKNOWN, (Caution.NO_SPREAD,)  # all courses alike
    return known, ()


def _rare(group: Arm) -> bool:
    """Whether one of both answers came up in too few courses."""
    return np.unique(group.codes[_with_the_rarer_answer(group)]).size < fewest_with_each_answer(group.clusters)


def _with_the_rarer_answer(group: Arm) -> BoolArray:
    """Who learned in a course in which the answer came up that came up in fewer courses."""
    yes = group.sample.values == 1
    answers = [np.unique(group.codes[each]) for each in (yes, ~yes)]
    return np.isin(group.codes, min(answers, key=len))


def of_the_rarer_answer(group: Arm) -> Robust:
    """The share with its CR2 variance, and the degrees of freedom of the courses with the rarer answer."""
    found = robust((group,))
    if not group.grouped:
        return found
    there = _with_the_rarer_answer(group)
    return replace(found, df=cr2_mean(group.sample.values[there], coded(group.labels[there])).df)


def _combined(arms: tuple[Arm, ...], error: float, level: float) -> Uncertainty:
    """Newcombe's limits, and the test that belongs to them."""
    parts, persons = (_part(arms[0]), _part(arms[1])), (arms[0].sample.n, arms[1].sample.n)
    df = difference_of(of_the_rarer_answer(arms[0]), of_the_rarer_answer(arms[1]), persons).df
    low, high = _limits(*parts, _quantile(df, level))
    limits = Interval(low=low, high=high, level=level, method="Newcombe, CR2")
    return Uncertainty(standard_error=error, interval=limits, test=_test(*parts, df))


def _limits(ours: _Part, theirs: _Part, quantile: float) -> tuple[float, float]:
    value = ours.share - theirs.share
    (low, high), (other_low, other_high) = (wilson_limits(*each, quantile) for each in (ours, theirs))
    below = math.hypot(ours.share - low, other_high - theirs.share)
    above = math.hypot(high - ours.share, theirs.share - other_low)
    return value - below, value + above


def _test(ours: _Part, theirs: _Part, df: float) -> Test:
    """With as many standard errors as reach from the difference just to zero."""
    value = ours.share - theirs.share

    def nearer_limit(quantile: float) -> float:
        """The end of the interval on the side of zero, below zero where it is beyond it."""
        low, high = _limits(ours, theirs, quantile)
        return low if value > 0 else -high

    statistic = 0.0 if abs(value) < _ALIKE else float(optimize.brentq(nearer_limit, 0.0, _FAR))
    p = min(1.0, 2 * float(stats.t.sf(statistic, df)))
    return Test(name="Newcombe, CR2", statistic=math.copysign(statistic, value), df=df, p=p)


# So many standard errors reach beyond zero from any difference of two shares.
_ALIKE, _FAR = 1e-12, 1e9


def _quantile(df: float, level: float) -> float:
    return float(stats.t.ppf((1 + level) / 2, df))

"""Shares where persons learned in courses, and how far two of them lie apart: Wilson's and Newcombe's intervals.

Both take the persons for as many as they are worth (`wilson_limits`), by the CR2 variance of the rule in
`methods.kernels.clustered`. The t interval around a share, CR2 too, is too short where few said yes or no: .83 to
.90 with one in ten or twenty and an intraclass correlation of .2, while these hold .93 to .99.

Where one answer came up in hardly any course, the courses look more alike than they are, and nothing in the
answers says how alike they are. Persons of a course can be at most all alike: then every course is worth one
person, by Kish's number where courses differ in size, and that is what the interval rests on. It is wide (with
eight courses 0 to 45 per cent, with three 0 to 90). To decline instead would choose samples in which the answer is
not so rare: one in twenty, of 20 persons in three courses, was held in .90 of those that were left.

A difference has the degrees of freedom of the courses that the rarer answers came from, by Kish's number again:
the other courses tell of it only that it is rare. With those of all courses nine of ten in both groups, 300 of
whom learned in 14 courses with an intraclass correlation of .2, gave .928 and a difference that is not there in
7.2 of 100 samples; now .947 and 5.3.
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
from wirkung.methods.kernels.cluster_labels import Arm, both_arms, shared, sizes
from wirkung.methods.kernels.clustered import (
    FEWEST_CLUSTERS_ON_ONE_SIDE,
    declines,
    difference_of,
    difference_of_arms,
    robust,
)
from wirkung.methods.kernels.cr2 import Robust
from wirkung.methods.kernels.intervals import share_difference
from wirkung.methods.kernels.samples import FloatArray, checked_level
from wirkung.methods.kernels.student import UNKNOWN, Uncertainty
from wirkung.methods.kernels.wilson import wilson_limits

SOURCE = "Franco, Little, Louis & Slud (2019), Journal of Survey Statistics and Methodology 7, PMC6690503"
_SOURCE_OF_DIFFERENCE = f"Newcombe (1998), Statistics in Medicine 17, 873-890, method 10; {SOURCE}"


def fewest_with_each_answer(courses: int) -> int:
    """In how many of so many courses both answers must have come up: three, of fewer than six two.

    Where the rarer one came up in fewer, the courses look more alike than they are: with one in ten of 150 and an
    intraclass correlation of .2 the interval held in .91 to .93. To ask for three of three would choose samples in
    which it is not rare: of 20 persons in three courses it held in .78.
    """
    return 3 if courses >= FEWEST_CLUSTERS_ON_ONE_SIDE else 2


def share_uncertainty(group: Arm, *, level: float) -> tuple[Uncertainty, tuple[Caution, ...]]:
    """The interval of a share of persons in courses, or none; and what to know of it. Of 0 and 1 a person."""
    if declined := declines(group):
        return UNKNOWN, declined
    found = _part(group)
    low, high = wilson_limits(found.share, found.persons, _quantile(robust((group,)).df, level))
    limits = Interval(low=low, high=high, level=level, method="Wilson, CR2")
    return Uncertainty(standard_error=_root(found.robust.variance), interval=limits), as_persons(group)


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
        both shares, with the degrees of freedom of the courses that the rarer answers came from; p is that of the
        widest such interval without zero. Where one of the answers came up in too few courses of a group
        (`fewest_with_each_answer`), each course counts as one person (caution `COURSES_AS_PERSONS`). No interval
        by the rule of `methods.comparison.clusters`.

    Raises
    ------
    ValueError
        As for `mean_difference_clustered`.

    References
    ----------
    Newcombe (1998), Statistics in Medicine 17, 873-890, method 10; with the persons counted as what they are
    worth, Franco, Little, Louis & Slud (2019), Journal of Survey Statistics and Methodology 7, PMC6690503. Kish
    (1965), Survey Sampling, section 11.7.

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
    declined = declines(*arms)
    return difference_of_arms(
        ours,
        theirs,
        UNKNOWN if declined else _combined(arms, level),
        declined or as_persons(*arms),
        quantity=Quantity.SHARE_DIFFERENCE,
        unit=SHARE,
        source=_SOURCE_OF_DIFFERENCE,
    )


class _Part(NamedTuple):
    """A share, how many independent persons those behind it are worth, and how it varies."""

    share: float
    persons: float
    robust: Robust


def _part(group: Arm) -> _Part:
    share, found = group.sample.mean, of_the_rarer_answer(group)
    if not group.grouped:  # what CR2 gives too, and where all said the same it gives nothing
        return _Part(share, group.sample.n - 1, found)
    if as_persons(group):
        return _Part(share, worth_of_courses(group), found)
    return _Part(share, share * (1 - share) / found.variance, found)


def as_persons(*arms: Arm) -> tuple[Caution, ...]:
    """Whether a group's courses count as one person each, as nothing says how alike their persons are."""
    some = any(each.grouped and (_rare(each) or _alike(each)) for each in arms)
    return (Caution.COURSES_AS_PERSONS,) if some else ()


def worth_of_courses(group: Arm) -> float:
    """How many persons the courses are worth if those of a course are all alike (Kish 1965, section 11.7)."""
    return _kish(sizes(group.codes))


def of_the_rarer_answer(group: Arm) -> Robust:
    """The share with its CR2 variance, and the degrees of freedom of the courses that the rarer answers came from.

    Where the courses count as persons, with the variance of so many and the degrees of freedom of all of them.
    """
    found = robust((group,))
    if not group.grouped:
        return found
    if as_persons(group):
        return replace(found, variance=found.value * (1 - found.value) / worth_of_courses(group))
    yes = np.bincount(group.codes, weights=group.sample.values).astype(np.float64)
    answers: tuple[FloatArray, FloatArray] = (yes, sizes(group.codes) - yes)
    return replace(found, df=max(_kish(min(answers, key=_courses_and_kish)) - 1, 1.0))


def _courses_and_kish(answers: FloatArray) -> tuple[int, float]:
    """In how many courses an answer came up, and how evenly: what makes one of two answers the rarer one."""
    return int(np.count_nonzero(answers)), _kish(answers)


def _kish(numbers: FloatArray) -> float:
    """How many equal numbers are as uneven: the square of the sum over the sum of squares."""
    return float(numbers.sum() ** 2 / np.square(numbers).sum())


def _rare(group: Arm) -> bool:
    """Whether one of both answers came up in too few courses."""
    yes = group.sample.values == 1
    fewest = min(np.unique(group.codes[answer]).size for answer in (yes, ~yes))
    return fewest < fewest_with_each_answer(group.clusters)


def _alike(group: Arm) -> bool:
    """Whether all courses have the same share."""
    return bool(robust((group,)).variance <= group.sample.rounding**2)


def _root(variance: float) -> float | None:
    """A standard error; None where nothing varies, since that says only that it is small."""
    return math.sqrt(variance) if variance > 0 else None


def _combined(arms: tuple[Arm, ...], level: float) -> Uncertainty:
    """Newcombe's limits, and the test that belongs to them."""
    parts, persons = (_part(arms[0]), _part(arms[1])), (arms[0].sample.n, arms[1].sample.n)
    found = difference_of(parts[0].robust, parts[1].robust, persons)
    low, high = _limits(*parts, _quantile(found.df, level))
    limits = Interval(low=low, high=high, level=level, method="Newcombe, CR2")
    return Uncertainty(standard_error=_root(found.variance), interval=limits, test=_test(*parts, found.df))


def _limits(ours: _Part, theirs: _Part, quantile: float) -> tuple[float, float]:
    value = ours.share - theirs.share
    (low, high), (other_low, other_high) = (
        wilson_limits(each.share, each.persons, quantile) for each in (ours, theirs)
    )
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

"""How far two groups lie apart in standard deviations where persons learned in courses: Hedges' g and Cox's index.

The values are those of independent persons; the standard errors are of the rule in `methods.kernels.clustered`.
"""

from __future__ import annotations

import math
from dataclasses import replace

from numpy.typing import ArrayLike

from wirkung.codes import Caution
from wirkung.estimate import STANDARD_DEVIATIONS, Estimate
from wirkung.methods.comparison.beside_the_main_line import without_interval
from wirkung.methods.comparison.clusters import mean_difference_clustered
from wirkung.methods.comparison.mean_difference import COX, cox_index, hedges_g
from wirkung.methods.comparison.shares_in_courses import as_persons, of_the_rarer_answer
from wirkung.methods.comparison.standardised_difference import standardised_difference
from wirkung.methods.kernels.cluster_labels import Arm, both_arms, shared
from wirkung.methods.kernels.clustered import (
    CLUSTER_ASSUMPTIONS,
    SOURCE,
    declines,
    difference_of,
    robust,
    spreads,
)
from wirkung.methods.kernels.cr2 import Robust
from wirkung.methods.kernels.samples import checked_level
from wirkung.methods.kernels.student import student


def hedges_g_in_courses(
    programme: ArrayLike,
    comparison: ArrayLike,
    programme_clusters: ArrayLike | None = None,
    comparison_clusters: ArrayLike | None = None,
    *,
    level: float = 0.95,
) -> Estimate:
    """Hedges' g where persons of one or both groups learned in courses.

    Parameters
    ----------
    programme, comparison : one-dimensional
        One number per person.
    programme_clusters, comparison_clusters : one-dimensional, one label per person, or None
        The course of each person; who has none learned alone.
    level : 0 < level < 1
        Confidence level.

    Returns
    -------
    Estimate
        `hedges_g` where nobody shares a course. Otherwise the same value with the standard error and degrees of
        freedom of `mean_difference_clustered`, made one of g as in `standardised_difference`; no interval where
        that has none.

    Raises
    ------
    ValueError
        As for `mean_difference_clustered`.

    References
    ----------
    What Works Clearinghouse (2022), Procedures and Standards Handbook 5.0, appendix E. Pustejovsky & Tipton
    (2018), Journal of Business & Economic Statistics 36, 672-683.

    Examples
    --------
    >>> courses, classes = ["a", "a", "b", "b", "c", "c"], ["d", "d", "e", "e", "f", "f"]
    >>> found = hedges_g_in_courses([5, 6, 7, 5, 6, 7], [4, 5, 6, 4, 5, 6], courses, classes)
    >>> round(found.value, 4), found.interval.method  # (1 - 3/39) / √.8
    (1.032, 'CR2 t, WWC 5.0')
    """
    arms = both_arms(programme, comparison, programme_clusters, comparison_clusters)
    if not any(each.grouped for each in arms):
        return hedges_g(programme, comparison, level=level)
    apart = mean_difference_clustered(
        programme, comparison, programme_clusters, comparison_clusters, unit=STANDARD_DEVIATIONS, level=level
    )
    found = standardised_difference(apart, programme, comparison, level=level)
    if found.interval is None:
        return found
    return replace(found, interval=replace(found.interval, method="CR2 t, WWC 5.0"))


def cox_index_in_courses(
    programme: ArrayLike,
    comparison: ArrayLike,
    programme_clusters: ArrayLike | None = None,
    comparison_clusters: ArrayLike | None = None,
    *,
    level: float = 0.95,
) -> Estimate:
    """Cox's index of two shares where persons of one or both groups learned in courses.

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
        `cox_index` where nobody shares a course. Otherwise the same value, with CR2 of the log odds (each share's
        over p (1 - p)) and the degrees of freedom of `share_difference_clustered`; no interval where that has
        none, or where both groups differ by the same in every course.

    Raises
    ------
    ValueError
        As for `share_difference_clustered`.

    References
    ----------
    Sánchez-Meca, Marín-Martínez & Chacón-Moscoso (2003), Psychological Methods 8, 448-467. Pustejovsky & Tipton
    (2018), Journal of Business & Economic Statistics 36, 672-683.
    """
    level = checked_level(level)
    ours, theirs = both_arms(programme, comparison, programme_clusters, comparison_clusters)
    reached = int(ours.sample.values.sum()), int(theirs.sample.values.sum())
    plain = cox_index(reached, (ours.sample.n, theirs.sample.n), level=level)
    if not (ours.grouped or theirs.grouped) or plain.value is None:
        return plain
    declined = declines(ours, theirs)
    if declined:
        return without_interval(plain).with_cautions(*declined)
    found = _log_odds(ours, theirs)
    if not spreads(found, (ours, theirs)):
        return without_interval(plain).with_cautions(Caution.NO_SPREAD)
    known = student(plain.value, math.sqrt(found.variance) / COX, found.df, level=level, method="CR2 t, log odds")
    return replace(
        plain,
        interval=known.interval,
        standard_error=known.standard_error,
        assumptions=CLUSTER_ASSUMPTIONS,
        source=f"{plain.source}; {SOURCE}",
    ).with_cautions(*as_persons(ours, theirs))


def _log_odds(ours: Arm, theirs: Arm) -> Robust:
    """The difference of marks over p (1 - p), as varied as that of the log odds."""
    if shared(ours, theirs):
        return robust((_over_variance(ours), _over_variance(theirs)))
    parts = [_of_log_odds(of_the_rarer_answer(each)) for each in (ours, theirs)]
    return difference_of(parts[0], parts[1], (ours.sample.n, theirs.sample.n))


def _of_log_odds(share: Robust) -> Robust:
    return replace(share, variance=share.variance / (share.value * (1 - share.value)) ** 2)


def _over_variance(marks: Arm) -> Arm:
    share = marks.sample.mean
    values = marks.sample.values / (share * (1 - share))
    return replace(marks, sample=replace(marks.sample, values=values))

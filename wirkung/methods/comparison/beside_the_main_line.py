"""What is printed beside a main result, by the rule of the main result: courses, few courses and few persons.

The mean of a wave has the CR2 interval of `clusters`, a share that of `shares_in_courses`. A standardised change
has the interval of the change in its unit, divided as the change is: over 112 cells of `tests/calibration` (20 to
300 persons in 3 to 14 courses) that holds the truth in 93 to 97 of 100 samples, while the usual intervals, which
take persons to be independent, hold it in 76 to 89.
"""

from __future__ import annotations

import math
from dataclasses import replace

from numpy.typing import ArrayLike

from wirkung.codes import Caution, Quantity
from wirkung.estimate import STANDARD_DEVIATIONS, Estimate
from wirkung.methods.change.prepost import standardised_change
from wirkung.methods.comparison.clusters import mean_change_clustered
from wirkung.methods.comparison.shares_in_courses import SOURCE as SHARE_SOURCE
from wirkung.methods.comparison.shares_in_courses import share_uncertainty
from wirkung.methods.kernels.cluster_labels import Arm, arm, arm_of_changes
from wirkung.methods.kernels.clustered import (
    CLUSTER_ASSUMPTIONS,
    SOURCE,
    clusters_named,
    declines,
    uncertainty,
)
from wirkung.methods.kernels.samples import T_ASSUMPTIONS, complete_pairs
from wirkung.methods.kernels.standardisers import DIVISORS, exact_correction, moments
from wirkung.methods.kernels.student import Uncertainty


def without_interval(estimate: Estimate) -> Estimate:
    """The same value, saying nothing on how uncertain it is."""
    return replace(estimate, interval=None, standard_error=None, test=None)


def mean_in_courses(estimate: Estimate, values: ArrayLike, clusters: ArrayLike | None) -> Estimate:
    """A mean or share of one group, with the interval that its courses leave.

    Parameters
    ----------
    estimate
        The mean of the values, with the interval of independent persons or none.
    values : one-dimensional
        One number per person, 0 or 1 for a share.
    clusters : one-dimensional, of the same length, or None
        The course of each person; who has none learned alone.

    Returns
    -------
    Estimate
        Unchanged where nobody shares a course. Otherwise with the CR2 interval, for shares Wilson's for as many
        persons as they are worth. Without interval where the estimate had none, for fewer than six persons, and
        with fewer than three courses (caution `TOO_FEW_CLUSTERS`); in courses also where the estimate is no mean
        of the values.

    Raises
    ------
    ValueError
        A missing or infinite number, labels that are not one per person.

    References
    ----------
    Pustejovsky & Tipton (2018), Journal of Business & Economic Statistics 36, 672-683. Franco, Little, Louis &
    Slud (2019), Journal of Survey Statistics and Methodology 7, PMC6690503.

    Examples
    --------
    >>> from wirkung.estimate import UnitKind, Unit
    >>> from wirkung.methods.kernels.intervals import mean
    >>> scores, courses = [1, 2, 3, 4, 5, 6], ["a", "a", "b", "b", "c", "c"]
    >>> mean_in_courses(mean(scores, unit=Unit(kind=UnitKind.SCORE)), scores, courses).convention
    'CR2, 3 clusters'
    """
    group = arm(values, clusters, name="values")
    if estimate.interval is None:
        return without_interval(estimate)
    if reasons := declines(group):
        return without_interval(estimate).with_cautions(*reasons)
    if not group.grouped:
        return estimate
    if estimate.value is None or not math.isclose(estimate.value, group.sample.mean, abs_tol=1e-9):
        return without_interval(estimate)
    of_share = estimate.quantity is Quantity.SHARE
    rule = share_uncertainty if of_share else mean_uncertainty
    known, declined = rule(group, level=estimate.interval.level)
    found = replace(
        estimate,
        interval=known.interval,
        standard_error=known.standard_error,
        test=None,
        convention=clusters_named(group),
        assumptions=(*CLUSTER_ASSUMPTIONS, *(each for each in estimate.assumptions if each not in T_ASSUMPTIONS)),
        source=SHARE_SOURCE if of_share else SOURCE,
    )
    return found.with_cautions(*declined)


def standardised_change_clustered(before: ArrayLike, after: ArrayLike, clusters: ArrayLike | None) -> Estimate:
    """How far the same persons moved in standard deviations (g_av), where they learned in courses.

    Parameters
    ----------
    before, after : one-dimensional, of one length
        The same person at the same position.
    clusters : one-dimensional, of the same length, or None
        The course of each person; who has none learned alone.

    Returns
    -------
    Estimate
        As `standardised_change` where nobody shares a course; otherwise the limits of the change, divided like its
        value. No interval where the change itself has none (`mean_change_clustered`).

    Raises
    ------
    ValueError
        As for `standardised_change`; labels that are not one per person.

    References
    ----------
    Lakens (2013), Frontiers in Psychology 4, 863. Pustejovsky & Tipton (2018), Journal of Business & Economic
    Statistics 36, 672-683.

    Examples
    --------
    >>> courses = ["a", "a", "b", "b", "c", "c"]
    >>> standardised_change_clustered([1, 2, 3, 4, 5, 6], [2, 4, 4, 6, 7, 9], courses).interval.method
    'CR2 t, divided'
    """
    found = standardised_change(before, after, standardiser="g_av")
    change = mean_change_clustered(before, after, clusters, unit=STANDARD_DEVIATIONS)
    if found.value is None or change.interval is None:
        return without_interval(found).with_cautions(*change.cautions)
    if not arm_of_changes(before, after, clusters).grouped:
        return found
    known = moments(complete_pairs(before, after))
    factor = exact_correction(known.n - 1) / DIVISORS["av"](known)
    limits = change.interval
    divided = replace(
        limits, low=limits.low * factor, high=limits.high * factor, method=f"{limits.method}, divided"
    )
    error = None if change.standard_error is None else change.standard_error * factor
    return replace(found, interval=divided, standard_error=error, assumptions=change.assumptions, source=SOURCE)


def mean_uncertainty(group: Arm, *, level: float) -> tuple[Uncertainty, tuple[Caution, ...]]:
    """The interval of a mean of persons in courses, or none and the reason."""
    return uncertainty((group,), level=level)

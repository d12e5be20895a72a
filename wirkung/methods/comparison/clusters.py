"""Means and differences where persons learned in courses: one rule chooses the interval, or declines it.

The rule, whose reasons stand in `_clustered`:

- nobody shares a course: Student's t, or Welch's for two groups;
- courses in a group, three at least (six where only one of two groups has courses): CR2 variance and
  Satterthwaite's degrees of freedom, for two groups the smaller of those of CR2 and of Welch;
- fewer courses (caution `TOO_FEW_CLUSTERS`), fewer than six persons in a group (`FEW_PERSONS`), or a change of
  fewer than twenty persons half of whom stand at one end of the scale both times (`MANY_AT_CEILING`,
  `MANY_AT_FLOOR`): the value without an interval.
"""

from __future__ import annotations

from dataclasses import replace

from numpy.typing import ArrayLike

from wirkung.codes import Assumption, Caution, Claim, CountRole, Quantity
from wirkung.estimate import Count, Estimate, Unit
from wirkung.methods.change.prepost import mean_change
from wirkung.methods.kernels.cluster_labels import Arm, arm_of_changes, both_arms
from wirkung.methods.kernels.clustered import (
    CLUSTER_ASSUMPTIONS,
    FEWEST_PERSONS,
    SOURCE,
    at_an_end,
    clusters_named,
    difference_of_arms,
    uncertainty,
    what_to_know,
)
from wirkung.methods.kernels.groups import difference
from wirkung.methods.kernels.samples import checked_level, complete_pairs
from wirkung.methods.kernels.student import UNKNOWN


def mean_change_clustered(
    before: ArrayLike, after: ArrayLike, clusters: ArrayLike | None = None, *, unit: Unit, level: float = 0.95
) -> Estimate:
    """How far the same persons moved on average, after minus before, where they learned in courses.

    Parameters
    ----------
    before, after : one-dimensional, of one length, in `unit`
        The same person at the same position.
    clusters : one-dimensional, of the same length, or None
        The course of each person, as any label; who has none (None, NaN, empty) learned alone.
    unit
        What the numbers are counted in.
    level : 0 < level < 1
        Confidence level.

    Returns
    -------
    Estimate
        A description, with the interval that the rule of this module chooses.

    Raises
    ------
    ValueError
        As for `mean_change`; labels that are not one per person.

    References
    ----------
    Bell & McCaffrey (2002), Survey Methodology 28, 169-181. Pustejovsky & Tipton (2018), Journal of Business &
    Economic Statistics 36, 672-683.

    Examples
    --------
    >>> from wirkung.estimate import UnitKind
    >>> points = Unit(kind=UnitKind.SCORE)
    >>> courses = ["a", "a", "b", "b", "c", "c"]
    >>> mean_change_clustered([1, 2, 3, 4, 5, 6], [2, 4, 4, 6, 7, 9], courses, unit=points).convention
    'CR2, 3 clusters'
    """
    ours, level = arm_of_changes(before, after, clusters), checked_level(level)
    ends = at_an_end(complete_pairs(before, after))
    if not ours.grouped:
        return _declining(mean_change(before, after, unit=unit, level=level), ours.sample.n, ends)
    known, declined = (UNKNOWN, ends) if ends else uncertainty((ours,), level=level)
    return Estimate(
        quantity=Quantity.MEAN_CHANGE,
        unit=unit,
        value=ours.sample.mean if ours.sample.n else None,
        claim=Claim.DESCRIPTION,
        counts=(Count(role=CountRole.PAIRS, number=ours.sample.n),),
        source=SOURCE,
        interval=known.interval,
        test=known.test,
        standard_error=known.standard_error,
        convention=clusters_named(ours),
        assumptions=CLUSTER_ASSUMPTIONS,
        cautions=tuple(dict.fromkeys((*what_to_know(ours), *declined))),
    )


def mean_difference_clustered(
    programme: ArrayLike,
    comparison: ArrayLike,
    programme_clusters: ArrayLike | None = None,
    comparison_clusters: ArrayLike | None = None,
    *,
    unit: Unit,
    level: float = 0.95,
) -> Estimate:
    """How far the mean of the programme group lies above the other one's, with courses in one or both groups.

    Parameters
    ----------
    programme, comparison : one-dimensional, in `unit`
        One number per person.
    programme_clusters, comparison_clusters : one-dimensional, one label per person, or None
        The course of each person; who has none learned alone, as comparison persons usually do.
    unit
        What the numbers are counted in.
    level : 0 < level < 1
        Confidence level.

    Returns
    -------
    Estimate
        An association, with the interval that the rule of this module chooses.

    Raises
    ------
    ValueError
        As for `hedges_g`; labels that are not one per person.

    References
    ----------
    As for `mean_change_clustered`.

    Examples
    --------
    >>> from wirkung.estimate import UnitKind
    >>> courses, points = ["a", "a", "b", "b", "c", "c"], Unit(kind=UnitKind.SCORE)
    >>> result = mean_difference_clustered([2, 4, 4, 5, 6, 9], [1, 2, 3, 4, 5, 6], courses, unit=points)
    >>> result.value  # 30/6 - 21/6
    1.5
    """
    ours, theirs = both_arms(programme, comparison, programme_clusters, comparison_clusters)
    return _difference(ours, theirs, quantity=Quantity.MEAN_DIFFERENCE, unit=unit, level=level)


def difference_in_change_clustered(
    programme_before: ArrayLike,
    programme_after: ArrayLike,
    comparison_before: ArrayLike,
    comparison_after: ArrayLike,
    programme_clusters: ArrayLike | None = None,
    comparison_clusters: ArrayLike | None = None,
    *,
    unit: Unit,
    level: float = 0.95,
) -> Estimate:
    """How much more the programme group changed, on each person's own change, with courses in one or both groups.

    Parameters
    ----------
    programme_before, programme_after, comparison_before, comparison_after : one-dimensional, in `unit`
        In each group the same person at the same position.
    programme_clusters, comparison_clusters, unit, level
        As for `mean_difference_clustered`.

    Returns
    -------
    Estimate
        An association, with the interval that the rule of this module chooses; it speaks for the programme only
        as far as both groups would have changed alike.

    Raises
    ------
    ValueError
        As for `hedges_g`; labels that are not one per person.

    References
    ----------
    As for `mean_change_clustered`.

    Examples
    --------
    >>> from wirkung.estimate import UnitKind
    >>> courses, points = ["a", "a", "b", "b", "c", "c"], Unit(kind=UnitKind.SCORE)
    >>> start, moved, alike = [1, 2, 3, 4, 5, 6], [2, 4, 4, 6, 7, 10], [2, 2, 4, 4, 6, 6]
    >>> difference_in_change_clustered(start, moved, start, alike, courses, unit=points).value  # 12/6 - 3/6
    1.5
    """
    ours = arm_of_changes(programme_before, programme_after, programme_clusters, group="programme_")
    theirs = arm_of_changes(comparison_before, comparison_after, comparison_clusters, group="comparison_")
    estimate = _difference(ours, theirs, quantity=Quantity.DIFFERENCE_IN_CHANGE, unit=unit, level=level)
    return estimate.with_assumptions(Assumption.PARALLEL_TRENDS, Assumption.NO_INTERFERENCE)


def _difference(ours: Arm, theirs: Arm, *, quantity: Quantity, unit: Unit, level: float) -> Estimate:
    arms, level = (ours, theirs), checked_level(level)
    if not (ours.grouped or theirs.grouped):
        plain = difference(ours.sample, theirs.sample, quantity=quantity, unit=unit, level=level)
        return _declining(plain, min(ours.sample.n, theirs.sample.n))
    known, declined = uncertainty(arms, level=level)
    return difference_of_arms(ours, theirs, known, declined, quantity=quantity, unit=unit, source=SOURCE)


def _declining(estimate: Estimate, fewest: int, reasons: tuple[Caution, ...] = ()) -> Estimate:
    """The same estimate; without interval, test and error where too few persons, or other reasons, forbid them."""
    if fewest >= FEWEST_PERSONS and not reasons:
        return estimate
    return replace(estimate, interval=None, test=None, standard_error=None).with_cautions(*reasons)

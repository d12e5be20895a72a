"""How much more one group changed than the other, each person measured against themselves."""

from __future__ import annotations

import math

from numpy.typing import ArrayLike

from wirkung.estimate import STANDARD_DEVIATIONS, Assumption, Claim, Estimate, Quantity, Unit
from wirkung.methods._groups import counts, difference, pooled_variance, small_sample_correction
from wirkung.methods._samples import assumptions, cautions, checked_level, paired
from wirkung.methods._student import UNKNOWN, student


def difference_in_change(
    programme_before: ArrayLike,
    programme_after: ArrayLike,
    comparison_before: ArrayLike,
    comparison_after: ArrayLike,
    *,
    unit: Unit,
    level: float = 0.95,
) -> Estimate:
    """How much more the programme group changed than the comparison group, on each person's own change.

    Parameters
    ----------
    programme_before, programme_after, comparison_before, comparison_after : one-dimensional, in `unit`
        In each group the same person at the same position; NaN where an answer is missing. Who misses one of
        both answers is no pair.
    unit
        What the numbers are counted in.
    level : 0 < level < 1
        Confidence level of Welch's t interval on the changes.

    Returns
    -------
    Estimate
        An association; it speaks for the programme only as far as both groups would have changed alike.

    Raises
    ------
    ValueError
        Lengths differ within a group; otherwise as for `mean_difference`.

    References
    ----------
    Angrist & Pischke (2009), Mostly Harmless Econometrics, section 5.2. Interval: Welch (1947), Biometrika 34,
    28-35, on the changes.

    Examples
    --------
    >>> from wirkung.estimate import UnitKind
    >>> points = Unit(kind=UnitKind.SCORE)
    >>> difference_in_change([1, 2, 3], [3, 4, 5], [1, 2, 3], [1, 3, 5], unit=points).value  # 6/3 - 3/3
    1.0
    """
    ours = paired(programme_before, programme_after, group="programme_").change
    theirs = paired(comparison_before, comparison_after, group="comparison_").change
    estimate = difference(ours, theirs, quantity=Quantity.DIFFERENCE_IN_CHANGE, unit=unit, level=level)
    return estimate.with_assumptions(Assumption.PARALLEL_TRENDS, Assumption.NO_INTERFERENCE)


def hedges_g_of_change(
    programme_before: ArrayLike,
    programme_after: ArrayLike,
    comparison_before: ArrayLike,
    comparison_after: ArrayLike,
    *,
    level: float = 0.95,
) -> Estimate:
    """The difference in change, in the pooled standard deviations of the scores afterwards.

    The scores, not the changes, give the yardstick: changes spread less, and a g in their standard deviations
    could not be read against the thresholds made for g.

    Parameters
    ----------
    programme_before, programme_after, comparison_before, comparison_after, level
        As for `difference_in_change`.

    Returns
    -------
    Estimate
        An association: g = ω (difference in change) / S_pooled, with ω = 1 - 3/(4N - 9), standard error
        ω √((SE/S_pooled)² + g²/(2N)), SE being that of the difference in change. Fewer than two persons in a
        group, or no spread: no value.

    Raises
    ------
    ValueError
        As for `difference_in_change`.

    References
    ----------
    What Works Clearinghouse (2022), Procedures and Standards Handbook 5.0, appendix E: effects adjusted for the
    baseline keep the unadjusted standard deviation of the outcome.

    Examples
    --------
    >>> round(hedges_g_of_change([1, 2, 3], [3, 4, 5], [1, 2, 3], [1, 3, 5]).value, 7)  # .8 · 1 / √2.5
    0.5059644
    """
    ours = paired(programme_before, programme_after, group="programme_")
    theirs = paired(comparison_before, comparison_after, group="comparison_")
    level = checked_level(level)
    raw = difference(
        ours.change,
        theirs.change,
        quantity=Quantity.DIFFERENCE_IN_CHANGE,
        unit=STANDARD_DEVIATIONS,
        level=level,
    )
    value, known = None, UNKNOWN
    if raw.value is not None and raw.standard_error is not None and (ours.after.varies or theirs.after.varies):
        total = ours.after.n + theirs.after.n
        deviation, omega = math.sqrt(pooled_variance(ours.after, theirs.after)), small_sample_correction(total)
        value = omega * raw.value / deviation
        error = omega * math.sqrt((raw.standard_error / deviation) ** 2 + value**2 / (2 * total))
        known = student(value, error, total - 2, level=level, method="t, WWC 5.0")
    constant = any(
        first.constant and second.constant
        for first, second in ((ours.change, theirs.change), (ours.after, theirs.after))
    )
    return Estimate(
        quantity=Quantity.STANDARDISED_DIFFERENCE,
        unit=STANDARD_DEVIATIONS,
        value=value,
        claim=Claim.ASSOCIATION,
        counts=counts(ours.change, theirs.change),
        source="What Works Clearinghouse (2022), Procedures and Standards Handbook 5.0, appendix E",
        interval=known.interval,
        standard_error=known.standard_error,
        standardiser="hedges_g",
        convention="WWC 5.0",
        assumptions=(
            *assumptions(ours.change, theirs.change),
            Assumption.PARALLEL_TRENDS,
            Assumption.NO_INTERFERENCE,
        ),
        cautions=cautions(ours.change, theirs.change, constant=constant),
    )

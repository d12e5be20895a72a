"""A difference that another method has estimated, in standard deviations of the outcome."""

from __future__ import annotations

import math
from dataclasses import replace

from numpy.typing import ArrayLike

from wirkung.codes import Caution, Quantity
from wirkung.estimate import STANDARD_DEVIATIONS, Estimate
from wirkung.methods.kernels.groups import pooled_variance, small_sample_correction
from wirkung.methods.kernels.samples import checked_level, complete
from wirkung.methods.kernels.student import UNKNOWN, student


def standardised_difference(
    difference: Estimate, programme: ArrayLike, comparison: ArrayLike, *, level: float = 0.95
) -> Estimate:
    """Hedges' g of an adjusted difference: of a difference in change, or of one that allows for courses.

    The scores afterwards give the yardstick, also for changes: changes spread less, and a g in their standard
    deviations could not be read against the thresholds made for g.

    Parameters
    ----------
    difference
        The difference in the unit of the scores, with the standard error and degrees of freedom of its method.
    programme, comparison : one-dimensional, in the same unit
        Scores afterwards of those who were compared; NaN where one is missing.
    level : 0 < level < 1
        Confidence level.

    Returns
    -------
    Estimate
        g = ω difference / S_pooled with ω = 1 - 3/(4N - 9), standard error ω √((SE/S_pooled)² + g²/(2N)), t with
        the degrees of freedom of the difference, whose claim, counts, assumptions and cautions it keeps. Without
        a standard error there is no interval; without spread, or with fewer than two persons in a group, no value.

    Raises
    ------
    ValueError
        A group without any number, more than one dimension, an infinite number, an impossible level.

    References
    ----------
    What Works Clearinghouse (2022), Procedures and Standards Handbook 5.0, appendix E: an adjusted difference
    over the unadjusted standard deviation of the outcome.

    Examples
    --------
    >>> from wirkung.methods.comparison.clusters import mean_difference_clustered
    >>> raw = mean_difference_clustered([2, 2, 2], [0, 1, 2], unit=STANDARD_DEVIATIONS)  # how far each moved
    >>> round(standardised_difference(raw, [3, 4, 5], [1, 3, 5]).value, 7)  # .8 · 1 / √2.5
    0.5059644
    """
    ours, theirs = complete("programme", programme), complete("comparison", comparison)
    level = checked_level(level)
    value, known = None, UNKNOWN
    if difference.value is not None and min(ours.n, theirs.n) > 1 and (ours.varies or theirs.varies):
        total = ours.n + theirs.n
        deviation, omega = math.sqrt(pooled_variance(ours, theirs)), small_sample_correction(total)
        value = omega * difference.value / deviation
        if difference.standard_error is not None and difference.test is not None and difference.test.df:
            error = omega * math.sqrt((difference.standard_error / deviation) ** 2 + value**2 / (2 * total))
            known = student(value, error, difference.test.df, level=level, method="t, WWC 5.0")
    return replace(
        difference,
        quantity=Quantity.STANDARDISED_DIFFERENCE,
        unit=STANDARD_DEVIATIONS,
        value=value,
        interval=known.interval,
        test=None,
        standard_error=known.standard_error,
        standardiser="hedges_g",
        convention="WWC 5.0",
        source="What Works Clearinghouse (2022), Procedures and Standards Handbook 5.0, App. E",
        # Too few persons is already said by the difference; what else leaves no value is a lack of spread.
        cautions=difference.cautions if value is not None or difference.cautions else (Caution.NO_SPREAD,),
    )

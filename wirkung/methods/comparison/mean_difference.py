"""How programme and comparison group differ, programme minus comparison, and whether they started alike."""

from __future__ import annotations

import math

from numpy.typing import ArrayLike

from wirkung.codes import Assumption, Caution, Claim, Quantity, Verdict
from wirkung.estimate import STANDARD_DEVIATIONS, Estimate
from wirkung.methods.kernels.counts import both_groups, few, group_counts
from wirkung.methods.kernels.groups import counts, wwc_g
from wirkung.methods.kernels.samples import T_ASSUMPTIONS, cautions, checked_level, complete
from wirkung.methods.kernels.standardisers import normal_interval
from wirkung.methods.kernels.student import UNKNOWN

# What Works Clearinghouse, Procedures and Standards Handbook 5.0 (2022): baseline differences up to .05 need
# nothing, up to .25 a statistical adjustment, beyond it no adjustment makes the groups equivalent.
BASELINE_EQUIVALENT = 0.05
BASELINE_NOT_EQUIVALENT = 0.25

# The divisor by which a difference of log odds becomes one of standard deviations (Cox 1970).
COX = 1.65


def hedges_g(programme: ArrayLike, comparison: ArrayLike, *, level: float = 0.95) -> Estimate:
    """How far the groups differ in pooled standard deviations, with the small-sample correction of the WWC.

    Parameters
    ----------
    programme, comparison : one-dimensional
        One number per person; NaN where an answer is missing.
    level : 0 < level < 1
        Confidence level of the interval: t with N - 2 degrees of freedom on the standard error of the WWC.

    Returns
    -------
    Estimate
        An association: g = ω (difference of means) / S_pooled with ω = 1 - 3/(4N - 9), standard error
        ω √(N/(n₁n₂) + g²/(2N)). Fewer than two persons in a group, or no spread in both: no value.

    Raises
    ------
    ValueError
        As for `mean_difference`.

    References
    ----------
    What Works Clearinghouse (2022), Procedures and Standards Handbook 5.0, appendix E.
    Hedges (1981), Journal of Educational Statistics 6, 107-128.

    Examples
    --------
    >>> round(hedges_g([5, 6, 7], [4, 5, 6]).value, 10)
    0.8
    """
    ours, theirs = complete("programme", programme), complete("comparison", comparison)
    level = checked_level(level)
    value, known = None, UNKNOWN
    if min(ours.n, theirs.n) > 1 and (ours.varies or theirs.varies):
        value, known = wwc_g(ours, theirs, level)
    return Estimate(
        quantity=Quantity.STANDARDISED_DIFFERENCE,
        unit=STANDARD_DEVIATIONS,
        value=value,
        claim=Claim.ASSOCIATION,
        counts=counts(ours, theirs),
        source="What Works Clearinghouse (2022), Procedures and Standards Handbook 5.0, App. E",
        interval=known.interval,
        standard_error=known.standard_error,
        standardiser="hedges_g",
        convention="WWC 5.0",
        assumptions=T_ASSUMPTIONS,
        cautions=cautions(ours, theirs, constant=ours.constant and theirs.constant),
    )


def cox_index(reached: tuple[int, int], total: tuple[int, int], *, level: float = 0.95) -> Estimate:
    """How far two shares differ, in the standard deviations that Hedges' g has for measurements.

    Parameters
    ----------
    reached, total : (programme, comparison), persons
        Who reached it, and who could have; 0 <= reached <= total, total > 0.
    level : 0 < level < 1
        Confidence level of the interval, Woolf's for the log odds ratio, over 1.65.

    Returns
    -------
    Estimate
        An association: the difference of the log odds over 1.65, without small-sample correction.
        Everybody or nobody in a group: the odds are unbounded, so no value.

    Raises
    ------
    ValueError
        The counts are impossible, or the level.

    References
    ----------
    Cox (1970), Analysis of Binary Data. Sánchez-Meca, Marín-Martínez & Chacón-Moscoso (2003), Effect-size
    indices for dichotomized outcomes in meta-analysis, Psychological Methods 8, 448-467.

    Examples
    --------
    >>> round(cox_index((80, 50), (100, 100)).value, 7)
    0.8401784
    """
    ours, theirs = both_groups(reached, total)
    level = checked_level(level)
    cells = (ours[0], ours[1] - ours[0], theirs[0], theirs[1] - theirs[0])
    value, error, interval = None, None, None
    if min(cells) > 0:
        value = cox_index_of_shares(ours[0] / ours[1], theirs[0] / theirs[1])
        error = math.sqrt(sum(1 / cell for cell in cells)) / COX
        interval = normal_interval(value, error, level=level, method="Woolf")
    return Estimate(
        quantity=Quantity.STANDARDISED_DIFFERENCE,
        unit=STANDARD_DEVIATIONS,
        value=value,
        claim=Claim.ASSOCIATION,
        counts=group_counts(ours, theirs),
        source="Sánchez-Meca, Marín-Martínez & Chacón-Moscoso (2003), Psychological Methods 8, 448-467",
        interval=interval,
        standard_error=error,
        standardiser="cox_index",
        convention="no small-sample correction",
        assumptions=(Assumption.PERSONS_INDEPENDENT,),
        cautions=few(ours[1], theirs[1]) if interval else (*few(ours[1], theirs[1]), Caution.NO_SPREAD),
    )


def cox_index_of_shares(programme: float, comparison: float) -> float:
    """The Cox index of two shares, each above 0 and below 1: the difference of their log odds over 1.65.

    Examples
    --------
    >>> round(cox_index_of_shares(0.8, 0.5), 7)
    0.8401784
    """
    ours, theirs = (math.log(share / (1 - share)) for share in (programme, comparison))
    return (ours - theirs) / COX


def baseline_verdict(g: float) -> Verdict:
    """Whether two groups started alike, by the size of their standardised difference before the programme.

    Parameters
    ----------
    g
        Hedges' g (or the Cox index) at baseline; its sign does not matter.

    Returns
    -------
    Verdict
        EQUIVALENT up to .05, NEEDS_ADJUSTMENT up to .25 (both included), NOT_EQUIVALENT beyond.
        ValueError for NaN.

    References
    ----------
    What Works Clearinghouse (2022), Procedures and Standards Handbook 5.0: baseline equivalence.

    Examples
    --------
    >>> baseline_verdict(-0.12)
    <Verdict.NEEDS_ADJUSTMENT: 'needs_adjustment'>
    """
    if math.isnan(g):
        raise ValueError(f"g must be a number, found {g}")
    if abs(g) <= BASELINE_EQUIVALENT:
        return Verdict.EQUIVALENT
    return Verdict.NEEDS_ADJUSTMENT if abs(g) <= BASELINE_NOT_EQUIVALENT else Verdict.NOT_EQUIVALENT

"""Whether the groups were alike before the programme, covariate by covariate, with and without weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np
from numpy.typing import ArrayLike

from wirkung.codes import Assumption, Caution, Claim, CountRole, Quantity, Verdict
from wirkung.estimate import NUMBER, STANDARD_DEVIATIONS, Count, Estimate
from wirkung.methods.comparison.weighted_moments import (
    BalanceStandardiser,
    divisor,
    weighted_mean,
    weighted_variance,
)
from wirkung.methods.kernels.samples import FEW_PERSONS_BELOW, FloatArray
from wirkung.methods.kernels.table import BoolArray, marks, matrix, numbers

# Austin (2009), Balance diagnostics for comparing the distribution of baseline covariates between treatment groups
# in propensity-score matched samples, Statistics in Medicine 28, 3083-3107.
SMD_BALANCED = 0.1
# Rubin (2001), Using propensity scores to help design observational studies, Health Services and Outcomes
# Research Methodology 2, 169-188: variances in a ratio between 1/2 and 2.
VARIANCE_RATIO_BALANCED = 2.0

_CONVENTIONS = {
    "programme_sd": "standard deviation of the programme group, unweighted",
    "normalised_difference": "root of the mean of both variances, unweighted",
    "wwc_g": "WWC 5.0",
}
_SOURCES = {
    "programme_sd": "Stuart (2010), Statistical Science 25, 1-21",
    "normalised_difference": "Austin (2009), Statistics in Medicine 28, 3083-3107",
    "wwc_g": "What Works Clearinghouse (2022), Procedures and Standards Handbook 5.0, appendix E",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How alike two groups are in one covariate: means, standardised difference, variance ratio, verdict."""

    programme_mean: Estimate
    comparison_mean: Estimate
    difference: Estimate
    variance_ratio: Estimate
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class CovariateBalance:
    """One row of the balance table; `weighted` is None where no weights were given."""

    name: str
    unweighted: Likeness
    weighted: Likeness | None


def balance_table(
    in_programme: ArrayLike,
    covariates: ArrayLike,
    names: Sequence[str],
    *,
    standardiser: BalanceStandardiser = "normalised_difference",
    weights: ArrayLike | None = None,
) -> tuple[CovariateBalance, ...]:
    """How alike the groups were before the programme, one row per covariate in the order given.

    Parameters
    ----------
    in_programme : (n,) of True and False
        Who was in the programme; both must occur.
    covariates : (n, k)
        What was known before; NaN where it is missing, which counts for that covariate only.
    names : k
        One name per covariate.
    standardiser
        What differences are divided by: the standard deviation of the programme group (`programme_sd`), the root
        of the mean of both variances (`normalised_difference`), or the pooled one with the small-sample
        correction of the WWC (`wwc_g`). Always that of the unweighted groups, so that weights move the
        difference only.
    weights : (n,) or None
        Inverse to the propensity, for example; 0 leaves a person out.

    Returns
    -------
    tuple of CovariateBalance
        Descriptions. EQUIVALENT where the standardised difference is at most .1 and the variance ratio (left out
        for marks of 0 and 1, where it says nothing new) between ½ and 2; else NEEDS_ADJUSTMENT; UNDECIDED where
        there is no value. `baseline_verdict` has the other rule, that of the WWC.

    Raises
    ------
    ValueError
        Numbers of rows, names or weights that do not fit, only one group, infinite numbers, negative weights or
        weights of zero for a whole group, an unknown standardiser.

    References
    ----------
    Austin (2009), Statistics in Medicine 28, 3083-3107. Rubin (2001), Health Services and Outcomes Research
    Methodology 2, 169-188. Stuart (2010), Matching methods for causal inference, Statistical Science 25, 1-21.

    Examples
    --------
    >>> row, = balance_table([1, 1, 1, 0, 0, 0], [5, 6, 7, 4, 5, 6], ["age"], standardiser="wwc_g")
    >>> round(row.unweighted.difference.value, 10), row.unweighted.verdict
    (0.8, <Verdict.NEEDS_ADJUSTMENT: 'needs_adjustment'>)
    """
    if standardiser not in get_args(BalanceStandardiser):
        known = ", ".join(get_args(BalanceStandardiser))
        raise ValueError(f"standardiser must be one of {known}, found {standardiser!r}")
    size = np.size(in_programme)
    programme, columns = marks("in_programme", in_programme, size), matrix("covariates", covariates, size)
    if len(names) != columns.shape[1]:
        raise ValueError(f"names must be as many as covariates ({columns.shape[1]}), found {len(names)}")
    usable = None if weights is None else _checked_weights(weights, programme)
    even = np.ones(size)
    return tuple(
        CovariateBalance(
            name=name,
            unweighted=_likeness(column, programme, even, standardiser),
            weighted=None if usable is None else _likeness(column, programme, usable, standardiser),
        )
        for name, column in zip(names, columns.T, strict=True)
    )


def love_plot(table: Sequence[CovariateBalance]) -> tuple[CovariateBalance, ...]:
    """The rows of a balance table as a Love plot draws them: greatest unweighted difference first.

    Parameters
    ----------
    table
        From `balance_table`.

    Returns
    -------
    tuple of CovariateBalance
        Rows without a difference come last; the threshold line is `SMD_BALANCED`.

    References
    ----------
    Ahmed et al. (2006), Heart failure, chronic diuretic use, and increase in mortality and hospitalization,
    European Heart Journal 27, 1431-1439.

    Examples
    --------
    >>> rows = balance_table([1, 1, 0, 0], [[5, 1], [6, 4], [5, 5], [6, 8]], ["age", "score"])
    >>> [row.name for row in love_plot(rows)]
    ['score', 'age']
    """
    return tuple(sorted(table, key=lambda row: -abs(row.unweighted.difference.value or 0.0)))


def _checked_weights(weights: ArrayLike, programme: BoolArray) -> FloatArray:
    found = numbers("weights", weights)
    if found.shape != programme.shape:
        raise ValueError(f"weights must be one per row ({programme.size}), found {found.size}")
    if np.isnan(found).any() or (found < 0).any():
        raise ValueError(f"weights must be 0 or more, found {np.count_nonzero(~(found >= 0))} that are not")
    for name, group in (("programme", programme), ("comparison", ~programme)):
        if not found[group].any():
            raise ValueError(
                f"weights must not all be 0 in a group, found {group.sum()} zeros in the {name} group"
            )
    return found


def _likeness(
    column: FloatArray, programme: BoolArray, weights: FloatArray, standardiser: BalanceStandardiser
) -> Likeness:
    there = ~np.isnan(column)
    groups = [there & group for group in (programme, ~programme)]
    used = [group & (weights > 0) for group in groups]
    counts = tuple(
        Count(role=role, number=int(np.count_nonzero(group)))
        for role, group in zip((CountRole.PROGRAMME, CountRole.COMPARISON), used, strict=True)
    )
    means = [weighted_mean(column[group], weights[group]) for group in used]
    variances = [weighted_variance(column[group], weights[group]) for group in used]
    yardstick = divisor(*(column[group] for group in groups), standardiser=standardiser)
    smd = _over(means, yardstick)
    marks_only = bool(np.isin(column[there], (0, 1)).all())
    ratio = None if marks_only or not (variances[0] and variances[1]) else variances[0] / variances[1]
    gaps = bool((~there).any())
    return Likeness(
        programme_mean=_described(Quantity.MEAN, means[0], counts[:1], gaps=gaps),
        comparison_mean=_described(Quantity.MEAN, means[1], counts[1:], gaps=gaps),
        difference=_described(Quantity.STANDARDISED_DIFFERENCE, smd, counts, standardiser, gaps=gaps),
        variance_ratio=_described(Quantity.VARIANCE_RATIO, ratio, counts, gaps=gaps),
        verdict=_verdict(smd, ratio),
    )


def _over(means: list[float | None], yardstick: float | None) -> float | None:
    """Difference of the means over the yardstick, where all three are there."""
    ours, theirs = means
    return None if ours is None or theirs is None or yardstick is None else (ours - theirs) / yardstick


def _described(
    quantity: Quantity, value: float | None, counts: tuple[Count, ...], standardiser: str = "", *, gaps: bool
) -> Estimate:
    few = any(count.number < FEW_PERSONS_BELOW for count in counts)
    found = ((Caution.FEW_PERSONS, few), (Caution.NO_SPREAD, value is None))
    return Estimate(
        quantity=quantity,
        unit=STANDARD_DEVIATIONS if standardiser else NUMBER,
        value=value,
        claim=Claim.DESCRIPTION,
        counts=counts,
        source=_SOURCES[standardiser] if standardiser else "Rubin (2001), Health Services Research Methodology 2",
        standardiser=standardiser,
        convention=_CONVENTIONS[standardiser] if standardiser else "",
        assumptions=(Assumption.MISSING_AT_RANDOM,) if gaps else (),
        cautions=tuple(caution for caution, holds in found if holds),
    )


def _verdict(smd: float | None, ratio: float | None) -> Verdict:
    if smd is None:
        return Verdict.UNDECIDED
    alike = ratio is None or 1 / VARIANCE_RATIO_BALANCED <= ratio <= VARIANCE_RATIO_BALANCED
    return Verdict.EQUIVALENT if abs(smd) <= SMD_BALANCED and alike else Verdict.NEEDS_ADJUSTMENT

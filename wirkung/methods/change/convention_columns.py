"""Standardised differences of two groups as R's effectsize computes them: what is divided by, and the interval."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from wirkung.codes import Claim, ConventionReason, Quantity
from wirkung.estimate import STANDARD_DEVIATIONS, Estimate, Interval
from wirkung.methods.kernels.groups import counts, pooled_variance
from wirkung.methods.kernels.samples import T_ASSUMPTIONS, Sample, cautions
from wirkung.methods.kernels.standardisers import exact_correction, noncentral_t_limits

# With fewer degrees of freedom the exact correction J is close to 0 and means nothing.
_FEWEST_DF = 2


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What a difference is divided by, the variance of the quotient at no difference, its degrees of freedom."""

    deviation: float
    variance: float
    df: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupConvention:
    """One way to standardise a difference of two groups, with or without the exact correction J."""

    name: str
    call: str
    source: str
    yardstick: Callable[[Sample, Sample], Yardstick]
    reasons: tuple[ConventionReason, ...]

    @property
    def corrected(self) -> bool:
        """Whether the small-sample bias is taken out."""
        return ConventionReason.EXACT_CORRECTION in self.reasons


def in_groups(kind: GroupConvention, ours: Sample, theirs: Sample, level: float) -> Estimate:
    """The difference by this convention, with the noncentral t interval; without a spread no value."""
    value, interval = None, None
    if min(ours.n, theirs.n) > 1:
        yardstick = kind.yardstick(ours, theirs)
        if yardstick.deviation > 0 and (yardstick.df >= _FEWEST_DF or not kind.corrected):
            factor = exact_correction(yardstick.df) if kind.corrected else 1.0
            d, root = (ours.mean - theirs.mean) / yardstick.deviation, math.sqrt(yardstick.variance)
            value = d * factor
            low, high = (limit * root * factor for limit in noncentral_t_limits(d / root, yardstick.df, level))
            interval = Interval(low=low, high=high, level=level, method="noncentral t")
    constant = value is None and (theirs.constant or ours.constant)
    return Estimate(
        quantity=Quantity.STANDARDISED_DIFFERENCE,
        unit=STANDARD_DEVIATIONS,
        value=value,
        claim=Claim.ASSOCIATION,
        counts=counts(ours, theirs),
        source=kind.source,
        interval=interval,
        standardiser=kind.name,
        convention="effectsize",
        assumptions=T_ASSUMPTIONS,
        cautions=cautions(ours, theirs, constant=constant),
    )


def _pooled(ours: Sample, theirs: Sample) -> Yardstick:
    deviation = math.sqrt(pooled_variance(ours, theirs)) if ours.varies or theirs.varies else 0.0
    return Yardstick(deviation, 1 / ours.n + 1 / theirs.n, ours.n + theirs.n - 2)


def _comparison(ours: Sample, theirs: Sample) -> Yardstick:
    if not theirs.varies:
        return Yardstick(0.0, 1.0, theirs.n - 1)
    variance = 1 / theirs.n + ours.variance / (ours.n * theirs.variance)
    return Yardstick(math.sqrt(theirs.variance), variance, theirs.n - 1)


def _averaged(ours: Sample, theirs: Sample) -> Yardstick:
    if not (ours.varies or theirs.varies):
        return Yardstick(0.0, 1.0, 1.0)
    first, second = ours.variance / ours.n, theirs.variance / theirs.n
    mean_variance = (ours.variance + theirs.variance) / 2
    part = first / (first + second)
    df = 1 / (part**2 / (ours.n - 1) + (1 - part) ** 2 / (theirs.n - 1))
    return Yardstick(math.sqrt(mean_variance), (first + second) / mean_variance, df)


_WHY = ConventionReason
_COHEN = "Cohen (1988), Statistical Power Analysis for the Behavioral Sciences"
_HEDGES = "Hedges (1981), Journal of Educational Statistics 6, 107-128"
_GLASS = "Glass (1976), Educational Researcher 5, 3-8"
_ARGUMENTS = "programme, comparison"

GROUP_CONVENTIONS = (
    GroupConvention(
        name="cohens_d",
        call=f"cohens_d({_ARGUMENTS})",
        source=_COHEN,
        yardstick=_pooled,
        reasons=(_WHY.POOLED_SPREAD,),
    ),
    GroupConvention(
        name="hedges_g",
        call=f"hedges_g({_ARGUMENTS})",
        source=_HEDGES,
        yardstick=_pooled,
        reasons=(_WHY.POOLED_SPREAD, _WHY.EXACT_CORRECTION),
    ),
    GroupConvention(
        name="d_average_variance",
        call=f"cohens_d({_ARGUMENTS}, pooled_sd = FALSE)",
        source=_COHEN,
        yardstick=_averaged,
        reasons=(_WHY.MEAN_OF_BOTH_VARIANCES,),
    ),
    GroupConvention(
        name="g_average_variance",
        call=f"hedges_g({_ARGUMENTS}, pooled_sd = FALSE)",
        source=_HEDGES,
        yardstick=_averaged,
        reasons=(_WHY.MEAN_OF_BOTH_VARIANCES, _WHY.EXACT_CORRECTION),
    ),
    GroupConvention(
        name="glass_delta",
        call=f"glass_delta({_ARGUMENTS}, adjust = FALSE)",
        source=_GLASS,
        yardstick=_comparison,
        reasons=(_WHY.SPREAD_OF_COMPARISON,),
    ),
    GroupConvention(
        name="glass_delta_adjusted",
        call=f"glass_delta({_ARGUMENTS})",
        source=_GLASS,
        yardstick=_comparison,
        reasons=(_WHY.SPREAD_OF_COMPARISON, _WHY.EXACT_CORRECTION),
    ),
)

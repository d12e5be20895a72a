"""Two independent samples set against each other: what the comparisons share."""

from __future__ import annotations

import math

from wirkung.codes import Claim, CountRole, Quantity
from wirkung.estimate import Count, Estimate, Unit
from wirkung.methods.kernels.samples import T_ASSUMPTIONS, Sample, cautions, checked_level, standard_error
from wirkung.methods.kernels.student import UNKNOWN, Uncertainty, student


def difference(ours: Sample, theirs: Sample, *, quantity: Quantity, unit: Unit, level: float) -> Estimate:
    """The difference of two means with Welch's t; one of one person, or without any spread, has no interval."""
    level = checked_level(level)
    value = ours.mean - theirs.mean if ours.n and theirs.n else None
    known = UNKNOWN
    if value is not None and min(ours.n, theirs.n) > 1 and (ours.varies or theirs.varies):
        error = standard_error(ours, theirs)
        known = student(value, error, _welch_df(ours, theirs), level=level, method="Welch t")
    return Estimate(
        quantity=quantity,
        unit=unit,
        value=value,
        claim=Claim.ASSOCIATION,
        counts=counts(ours, theirs),
        source="Welch (1947), Biometrika 34, 28-35",
        interval=known.interval,
        test=known.test,
        standard_error=known.standard_error,
        assumptions=T_ASSUMPTIONS,
        cautions=cautions(ours, theirs, constant=ours.constant and theirs.constant),
    )


def _welch_df(ours: Sample, theirs: Sample) -> float:
    """Satterthwaite's degrees of freedom, from the shares of the squared standard error (no overflow)."""
    first, second = ours.variance / ours.n, theirs.variance / theirs.n
    part_of_first = first / (first + second)
    return 1 / (part_of_first**2 / (ours.n - 1) + (1 - part_of_first) ** 2 / (theirs.n - 1))


def pooled_variance(ours: Sample, theirs: Sample) -> float:
    """Variance within the groups, weighted by degrees of freedom; two persons a group at least."""
    weighted = (ours.n - 1) * ours.variance + (theirs.n - 1) * theirs.variance
    return weighted / (ours.n + theirs.n - 2)


def small_sample_correction(total: int) -> float:
    """The ω of the What Works Clearinghouse for so many persons in both groups together."""
    return 1 - 3 / (4 * total - 9)


def wwc_g(ours: Sample, theirs: Sample, level: float) -> tuple[float, Uncertainty]:
    """Hedges' g by the formulas of the What Works Clearinghouse; two persons a group at least, and some spread."""
    total = ours.n + theirs.n
    omega = small_sample_correction(total)
    value = omega * (ours.mean - theirs.mean) / math.sqrt(pooled_variance(ours, theirs))
    error = omega * math.sqrt(total / (ours.n * theirs.n) + value**2 / (2 * total))
    return value, student(value, error, total - 2, level=level, method="t, WWC 5.0")


def counts(ours: Sample, theirs: Sample) -> tuple[Count, Count]:
    """How many persons each group has."""
    return (
        Count(role=CountRole.PROGRAMME, number=ours.n),
        Count(role=CountRole.COMPARISON, number=theirs.n),
    )

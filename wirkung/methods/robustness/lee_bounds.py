"""What could be true if those who were lost differ: Lee's bounds on the difference between the groups."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import optimize, stats

from wirkung.codes import Assumption, Caution, Claim, CountRole, Quantity
from wirkung.estimate import Count, Estimate, Interval, Unit
from wirkung.methods.kernels.counts import whole
from wirkung.methods.kernels.samples import FEW_PERSONS_BELOW, FloatArray, Sample, checked_level, complete

# Shares of persons are known no better.
_NEAR = 1e-9
_SOURCE = "Lee (2009), Review of Economic Studies 76, 1071-1102; Imbens & Manski (2004)"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeeBounds:
    """The least and greatest that the difference can be for those never lost.

    Both carry the same interval, that of the true difference, which lies between them.
    """

    lower: Estimate
    upper: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trimmed:
    """Mean of the better observed group after trimming, and its variance (of the mean, in squared units)."""

    mean: float
    variance: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Observed:
    """The numbers of those observed in a group, and how many of it were lost."""

    sample: Sample
    lost: int

    @property
    def everybody(self) -> int:
        """How many the group had at the start."""
        return self.sample.n + self.lost


def lee_bounds(
    programme: ArrayLike, comparison: ArrayLike, *, lost: tuple[int, int], unit: Unit, level: float = 0.95
) -> LeeBounds:
    """Between which values the difference lies for persons who would have been observed in either group.

    Parameters
    ----------
    programme, comparison : one-dimensional, in `unit`
        One number per person observed.
    lost : (programme, comparison), persons
        How many more the groups had at the start.
    unit
        What the numbers are counted in.
    level : 0 < level < 1
        Confidence level of the interval for the difference itself (not for the whole range of the bounds).

    Returns
    -------
    LeeBounds
        Associations. From the group with the smaller loss the share that it kept in excess is trimmed, once from
        above and once from below; where that falls within a person, the person counts in part. Equal losses:
        both bounds are the observed difference. A group of which nobody is left: no value. Fewer than two persons
        left to one side, or no spread: bounds without an interval.

    Raises
    ------
    ValueError
        More than one dimension, a missing or infinite number, an impossible number of persons lost or level.

    References
    ----------
    Lee (2009), Training, wages, and sample selection: estimating sharp bounds on treatment effects, Review of
    Economic Studies 76, 1071-1102, propositions 1 and 3. Imbens & Manski (2004), Confidence intervals for
    partially identified parameters, Econometrica 72, 1845-1857.

    Examples
    --------
    >>> from wirkung.estimate import UnitKind
    >>> bounds = lee_bounds(range(3, 13), range(2, 10), lost=(0, 2), unit=Unit(kind=UnitKind.SCORE))
    >>> round(bounds.lower.value, 10), round(bounds.upper.value, 10)
    (1.0, 3.0)
    """
    ours = _Observed(sample=complete("programme", programme), lost=whole("lost (programme)", lost[0]))
    theirs = _Observed(sample=complete("comparison", comparison), lost=whole("lost (comparison)", lost[1]))
    level = checked_level(level)
    if not (ours.sample.n and theirs.sample.n):
        none = _bound(ours, theirs, None, None, None, unit)
        return LeeBounds(lower=none, upper=none)
    kept = tuple(group.sample.n / group.everybody for group in (ours, theirs))
    ours_better = kept[0] >= kept[1]
    better, other = (ours, theirs) if ours_better else (theirs, ours)
    share = 1 - min(kept) / max(kept)
    # Trimming the programme group from above gives its least mean; the comparison group's greatest does the same.
    without_top, without_bottom = (
        _trimmed(values, share, better, other) for values in (better.sample.values, -better.sample.values)
    )
    low_mean, high_mean = without_top.mean, -without_bottom.mean
    values = (low_mean - other.sample.mean, high_mean - other.sample.mean)
    parts = (without_top, without_bottom)
    if not ours_better:
        values = (other.sample.mean - high_mean, other.sample.mean - low_mean)
        parts = (without_bottom, without_top)
    errors = _errors(parts, other.sample)
    interval = _imbens_manski(values, errors, level) if errors else None
    lower, upper = (
        _bound(ours, theirs, value, errors[side] if errors else None, interval, unit)
        for side, value in enumerate(values)
    )
    return LeeBounds(lower=lower, upper=upper)


def _trimmed_persons(ours: _Observed, theirs: _Observed) -> int:
    """How many persons are left out, of whom one may count in part."""
    if not (ours.sample.n and theirs.sample.n):
        return 0
    better, other = sorted((ours, theirs), key=lambda group: group.sample.n / group.everybody, reverse=True)
    share = 1 - (other.sample.n / other.everybody) / (better.sample.n / better.everybody)
    return math.ceil(share * better.sample.n - _NEAR)


def _trimmed(values: FloatArray, share: float, better: _Observed, other: _Observed) -> _Trimmed:
    """Leave out this share of the numbers from above, the last one in part."""
    ordered = np.sort(values)
    left = (1 - share) * ordered.size
    weights = np.clip(left - np.arange(ordered.size), 0.0, 1.0)
    mean = float(weights @ ordered / left)
    limit = float(ordered[min(math.ceil(left - _NEAR), ordered.size) - 1])
    spread = float(weights @ np.square(ordered - mean)) / left
    # Lee (2009), proposition 3: spread of those left, of where the trimming falls, of how much is trimmed.
    trimmed_away = (limit - mean) ** 2 * share / left
    lost = sum(group.lost / (group.sample.n * group.everybody) for group in (better, other))
    return _Trimmed(mean=mean, variance=spread / left + trimmed_away + (limit - mean) ** 2 * lost)


def _errors(parts: tuple[_Trimmed, _Trimmed], other: Sample) -> tuple[float, float] | None:
    """Standard errors of both bounds; None where they cannot be had."""
    if other.n < 2 or min(part.variance for part in parts) <= 0 or not other.varies:  # noqa: PLR2004 - one number has no variance
        return None
    first, second = (math.sqrt(part.variance + other.variance / other.n) for part in parts)
    return first, second


def _imbens_manski(values: tuple[float, float], errors: tuple[float, float], level: float) -> Interval:
    """Interval that holds the difference itself with this probability, wherever it lies between the bounds."""
    gap = (values[1] - values[0]) / max(errors)

    def excess(reach: float) -> float:
        return float(stats.norm.cdf(reach + gap) - stats.norm.cdf(-reach)) - level

    reach = float(optimize.brentq(excess, 0.0, float(stats.norm.ppf((1 + level) / 2)) + 1e-9))
    return Interval(
        low=values[0] - reach * errors[0],
        high=values[1] + reach * errors[1],
        level=level,
        method="Imbens & Manski",
    )


def _bound(
    ours: _Observed,
    theirs: _Observed,
    value: float | None,
    error: float | None,
    interval: Interval | None,
    unit: Unit,
) -> Estimate:
    few = min(ours.sample.n, theirs.sample.n) < FEW_PERSONS_BELOW
    found = ((Caution.FEW_PERSONS, few), (Caution.NO_SPREAD, value is not None and interval is None))
    return Estimate(
        quantity=Quantity.MEAN_DIFFERENCE,
        unit=unit,
        value=value,
        claim=Claim.ASSOCIATION,
        counts=(
            *(
                Count(role=role, number=group.sample.n, of=group.everybody)
                for role, group in ((CountRole.PROGRAMME, ours), (CountRole.COMPARISON, theirs))
            ),
            # Beside the difference between all, the bounds tell the mean of those who are left out.
            Count(role=CountRole.TRIMMED, number=_trimmed_persons(ours, theirs)),
        ),
        source=_SOURCE,
        interval=interval,
        standard_error=error,
        convention="Lee bounds",
        assumptions=(Assumption.PERSONS_INDEPENDENT, Assumption.LOSS_IN_ONE_DIRECTION),
        cautions=tuple(caution for caution, holds in found if holds),
    )

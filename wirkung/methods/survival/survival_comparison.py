"""How far apart two groups are on average in when they make a transition."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from wirkung.codes import Assumption, Caution, Claim, CountRole, Quantity
from wirkung.estimate import Count, Estimate, Test, Unit
from wirkung.methods.kernels.cluster_labels import Arm, arm, labels_of
from wirkung.methods.kernels.clustered import clusters_named, declines
from wirkung.methods.kernels.jackknife import SOURCE, jackknife_variance
from wirkung.methods.kernels.samples import FEW_PERSONS_BELOW, checked_level
from wirkung.methods.kernels.student import UNKNOWN, student
from wirkung.methods.kernels.table import BoolArray, marks
from wirkung.methods.survival.durations import Durations, durations
from wirkung.methods.survival.log_rank import log_rank
from wirkung.methods.survival.restricted_mean import RestrictedMean, restricted_mean, welch_df
from wirkung.methods.survival.times_within_blocks import times_within_blocks

_SOURCE = "Royston & Parmar (2013), BMC Medical Research Methodology 13, 152; Greenwood (1926)"
_METHOD = "t, Greenwood"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeDifference:
    """Mean time until the transition, counted up to `horizon`, in each group, and the difference of both.

    The difference is programme minus comparison, positive where the programme group takes longer; its test is
    the log-rank test over the whole time.
    """

    horizon: float
    programme: Estimate
    comparison: Estimate
    difference: Estimate


def restricted_mean_difference(
    times: ArrayLike,
    event: ArrayLike,
    in_programme: ArrayLike,
    *,
    entry: ArrayLike | None = None,
    clusters: ArrayLike | None = None,
    blocks: ArrayLike | None = None,
    horizon: float | None = None,
    unit: Unit,
    level: float = 0.95,
) -> TimeDifference:
    """How much longer one group takes on average until the transition, as far as both were followed.

    Who has not made it by the horizon counts with the horizon. Unlike a hazard ratio, the difference needs no
    assumption on how the groups' rates relate over time.

    Parameters
    ----------
    times, event, entry
        As for `kaplan_meier`.
    in_programme : (n,) of True and False
        Who was in the programme; both must occur.
    clusters : (n,) of labels, or None
        The course of each person; who has none learned alone.
    blocks : (n,) of labels, or None
        Within which the groups are compared.
    horizon : above 0, or None
        Up to which time is counted; None takes the longest that both groups were followed: the smaller of the
        two groups' longest observations.
    unit
        What the times are counted in.
    level : 0 < level < 1
        Confidence level of the t interval.

    Returns
    -------
    TimeDifference
        Descriptions and an association. Beyond the longest common observation, no value. Without censoring the
        difference is Welch's for min(time, horizon). In courses the variance is that of the jackknife over them,
        with one degree of freedom less than there are, and the test that of the interval; no interval by the rule
        of `methods.comparison.clusters`. Within blocks the difference is that of `times_within_blocks`.

    Raises
    ------
    ValueError
        As for `kaplan_meier`; only one group, a horizon that is not above 0 and finite.

    References
    ----------
    Royston & Parmar (2013), Restricted mean survival time: an alternative to the hazard ratio for the design and
    analysis of randomized trials with a time-to-event outcome, BMC Medical Research Methodology 13, 152. Kaplan &
    Meier (1958), section 6, for the variance and its factor m / (m - 1). In R: survRM2's `rmst2` (without factor).

    Examples
    --------
    >>> from wirkung.estimate import MONTHS
    >>> groups = [1, 1, 1, 0, 0, 0]
    >>> result = restricted_mean_difference([1, 2, 9, 3, 4, 9], [1, 1, 0, 1, 1, 0], groups, horizon=6, unit=MONTHS)
    >>> round(result.difference.value, 4)  # (1 + 2 + 6)/3 - (3 + 4 + 6)/3
    -1.3333
    """
    found, level = durations(times, event, entry), checked_level(level)
    programme = marks("in_programme", in_programme, found.n)
    groups = (found.rows(programme), found.rows(~programme))
    longest = min(float(group.times.max(initial=0.0)) for group in groups)
    end = longest if horizon is None else float(horizon)
    if not (math.isfinite(end) and (end > 0 or horizon is None)):
        raise ValueError(f"horizon must be above 0 and finite, found {horizon}")
    inside = 0 < end <= longest
    means = [restricted_mean(group, end) if inside else None for group in groups]
    ours, theirs = (_mean_time(group, mean, unit, level) for group, mean in zip(groups, means, strict=True))
    test = log_rank(found, programme.astype(np.intp), 2)
    difference = _difference(groups, (means[0], means[1]), test, unit, level)
    result = TimeDifference(horizon=end, programme=ours, comparison=theirs, difference=difference)
    labels = labels_of(clusters, found.n)
    arms = [arm(found.times[who], labels[who], name="times") for who in (programme, ~programme)]
    if any(each.grouped for each in arms):
        result = _in_courses(groups, (arms[0], arms[1]), (means[0], means[1]), end, unit, level)
    if blocks is None or difference.value is None:
        return result
    within = times_within_blocks(found, programme, blocks, labels, horizon=end, unit=unit, level=level)
    return replace(result, difference=within.with_cautions(*_cautions(tuple(means), spread=True), *found.cautions))


def _in_courses(
    groups: tuple[Durations, Durations],
    arms: tuple[Arm, Arm],
    means: tuple[RestrictedMean | None, RestrictedMean | None],
    end: float,
    unit: Unit,
    level: float,
) -> TimeDifference:
    """Everything with the variances that leaving out courses gives, or without intervals."""
    sure = tuple(
        mean if not each.grouped or mean is None else _jackknifed(group, each, mean, end)
        for group, each, mean in zip(groups, arms, means, strict=True)
    )
    plain = [_mean_time(group, mean, unit, level) for group, mean in zip(groups, means, strict=True)]
    alone = [
        _sure(estimate, None if mean is None else (mean.variance, mean.complete - 1), (each,), level)
        for estimate, mean, each in zip(plain, sure, arms, strict=True)
    ]
    difference, both = _difference(groups, means, None, unit, level), None
    if sure[0] is not None and sure[1] is not None and sure[0].variance + sure[1].variance > 0:
        both = sure[0].variance + sure[1].variance, welch_df(sure[0], sure[1])
    return TimeDifference(
        horizon=end, programme=alone[0], comparison=alone[1], difference=_sure(difference, both, arms, level)
    )


def _jackknifed(group: Durations, courses: Arm, mean: RestrictedMean, end: float) -> RestrictedMean | None:
    """The mean with the variance over courses; None where one of them alone was followed so long."""

    def without(kept: BoolArray) -> float | None:
        rows = group.rows(kept)
        return restricted_mean(rows, end).value if end <= float(rows.times.max(initial=0.0)) else None

    variance = jackknife_variance(courses.codes, without)
    return None if variance is None else replace(mean, variance=variance, complete=courses.clusters)


def _sure(
    estimate: Estimate, variance: tuple[float, float] | None, arms: tuple[Arm, ...], level: float
) -> Estimate:
    """The estimate with its interval in courses; of single persons as it was."""
    if not any(each.grouped for each in arms):
        return estimate
    reasons, known = declines(*arms), UNKNOWN
    if not reasons and variance is not None and estimate.value is not None and variance[0] > 0:
        known = student(estimate.value, math.sqrt(variance[0]), variance[1], level=level, method="t, jackknife")
    return replace(
        estimate,
        interval=known.interval,
        test=known.test if len(arms) > 1 else None,
        standard_error=known.standard_error,
        convention=clusters_named(*arms, variance="jackknife"),
        source=f"{estimate.source}; {SOURCE}",
        assumptions=(
            Assumption.CLUSTERS_INDEPENDENT,
            *(each for each in estimate.assumptions if each is not Assumption.PERSONS_INDEPENDENT),
        ),
    ).with_cautions(*reasons)


def _mean_time(group: Durations, mean: RestrictedMean | None, unit: Unit, level: float) -> Estimate:
    error = math.sqrt(mean.variance) if mean is not None else 0.0
    known = (
        student(mean.value, error, mean.complete - 1, level=level, method=_METHOD) if mean and error else UNKNOWN
    )
    return Estimate(
        quantity=Quantity.MEAN_TIME,
        unit=unit,
        value=None if mean is None else mean.value,
        claim=Claim.DESCRIPTION,
        counts=_counts(CountRole.REACHED, group),
        source=_SOURCE,
        interval=known.interval,
        standard_error=known.standard_error,
        assumptions=group.assumptions,
        cautions=(*_cautions((mean,), spread=error > 0), *group.cautions),
    )


def _difference(
    groups: tuple[Durations, Durations],
    means: tuple[RestrictedMean | None, RestrictedMean | None],
    test: Test | None,
    unit: Unit,
    level: float,
) -> Estimate:
    ours, theirs = means
    value, known = None, UNKNOWN
    if ours is not None and theirs is not None:
        value = ours.value - theirs.value
        error = math.sqrt(ours.variance + theirs.variance)
        if error and min(ours.complete, theirs.complete) > 1:
            known = student(value, error, welch_df(ours, theirs), level=level, method=f"Welch {_METHOD}")
    spread = known.interval is not None
    cautions = (*_cautions(means, spread=spread), *groups[0].cautions, *groups[1].cautions)
    return Estimate(
        quantity=Quantity.MEAN_TIME_DIFFERENCE,
        unit=unit,
        value=value,
        claim=Claim.ASSOCIATION,
        counts=(*_counts(CountRole.PROGRAMME, groups[0]), *_counts(CountRole.COMPARISON, groups[1])),
        source=_SOURCE,
        interval=known.interval,
        test=test if spread else None,
        standard_error=known.standard_error,
        assumptions=tuple(dict.fromkeys((*groups[0].assumptions, *groups[1].assumptions))),
        cautions=tuple(dict.fromkeys(cautions)),
    )


def _counts(role: CountRole, group: Durations) -> tuple[Count]:
    """Who has made the transition at all, of the group."""
    return (Count(role=role, number=int(np.count_nonzero(group.happened)), of=group.n),)


def _cautions(means: tuple[RestrictedMean | None, ...], *, spread: bool) -> tuple[Caution, ...]:
    known = [mean for mean in means if mean is not None]
    all_known = len(known) == len(means)
    few = min((mean.complete for mean in known), default=0) < FEW_PERSONS_BELOW
    found = (
        (Caution.BEYOND_OBSERVATION, not all_known),
        (Caution.FEW_PERSONS, few and all_known),
        (Caution.NO_SPREAD, all_known and not spread),
    )
    return tuple(caution for caution, holds in found if holds)

"""Whether groups make a transition at different times, and how far apart two groups are on average."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from wirkung.codes import Caution, Claim, CountRole, Quantity
from wirkung.estimate import Count, Estimate, Test, Unit
from wirkung.methods.kernels.cluster_labels import Codes
from wirkung.methods.kernels.samples import FEW_PERSONS_BELOW, checked_level
from wirkung.methods.kernels.student import UNKNOWN, student
from wirkung.methods.kernels.table import marks
from wirkung.methods.survival.durations import Durations, durations
from wirkung.methods.survival.log_rank import tally
from wirkung.methods.survival.restricted_mean import RestrictedMean, restricted_mean, welch_df

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


def log_rank(
    times: ArrayLike, event: ArrayLike, group: ArrayLike, *, entry: ArrayLike | None = None
) -> Test | None:
    """Whether groups make the transition equally fast, over the whole time.

    Parameters
    ----------
    times, event, entry
        As for `kaplan_meier`.
    group : (n,)
        A label per person, at least two different ones.

    Returns
    -------
    Test or None
        χ², with one degree of freedom less than there are groups that can be compared. None where no transition
        says anything: there is none, or only one group was under observation whenever there was one.

    Raises
    ------
    ValueError
        As for `kaplan_meier`; only one group, or labels that do not fit the persons.

    References
    ----------
    Mantel (1966), Evaluation of survival data and two new rank order statistics arising in its consideration,
    Cancer Chemotherapy Reports 50, 163-170; ties by the hypergeometric variance. In R: `survdiff`.

    Examples
    --------
    >>> test = log_rank([1, 2, 3, 4], [1, 1, 1, 1], ["a", "a", "b", "b"])
    >>> round(test.statistic, 4), test.df  # a: 2 seen, 2/4 + 1/3 expected, variance 2·2/4² + 1·2/3²
    (2.8824, 1.0)
    """
    found = durations(times, event, entry)
    labels = np.asarray(group)
    if labels.shape != found.seen.shape:
        raise ValueError(f"group must have one label per person ({found.seen.size}), found shape {labels.shape}")
    names, codes = np.unique(labels, return_inverse=True)
    if names.size == 1:
        raise ValueError(f"group must name at least two groups, found only {names.tolist()[0]!r}")
    return _log_rank(found, codes[found.seen], names.size)


def _log_rank(found: Durations, codes: Codes, groups: int) -> Test | None:
    sums = tally(found, codes, groups)
    df = int(np.linalg.matrix_rank(sums.covariance, hermitian=True))
    if not df:
        return None
    apart = sums.observed - sums.expected
    statistic = float(apart @ np.linalg.pinv(sums.covariance, hermitian=True) @ apart)
    return Test(name="log-rank", statistic=statistic, df=float(df), p=float(stats.chi2.sf(statistic, df)))


def restricted_mean_difference(
    times: ArrayLike,
    event: ArrayLike,
    in_programme: ArrayLike,
    *,
    entry: ArrayLike | None = None,
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
        difference is Welch's for min(time, horizon).

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
    programme = marks("in_programme", in_programme, found.seen.size)[found.seen]
    groups = (found.rows(programme), found.rows(~programme))
    longest = min(float(group.times.max(initial=0.0)) for group in groups)
    end = longest if horizon is None else float(horizon)
    if not (math.isfinite(end) and (end > 0 or horizon is None)):
        raise ValueError(f"horizon must be above 0 and finite, found {horizon}")
    inside = 0 < end <= longest
    means = [restricted_mean(group, end) if inside else None for group in groups]
    ours, theirs = (_mean_time(group, mean, unit, level) for group, mean in zip(groups, means, strict=True))
    test = _log_rank(found, programme.astype(np.intp), 2)
    return TimeDifference(
        horizon=end,
        programme=ours,
        comparison=theirs,
        difference=_difference(groups, (means[0], means[1]), test, unit, level),
    )


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

"""Programmes that start at different times: the difference by cohort and period, and averages of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from wirkung.codes import Assumption, Caution, Claim, CountRole, Quantity
from wirkung.estimate import Count, Estimate, Unit
from wirkung.methods.kernels.samples import FEW_PERSONS_BELOW, checked_level
from wirkung.methods.kernels.student import UNKNOWN, student
from wirkung.methods.robustness.panel import Panel, panel, too_few
from wirkung.methods.robustness.staggered import (
    Combination,
    Effects,
    after_start,
    by_exposure,
    effects,
    mean_of,
    weighted,
)

_SOURCE = "Callaway & Sant'Anna (2021), Journal of Econometrics 225, 200-230"


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortEffect:
    """Difference of those who started at `start`, in `period`; before the start it should be none."""

    start: float
    period: float
    effect: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureEffect:
    """Difference so many periods after the start (negative: before it), cohorts weighted by their size."""

    exposure: int
    effect: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortAverage:
    """Mean difference over all periods from the start on, of those who started at `start`."""

    start: float
    effect: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class EventStudy:
    """All differences, and what they come to: over exposures, and over persons (`over_cohorts`)."""

    by_cohort_and_period: tuple[CohortEffect, ...]
    by_exposure: tuple[ExposureEffect, ...]
    by_cohort: tuple[CohortAverage, ...]
    over_exposures: Estimate
    over_cohorts: Estimate


def event_study(
    outcome: ArrayLike,
    persons: ArrayLike,
    periods: ArrayLike,
    starts: ArrayLike,
    *,
    unit: Unit,
    clusters: ArrayLike | None = None,
    level: float = 0.95,
) -> EventStudy:
    """How those who started moved against those who never did, cohort by cohort, where starts are staggered.

    Parameters
    ----------
    outcome : (n,), in `unit`
        One number per row, a person (or school, or county) in one period.
    persons : (n,)
        Whose row it is; every person once in every period.
    periods, starts : (n,) of numbers
        When the row is from, and when the person started (the same in all their rows), NaN for never. A start
        between two periods counts from the next one on, one after the last as never.
    unit
        What the outcome is counted in.
    clusters : (n,) or None
        Courses or schools, the same in all rows of a person; None takes the persons. Fewer than 30: no intervals;
        fewer than five on one side, of persons too: none either. With clusters the sizes of cohorts count as
        fixed, without as drawn.
    level : 0 < level < 1
        Confidence level of each interval on its own; t with the clusters of the smaller side less one.

    Returns
    -------
    EventStudy
        Associations: ATT(g, t) of Callaway and Sant'Anna, without covariates, against those who never started,
        each period before the start against the one before it (`base_period = "varying"` in R's `did`). The
        coefficients and their covariance are those of pyfixest's saturated regression. `over_cohorts` is the one
        number to report. A cohort of one person has no interval.

    Raises
    ------
    ValueError
        Lengths differ, missing or infinite numbers, a person twice in a period or never in one, a start or
        cluster that changes within a person, nobody without or nobody with the programme (after those are left
        out who were in it in the first period), fewer than two periods, an impossible level.

    References
    ----------
    Callaway & Sant'Anna (2021), Difference-in-differences with multiple time periods, Journal of Econometrics
    225, 200-230. Sun & Abraham (2021), Estimating dynamic treatment effects in event studies with heterogeneous
    treatment effects, Journal of Econometrics 225, 175-199: the saturated regression.

    Examples
    --------
    >>> from wirkung.estimate import UnitKind
    >>> who, when = [1, 1, 2, 2, 3, 3, 4, 4], [2023, 2024] * 4
    >>> never = float("nan")
    >>> starts, points = [2024] * 4 + [never] * 4, Unit(kind=UnitKind.SCORE)
    >>> result = event_study([1, 5, 3, 7, 2, 3, 4, 5], who, when, starts, unit=points)
    >>> round(result.over_cohorts.value, 10)  # (4 + 4)/2 - (1 + 1)/2
    3.0
    """
    level = checked_level(level)
    found = panel(outcome, persons, periods, starts, clusters)
    all_effects = effects(found)
    size = all_effects.values.size
    single = [Combination.one(place, size, cohort) for place, (cohort, _) in enumerate(all_effects.cells)]
    exposures = by_exposure(all_effects)
    cohorts = after_start(all_effects)
    later = [combination for exposure, combination in exposures if exposure >= 0]

    def told(combination: Combination) -> Estimate:
        return _estimate(found, all_effects, combination, unit, level)

    return EventStudy(
        by_cohort_and_period=tuple(
            CohortEffect(start=found.starts[cohort], period=found.periods[period], effect=told(one))
            for (cohort, period), one in zip(all_effects.cells, single, strict=True)
        ),
        by_exposure=tuple(ExposureEffect(exposure=exposure, effect=told(each)) for exposure, each in exposures),
        by_cohort=tuple(
            CohortAverage(start=found.starts[cohort], effect=told(each)) for cohort, each in enumerate(cohorts)
        ),
        over_exposures=told(mean_of(later)),
        over_cohorts=told(weighted(list(enumerate(cohorts)), all_effects)),
    )


def _estimate(found: Panel, all_effects: Effects, combination: Combination, unit: Unit, level: float) -> Estimate:
    sizes = [all_effects.sizes[cohort] for cohort in combination.cohorts]
    sides = (found.clusters_of(combination.cohorts), found.clusters_of([-1]))
    value, error = all_effects.value(combination), all_effects.error(combination, sizes_drawn=not found.clustered)
    known, lacking = UNKNOWN, _lacking(found, sizes, sides, error)
    if lacking is None:
        known = student(value, error, min(sides) - 1, level=level, method="t, CR1")
    few = min(*sizes, found.never) < FEW_PERSONS_BELOW
    cautions = (
        (Caution.FEW_PERSONS, few or lacking is Caution.FEW_PERSONS),
        (Caution.NO_SPREAD, lacking is Caution.NO_SPREAD),
        (Caution.TOO_FEW_CLUSTERS, lacking is Caution.TOO_FEW_CLUSTERS),
        (Caution.ALWAYS_IN_PROGRAMME_LEFT_OUT, found.always > 0),
    )
    return Estimate(
        quantity=Quantity.DIFFERENCE_IN_CHANGE,
        unit=unit,
        value=value,
        claim=Claim.ASSOCIATION,
        counts=(
            Count(role=CountRole.PROGRAMME, number=sum(sizes)),
            Count(role=CountRole.COMPARISON, number=found.never),
        ),
        source=_SOURCE,
        interval=known.interval,
        test=known.test,
        standard_error=known.standard_error,
        convention="ATT(g, t), never treated as comparison, varying base period",
        assumptions=(Assumption.PARALLEL_TRENDS, Assumption.NO_ANTICIPATION, Assumption.NO_INTERFERENCE),
        cautions=tuple(caution for caution, holds in cautions if holds),
    )


def _lacking(found: Panel, sizes: Sequence[int], sides: Sequence[int], error: float) -> Caution | None:
    """Why there is no interval, None where there is one."""
    if min(*sizes, found.never) < 2:  # noqa: PLR2004 - one person does not vary
        return Caution.FEW_PERSONS
    few = too_few(sides, found.clusters, named=found.clustered)
    rounding = 1e-10 * float(np.abs(found.outcome).max())
    return Caution.NO_SPREAD if few is None and error <= rounding else few

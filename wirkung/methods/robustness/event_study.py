"""Programmes that start at different times: the difference by cohort and period, and averages of them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from numpy.typing import ArrayLike

from wirkung.codes import Assumption, Caution, Claim, CountRole, Quantity
from wirkung.estimate import Count, Estimate, Unit
from wirkung.methods.kernels.clustered import clusters_named, declines
from wirkung.methods.kernels.samples import FEW_PERSONS_BELOW, checked_level, only_rounding
from wirkung.methods.kernels.student import UNKNOWN, student
from wirkung.methods.robustness.panel import Panel, panel
from wirkung.methods.robustness.staggered import (
    Combination,
    Effects,
    after_start,
    by_exposure,
    drawn,
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
    """All differences, and what they come to: over exposures, over persons (`over_cohorts`), over all cells."""

    by_cohort_and_period: tuple[CohortEffect, ...]
    by_exposure: tuple[ExposureEffect, ...]
    by_cohort: tuple[CohortAverage, ...]
    over_exposures: Estimate
    over_cohorts: Estimate
    over_cells: Estimate


def event_study(
    outcome: ArrayLike,
    persons: ArrayLike,
    periods: ArrayLike,
    starts: ArrayLike,
    *,
    unit: Unit,
    clusters: ArrayLike | None = None,
    not_yet: bool = False,
    level: float = 0.95,
) -> EventStudy:
    """How those who started moved against those who had not, cohort by cohort, where starts are staggered.

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
    clusters : (n,) of labels, or None
        Courses or schools, the same in all rows of a person; None for who was chosen alone. Too few of them, or of
        persons, give no interval, by the rule of `methods.kernels.clustered`. With clusters the sizes of cohorts
        count as fixed, without as drawn.
    not_yet
        Whether those who start later are compared as well, until they do; else only those who never start.
    level : 0 < level < 1
        Confidence level of each interval on its own.

    Returns
    -------
    EventStudy
        Associations: ATT(g, t) of Callaway and Sant'Anna, without covariates, each period before the start against
        the one before it (`base_period = "varying"` in R's `did`; its `control_group` is `not_yet` here). Averages
        as its `aggte`: dynamic, group and simple. `over_cohorts` is the one number to report. Where theirs is an
        asymptotic variance, this is CR2 (without clusters Welch's), which holds in small cohorts.

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
    treatment effects, Journal of Econometrics 225, 175-199: the same from the start on, without covariates.

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
    all_effects = effects(found, not_yet=not_yet)
    size = all_effects.values.size
    single = [Combination.one(place, size, cohort) for place, (cohort, _) in enumerate(all_effects.cells)]
    exposures = by_exposure(all_effects)
    cohorts = after_start(all_effects)
    later = [combination for exposure, combination in exposures if exposure >= 0]

    cells = [
        (cohort, one)
        for (cohort, period), one in zip(all_effects.cells, single, strict=True)
        if period >= found.first[cohort]
    ]
    convention = f"ATT(g, t), {'not yet' if not_yet else 'never'} treated as comparison, varying base period"

    def told(combination: Combination) -> Estimate:
        return _estimate(found, all_effects, combination, unit, level, convention)

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
        over_cells=told(weighted(cells, all_effects)),
    )


def _estimate(
    found: Panel, all_effects: Effects, combination: Combination, unit: Unit, level: float, convention: str
) -> Estimate:
    groups = [found.arm(group) for group in all_effects.groups(combination)]
    ours = sum(all_effects.sizes[cohort] for cohort in combination.cohorts)
    grouped = any(each.grouped for each in groups)
    robust = drawn(found, all_effects, combination)
    # What is known of courses is how alike their persons are, not how many more there might have been.
    error = math.sqrt(robust.variance + (0.0 if grouped else all_effects.of_sizes(combination)))
    lacking = declines(*groups) or _no_spread(found, error)
    known = UNKNOWN if lacking else student(robust.value, error, robust.df, level=level, method=_method(grouped))
    few = min(each.sample.n for each in groups) < FEW_PERSONS_BELOW
    cautions = (
        *((Caution.FEW_PERSONS,) if few else ()),
        *((Caution.CLUSTER_IN_BOTH_GROUPS,) if found.crossed(all_effects.groups(combination)) else ()),
        *lacking,
        *((Caution.ALWAYS_IN_PROGRAMME_LEFT_OUT,) if found.always else ()),
    )
    return Estimate(
        quantity=Quantity.DIFFERENCE_IN_CHANGE,
        unit=unit,
        value=robust.value,
        claim=Claim.ASSOCIATION,
        counts=(
            Count(role=CountRole.PROGRAMME, number=ours),
            Count(role=CountRole.COMPARISON, number=found.never),
        ),
        source=_SOURCE,
        interval=known.interval,
        test=known.test,
        standard_error=known.standard_error,
        convention=f"{convention}, {clusters_named(*groups)}" if grouped else convention,
        assumptions=(Assumption.PARALLEL_TRENDS, Assumption.NO_ANTICIPATION, Assumption.NO_INTERFERENCE),
        cautions=tuple(dict.fromkeys(cautions)),
    )


def _method(grouped: bool) -> str:
    return "CR2 t" if grouped else "Welch t"


def _no_spread(found: Panel, error: float) -> tuple[Caution, ...]:
    return (Caution.NO_SPREAD,) if only_rounding(error, found.outcome) else ()

"""How covariates go with making a transition sooner: Cox's hazard ratios, and whether they hold over the time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from wirkung.codes import Assumption, Caution, Claim, CountRole, Quantity
from wirkung.estimate import NUMBER, Count, Estimate, Interval, Test
from wirkung.methods.comparison.adjusted_difference import FEWEST_DEGREES
from wirkung.methods.kernels.blocks import block_codes
from wirkung.methods.kernels.cluster_labels import Arm, arm, coded, labels_of
from wirkung.methods.kernels.cr2 import Robust
from wirkung.methods.kernels.influence import Influence, in_courses, named, taken_up_by_blocks, why_not
from wirkung.methods.kernels.regression import independent
from wirkung.methods.kernels.samples import FloatArray, checked_level
from wirkung.methods.kernels.table import BoolArray, complete_matrix, marks
from wirkung.methods.survival.cox import CoxFit, cox
from wirkung.methods.survival.durations import Durations, durations

# Peduzzi, Concato, Feinstein & Holford (1995), Importance of events per independent variable in proportional
# hazards regression analysis, Journal of Clinical Epidemiology 48, 1503-1510: below 10 per covariate they mislead.
_EVENTS_PER_COVARIATE = 10
_SIGNIFICANT = 0.05
# By how much influences are stretched within blocks, and the most degrees of freedom that these leave.
_TakenUp = tuple[FloatArray | float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class HazardRatio:
    """One covariate: its ratio, and the test that the ratio is the same over the whole time (None: no test)."""

    name: str
    ratio: Estimate
    proportionality: Test | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProportionalHazards:
    """Hazard ratios of all covariates, and one test of all of them that they hold over the whole time."""

    ratios: tuple[HazardRatio, ...]
    proportionality: Test | None


def proportional_hazards(
    times: ArrayLike,
    event: ArrayLike,
    covariates: ArrayLike,
    names: Sequence[str],
    *,
    entry: ArrayLike | None = None,
    in_programme: ArrayLike | None = None,
    clusters: ArrayLike | None = None,
    blocks: ArrayLike | None = None,
    level: float = 0.95,
) -> ProportionalHazards:
    """How many times as often, at any time, persons with one unit more of a covariate make the transition.

    Parameters
    ----------
    times, event, entry
        As for `kaplan_meier`.
    covariates : (n, k)
        What was known before.
    names : k texts
        What the covariates are called, in order.
    in_programme : (n,) of True and False, or None
        The group of each person, where there are two; it is looked at for persons in courses only.
    clusters : (n,) of labels, or None
        The course of each person; who has none learned alone.
    blocks : (n,) of labels, or None
        Within which persons are compared: each block has a rate of its own without covariates (strata).
    level : 0 < level < 1
        Confidence level of the interval, symmetric on the logarithm (Wald); 1 in it is «no difference».

    Returns
    -------
    ProportionalHazards
        Associations, each held against the other covariates, ties by Efron. The check is that of Grambsch and
        Therneau on one minus Kaplan-Meier, p below 0.05 is a caution. A covariate without spread (within blocks),
        or that others determine, has no value; none has where a covariate settles who makes the transition. In
        courses the influences of the persons of a course are added up, and t has the degrees of freedom that these
        leave; no interval by the rule of `methods.comparison.clusters`. The check then is left out, as it knows no
        courses.

    Raises
    ------
    ValueError
        As for `kaplan_meier`; names that do not fit the covariates, a number that is missing or infinite.

    References
    ----------
    Cox (1972), Regression models and life-tables, Journal of the Royal Statistical Society B 34, 187-220. Efron
    (1977), Journal of the American Statistical Association 72, 557-565. Grambsch & Therneau (1994), Proportional
    hazards tests and diagnostics based on weighted residuals, Biometrika 81, 515-526. In R: `coxph`; the check is
    that of `cox.zph(…, transform = "km")` before version 3 of the package survival. Lin & Wei (1989), The robust
    inference for the Cox proportional hazards model, Journal of the American Statistical Association 84,
    1074-1078; in R `coxph(…, cluster = …)` without the correction for few courses. Blocks: `strata(…)` in R.

    Examples
    --------
    >>> result = proportional_hazards([1, 2, 3, 4], [1, 1, 1, 1], [1, 0, 1, 0], ["girl"])
    >>> round(result.ratios[0].ratio.value, 4)  # r² / (2(r + 1)²(r + 2)) is greatest at (1 + √17)/2
    2.5616
    """
    found, level = durations(times, event, entry), checked_level(level)
    columns = complete_matrix("covariates", covariates, found.n)
    if columns.shape[1] != len(names) or not names:
        raise ValueError(f"names must name each of {columns.shape[1]} covariates, found {len(names)} names")
    strata = None if blocks is None else block_codes(blocks, found.n)
    alike = np.ones((found.n, 1)) if strata is None else (strata[:, None] == np.arange(strata.max() + 1)) * 1.0
    kept = independent(columns, beside=alike) if found.happened.any() else []
    fit = cox(found, columns[:, kept], strata) if kept else None
    within = () if strata is None or not strata.any() else (Caution.WITHIN_BLOCKS,)
    courses = _arms(found, in_programme, clusters)
    taken_up: _TakenUp = (1.0, math.inf)
    if strata is not None and courses:
        taken_up = taken_up_by_blocks(coded(labels_of(clusters, found.n)), strata)
    few = (Caution.TOO_FEW_CLUSTERS,) if taken_up[1] < FEWEST_DEGREES else ()
    parts = dict(zip(kept, _parts(fit, courses, taken_up), strict=True)) if fit is not None else {}
    return ProportionalHazards(
        ratios=tuple(
            _hazard_ratio(
                name,
                found,
                parts.get(place),
                level,
                (*within, *few, *_cautions(found, kept, place, fit, courses)),
                grouped=bool(courses),
            )
            for place, name in enumerate(names)
        ),
        proportionality=None if fit is None else _all_proportional(fit),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One coefficient with its variance (None: too few courses), and the test that it is the same over time."""

    coefficient: float
    robust: Robust | None
    proportionality: Test | None


def _arms(
    found: Durations, in_programme: ArrayLike | None, clusters: ArrayLike | None
) -> list[tuple[BoolArray, Arm]]:
    """The persons of each group with their courses; nothing where nobody shares one."""
    if clusters is None:
        return []
    ours = marks("in_programme", np.ones(found.n) if in_programme is None else in_programme, found.n, both=False)
    everybody = arm(found.times, clusters, name="times")
    groups = [(who, arm(found.times[who], everybody.labels[who], name="times")) for who in (ours, ~ours)]
    groups = [(who, each) for who, each in groups if each.sample.n]
    return groups if any(each.grouped for _, each in groups) else []


def _parts(fit: CoxFit, courses: list[tuple[BoolArray, Arm]], taken_up: _TakenUp) -> list[_Part]:
    variances = np.diag(fit.covariance)
    moments = fit.moments - fit.moments.mean()
    spread = float(moments @ moments)
    # The slope of the scaled residuals over the moments, against what chance gives it.
    slopes = moments @ fit.residuals @ fit.covariance * moments.size
    return [
        _Part(
            coefficient=float(coefficient),
            robust=_in_courses(influence, courses, taken_up) if courses else _alone(coefficient, variance),
            proportionality=_check(float(slope**2 / (variance * moments.size)), spread, 1),
        )
        for coefficient, variance, influence, slope in zip(
            fit.coefficients, variances, fit.influence.T, slopes, strict=True
        )
    ]


def _alone(coefficient: float, variance: float) -> Robust:
    return Robust(value=float(coefficient), variance=float(variance), df=math.inf)


def _in_courses(influence: FloatArray, courses: list[tuple[BoolArray, Arm]], taken_up: _TakenUp) -> Robust | None:
    stretch, most = taken_up
    influence = influence * stretch
    groups = [
        Influence(arm=each, weights=np.ones(each.sample.n), influence=influence[who]) for who, each in courses
    ]
    if why_not(groups) or most < FEWEST_DEGREES:
        return None
    found = in_courses(groups)
    return None if math.isnan(found.df) else replace(found, df=min(found.df, most))


def _all_proportional(fit: CoxFit) -> Test | None:
    moments = fit.moments - fit.moments.mean()
    slopes = moments @ fit.residuals
    return _check(float(slopes @ fit.covariance @ slopes * moments.size), float(moments @ moments), slopes.size)


def _check(part: float, spread: float, df: int) -> Test | None:
    """None where all transitions were made at one time."""
    if not spread:
        return None
    statistic = part / spread
    return Test(name="Grambsch-Therneau", statistic=statistic, df=float(df), p=float(stats.chi2.sf(statistic, df)))


def _cautions(
    rows: Durations, kept: list[int], place: int, fit: CoxFit | None, courses: list[tuple[BoolArray, Arm]]
) -> tuple[Caution, ...]:
    events = int(np.count_nonzero(rows.happened))
    found = (
        (Caution.COVARIATE_NOT_DETERMINED, events > 0 and place not in kept),
        (Caution.RATIO_WITHOUT_BOUND, place in kept and fit is None),
        (Caution.FEW_EVENTS, events < _EVENTS_PER_COVARIATE * max(len(kept), 1)),
    )
    groups = [Influence(arm=each, weights=each.sample.values, influence=each.sample.values) for _, each in courses]
    return (*(caution for caution, holds in found if holds), *why_not(groups), *rows.cautions)


def _hazard_ratio(
    name: str,
    rows: Durations,
    part: _Part | None,
    level: float,
    cautions: tuple[Caution, ...],
    *,
    grouped: bool,
) -> HazardRatio:
    robust = None if part is None else part.robust
    interval, test = (None, None) if part is None or robust is None else _wald(part.coefficient, robust, level)
    proportionality = None if part is None else part.proportionality
    bends = proportionality is not None and proportionality.p < _SIGNIFICANT
    own = (Caution.HAZARDS_NOT_PROPORTIONAL,) if bends else ()
    ratio = Estimate(
        quantity=Quantity.HAZARD_RATIO,
        unit=NUMBER,
        value=None if part is None else math.exp(part.coefficient),
        claim=Claim.ASSOCIATION,
        counts=(Count(role=CountRole.REACHED, number=int(np.count_nonzero(rows.happened)), of=rows.n),),
        source="Cox (1972), Journal of the Royal Statistical Society B 34, 187-220; Efron (1977)",
        interval=interval,
        test=test,
        assumptions=(
            *((Assumption.CLUSTERS_INDEPENDENT, *rows.assumptions[1:]) if grouped else rows.assumptions),
            Assumption.HAZARDS_PROPORTIONAL,
        ),
        cautions=(*own, *cautions),
    )
    return HazardRatio(name=name, ratio=ratio, proportionality=proportionality)


def _wald(coefficient: float, robust: Robust, level: float) -> tuple[Interval, Test]:
    """On the logarithm, where the distribution is nearly normal."""
    error, alone = math.sqrt(robust.variance), math.isinf(robust.df)
    spread = stats.norm() if alone else stats.t(robust.df)
    reach = float(spread.ppf((1 + level) / 2)) * error
    low, high = (math.exp(coefficient + sign * reach) for sign in (-1, 1))
    statistic = coefficient / error
    return (
        Interval(low=low, high=high, level=level, method=f"Wald, logarithm{named(robust)}"),
        Test(
            name="z, Wald" if alone else "t, Wald, by course",
            statistic=statistic,
            df=None if alone else robust.df,
            p=2 * float(spread.sf(abs(statistic))),
        ),
    )

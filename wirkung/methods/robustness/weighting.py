"""Groups made comparable by weights: inverse probability weighting, with a check of what there is to weigh."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from wirkung.codes import Caution
from wirkung.estimate import Estimate, Unit
from wirkung.methods.kernels.influence import named, of_influences
from wirkung.methods.kernels.overlap import Overlap, overlap_cautions, overlap_of
from wirkung.methods.kernels.propensity import (
    Propensity,
    Target,
    Trim,
    checked_choices,
    effective,
    inverse_weights,
    kept_by,
    propensity,
)
from wirkung.methods.kernels.regression import FEWEST_DEGREES
from wirkung.methods.kernels.samples import FloatArray, checked_level, only_rounding
from wirkung.methods.kernels.student import UNKNOWN, Uncertainty, student
from wirkung.methods.kernels.table import BoolArray, Table, table
from wirkung.methods.kernels.weighted import weighted_estimate

WeightVariance = Literal["estimated scores", "HC1"]

_difference = partial(
    weighted_estimate,
    source="Hirano, Imbens & Ridder (2003), Econometrica 71, 1161-1189; Lunceford & Davidian (2004)",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightedDifference:
    """The weighted difference and its overlap check; `overlap` is None where no score could be had."""

    difference: Estimate
    overlap: Overlap | None


def weighted_difference(
    outcome: ArrayLike,
    in_programme: ArrayLike,
    covariates: ArrayLike,
    *,
    unit: Unit,
    target: Target = "programme",
    trim: Trim = "none",
    variance: WeightVariance = "estimated scores",
    clusters: ArrayLike | None = None,
    level: float = 0.95,
) -> WeightedDifference:
    """How far the groups differ once weights have made them alike in their covariates.

    Parameters
    ----------
    outcome : (n,), in `unit`
        One number per person.
    in_programme : (n,) of True and False
        Who was in the programme.
    covariates : (n, k)
        What was known before; enters a logistic regression as it is.
    unit
        What the outcome is counted in.
    target
        For whom the difference speaks: `programme`, those who took part (ATT), or `everybody` (ATE).
    trim
        Who is left out: nobody; scores outside `[.1, .9]`; or outside the `common support`. Weights keep the
        scores that were estimated from all.
    variance
        `estimated scores` allows for their estimation; `HC1` takes them as known, as a weighted regression in
        Stata does. t with the effective persons of the group that has fewer, less one, as its weights decide how
        well the spread is known; fewer than five: no interval.
    clusters : (n,) of labels, or None
        The course of each person; who has none learned alone. The influences of the persons of a course are then
        added up, and the degrees of freedom are at most those of the courses; no interval by the rule of
        `methods.kernels.clustered`, or where a course has persons of both groups.
    level : 0 < level < 1
        Confidence level.

    Returns
    -------
    WeightedDifference
        An association, weights normalised within the groups. No overlap, or nobody in a group: no value.

    Raises
    ------
    ValueError
        A missing or infinite number, lengths that differ, an unknown choice or level.

    References
    ----------
    Hirano, Imbens & Ridder (2003), Efficient estimation of average treatment effects using the estimated
    propensity score, Econometrica 71, 1161-1189. Lunceford & Davidian (2004), Stratification and weighting via
    the propensity score, Statistics in Medicine 23, 2937-2960. Crump, Hotz, Imbens & Mitnik (2009), Biometrika
    96, 187-199.

    Examples
    --------
    >>> from wirkung.estimate import UnitKind
    >>> groups, schools = [1, 1, 0, 1, 0, 0], [1, 1, 1, 2, 2, 2]
    >>> result = weighted_difference([4, 6, 3, 9, 5, 7], groups, schools, unit=Unit(kind=UnitKind.SCORE))
    >>> round(result.difference.value, 6)  # (4 + 6 + 9)/3 - (2·3 + ½·5 + ½·7)/3
    2.333333
    """
    checked_choices(target, trim)
    if variance not in ("estimated scores", "HC1"):
        raise ValueError(f"variance must be 'estimated scores' or 'HC1', found {variance!r}")
    rows, level = table(outcome, in_programme, covariates, clusters), checked_level(level)
    found = propensity(rows.programme, rows.covariates) if min(rows.persons) else None
    if found is None:
        cautions = (*rows.cautions, *((Caution.NO_OVERLAP,) if min(rows.persons) else ()))
        return WeightedDifference(difference=_difference(rows, None, UNKNOWN, unit, "", cautions), overlap=None)
    kept = kept_by(trim, found.scores, rows.programme)
    weights = np.where(kept, inverse_weights(found.scores, rows.programme, target), 0.0)
    convention = f"normalised weights for {target}, trimmed: {trim}, {variance}"
    overlap = overlap_of(rows, found, weights, level) if _both(rows.programme[kept]) else None
    if overlap is None:
        none_left = (*rows.cautions, Caution.NO_OVERLAP)
        none = _difference(rows.rows(kept), None, UNKNOWN, unit, convention, none_left)
        return WeightedDifference(difference=none, overlap=None)
    value, known, why_not = _hajek(rows, found, weights, target, variance, level)
    cautions = (*overlap_cautions(rows.rows(kept), rows, overlap), *why_not)
    difference = _difference(rows.rows(kept), value, known, unit, convention, cautions)
    return WeightedDifference(difference=difference, overlap=overlap)


def _both(programme: BoolArray) -> bool:
    return bool(programme.any() and not programme.all())


def _hajek(
    rows: Table, found: Propensity, weights: FloatArray, target: Target, variance: str, level: float
) -> tuple[float, Uncertainty, tuple[Caution, ...]]:
    """Difference of the weighted means; its standard error from the influence of each person on it."""
    ours = np.where(rows.programme, weights, 0.0)
    theirs = weights - ours
    means = tuple(float(part @ rows.outcome / part.sum()) for part in (ours, theirs))
    residuals = np.where(rows.programme, rows.outcome - means[0], rows.outcome - means[1])
    influence = ours / ours.sum() * residuals - theirs / theirs.sum() * residuals
    used, coefficients = int(np.count_nonzero(weights)), 2
    if variance == "estimated scores":
        influence = influence + _through_scores(rows, found, weights, influence, target)
        coefficients += found.design.shape[1] - 1
    value, df = means[0] - means[1], used - coefficients
    worth = min(effective(weights[rows.programme]), effective(weights[~rows.programme])) - 1
    spread = not only_rounding(float(np.abs(residuals[weights > 0]).max()), rows.outcome)
    if df <= 0 or worth < FEWEST_DEGREES or not spread:
        return value, UNKNOWN, ()
    summed = of_influences(rows, influence, weights)
    if isinstance(summed, tuple):
        return value, UNKNOWN, summed
    error, method = math.sqrt(summed.variance * used / df), f"t, {variance}" + named(summed)
    if only_rounding(error, rows.outcome):  # the scores explain every outcome
        return value, UNKNOWN, ()
    return value, student(value, error, min(df, worth, summed.df), level=level, method=method), ()


def _through_scores(
    rows: Table, found: Propensity, weights: FloatArray, influence: FloatArray, target: Target
) -> FloatArray:
    """What each person moves by moving the scores: derivative of the difference times that of the coefficients.

    On the logit scale a weight e/(1 - e) grows by itself, 1/(1 - e) by e/(1 - e), and 1/e shrinks by (1 - e)/e.
    """
    scores, design = found.scores, found.design
    comparison_growth = np.ones_like(scores) if target == "programme" else scores
    growth = np.where(rows.programme, 0.0 if target == "programme" else scores - 1, comparison_growth)
    slope = (influence * growth * (weights > 0)) @ design
    information = (design * (scores * (1 - scores))[:, None]).T @ design
    moved = np.linalg.solve(information, design.T * (rows.programme - scores)).T
    return np.asarray(moved @ slope)

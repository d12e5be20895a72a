"""Weights and regression together: right where either the scores or the regressions are right."""

from __future__ import annotations

import math
from functools import partial

import numpy as np
from numpy.typing import ArrayLike

from wirkung.codes import Caution
from wirkung.estimate import Unit
from wirkung.methods.kernels.cr2 import Robust
from wirkung.methods.kernels.influence import named, of_influences
from wirkung.methods.kernels.overlap import overlap_cautions, overlap_of
from wirkung.methods.kernels.propensity import (
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
from wirkung.methods.robustness.weighting import WeightedDifference

_difference = partial(
    weighted_estimate,
    source="Robins, Rotnitzky & Zhao (1994); Glynn & Quinn (2010), Political Analysis 18, 36-56",
)


def doubly_robust_difference(
    outcome: ArrayLike,
    in_programme: ArrayLike,
    covariates: ArrayLike,
    *,
    unit: Unit,
    target: Target = "programme",
    trim: Trim = "none",
    clusters: ArrayLike | None = None,
    level: float = 0.95,
) -> WeightedDifference:
    """How far the groups differ by regression within each group, its errors weighted back in (AIPW).

    Weights are normalised: they sum to 1 in each group, as those of `weighted_difference` do, so that a few
    persons with large weights cannot make more of their group than it is.

    Parameters
    ----------
    outcome, in_programme, covariates, unit, target, trim, clusters
        As for `weighted_difference`; with `trim`, regressions and means use those who stay.
    level : 0 < level < 1
        Confidence level of the t interval on the standard deviation of the influence of each person; degrees of
        freedom as for `weighted_difference`.

    Returns
    -------
    WeightedDifference
        An association. No overlap, or nobody in a group: no value.

    Raises
    ------
    ValueError
        As for `weighted_difference`.

    References
    ----------
    Robins, Rotnitzky & Zhao (1994), Estimation of regression coefficients when some regressors are not always
    observed, Journal of the American Statistical Association 89, 846-866. Normalised: Kang & Schafer (2007),
    Demystifying double robustness, Statistical Science 22, 523-539. Glynn & Quinn (2010), An introduction to the
    augmented inverse propensity weighted estimator, Political Analysis 18, 36-56.

    Examples
    --------
    >>> from wirkung.estimate import UnitKind
    >>> groups, schools = [1, 1, 0, 1, 0, 0], [1, 1, 1, 2, 2, 2]
    >>> points = Unit(kind=UnitKind.SCORE)
    >>> round(doubly_robust_difference([4, 6, 3, 9, 5, 7], groups, schools, unit=points).difference.value, 6)
    2.333333
    """
    checked_choices(target, trim)
    rows, level = table(outcome, in_programme, covariates, clusters), checked_level(level)
    found = propensity(rows.programme, rows.covariates) if min(rows.persons) else None
    if found is None:
        lacking = (*rows.cautions, *((Caution.NO_OVERLAP,) if min(rows.persons) else ()))
        return WeightedDifference(difference=_difference(rows, None, UNKNOWN, unit, "", lacking), overlap=None)
    kept = kept_by(trim, found.scores, rows.programme)
    stay, scores, design = rows.rows(kept), found.scores[kept], found.design[kept]
    convention = f"AIPW for {target}, weights normalised, trimmed: {trim}"
    if not min(stay.persons):
        lacking = (*rows.cautions, Caution.NO_OVERLAP)
        return WeightedDifference(
            difference=_difference(stay, None, UNKNOWN, unit, convention, lacking), overlap=None
        )
    value, influence = _augmented(stay, scores, design, target)
    fitted = design.shape[1] * (2 if target == "programme" else 3)
    weights = np.where(kept, inverse_weights(found.scores, rows.programme, target), 0.0)
    worth = min(effective(weights[rows.programme]), effective(weights[~rows.programme])) - 1
    summed = of_influences(stay, influence, weights[kept])
    why_not = summed if isinstance(summed, tuple) else ()
    known = UNKNOWN
    if not isinstance(summed, tuple):
        known = _uncertainty(stay, value, summed, (stay.outcome.size - fitted, worth), level)
    overlap = overlap_of(rows, found, weights, level)
    cautions = (*overlap_cautions(stay, rows, overlap), *why_not)
    return WeightedDifference(
        difference=_difference(stay, value, known, unit, convention, cautions), overlap=overlap
    )


def _augmented(rows: Table, scores: FloatArray, design: FloatArray, target: Target) -> tuple[float, FloatArray]:
    """The estimate and the influence of each person on it, which sums to zero; weights sum to 1 in each group."""
    treated = rows.programme.astype(np.float64)
    odds = scores / (1 - scores)
    without = _predicted(rows.outcome, design, ~rows.programme)
    left = rows.outcome - without
    if target == "programme":
        effect, of_effect = _mean(left, treated)
        correction, of_correction = _mean(left, (1 - treated) * odds)
        return effect - correction, of_effect - of_correction
    with_it = _predicted(rows.outcome, design, rows.programme)
    everybody = np.ones_like(treated)
    parts = (
        (1, *_mean(with_it - without, everybody)),
        (1, *_mean(rows.outcome - with_it, treated * (1 + 1 / odds))),
        (-1, *_mean(left, (1 - treated) * (1 + odds))),
    )
    value = sum(sign * mean for sign, mean, _ in parts)
    return value, np.sum([sign * influence for sign, _, influence in parts], axis=0)


def _mean(values: FloatArray, weights: FloatArray) -> tuple[float, FloatArray]:
    """A weighted mean, and the influence of each person on it, times the persons."""
    share = weights / weights.mean()
    value = float((share * values).mean())
    return value, share * (values - value)


def _predicted(outcome: FloatArray, design: FloatArray, group: BoolArray) -> FloatArray:
    """What the regression in one group predicts for everybody; of least norm where the group is too small."""
    coefficients = np.linalg.lstsq(design[group], outcome[group], rcond=None)[0]
    return np.asarray(design @ coefficients)


def _uncertainty(rows: Table, value: float, summed: Robust, dfs: tuple[int, float], level: float) -> Uncertainty:
    df, worth = dfs
    if df <= 0 or worth < FEWEST_DEGREES:
        return UNKNOWN
    error = math.sqrt(summed.variance / rows.outcome.size / df)
    if only_rounding(error, rows.outcome):
        return UNKNOWN
    method = f"t, influence function{named(summed)}"
    return student(value, error, min(df, worth, summed.df), level=level, method=method)

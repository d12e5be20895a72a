"""How likely each person was to be in the programme, by logistic regression, and the weights that follow."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from statsmodels.discrete.discrete_model import Logit
from statsmodels.tools.sm_exceptions import ConvergenceWarning, PerfectSeparationWarning

from wirkung.methods.kernels.regression import independent
from wirkung.methods.kernels.samples import FloatArray
from wirkung.methods.kernels.table import BoolArray

Target = Literal["programme", "everybody"]
Trim = Literal["none", "[.1, .9]", "common support"]

# Crump, Hotz, Imbens & Mitnik (2009), Dealing with limited overlap in estimation of average treatment effects,
# Biometrika 96, 187-199: a good rule of thumb is to drop scores outside .1 to .9.
TRIM_LOW, TRIM_HIGH = 0.1, 0.9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Propensity:
    """Scores (n), the standardised design (n, k) and coefficients (k) they come from, and the log-likelihood."""

    scores: FloatArray
    design: FloatArray
    coefficients: FloatArray
    log_likelihood: float


def propensity(programme: BoolArray, covariates: FloatArray) -> Propensity | None:
    """Logit of the group on the covariates; None where it has no finite solution, as they tell the group exactly.

    Covariates are standardised first: that leaves the scores as they are and keeps Newton's steps exact.
    """
    constant = np.ones((programme.size, 1))
    spread = covariates.std(axis=0)
    moving = spread > 1e-12 * np.abs(covariates).max(axis=0, initial=0.0)
    columns = (covariates[:, moving] - covariates[:, moving].mean(axis=0)) / spread[moving]
    design = np.hstack([constant, columns[:, independent(columns, beside=constant)]])
    if design.shape[1] >= programme.size:
        return None
    with warnings.catch_warnings():  # both mean that there is no finite solution, which is said by None
        warnings.simplefilter("error", ConvergenceWarning)
        warnings.simplefilter("error", PerfectSeparationWarning)
        try:
            model = Logit(programme.astype(np.float64), design, check_rank=False)  # checked by `independent`
            fitted = model.fit(method="newton", maxiter=100, disp=0)
        except (ConvergenceWarning, PerfectSeparationWarning, np.linalg.LinAlgError):
            return None
    return Propensity(
        scores=np.asarray(fitted.predict()),
        design=design,
        coefficients=np.asarray(fitted.params),
        log_likelihood=float(fitted.llf),
    )


def checked_choices(target: str, trim: str) -> None:
    """Refuse a target or a way of trimming that has no name here."""
    for name, value, known in (("target", target, get_args(Target)), ("trim", trim, get_args(Trim))):
        if value not in known:
            raise ValueError(f"{name} must be one of {', '.join(known)}, found {value!r}")


def common_support(scores: FloatArray, programme: BoolArray) -> BoolArray:
    """Who has a score that occurs in both groups' ranges, limits included."""
    low = max(scores[programme].min(), scores[~programme].min())
    high = min(scores[programme].max(), scores[~programme].max())
    return np.asarray((scores >= low) & (scores <= high))


def kept_by(trim: Trim, scores: FloatArray, programme: BoolArray) -> BoolArray:
    """Who stays after trimming by name."""
    if trim == "common support":
        return common_support(scores, programme)
    if trim == "[.1, .9]":
        return (scores >= TRIM_LOW) & (scores <= TRIM_HIGH)
    return np.ones(scores.size, dtype=np.bool_)


def inverse_weights(scores: FloatArray, programme: BoolArray, target: Target) -> FloatArray:
    """Weights that make both groups resemble the programme group, or everybody."""
    odds = scores / (1 - scores)
    if target == "programme":
        return np.where(programme, 1.0, odds)
    return np.where(programme, 1 + 1 / odds, 1 + odds)


def effective(weights: FloatArray) -> float:
    """How many equally weighted persons would give the same precision (Kish 1965)."""
    return float(weights.sum() ** 2 / np.square(weights).sum())

"""Least squares with the standard errors that small and clustered samples need, by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from statsmodels.regression.linear_model import OLS

from wirkung.codes import Caution
from wirkung.methods.kernels.cluster_labels import Codes
from wirkung.methods.kernels.cr2 import cr2
from wirkung.methods.kernels.samples import FloatArray
from wirkung.methods.kernels.student import UNKNOWN, Uncertainty, student
from wirkung.methods.kernels.table import BoolArray

Variance = Literal["HC2", "HC3", "HC1", "classical"]
ClusterVariance = Literal["CR2", "CR1"]

# With fewer an interval on the spread of the persons or of the sums of clusters (CR1) holds too rarely. CR2 has
# degrees of freedom of its own: .943 to .951 in 3 courses a side, where they are 2.6 to 4 (1,500 samples each).
FEWEST_DEGREES = 4
# What is left of a column of length 1 after the others are taken out; less is rounding.
_LEFT = 1e-8


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fit:
    """Coefficients (k), their covariance (k, k) and the degrees of freedom of their t tests."""

    coefficients: FloatArray
    covariance: FloatArray
    df: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """One coefficient: its value (None where the data do not determine it), uncertainty, and what to beware of."""

    value: float | None
    known: Uncertainty
    cautions: tuple[Caution, ...] = ()


def checked_variance(variance: str, cluster_variance: str = "CR2") -> None:
    """Refuse a variance that has no name here, of persons or of clusters."""
    given = (("variance", variance, Variance), ("cluster_variance", cluster_variance, ClusterVariance))
    for name, found, known in given:
        if found not in get_args(known):
            raise ValueError(f"{name} must be one of {', '.join(get_args(known))}, found {found!r}")


def least_squares(
    outcome: FloatArray, design: FloatArray, *, variance: Variance = "HC2", codes: Codes | None = None
) -> Fit:
    """Ordinary least squares of full rank; with `codes` of clusters the variance is CR1."""
    model = OLS(outcome, design)
    if codes is not None:
        fitted = model.fit(cov_type="cluster", cov_kwds={"groups": codes})
        df = float(np.unique(codes).size - 1)
    else:
        fitted = model.fit(cov_type="nonrobust" if variance == "classical" else variance)
        df = float(fitted.df_resid)
    return Fit(
        coefficients=np.asarray(fitted.params),
        covariance=np.asarray(fitted.cov_params()),
        df=df,
    )


def independent(columns: FloatArray, *, beside: FloatArray) -> list[int]:
    """Which columns, taken in order, are no linear combination of `beside` and the earlier ones."""
    # One column a row, so that each lies in one piece.
    candidates = np.concatenate([beside.T, columns.T])
    basis = np.empty_like(candidates)
    found = 0
    kept: list[int] = []
    for place, column in enumerate(candidates):
        rest = column / (np.linalg.norm(column) or 1.0)
        for _ in range(2):  # twice is enough against rounding
            rest -= (basis[:found] @ rest) @ basis[:found]
        length = float(np.linalg.norm(rest))
        if length > _LEFT:
            basis[found] = rest / length
            found += 1
            if place >= beside.shape[1]:
                kept.append(place - beside.shape[1])
    return kept


def contrast(
    outcome: FloatArray,
    question: FloatArray,
    others: FloatArray,
    *,
    variance: Variance,
    level: float,
    clusters: tuple[ClusterVariance, Codes] | None = None,
) -> Contrast:
    """The coefficient of the column `question` beside a constant and `others` (rows, k).

    Columns of `others` that the rest determines are left out. Where they determine `question` itself, no value.
    """
    constant = np.ones((outcome.size, 1))
    others = centred(others)
    others = others[:, independent(others, beside=constant)]
    if not independent(question[:, None], beside=np.hstack([constant, others])):
        return Contrast(value=None, known=UNKNOWN, cautions=(Caution.NO_OVERLAP,))
    design = np.hstack([question[:, None], constant, others])
    inverse = np.linalg.pinv(design)
    value = float(inverse[0] @ outcome)
    residuals = outcome - design @ (inverse @ outcome)
    if outcome.size <= design.shape[1]:
        return Contrast(value=value, known=UNKNOWN, cautions=(Caution.FEW_PERSONS,))
    if float(np.max(np.abs(residuals))) <= _LEFT * float(np.max(np.abs(outcome)) or 1.0):
        return Contrast(value=value, known=UNKNOWN, cautions=(Caution.NO_SPREAD,))
    if clusters is not None:
        return _clustered(outcome, design, value, *clusters, level=level)
    alone = np.einsum("ij,ji->i", design, inverse) > 1 - _LEFT
    if alone.any() and float(np.max(np.abs(inverse[0, alone]))) > _LEFT:
        return Contrast(value=value, known=UNKNOWN, cautions=(Caution.FEW_PERSONS,))
    return Contrast(value=value, known=_robust(outcome, design, value, ~alone, variance=variance, level=level))


def _robust(
    outcome: FloatArray, design: FloatArray, value: float, kept: BoolArray, *, variance: Variance, level: float
) -> Uncertainty:
    """Rows that a covariate fits all by themselves say nothing about spread, and are left out of it."""
    rows = design[kept]
    rows = rows[:, independent(rows, beside=np.empty((rows.shape[0], 0)))] if not kept.all() else rows
    fit = least_squares(outcome[kept], rows, variance=variance)
    error = float(np.sqrt(fit.covariance[0, 0]))
    return student(value, error, fit.df, level=level, method=f"t, {variance}")


def _clustered(
    outcome: FloatArray, design: FloatArray, value: float, variance: ClusterVariance, codes: Codes, *, level: float
) -> Contrast:
    few = Contrast(value=value, known=UNKNOWN, cautions=(Caution.TOO_FEW_CLUSTERS,))
    if variance == "CR1":
        fit = least_squares(outcome, design, codes=codes)
        error, df = float(np.sqrt(max(fit.covariance[0, 0], 0.0))), fit.df
        if df < FEWEST_DEGREES:
            return few
    else:
        found = cr2(design, outcome, codes, np.eye(design.shape[1])[0])
        error, df = float(np.sqrt(found.variance)), found.df
    if not (df > 0 and error > 0):  # also where df is NaN
        return few
    return Contrast(value=value, known=student(value, error, df, level=level, method=f"t, {variance}"))


def centred(columns: FloatArray) -> FloatArray:
    """Each column around 0 with length 1, which changes no coefficient but theirs and keeps the sums exact."""
    centred = columns - columns.mean(axis=0, keepdims=True) if columns.size else columns
    length = np.linalg.norm(centred, axis=0)
    # A constant column leaves only rounding; it is set to 0 so that nothing is fitted to that.
    scale = np.abs(columns).max(axis=0, initial=0.0) * np.sqrt(columns.shape[0])
    constant = length <= _LEFT * scale
    return np.asarray(
        np.where(constant, 0.0, centred / np.where(constant, 1.0, length)) * np.sqrt(columns.shape[0])
    )

"""Cluster-robust variances that hold with few clusters: CR2 and its degrees of freedom.

CR2 blows up the residuals of each cluster so that the variance is unbiased where persons are in truth alike and
independent (the «working model»); the degrees of freedom match the first two moments of that variance under
the same model. Both are what clubSandwich in R gives for `lm` (`vcov = "CR2"`, `test = "Satterthwaite"`).

Bell & McCaffrey (2002), Bias reduction in standard errors for linear regression with multi-stage samples,
Survey Methodology 28, 169-181. Pustejovsky & Tipton (2018), Small-sample methods for cluster-robust variance
estimation and hypothesis testing in fixed effects models, Journal of Business & Economic Statistics 36, 672-683.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from wirkung.methods.kernels.cluster_labels import Codes, sizes
from wirkung.methods.kernels.samples import FloatArray

# An eigenvalue of I - H within a cluster that is this close to 0 is 0: the cluster alone fixes a coefficient.
_SINGULAR = 1e-10


@dataclass(frozen=True, slots=True, kw_only=True)
class Robust:
    """An estimate, its CR2 variance and the degrees of freedom; NaN where the clusters give none."""

    value: float
    variance: float
    df: float


def cr2_mean(values: FloatArray, codes: Codes) -> Robust:
    """The mean of all persons with CR2 variance, in closed form; codes run from 0 without gaps.

    With the shares f of the clusters among the persons, the adjustment is 1/√(1 - f), the matrix of the quadratic
    form has f on its diagonal and -f_g f_h/√((1 - f_g)(1 - f_h)) beside it; equal clusters give G - 1.
    """
    share = sizes(codes) / values.size
    value = float(np.mean(values))
    if share.size == 1:  # nothing beside it to vary from
        return Robust(value=value, variance=float("nan"), df=float("nan"))
    sums = np.bincount(codes, weights=values - value)
    variance = float(np.sum(sums**2 / (1 - share))) / values.size**2
    ratio = share**2 / (1 - share)
    square = float(np.sum(share**2) + np.sum(ratio) ** 2 - np.sum(ratio**2))
    return Robust(value=value, variance=variance, df=1 / square)


def cr2_difference(ours: Robust, theirs: Robust, persons: tuple[float, float]) -> Robust:
    """Difference of two means whose clusters lie in one group each: CR2 of the regression on the group.

    The working model has one variance for both groups, so the weights of the degrees of freedom are 1/n.
    """
    weights = 1 / persons[0], 1 / persons[1]
    df = sum(weights) ** 2 / (weights[0] ** 2 / ours.df + weights[1] ** 2 / theirs.df)
    return Robust(value=ours.value - theirs.value, variance=ours.variance + theirs.variance, df=df)


def cr2(design: FloatArray, outcome: FloatArray, codes: Codes, contrast: FloatArray) -> Robust:
    """A linear combination of least-squares coefficients with CR2 variance.

    Parameters
    ----------
    design : persons x coefficients, of full column rank
    outcome : persons
    codes : persons, 0 ... clusters - 1 without gaps
    contrast : coefficients

    Notes
    -----
    Only matrices of the size of the coefficients are decomposed: for the rows Z of a cluster in an orthonormal
    basis, (I - ZZ')^(-1/2) Z = Z (I - Z'Z)^(-1/2).
    """
    inverse = np.asarray(np.linalg.inv(design.T @ design), dtype=np.float64)
    root = np.linalg.cholesky(inverse)
    coefficients = inverse @ (design.T @ outcome)
    residuals = outcome - design @ coefficients
    clusters, width = int(codes.max()) + 1, design.shape[1]
    products = [
        np.bincount(codes, weights=first * second, minlength=clusters) for first in design.T for second in design.T
    ]
    cross = np.array(products, dtype=np.float64).T.reshape(clusters, width, width)
    scores = np.stack([np.bincount(codes, weights=residuals * column) for column in design.T], axis=-1)
    kept, vectors = np.linalg.eigh(np.eye(width) - root.T @ cross @ root)
    powers = np.where(kept > _SINGULAR, 1 / np.sqrt(np.maximum(kept, _SINGULAR)), 0.0)
    adjust = (vectors * powers[:, None, :]) @ vectors.swapaxes(-1, -2)
    weights = adjust @ (root.T @ contrast) @ root.T  # per cluster, the vector b of A X M c = X b
    value, df = float(contrast @ coefficients), _satterthwaite(cross, weights, inverse)
    if math.isnan(df):
        return Robust(value=value, variance=df, df=df)
    return Robust(value=value, variance=float(np.sum(np.sum(weights * scores, axis=1) ** 2)), df=df)


def hc2(design: FloatArray, outcome: FloatArray, contrast: FloatArray) -> Robust:
    """The same where every person is a cluster, in closed form: HC2, with Satterthwaite's degrees of freedom.

    A person who fixes a coefficient alone has no residual and says nothing on the spread.

    Parameters
    ----------
    design, outcome, contrast
        As for `cr2`.
    """
    basis, triangle = np.linalg.qr(design)
    coefficients = np.linalg.solve(triangle, basis.T @ outcome)
    left = 1 - np.sum(basis**2, axis=1)
    alone = left <= _SINGULAR
    pull = basis @ np.linalg.solve(triangle.T, contrast)
    weights = np.where(alone, 0.0, pull / np.sqrt(np.where(alone, 1.0, left))) ** 2
    crossed = basis.T @ (weights[:, None] * basis)
    square = float(np.sum(weights**2 * (2 * left - 1)) + np.sum(crossed**2))
    trace = float(np.sum(weights * left))
    return Robust(
        value=float(contrast @ coefficients),
        variance=float(np.sum(weights * (outcome - design @ coefficients) ** 2)),
        df=trace**2 / square if square > _SINGULAR * trace**2 else math.nan,
    )


def _satterthwaite(cross: FloatArray, weights: FloatArray, inverse: FloatArray) -> float:
    """Degrees of freedom: (tr B)²/tr(B²), B the quadratic form of the variance under the working model.

    NaN where all persons are in one cluster, or each cluster fixes a coefficient alone: B is 0 but for rounding.
    """
    pulled = np.einsum("gij,gj->gi", cross, weights)
    own = np.sum(pulled * weights, axis=1)
    through = np.einsum("gi,ij,gj->g", pulled, inverse, pulled)
    both = inverse @ (pulled.T @ pulled)
    square = float(np.sum(own**2) - 2 * np.sum(own * through) + np.trace(both @ both))
    if square <= _SINGULAR * float(np.sum(own)) ** 2:
        return math.nan
    return float(np.sum(own - through)) ** 2 / square

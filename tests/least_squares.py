"""Least squares with the errors of other programmes (statsmodels), which published values are held against."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from statsmodels.regression.linear_model import OLS

from wirkung.methods.kernels.cluster_labels import Codes
from wirkung.methods.kernels.samples import FloatArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fit:
    """Coefficients (k), their covariance (k, k) and the degrees of freedom of their t tests."""

    coefficients: FloatArray
    covariance: FloatArray
    df: float


def least_squares(outcome: FloatArray, design: FloatArray, *, variance: str, codes: Codes | None = None) -> Fit:
    """Of full rank, with errors by `variance` (classical, HC1, HC2); with `codes` of clusters CR1."""
    model = OLS(outcome, design)
    if codes is not None:
        fitted = model.fit(cov_type="cluster", cov_kwds={"groups": codes})
        df = float(np.unique(codes).size - 1)
    else:
        fitted = model.fit(cov_type="nonrobust" if variance == "classical" else variance)
        df = float(fitted.df_resid)
    return Fit(coefficients=np.asarray(fitted.params), covariance=np.asarray(fitted.cov_params()), df=df)

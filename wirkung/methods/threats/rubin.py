"""Rubin's rules: one estimate from several completed data sets."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from wirkung.methods.kernels.samples import FloatArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """Mean of the estimates, standard error, degrees of freedom, and the part of the variance due to gaps."""

    value: float
    standard_error: float
    df: float
    missing_information: float


def pooled(values: FloatArray, variances: FloatArray, *, complete_df: float) -> Pooled:
    """Estimates and their squared standard errors, one of each per completed data set, at least two.

    Rubin (1987), Multiple Imputation for Nonresponse in Surveys, chapter 3; degrees of freedom for small
    samples by Barnard & Rubin (1999), Biometrika 86, 948-955. `complete_df` would hold without missing answers.
    """
    within, between = float(np.mean(variances)), float(np.var(values, ddof=1))
    extra = (1 + 1 / values.size) * between
    total = within + extra
    part = extra / total
    observed_df = (complete_df + 1) / (complete_df + 3) * complete_df * (1 - part)
    # The same as 1/(1/large + 1/observed) with large = (m - 1)/part², and without its division by zero.
    df = observed_df / (1 + observed_df * part**2 / (values.size - 1))
    return Pooled(value=float(np.mean(values)), standard_error=math.sqrt(total), df=df, missing_information=part)

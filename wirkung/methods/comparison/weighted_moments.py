"""Weighted moments, and what a difference of means is divided by in a balance table."""

from __future__ import annotations

import math
from typing import Literal

import numpy as np

from wirkung.methods.kernels.groups import small_sample_correction
from wirkung.methods.kernels.samples import FloatArray

BalanceStandardiser = Literal["programme_sd", "normalised_difference", "wwc_g"]


def weighted_mean(values: FloatArray, weights: FloatArray) -> float | None:
    """Weighted mean; None of nobody."""
    return float(np.average(values, weights=weights)) if values.size else None


def weighted_variance(values: FloatArray, weights: FloatArray) -> float | None:
    """Weighted variance; with equal weights that with n - 1 (weights of reliability)."""
    if values.size < 2:  # noqa: PLR2004 - one number has no variance
        return None
    total = weights.sum()
    squares = float(weights @ np.square(values - np.average(values, weights=weights)))
    return squares / float(total - np.square(weights).sum() / total)


def divisor(ours: FloatArray, theirs: FloatArray, *, standardiser: BalanceStandardiser) -> float | None:
    """The standard deviation to divide by, of the unweighted groups; None where there is none."""
    own, other = (weighted_variance(group, np.ones(group.size)) for group in (ours, theirs))
    if own is None or (other is None and standardiser != "programme_sd"):
        return None
    if standardiser == "programme_sd":
        square = own
    elif standardiser == "normalised_difference":
        square = (own + (other or 0.0)) / 2
    else:
        total = ours.size + theirs.size
        square = ((ours.size - 1) * own + (theirs.size - 1) * (other or 0.0)) / (total - 2)
        square /= small_sample_correction(total) ** 2
    largest = float(np.abs(np.concatenate([ours, theirs])).max())
    return math.sqrt(square) if math.sqrt(square) > 1e-12 * largest else None  # less is rounding

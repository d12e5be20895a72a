"""Weighted least squares, and how sure it is by its linearised variance (Taylor), by cluster as CR2 does it.

The degrees of freedom are the smallest of those of CR2, of Welch, and of what the weights of the clusters leave: a
group of few heavy persons varies as few do.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np

from wirkung.codes import Caution
from wirkung.methods.kernels.cluster_labels import Arm, Labels, coded
from wirkung.methods.kernels.cr2 import Robust, cr2
from wirkung.methods.kernels.samples import FloatArray
from wirkung.methods.kernels.student import UNKNOWN, Uncertainty, student

METHOD: Final = "linearised, CR2 t"
_ROUNDING = 1e-8
_FEWEST_DEGREES = 2


def linearised(design: FloatArray, outcome: FloatArray, weights: FloatArray, labels: Labels) -> Robust:
    """The first coefficient of weighted least squares: of rows that bear the root of their weight."""
    root = np.sqrt(weights / weights.mean())
    return cr2(root[:, None] * design, root * outcome, coded(labels), np.eye(design.shape[1])[0])


def uncertain(
    found: Robust, adjusted: FloatArray, held: Sequence[FloatArray], arms: Sequence[Arm], level: float
) -> tuple[Uncertainty, tuple[Caution, ...]]:
    """The interval, with the degrees of freedom that clusters and weights of the groups leave."""
    if not found.variance > _ROUNDING**2 * max(float(np.max(np.abs(adjusted))), 1.0) ** 2:
        return UNKNOWN, (Caution.NO_SPREAD,)
    parts = np.split(adjusted, np.cumsum([each.sample.n for each in arms])[:-1])
    known = [_of_group(*each) for each in zip(parts, held, arms, strict=True)]
    together = sum(variance**2 / df for variance, df in known if df > 0)
    welch = sum(variance for variance, _ in known) ** 2 / together if together > 0 else 0.0
    df = min(found.df, welch)
    if not df >= _FEWEST_DEGREES - _ROUNDING:  # also where it is NaN
        grouped = any(each.grouped for each in arms)
        return UNKNOWN, (Caution.TOO_FEW_CLUSTERS if grouped else Caution.FEW_PERSONS,)
    return student(found.value, math.sqrt(found.variance), df, level=level, method=METHOD), ()


def _of_group(values: FloatArray, weights: FloatArray, group: Arm) -> tuple[float, float]:
    """Variance and degrees of freedom of a group's mean: clusters of weights W vary as (ΣW²)²/ΣW⁴ equal ones."""
    heavy = np.bincount(group.codes, weights=weights)
    df = float(np.sum(heavy**2) ** 2 / np.sum(heavy**4)) - 1
    return linearised(np.ones((values.size, 1)), values, weights, group.labels).variance, df

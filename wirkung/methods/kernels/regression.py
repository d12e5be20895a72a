"""Least squares with the standard errors that small and clustered samples need, by name."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from wirkung.codes import Caution
from wirkung.methods.kernels.cluster_labels import Codes
from wirkung.methods.kernels.cr2 import Robust, cr2, hc2
from wirkung.methods.kernels.samples import FloatArray, only_rounding
from wirkung.methods.kernels.student import UNKNOWN, Uncertainty, student

# With fewer an interval on the spread of the persons or of the sums of clusters holds too rarely. CR2 has degrees
# of freedom of its own: .943 to .951 in 3 courses a side, where they are 2.6 to 4 (1,500 samples each).
FEWEST_DEGREES = 4
# What is left of a column of length 1 after the others are taken out; less is rounding.
_LEFT = 1e-8


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Contrast:
    """One coefficient: its value (None where the data do not determine it), and how sure it is.

    `error` and `df` are None where the data leave nothing to judge it by; `cautions` say why. `rest` (rows) is
    the outcome less what the other columns explain.
    """

    value: float | None = None
    error: float | None = None
    df: float | None = None
    cautions: tuple[Caution, ...] = ()
    rest: FloatArray | None = None

    def known(self, level: float, method: str) -> Uncertainty:
        """The t interval and test."""
        if self.value is None or self.error is None or self.df is None:
            return UNKNOWN
        return student(self.value, self.error, self.df, level=level, method=method)


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


def designed(question: FloatArray, others: FloatArray) -> FloatArray | None:
    """The columns `question`, a constant, and of `others` (rows, k) those that the rest does not determine.

    None where they determine `question` itself.
    """
    constant = np.ones((question.size, 1))
    others = centred(others)
    others = others[:, independent(others, beside=constant)]
    if not independent(question[:, None], beside=np.hstack([constant, others])):
        return None
    return np.hstack([question[:, None], constant, others])


def contrast(
    outcome: FloatArray,
    question: FloatArray,
    others: FloatArray,
    *,
    codes: Codes | None = None,
) -> Contrast:
    """The coefficient of the column `question` beside a constant and `others` (rows, k).

    HC2 and, with `codes` of clusters, CR2, with Satterthwaite's degrees of freedom.
    """
    design = designed(question, others)
    if design is None:
        return Contrast(cautions=(Caution.NO_OVERLAP,))
    coefficients = np.linalg.lstsq(design, outcome, rcond=None)[0]
    residuals = outcome - design @ coefficients
    found = Contrast(value=float(coefficients[0]), rest=outcome - design[:, 2:] @ coefficients[2:])
    if outcome.size <= design.shape[1]:
        return replace(found, cautions=(Caution.FEW_PERSONS,))
    if float(np.max(np.abs(residuals))) <= _LEFT * float(np.max(np.abs(outcome)) or 1.0):
        return replace(found, cautions=(Caution.NO_SPREAD,))
    robust = _robust(design, outcome, codes)
    error, df = math.sqrt(max(robust.variance, 0.0)), robust.df
    if not df > 0:  # also where it is NaN
        return replace(found, cautions=(Caution.FEW_PERSONS if codes is None else Caution.TOO_FEW_CLUSTERS,))
    if only_rounding(error, outcome):
        return replace(found, cautions=(Caution.NO_SPREAD,))
    return replace(found, error=error, df=df)


def _robust(design: FloatArray, outcome: FloatArray, codes: Codes | None) -> Robust:
    first = np.eye(design.shape[1])[0]
    if codes is not None:
        return cr2(design, outcome, codes, first)
    inverse = np.linalg.pinv(design)
    alone = np.einsum("ij,ji->i", design, inverse) > 1 - _LEFT
    if alone.any() and float(np.max(np.abs(inverse[0, alone]))) > _LEFT:
        return Robust(value=math.nan, variance=math.nan, df=math.nan)  # nobody beside them to vary from
    return hc2(design, outcome, first)


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

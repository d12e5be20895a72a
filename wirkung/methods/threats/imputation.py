"""Gaps in two waves filled in by draws from the line that joins them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from wirkung.methods.kernels.samples import FloatArray

# Rounds of drawing one wave from the other and back, where both have gaps.
_ROUNDS = 20


def completed(waves: FloatArray, rng: np.random.Generator, imputations: int) -> Iterator[FloatArray]:
    """Completed copies of `waves` (2 × persons, NaN for a gap, no person with two gaps), so many as asked for.

    Each copy is drawn on its own: parameters from their posterior under flat priors, then the gaps (Rubin 1987,
    page 167). Where only one wave has gaps, one round is already a draw from the right distribution.
    """
    gaps = np.isnan(waves)
    targets = [wave for wave in (0, 1) if gaps[wave].any()]
    start = np.where(gaps, np.nanmean(waves, axis=1, keepdims=True), waves)
    for _ in range(imputations):
        filled = start.copy()
        for _ in range(_ROUNDS if len(targets) > 1 else 1):
            for wave in targets:
                filled[wave, gaps[wave]] = _drawn(filled[1 - wave], filled[wave], gaps[wave], rng)
        yield filled


def _drawn(x: FloatArray, y: FloatArray, gap: NDArray[np.bool_], rng: np.random.Generator) -> FloatArray:
    """New values of y at its gaps, from the line through the persons who have y."""
    known_x, known_y = x[~gap], y[~gap]
    centre = known_x.mean()
    away = known_x - centre
    squares = float(away @ away)
    slope = float(away @ known_y) / squares
    residual = known_y - known_y.mean() - slope * away
    spread = np.sqrt(float(residual @ residual) / rng.chisquare(known_y.size - 2))
    height = known_y.mean() + spread / np.sqrt(known_y.size) * rng.standard_normal()
    slope += spread / np.sqrt(squares) * rng.standard_normal()
    drawn: FloatArray = height + slope * (x[gap] - centre) + spread * rng.standard_normal(int(gap.sum()))
    return drawn

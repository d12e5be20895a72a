"""Fieller's limits of a ratio of two uncertain numbers."""

from __future__ import annotations

import math


def fieller_limits(
    top: float, bottom: float, *, covariance: tuple[float, float, float], quantile: float
) -> tuple[float, float] | None:
    """The ratios ρ for which top - ρ bottom is compatible with zero; None where they have no bounds.

    They solve (top - ρ bottom)² <= q² (v₁ - 2ρc + ρ²v₂). `covariance` is (v₁, c, v₂): variance of the top,
    covariance, variance of the bottom; `quantile` is q, of Student's or the normal distribution.

    Fieller (1954), Some problems in interval estimation, Journal of the Royal Statistical Society B 16, 175-185.
    """
    over, both, under = covariance
    squared = quantile**2
    # a ρ² - 2 b ρ + c <= 0, with a > 0 where the denominator is distinguishable from zero
    a = bottom**2 - squared * under
    b = top * bottom - squared * both
    c = top**2 - squared * over
    if a <= 0:
        return None
    root = math.sqrt(max(0.0, b**2 - a * c))
    return (b - root) / a, (b + root) / a

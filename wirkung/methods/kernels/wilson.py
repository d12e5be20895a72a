"""The Wilson interval of a share."""

from __future__ import annotations

from statsmodels.stats.proportion import proportion_confint

from wirkung.estimate import Interval


def wilson(reached: int, total: int, level: float) -> Interval:
    """Limits of `reached` in `total` persons, `total` above 0; both counts and the level are checked before."""
    low, high = proportion_confint(reached, total, alpha=1 - level, method="wilson")
    value = reached / total
    # Of nobody the lower limit is 0, not the 6e-17 of the arithmetic that would lie above zero.
    return Interval(low=min(float(low), value), high=max(float(high), value), level=level, method="Wilson")

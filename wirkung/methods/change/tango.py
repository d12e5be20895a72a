"""Tango's score interval for the change of a share in the same persons."""

from __future__ import annotations

import math
from collections.abc import Callable

from scipy import optimize, stats

# The difference found is itself a root where nobody changed; the limits are looked for this far from it.
_BESIDE = 1e-9


def tango_limits(gained: int, lost: int, n: int, level: float) -> tuple[float, float]:
    """The differences with which the score test is just compatible.

    Tango (1998), Statistics in Medicine 17, 891-908. A difference δ is in the interval if
    (b - c - nδ)² <= z² n (2q + δ(1 - δ)), q being the likeliest share of those who lost it, given δ.
    """
    found, z = (gained - lost) / n, float(stats.norm.ppf((1 + level) / 2))
    excess = _excess(gained, lost, n, z)
    low = -1.0 if found == -1 else float(optimize.brentq(excess, -1, found - _BESIDE, xtol=1e-12))
    high = 1.0 if found == 1 else float(optimize.brentq(excess, found + _BESIDE, 1, xtol=1e-12))
    return min(low, found), max(high, found)


def _excess(gained: int, lost: int, n: int, z: float) -> Callable[[float], float]:
    def excess(difference: float) -> float:
        linear = -gained - lost + (2 * n - gained + lost) * difference
        root = math.sqrt(max(0.0, linear**2 + 8 * n * lost * difference * (1 - difference)))
        likeliest = (root - linear) / (4 * n)
        variance = n * (2 * likeliest + difference * (1 - difference))
        return (gained - lost - n * difference) ** 2 - z**2 * variance

    return excess

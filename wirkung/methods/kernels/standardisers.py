"""By which spread a change is divided, and how far the quotient can be trusted.

The large-sample variances rest on both measurements being jointly normal. For the standard deviations that
mix both waves one rule serves all: the variance of the mean change plus the variance of the logarithm of the
standardiser, which follows from the covariance matrix of the two variances and the covariance (Bonett 2008
has it for the mean variance).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

import numpy as np
from scipy import optimize, special, stats

from wirkung.estimate import Interval
from wirkung.methods.kernels.samples import FloatArray, Pairs

# Places of the sum over the chi distribution: probabilities right to 1e-10 for |t| up to 30.
_NODES = 200

# 2(1 - r) up to here is a perfect correlation and the rest of the arithmetic: the variance of d_rm loses digits
# with its square.
_PERFECT = 1e-6

Standardiser = Literal[
    "d_z",
    "g_z",
    "d_av",
    "g_av",
    "d_average_variance",
    "g_average_variance",
    "d_rm",
    "g_rm",
    "d_becker",
    "g_becker",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """What a standardised change is made from: n pairs, mean change, the three spreads as variances."""

    n: int
    change: float
    before: float
    after: float
    of_change: float

    @property
    def covariance(self) -> float:
        """Covariance of both measurements."""
        return (self.before + self.after - self.of_change) / 2

    @property
    def correlation(self) -> float:
        """Correlation of both measurements; needs spread in both."""
        return max(-1.0, min(1.0, self.covariance / math.sqrt(self.before * self.after)))


def moments(pairs: Pairs) -> Moments:
    """The moments of at least two pairs; a spread that is only rounding counts as 0."""
    before, after, change = (
        sample.variance if sample.varies else 0.0 for sample in (pairs.before, pairs.after, pairs.change)
    )
    return Moments(n=pairs.change.n, change=pairs.change.mean, before=before, after=after, of_change=change)


def exact_correction(m: float) -> float:
    """The factor J(m) that takes the small-sample bias from d; m > 1 degrees of freedom.

    Hedges (1981), Journal of Educational Statistics 6, 107-128.

    >>> round(exact_correction(9), 6)
    0.913875
    """
    return math.exp(float(special.gammaln(m / 2)) - float(special.gammaln((m - 1) / 2))) / math.sqrt(m / 2)


def _repeated_measures(found: Moments) -> float:
    if not (found.before and found.after):
        return 0.0
    unlike = 2 * (1 - found.correlation)
    return math.sqrt(found.of_change / unlike) if unlike > _PERFECT else 0.0


# The divisor of each family; 0 where the data give none.
DIVISORS: Mapping[str, Callable[[Moments], float]] = MappingProxyType(
    {
        "z": lambda found: math.sqrt(found.of_change),
        "av": lambda found: (math.sqrt(found.before) + math.sqrt(found.after)) / 2,
        "average_variance": lambda found: math.sqrt((found.before + found.after) / 2),
        "rm": _repeated_measures,
        "becker": lambda found: math.sqrt(found.before),
    }
)


def _slopes_av(found: Moments) -> tuple[float, float, float]:
    first, second = math.sqrt(found.before), math.sqrt(found.after)
    return 1 / (2 * first * (first + second)), 1 / (2 * second * (first + second)), 0.0


def _slopes_average_variance(found: Moments) -> tuple[float, float, float]:
    both = 1 / (2 * (found.before + found.after))
    return both, both, 0.0


def _slopes_rm(found: Moments) -> tuple[float, float, float]:
    own, unlike = 1 / (2 * found.of_change), 2 * (1 - found.correlation)
    pull = found.correlation / (2 * unlike)
    shared = 1 / (unlike * math.sqrt(found.before * found.after)) - 2 * own
    return own - pull / found.before, own - pull / found.after, shared


# Slopes of the logarithm of the divisor by both variances and the covariance.
_SLOPES: Mapping[str, Callable[[Moments], tuple[float, float, float]]] = MappingProxyType(
    {"av": _slopes_av, "average_variance": _slopes_average_variance, "rm": _slopes_rm}
)


def _covariance_of_moments(found: Moments) -> FloatArray:
    """Covariance matrix of both sample variances and the sample covariance of normal data, times n - 1."""
    first, second, shared = found.before, found.after, found.covariance
    return np.array(
        [
            [2 * first**2, 2 * shared**2, 2 * first * shared],
            [2 * shared**2, 2 * second**2, 2 * second * shared],
            [2 * first * shared, 2 * second * shared, first * second + shared**2],
        ]
    )


def standard_error(family: str, value: float, found: Moments) -> float:
    """Large-sample standard error of the standardised change `value`; needs spread in all three."""
    if family == "z":  # metafor's SMCC; Gibbons, Hedeker & Davis (1993)
        return math.sqrt(1 / found.n + value**2 / (2 * found.n))
    if family == "becker":  # metafor's SMCR; Becker (1988)
        return math.sqrt(2 * (1 - found.correlation) / found.n + value**2 / (2 * found.n))
    slopes = np.array(_SLOPES[family](found))
    of_divisor = float(slopes @ _covariance_of_moments(found) @ slopes)
    of_mean = found.of_change / DIVISORS[family](found) ** 2
    return math.sqrt((of_mean + value**2 * of_divisor) / (found.n - 1))


def normal_interval(value: float, error: float, *, level: float, method: str) -> Interval:
    """The value and so many standard errors to both sides."""
    reach = float(stats.norm.ppf((1 + level) / 2)) * error
    return Interval(low=value - reach, high=value + reach, level=level, method=method)


@cache
def _quadrature() -> tuple[FloatArray, FloatArray]:
    """Places and weights of the Gauss-Legendre rule, which take longer to find than all the rest."""
    places, widths = np.polynomial.legendre.leggauss(_NODES)
    return places, widths


def noncentral_t_limits(statistic: float, df: float, level: float) -> tuple[float, float]:
    """The noncentralities under which the t found lies at the upper and at the lower edge of its distribution.

    The distribution is the mean of Φ(t s - δ) over s = √(χ²/df). It is summed here because scipy 1.17 has NaN in
    the tails of `stats.nct.cdf`, and `special.nctdtrinc` is wrong by up to 0.07 for t near zero.
    """
    first, last = float(stats.chi.ppf(1e-13, df)), float(stats.chi.isf(1e-13, df))
    places, widths = _quadrature()
    chi = first + (last - first) * (places + 1) / 2
    weights = widths * stats.chi.pdf(chi, df)
    weights, scaled = weights / weights.sum(), statistic * chi / math.sqrt(df)

    def limit(probability: float) -> float:
        def excess(noncentrality: float) -> float:
            return float(weights @ special.ndtr(scaled - noncentrality)) - probability

        # Farther out than any limit: beyond the largest and the smallest shift by all that Φ tells from 0 and 1.
        return float(optimize.brentq(excess, scaled.min() - 38, scaled.max() + 38))

    return limit((1 + level) / 2), limit((1 - level) / 2)


def noncentral_interval(found: Moments, *, level: float, factor: float) -> Interval:
    """The changes d_z, times `factor`, with which the paired t found is just compatible.

    Steiger & Fouladi (1997), Noncentrality interval estimation, in Harlow, Mulaik & Steiger (eds.),
    What if there were no significance tests?, 221-257.
    """
    root = math.sqrt(found.n)
    statistic = found.change / math.sqrt(found.of_change) * root
    low, high = noncentral_t_limits(statistic, found.n - 1, level)
    return Interval(low=low / root * factor, high=high / root * factor, level=level, method="noncentral t")

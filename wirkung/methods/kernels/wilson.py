"""The Wilson interval of a share, of independent persons and of persons in courses."""

from __future__ import annotations

import math

from statsmodels.stats.proportion import proportion_confint

from wirkung.estimate import Interval


def wilson(reached: int, total: int, level: float) -> Interval:
    """Limits of `reached` in `total` persons, `total` above 0; both counts and the level are checked before."""
    low, high = proportion_confint(reached, total, alpha=1 - level, method="wilson")
    value = reached / total
    # Of nobody the lower limit is 0, not the 6e-17 of the arithmetic that would lie above zero.
    return Interval(low=min(float(low), value), high=max(float(high), value), level=level, method="Wilson")


def wilson_limits(share: float, persons: float, quantile: float) -> tuple[float, float]:
    """Limits of a share whose persons are worth as many as `persons` independent ones, above 0.

    Of persons in courses that is share (1 - share) over its variance, and `quantile` that of t with the degrees of
    freedom of the variance. Dean & Pagano (2015), Evaluating confidence interval methods for binomial proportions
    in clustered surveys, Journal of Survey Statistics and Methodology 3, 484-503. Franco, Little, Louis & Slud
    (2019), Comparative study of confidence intervals for proportions in complex sample surveys, Journal of Survey
    Statistics and Methodology 7, PMC6690503, who recommend Wilson's form.

    Examples
    --------
    With ten independent persons and the normal quantile it is Wilson's interval of 8 of 10:

    >>> [round(limit, 5) for limit in wilson_limits(0.8, 10, 1.959963985)]
    [0.49016, 0.94332]
    """
    weight = quantile**2 / persons
    reach = quantile * math.sqrt((share * (1 - share) + weight / 4) / persons)
    middle = share + weight / 2
    return max((middle - reach) / (1 + weight), 0.0), min((middle + reach) / (1 + weight), 1.0)

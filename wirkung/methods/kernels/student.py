"""Student's t around a value: the interval and the test that belong together."""

from __future__ import annotations

from dataclasses import dataclass

from scipy import special, stats

from wirkung.estimate import Interval, Test


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncertainty:
    """How far an estimate can be trusted: all three parts, or none of them."""

    standard_error: float | None = None
    interval: Interval | None = None
    test: Test | None = None


UNKNOWN = Uncertainty()


def student(value: float, standard_error: float, df: float, *, level: float, method: str) -> Uncertainty:
    """The t interval around `value`, and the two-sided t test that it is zero; both carry the name `method`."""
    reach = float(stats.t.ppf((1 + level) / 2, df)) * standard_error
    statistic = value / standard_error
    return Uncertainty(
        standard_error=standard_error,
        interval=Interval(low=value - reach, high=value + reach, level=level, method=method),
        test=Test(name=method, statistic=statistic, df=df, p=2 * float(stats.t.sf(abs(statistic), df))),
    )


def logit_interval(value: float, standard_error: float, df: float, *, level: float, method: str) -> Interval:
    """The t interval around a share between 0 and 1 on the logit scale, so that its limits stay between them too.

    Examples
    --------
    >>> found = logit_interval(0.9, 0.1, 5, level=0.95, method="t on the logit")
    >>> round(found.low, 3), round(found.high, 3)
    (0.341, 0.994)
    """
    reach = float(stats.t.ppf((1 + level) / 2, df)) * standard_error / (value * (1 - value))
    low, high = (float(special.expit(special.logit(value) + sign * reach)) for sign in (-1, 1))
    return Interval(low=low, high=high, level=level, method=method)

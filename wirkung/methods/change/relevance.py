"""Whether a change or difference is large enough to matter, which is another question than whether it is zero."""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy import stats

from wirkung.codes import Verdict
from wirkung.estimate import Estimate, Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Relevance:
    """How an estimate stands to the smallest relevant change.

    `p_above_lower` and `p_below_upper` are the one-sided p-values of «at most -smallest» and «at least
    +smallest»; both small: the truth lies between. `interval` belongs to these tests, at level 1 - 2 alpha.
    All three are None where the estimate has no t or normal test.
    """

    verdict: Verdict
    smallest_relevant: float
    alpha: float
    p_above_lower: float | None = None
    p_below_upper: float | None = None
    interval: Interval | None = None


def relevance(estimate: Estimate, smallest_relevant: float, *, alpha: float = 0.05) -> Relevance:
    """Whether the estimate is relevant, as far as its uncertainty lets anyone say so.

    Parameters
    ----------
    estimate
        A change or difference; its interval decides whether it is zero. With a standard error and a t (or
        normal) test of its own, two one-sided tests decide whether it is smaller than what matters; without,
        the whole interval has to lie within the limits, which is stricter.
    smallest_relevant : > 0, in the unit of the estimate
        The smallest change that matters, fixed before the data were seen; the same up and down.
    alpha : 0 < alpha < 0.5
        Level of each one-sided test; a p equal to it counts.

    Returns
    -------
    Relevance
        RELEVANT: the whole interval is at the smallest relevant change or beyond. BELOW_RELEVANCE: it is not
        zero, but smaller than what matters. NO_RELEVANT_CHANGE: it may be zero and is smaller than what
        matters. UNDECIDED: anything else, and whenever there is no interval.

    Raises
    ------
    ValueError
        `smallest_relevant` is not a number above 0, or `alpha` is impossible.

    References
    ----------
    Schuirmann (1987), A comparison of the two one-sided tests procedure and the power approach, Journal of
    Pharmacokinetics and Biopharmaceutics 15, 657-680. Lakens, Scheel & Isager (2018), Equivalence testing for
    psychological research, Advances in Methods and Practices in Psychological Science 1, 259-269.

    Examples
    --------
    >>> from wirkung.estimate import Unit, UnitKind
    >>> from wirkung.methods.change.prepost import mean_change
    >>> change = mean_change([1, 2, 3, 4], [2, 4, 5, 5], unit=Unit(kind=UnitKind.SCORE))
    >>> relevance(change, 0.5).verdict  # the interval, 0.58 to 2.42, lies beyond 0.5
    <Verdict.RELEVANT: 'relevant'>
    """
    if not (math.isfinite(smallest_relevant) and smallest_relevant > 0):
        raise ValueError(f"smallest_relevant must be a number above 0, found {smallest_relevant}")
    if not 0 < alpha < 0.5:  # noqa: PLR2004 - at one half a one-sided test is a coin
        raise ValueError(f"alpha must lie between 0 and 0.5, found {alpha}")
    tests = _two_one_sided_tests(estimate, smallest_relevant, alpha)
    above, below, interval = tests or (None, None, None)
    within = _within(estimate, smallest_relevant) if tests is None else max(tests[:2]) <= alpha
    return Relevance(
        verdict=_verdict(estimate.interval, smallest_relevant, within=within),
        smallest_relevant=smallest_relevant,
        alpha=alpha,
        p_above_lower=above,
        p_below_upper=below,
        interval=interval,
    )


def _two_one_sided_tests(
    estimate: Estimate, smallest: float, alpha: float
) -> tuple[float, float, Interval] | None:
    """Both p-values and the interval that goes with them; None where the estimate has no t or normal test."""
    value, error, test = estimate.value, estimate.standard_error, estimate.test
    # A test whose statistic is not value over standard error (McNemar, signed rank) has another distribution.
    if value is None or not error or test is None or not math.isclose(test.statistic, value / error, rel_tol=1e-9):
        return None
    distribution = stats.norm() if test.df is None else stats.t(test.df)
    reach = float(distribution.ppf(1 - alpha)) * error
    return (
        float(distribution.sf((value + smallest) / error)),
        float(distribution.cdf((value - smallest) / error)),
        Interval(low=value - reach, high=value + reach, level=1 - 2 * alpha, method="two one-sided tests"),
    )


def _within(estimate: Estimate, smallest: float) -> bool:
    interval = estimate.interval
    return interval is not None and -smallest < interval.low and interval.high < smallest


def _verdict(interval: Interval | None, smallest: float, *, within: bool) -> Verdict:
    if interval is None:
        return Verdict.UNDECIDED
    if interval.low >= smallest or interval.high <= -smallest:
        return Verdict.RELEVANT
    if not within:
        return Verdict.UNDECIDED
    return Verdict.NO_RELEVANT_CHANGE if interval.contains(0) else Verdict.BELOW_RELEVANCE

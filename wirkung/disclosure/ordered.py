"""Medians and rank correlations are made of few answers in their order, so that they can say what few persons did.

The ends of a median's interval are answers of single persons: where the middle is 3, the lower end 2 and so few
stand between the two, few answered 2. The share of the rank sum that went down tells at most how many went down.
Cliff's delta with its standard error leaves few ways in which two small groups can have answered: of three answers
and 20 to 26 persons each, 26 of 60 random studies gave few persons away, of 42 to 48 one, without it and with one
decimal none (`tests/attack/ordered.py`).
"""

from __future__ import annotations

from scipy import stats

from wirkung.codes import Quantity
from wirkung.estimate import Estimate

# So many times the smallest group are fewer than enough.
_FEW = {Quantity.MEDIAN: 2, Quantity.RANK_BISERIAL: 2, Quantity.CLIFFS_DELTA: 5}


def tells_of_few(estimate: Estimate, smallest: int) -> bool:
    """Whether the value alone says what few persons answered, or how few moved.

    Parameters
    ----------
    estimate
        Any; only medians and rank-biserial correlations can.
    smallest
        The smallest group that may be shown.

    Returns
    -------
    True for a median that has fewer than the smallest group on each side, and for a correlation whose smaller
    share of the rank sum is that of fewer than the smallest group, even if these moved by the smallest steps.
    """
    if estimate.value is None:
        return False
    n = estimate.counts[0].number
    match estimate.quantity:
        case Quantity.MEDIAN:
            return _of_few(estimate, smallest)
        case Quantity.RANK_BISERIAL:
            against = (1 - abs(estimate.value)) / 2 * _rank_sum(n)
            return 0 < against < _rank_sum(smallest)
        case _:
            return False


def correlation_of_few(estimate: Estimate, smallest: int) -> bool:
    """Whether it is a rank correlation over so few that it is printed with one decimal and nothing beside it."""
    return estimate.quantity in _FEW and estimate.quantity is not Quantity.MEDIAN and _of_few(estimate, smallest)


def ends_tell_of_few(estimate: Estimate, smallest: int) -> bool:
    """Whether fewer than the smallest group stand between the middle and the ends of a median's interval."""
    if estimate.quantity is not Quantity.MEDIAN or estimate.interval is None:
        return False
    n = estimate.counts[0].number
    outside = int(stats.binom.ppf((1 - estimate.interval.level) / 2, n, 0.5))
    return n // 2 - outside < smallest


def _of_few(estimate: Estimate, smallest: int) -> bool:
    return any(count.number < _FEW[estimate.quantity] * smallest for count in estimate.counts)


def _rank_sum(persons: int) -> float:
    return persons * (persons + 1) / 2

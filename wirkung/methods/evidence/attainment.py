"""Whether a goal was met, read from the whole interval and never from the value alone."""

from __future__ import annotations

import math

from wirkung.codes import Verdict
from wirkung.estimate import Estimate


def attainment(estimate: Estimate, target: float, *, better: int = 1) -> Verdict:
    """Whether the estimate is at its target or beyond, as far as its interval lets anyone say so.

    Parameters
    ----------
    estimate
        The result that the goal is about.
    target
        The number to be reached, in the unit of the estimate.
    better
        1 where more is wanted, -1 where less is.

    Returns
    -------
    Verdict
        REACHED if the whole interval is at the target or beyond, MISSED if it is wholly short of it, otherwise
        UNDECIDED; without an interval always UNDECIDED.

    Raises
    ------
    ValueError
        `target` is not finite, or `better` neither 1 nor -1.

    References
    ----------
    The interval read as a test against the target: Hauck & Anderson (1986), A proposal for interpreting and
    reporting negative studies, Statistics in Medicine 5, 203-209.

    Examples
    --------
    >>> from wirkung.methods.kernels.intervals import share
    >>> attainment(share(290, 350), 0.7)
    <Verdict.REACHED: 'reached'>
    """
    if not math.isfinite(target):
        raise ValueError(f"target must be a finite number, found {target}")
    if better not in (1, -1):
        raise ValueError(f"better must be 1 or -1, found {better}")
    interval = estimate.interval
    if interval is None:
        return Verdict.UNDECIDED
    worst, best = (interval.low, interval.high) if better == 1 else (-interval.high, -interval.low)
    if worst >= better * target:
        return Verdict.REACHED
    return Verdict.MISSED if best < better * target else Verdict.UNDECIDED

"""After what time half of the persons have made a transition, where some are not followed to the end."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from wirkung.codes import Caution, Claim, CountRole, Quantity
from wirkung.estimate import Count, Estimate, Interval, Unit
from wirkung.methods.kernels.samples import FEW_PERSONS_BELOW, FloatArray, checked_level
from wirkung.methods.survival.durations import Durations, durations
from wirkung.methods.survival.kaplan_meier import SurvivalCurve, survival_curve

# A curve that runs flat at one half may miss it by rounding.
_HALF, _ROUNDING = 0.5, 1e-9


def median_time(
    times: ArrayLike, event: ArrayLike, *, entry: ArrayLike | None = None, unit: Unit, level: float = 0.95
) -> Estimate:
    """After what time half of the persons have made the transition.

    Parameters
    ----------
    times, event, entry
        As for `kaplan_meier`.
    unit
        What the times are counted in.
    level : 0 < level < 1
        Confidence level of the interval of Brookmeyer and Crowley: the times at which the limits of the curve,
        taken on the logarithm, reach one half. Its upper end is infinite where the upper limit does not get there.

    Returns
    -------
    Estimate
        A description. Where the curve runs flat at one half, the middle of that stretch. Where fewer than half
        have made it, no value.

    Raises
    ------
    ValueError
        As for `kaplan_meier`.

    References
    ----------
    Brookmeyer & Crowley (1982), A confidence interval for the median survival time, Biometrics 38, 29-41.
    In R: `quantile(survfit(…), 0.5)`.

    Examples
    --------
    >>> from wirkung.estimate import MONTHS
    >>> median_time([1, 2, 3, 4, 5], [1, 1, 1, 0, 1], unit=MONTHS).value
    3.0
    """
    found, level = durations(times, event, entry), checked_level(level)
    curve = survival_curve(times, event, entry=entry)
    value = _half(curve.times, curve.survival)
    few = (Caution.FEW_PERSONS,) if found.n < FEW_PERSONS_BELOW else ()
    missed = () if value is not None else (Caution.HALF_NOT_REACHED,)
    return Estimate(
        quantity=Quantity.MEDIAN_TIME,
        unit=unit,
        value=value,
        claim=Claim.DESCRIPTION,
        counts=_counts(found),
        source="Brookmeyer & Crowley (1982), Biometrics 38, 29-41",
        interval=None if value is None else _brookmeyer_crowley(curve, level),
        assumptions=found.assumptions,
        cautions=(*missed, *few, *found.cautions),
    )


def _counts(found: Durations) -> tuple[Count]:
    return (Count(role=CountRole.REACHED, number=int(np.count_nonzero(found.happened)), of=found.n),)


def _half(times: FloatArray, survival: FloatArray) -> float | None:
    """First time at which at most half are left; where exactly half are for a while, the middle of it."""
    below = np.flatnonzero(survival <= _HALF + _ROUNDING)
    if not below.size:
        return None
    first = int(below[0])
    further = np.flatnonzero(survival < _HALF - _ROUNDING)
    flat = survival[first] >= _HALF - _ROUNDING and further.size
    return float((times[first] + times[int(further[0])]) / 2 if flat else times[first])


def _brookmeyer_crowley(curve: SurvivalCurve, level: float) -> Interval:
    # Where nobody is left the upper limit is not known, and is kept at 1.
    some = curve.survival > 0
    spread = np.divide(curve.standard_error, curve.survival, out=np.full(some.size, math.inf), where=some)
    reach = np.exp(float(stats.norm.ppf((1 + level) / 2)) * spread)
    low = _half(curve.times, curve.survival / reach)
    high = _half(curve.times, np.where(some, curve.survival * np.where(some, reach, 1.0), 1.0))
    return Interval(
        low=low or 0.0,
        high=math.inf if high is None else high,
        level=level,
        method="Brookmeyer-Crowley",
    )

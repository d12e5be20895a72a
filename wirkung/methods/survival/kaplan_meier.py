"""How many have made a transition by when, if some are not followed to the end: Kaplan-Meier."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from wirkung.estimate import Estimate
from wirkung.methods.kernels.samples import FloatArray, checked_level
from wirkung.methods.survival.curve import Grid, Height, grid_of, share_reached
from wirkung.methods.survival.durations import EventTable, Whole, durations, event_table, from_zero

_SOURCE = "Kaplan & Meier (1958), Journal of the American Statistical Association 53, 457-481; Greenwood (1926)"


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """The curve at one time: share that has made the transition, persons under observation, events so far."""

    time: float
    estimate: Estimate
    at_risk: int
    events: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SurvivalCurve:
    """The share that has not made the transition, at each of m times at which somebody made it.

    `times`, `survival`, `standard_error` (Greenwood; 0 where nobody is left), `events`, `at_risk`: all (m).
    """

    times: FloatArray
    survival: FloatArray
    standard_error: FloatArray
    events: Whole
    at_risk: Whole


def survival_curve(table: EventTable) -> SurvivalCurve:
    """Which share has not made the transition yet, at every time at which somebody made it.

    Before the first time the share is 1; between two times it stays as it was. In R: `survfit`.

    Examples
    --------
    >>> curve = survival_curve(event_table(durations([1, 2, 2, 3], [1, 1, 0, 1])))
    >>> curve.times.tolist(), curve.at_risk.tolist()
    ([1.0, 2.0, 3.0], [4, 3, 1])
    >>> curve.survival.tolist()  # 3/4, 3/4·2/3, none of one
    [0.75, 0.5, 0.0]
    """
    events, at_risk = table.events[:, 0], table.at_risk
    left = at_risk - events
    survival = np.cumprod(left / at_risk, dtype=np.float64)
    # Once nobody is left the share is 0 for certain; that the sum has no further part leaves it there.
    parts = np.divide(events, at_risk * left.astype(np.float64), out=np.zeros(left.size), where=left > 0)
    return SurvivalCurve(
        times=table.times,
        survival=survival,
        standard_error=survival * np.sqrt(np.cumsum(parts)),
        events=events,
        at_risk=at_risk,
    )


def kaplan_meier(
    times: ArrayLike, event: ArrayLike, *, entry: ArrayLike | None = None, at: ArrayLike, level: float = 0.95
) -> tuple[CurvePoint, ...]:
    """Which share has made the transition by certain times, where some were not followed that long.

    Parameters
    ----------
    times : (n,), from 0, finite
        How long each person was under observation: until the transition, or until the end without one.
    event : (n,) of True and False (or 1 and 0)
        Whether the observation ended with the transition. A transition at time 0 counts: that share had made it
        from the start. Transitions come before ends of observation at the same time.
    entry : (n,), from 0, finite, or None
        From when on a person was under observation, on the same scale, where not from time 0; then before the
        end. Nobody counts at or before their entry.
    at : (g,), from 0, finite
        The times asked for.
    level : 0 < level < 1
        Confidence level of the log-log interval. Where nobody or everybody has made the transition, Wilson's for
        the effective persons.

    Returns
    -------
    tuple of CurvePoint
        One per time asked for, descriptions, one minus the Kaplan-Meier estimate; persons under observation are
        counted just before the time. Beyond the last observation, no value unless everybody has made the step.

    Raises
    ------
    ValueError
        Durations that are negative or not finite (with their number), an entry that is not before the end, lengths
        that differ, nobody at all, an impossible level.

    References
    ----------
    Kaplan & Meier (1958), Journal of the American Statistical Association 53, 457-481. Greenwood (1926).
    Kalbfleisch & Prentice (2002), The statistical analysis of failure time data, section 1.4 (log-log). Rothman
    (1978), Estimation of confidence limits for the cumulative probability of survival in life table analysis,
    Journal of Chronic Diseases 31, 557-560. In R: `survfit(…, conf.type = "log-log")`.

    Examples
    --------
    >>> points = kaplan_meier([1, 2, 2, 3], [1, 1, 0, 1], at=[0, 1, 2])
    >>> [(point.at_risk, point.events, point.estimate.value) for point in points]
    [(4, 0, 0.0), (4, 1, 0.25), (3, 2, 0.5)]
    """
    found, level = durations(times, event, entry), checked_level(level)
    table = event_table(found)
    curve, grid = survival_curve(table), grid_of(found, table, 0, from_zero("at", at))
    return tuple(
        CurvePoint(
            time=float(time),
            estimate=share_reached(found, grid, place, _height(curve, grid, place), level=level, source=_SOURCE),
            at_risk=int(grid.under[place]),
            events=int(grid.reached[place]),
        )
        for place, time in enumerate(grid.times)
    )


def _height(curve: SurvivalCurve, grid: Grid, at: int) -> Height:
    place, under = int(grid.place[at]), float(grid.under[at])
    if place < 0:
        return Height(value=0.0 if under else None, standard_error=0.0, persons=under)
    left = float(curve.survival[place])
    if left > 0 and not under:
        return Height(value=None, standard_error=0.0, persons=0.0)
    last = int(np.argmin(curve.survival))  # where everybody has made it: those who were the last to do so
    persons = float(curve.at_risk[last])
    return Height(value=1 - left, standard_error=float(curve.standard_error[place]), persons=persons)

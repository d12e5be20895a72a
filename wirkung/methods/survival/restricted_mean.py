"""Mean time until a transition, counted up to a horizon: the area under the Kaplan-Meier curve."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wirkung.methods.survival.durations import Durations, at_risk, event_table


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictedMean:
    """The mean, its variance, and how many persons were followed to the transition or to the horizon."""

    value: float
    variance: float
    complete: int


def restricted_mean(found: Durations, horizon: float) -> RestrictedMean:
    """Area under the Kaplan-Meier curve up to `horizon`, with Greenwood's variance times m / (m - 1).

    Without censoring that is the mean of min(time, horizon) and the usual variance of a mean.
    """
    table = event_table(found)
    inside = table.times < horizon
    times, events, persons = table.times[inside], table.events[inside, 0], table.at_risk[inside]
    left = (persons - events).astype(np.float64)
    survival = np.concatenate([[1.0], np.cumprod(left / persons)])
    areas = survival * np.diff(np.concatenate([[0.0], times, [horizon]]))
    later = np.cumsum(areas[::-1])[::-1][1:]  # what is still to come after each transition
    parts = np.divide(events, persons * left, out=np.zeros(times.size), where=left > 0)
    complete = int(events.sum() + at_risk(found, np.array([horizon]))[0])
    greenwood = float(parts @ np.square(later))
    return RestrictedMean(
        value=float(areas.sum()),
        variance=greenwood * complete / (complete - 1) if complete > 1 else 0.0,
        complete=complete,
    )


def welch_df(ours: RestrictedMean, theirs: RestrictedMean) -> float:
    """Satterthwaite's degrees of freedom for the difference of both means; some variance is needed."""
    part_of_ours = ours.variance / (ours.variance + theirs.variance)
    if part_of_ours in (0, 1):
        return float((ours if part_of_ours else theirs).complete - 1)
    return 1 / (part_of_ours**2 / (ours.complete - 1) + (1 - part_of_ours) ** 2 / (theirs.complete - 1))

"""Mean time until a transition, counted up to a horizon: the area under the Kaplan-Meier curve."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wirkung.methods.kernels.samples import FloatArray
from wirkung.methods.survival.durations import Durations, Whole, at_risk, event_table


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
    times, events, persons, areas = _areas(found, horizon)
    left = (persons - events).astype(np.float64)
    later = np.cumsum(areas[::-1])[::-1][1:]  # what is still to come after each transition
    parts = np.divide(events, persons * left, out=np.zeros(times.size), where=left > 0)
    complete = int(events.sum() + at_risk(found, np.array([horizon]))[0])
    greenwood = float(parts @ np.square(later))
    return RestrictedMean(
        value=float(areas.sum()),
        variance=greenwood * complete / (complete - 1) if complete > 1 else 0.0,
        complete=complete,
    )


def own_times(found: Durations, horizon: float) -> FloatArray:
    """What each person adds to the mean up to `horizon`, shape (n,), so that the mean of these is that mean.

    Without censoring min(time, horizon). Otherwise the mean and n times how much it moves with the weight of the
    person: pseudo-observations by the infinitesimal jackknife. Andersen, Hansen & Klein (2004), Regression
    analysis of restricted mean survival time based on pseudo-observations, Lifetime Data Analysis 10, 335-350; in
    R `survival::pseudo`.

    Examples
    --------
    >>> from wirkung.methods.survival.durations import durations
    >>> own_times(durations([1, 2, 9], [1, 1, 0]), 6.0).round(10).tolist()
    [1.0, 2.0, 6.0]
    """
    times, events, persons, areas = _areas(found, horizon)
    left = persons - events
    later = np.cumsum(areas[::-1])[::-1][1:]
    lost = np.divide(later, left, out=np.zeros(times.size), where=left > 0)  # by each transition at that time
    until = np.concatenate([[0.0], np.cumsum(lost * events / persons)])
    spared = until[np.searchsorted(times, found.times, side="right")]
    if found.entry is not None:
        spared -= until[np.searchsorted(times, found.entry, side="right")]
    made = found.happened & (found.times < horizon)
    spared[made] -= lost[np.searchsorted(times, found.times[made])]
    return float(areas.sum()) + found.n * spared


def _areas(found: Durations, horizon: float) -> tuple[FloatArray, Whole, Whole, FloatArray]:
    """Times of transitions before `horizon`, how many were made, who was at risk; the areas before and between."""
    table = event_table(found)
    inside = table.times < horizon
    times, events, persons = table.times[inside], table.events[inside, 0], table.at_risk[inside]
    survival = np.concatenate([[1.0], np.cumprod((persons - events) / persons)])
    return times, events, persons, survival * np.diff(np.concatenate([[0.0], times, [horizon]]))


def welch_df(ours: RestrictedMean, theirs: RestrictedMean) -> float:
    """Satterthwaite's degrees of freedom for the difference of both means; some variance is needed."""
    part_of_ours = ours.variance / (ours.variance + theirs.variance)
    if part_of_ours in (0, 1):
        return float((ours if part_of_ours else theirs).complete - 1)
    return 1 / (part_of_ours**2 / (ours.complete - 1) + (1 - part_of_ours) ** 2 / (theirs.complete - 1))

"""A point of a curve over time: its interval, its counts, and what to beware of there."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from wirkung.codes import Caution, Claim, CountRole, Quantity
from wirkung.estimate import SHARE, Count, Estimate, Interval
from wirkung.methods.kernels.samples import FEW_PERSONS_BELOW, FloatArray
from wirkung.methods.survival.durations import Durations, EventTable, Whole, at_risk, entered


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Grid:
    """What is known at each of g times, for one kind of event.

    `place` (g) is the last event at or before the time, -1 before the first; `reached`, `others` (events of this
    and of other kinds so far), `under` (under observation just before), `ended` (without an event before), `later`
    (not yet under observation), `fewest` (under observation at any event so far, or now), all (g).
    """

    times: FloatArray
    place: Whole
    reached: Whole
    others: Whole
    under: Whole
    ended: Whole
    later: Whole
    fewest: Whole


def grid_of(found: Durations, table: EventTable, kind: int, times: FloatArray) -> Grid:
    """Counts at the given times; `kind` is a column of the table."""
    place = np.searchsorted(table.times, times, side="right") - 1
    before = np.searchsorted(table.times, times) - 1
    total = table.events.sum(axis=1)
    under, later = at_risk(found, times), found.n - entered(found, times)
    reached = _so_far(table.events[:, kind], place)
    fewest = np.minimum.accumulate(np.concatenate([[found.n], table.at_risk]))[place + 1]
    return Grid(
        times=times,
        place=place,
        reached=reached,
        others=_so_far(total, place) - reached,
        under=under,
        ended=found.n - later - under - _so_far(total, before),
        later=later,
        fewest=np.minimum(fewest, under),
    )


def _so_far(numbers: Whole, place: Whole) -> Whole:
    return np.concatenate([[0], np.cumsum(numbers)])[place + 1].astype(np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Height:
    """A curve at one time: share reached (None where nothing is known), its standard error, and effective persons.

    The persons serve where the share is 0 or 1, see `at_the_end`.
    """

    value: float | None
    standard_error: float
    persons: float


def share_reached(found: Durations, grid: Grid, at: int, height: Height, *, level: float, source: str) -> Estimate:
    """The share that has reached something by one time of the grid, with its counts and cautions."""
    value = height.value
    inside = value is not None and height.standard_error > 0 and 0 < value < 1
    beyond = (Caution.BEYOND_OBSERVATION,) if value is None else ()
    few = (Caution.FEW_AT_RISK,) if value is not None and grid.fewest[at] < FEW_PERSONS_BELOW else ()
    interval = None
    if value is not None:
        interval = (
            log_log(value, height.standard_error, level) if inside else at_the_end(value, height.persons, level)
        )
    return Estimate(
        quantity=Quantity.SHARE,
        unit=SHARE,
        value=value,
        claim=Claim.DESCRIPTION,
        counts=_counts(found.n, grid, at),
        source=source,
        interval=interval,
        standard_error=height.standard_error if inside else None,
        assumptions=found.assumptions,
        cautions=(*beyond, *few, *found.cautions),
    )


def _counts(total: int, grid: Grid, at: int) -> tuple[Count, ...]:
    """All groups into which the persons fall at that time; those of other kinds and latecomers where there are."""
    further = (
        Count(role=role, number=int(numbers[at]))
        for role, numbers in ((CountRole.REACHED_OTHER, grid.others), (CountRole.ENTERED_LATER, grid.later))
        if numbers[at]
    )
    return (
        Count(role=CountRole.REACHED, number=int(grid.reached[at]), of=total),
        Count(role=CountRole.AT_RISK, number=int(grid.under[at])),
        Count(role=CountRole.CENSORED, number=int(grid.ended[at])),
        *further,
    )


def log_log(value: float, standard_error: float, level: float) -> Interval:
    """Normal on log(-log) of the share that has not reached it, so that it stays between 0 and 1."""
    left = 1 - value
    reach = float(stats.norm.ppf((1 + level) / 2)) * standard_error / (left * abs(math.log(left)))
    low, high = (-math.expm1(math.log(left) * math.exp(sign * reach)) for sign in (-1, 1))
    return Interval(low=low, high=high, level=level, method="log-log")


def at_the_end(value: float, persons: float, level: float) -> Interval:
    """Where nobody or everybody has reached it no spread is left: Wilson's interval for so many persons.

    Rothman (1978) puts into Wilson's formula as many persons as would make a plain share as certain. Of nobody
    those are the persons whose observation had not ended so far; of everybody, to be careful, only the last ones.
    """
    low, high = proportion_confint(value * persons, persons, alpha=1 - level, method="wilson")
    limits = (0.0, float(high)) if value == 0 else (float(low), 1.0)
    return Interval(low=limits[0], high=limits[1], level=level, method="Wilson, effective persons")

"""How many have gone which way by when, where one way closes the others: Aalen-Johansen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from wirkung.methods.kernels.counts import whole
from wirkung.methods.kernels.samples import FloatArray, checked_level
from wirkung.methods.survival.curve import Grid, Height, grid_of, share_reached
from wirkung.methods.survival.durations import EventTable, Whole, durations, event_table, from_zero
from wirkung.methods.survival.kaplan_meier import CurvePoint

_SOURCE = (
    "Aalen & Johansen (1978), Scandinavian Journal of Statistics 5, 141-150; "
    "Allignol, Schumacher & Beyersmann (2010), Biometrical Journal 52, 126-137"
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class IncidenceCurve:
    """The share that has gone each way, at each of m times at which somebody went one.

    `times` (m), `incidence` and `standard_error` (m, kinds), `survival` (m): who has gone none, `at_risk` (m).
    """

    times: FloatArray
    incidence: FloatArray
    standard_error: FloatArray
    survival: FloatArray
    at_risk: Whole


def incidence_curve(table: EventTable) -> IncidenceCurve:
    """Which share has gone each way, at every time at which somebody went one.

    Before the first time all shares are 0; between two times they stay as they were.

    Examples
    --------
    >>> curve = incidence_curve(event_table(durations([1, 2, 2, 3], [1, 2, 0, 1], kinds=2), 2))
    >>> curve.incidence.tolist()  # 1/4; of the 3/4 left, 1/3 goes the other way; the last one goes the first way
    [[0.25, 0.0], [0.25, 0.25], [0.75, 0.25]]
    """
    total = table.events.sum(axis=1)
    survival = np.cumprod((table.at_risk - total) / table.at_risk)
    before = np.concatenate([[1.0], survival[:-1]])
    risks = table.events / table.at_risk[:, None]
    incidence = np.cumsum(before[:, None] * risks, axis=0)
    return IncidenceCurve(
        times=table.times,
        incidence=incidence,
        standard_error=np.sqrt(_variance(table, before, risks, incidence)),
        survival=survival,
        at_risk=table.at_risk,
    )


def _variance(table: EventTable, before: FloatArray, risks: FloatArray, incidence: FloatArray) -> FloatArray:
    """Greenwood's kind of variance, Marubini & Valsecchi (1995), formula 10.12, for every time and kind.

    It is a sum over the earlier times of a square in F(now) - F(then); multiplied out, running sums give it for
    all times at once.
    """
    any_kind = risks.sum(axis=1, keepdims=True)
    persons = table.at_risk[:, None].astype(np.float64)
    left = np.where(table.at_risk > table.events.sum(axis=1), 1.0, 0.0)[:, None]
    # Once nobody is left F does not change any more, and the term with 1 - risk in it is 0.
    square = left * any_kind / np.where(left > 0, 1 - any_kind, 1.0) / persons
    product = before[:, None] * risks / persons
    own = before[:, None] ** 2 * risks * (1 - risks) / persons
    changing = np.cumsum(square, axis=0) * incidence - 2 * np.cumsum(square * incidence + product, axis=0)
    fixed = np.cumsum(square * incidence**2 + 2 * product * incidence + own, axis=0)
    return np.asarray(np.maximum(changing * incidence + fixed, 0.0))


def cumulative_incidence(
    times: ArrayLike,
    kind: ArrayLike,
    *,
    kinds: int,
    entry: ArrayLike | None = None,
    at: ArrayLike,
    level: float = 0.95,
) -> tuple[tuple[CurvePoint, ...], ...]:
    """Which share has gone each of several ways by certain times, where who goes one cannot go another.

    One minus Kaplan-Meier would be too high; it takes those who went another way for persons who still could.

    Parameters
    ----------
    times, entry, at, level
        As for `kaplan_meier`.
    kind : (n,), whole numbers from 0 to `kinds`
        Which way each person went; 0 where the observation ended without any.
    kinds : whole number from 1
        How many ways there are; nobody need have gone a way.

    Returns
    -------
    tuple of tuples of CurvePoint
        Per way, one point per time asked for, descriptions. What happened at one time is taken together, without
        any order. All ways and those who went none add up to 1. The log-log interval becomes that of
        `kaplan_meier` where there is only one way.

    Raises
    ------
    ValueError
        A way without a number, and as for `kaplan_meier`.

    References
    ----------
    Aalen & Johansen (1978), An empirical transition matrix for non-homogeneous Markov chains, Scandinavian Journal
    of Statistics 5, 141-150. Marubini & Valsecchi (1995), Analysing survival data from clinical trials and
    observational studies, section 10.2. Allignol, Schumacher & Beyersmann (2010), A note on variance estimation of
    the Aalen-Johansen estimator, with a view towards left-truncated data, Biometrical Journal 52, 126-137.

    Examples
    --------
    >>> training, studies = cumulative_incidence([1, 2, 2, 3], [1, 2, 0, 1], kinds=2, at=[2])
    >>> training[0].estimate.value, studies[0].estimate.value
    (0.25, 0.25)
    """
    kinds, level = whole("kinds", kinds, least=1), checked_level(level)
    found = durations(times, kind, entry, kinds=kinds)
    table, asked = event_table(found, kinds), from_zero("at", at)
    curve = incidence_curve(table)
    grids = [grid_of(found, table, which, asked) for which in range(kinds)]
    return tuple(
        tuple(
            CurvePoint(
                time=float(time),
                estimate=share_reached(
                    found, grid, place, _height(curve, grid, place, which), level=level, source=_SOURCE
                ),
                at_risk=int(grid.under[place]),
                events=int(grid.reached[place]),
            )
            for place, time in enumerate(asked)
        )
        for which, grid in enumerate(grids)
    )


def _height(curve: IncidenceCurve, grid: Grid, at: int, which: int) -> Height:
    place, under = int(grid.place[at]), float(grid.under[at])
    if place < 0:
        return Height(value=0.0 if under else None, standard_error=0.0, persons=under)
    if curve.survival[place] > 0 and not under:
        return Height(value=None, standard_error=0.0, persons=0.0)
    # Rounding may take the sum of all steps a last digit beyond 1.
    value = min(float(curve.incidence[place, which]), 1.0)
    return Height(
        value=value,
        standard_error=float(curve.standard_error[place, which]),
        persons=_effective(curve, place, under, everybody=value == 1),
    )


def _effective(curve: IncidenceCurve, place: int, under: float, *, everybody: bool) -> float:
    """Persons for Wilson's formula: of a way that nobody went, those without censoring so far."""
    before = float(curve.survival[place - 1]) if place else 1.0
    if everybody or curve.survival[place] == 0:
        last = int(np.argmin(curve.survival))
        earlier = float(curve.survival[last - 1]) if last else 1.0
        return float(curve.at_risk[last]) / (1.0 if everybody else earlier)
    return min(float(curve.at_risk[place]) / before, under / float(curve.survival[place]))

"""ATT(g, t) from one saturated regression, and the averages that are taken of them.

With an effect for every person and period, and one mark for every cohort in every period but the last before its
start, the regression on complete panels gives each cohort's change since then against that of the persons without
the programme (Sun & Abraham 2021). Callaway and Sant'Anna (2021) set each period before the start against the one
before it instead: those are differences of two such coefficients.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from wirkung.methods.kernels.samples import FloatArray
from wirkung.methods.robustness.panel import Panel
from wirkung.methods.robustness.pyfixest import fixed_effects


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Combination:
    """Weights of the cells (k), and by whose drawing they vary.

    `pulls` are pairs of a cohort and a vector over the cells (k): what one person more of this cohort adds.
    """

    weights: FloatArray
    pulls: tuple[tuple[int, FloatArray], ...] = ()
    cohorts: frozenset[int]

    @classmethod
    def one(cls, place: int, size: int, cohort: int) -> Combination:
        """One cell alone."""
        return cls(weights=np.eye(size)[place], cohorts=frozenset({cohort}))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Effects:
    """ATT(g, t): cells (cohort, period), values (k), covariance (k, k), persons per cohort, persons in all."""

    cells: tuple[tuple[int, int], ...]
    first: tuple[int, ...]
    values: FloatArray
    covariance: FloatArray
    sizes: tuple[int, ...]
    persons: int

    def value(self, combination: Combination) -> float:
        """What a combination comes to."""
        return float(combination.weights @ self.values)

    def error(self, combination: Combination, *, sizes_drawn: bool) -> float:
        """Its standard error; with `sizes_drawn` the sizes of the cohorts add to it.

        Persons vary within their cohort around ATT(g, t), and cohorts in size: the two are uncorrelated.
        """
        square = float(combination.weights @ self.covariance @ combination.weights)
        if sizes_drawn:
            by_cohort = np.zeros(len(self.sizes))
            for cohort, pull in combination.pulls:
                by_cohort[cohort] += float(pull @ self.values)
            square += float(np.asarray(self.sizes) @ np.square(by_cohort)) * self.persons / (self.persons - 1)
        return math.sqrt(max(square, 0.0))


def effects(found: Panel) -> Effects:
    """All ATT(g, t) of the panel."""
    size, width = found.outcome.shape
    marks = {}
    for cohort, start in enumerate(found.first):
        for period in range(width):
            if period != start - 1:
                mark = np.zeros((size, width))
                mark[found.cohort == cohort, period] = 1.0
                marks[cohort, period] = mark.ravel()
    fitted = fixed_effects(
        found.outcome.ravel(),
        {f"cohort{cohort}period{period}": mark for (cohort, period), mark in marks.items()},
        {"person": np.repeat(np.arange(size), width), "period": np.tile(np.arange(width), size)},
        np.repeat(found.codes, width) if found.clustered else None,
    )
    if fitted is None:
        raise AssertionError("a cohort's marks stand beside persons without the programme, which keeps them apart")
    places = {cell: place for place, cell in enumerate(marks)}
    cells = tuple((cohort, period) for cohort in range(len(found.first)) for period in range(1, width))
    change = np.zeros((len(cells), len(places)))
    for row, (cohort, period) in enumerate(cells):
        before_start = period < found.first[cohort]
        for each, sign in ((period, 1.0), (period - 1, -1.0 if before_start else 0.0)):
            if (cohort, each) in places:  # the last period before the start is the zero of the regression
                change[row, places[cohort, each]] += sign
    return Effects(
        cells=cells,
        first=found.first,
        values=change @ fitted[0],
        covariance=change @ fitted[1] @ change.T,
        sizes=tuple(int(np.count_nonzero(found.cohort == cohort)) for cohort in range(len(found.first))),
        persons=size,
    )


def weighted(parts: Sequence[tuple[int, Combination]], among: Effects) -> Combination:
    """Mean over cohorts weighted by their persons; parts are pairs of a cohort and its own combination."""
    total = sum(among.sizes[cohort] for cohort, _ in parts)
    weights = sum(
        (among.sizes[cohort] / total * part.weights for cohort, part in parts), np.zeros(among.values.size)
    )
    pulls = tuple((cohort, (part.weights - weights) / total) for cohort, part in parts)
    cohorts = frozenset(cohort for cohort, _ in parts)
    return Combination(weights=weights, pulls=pulls, cohorts=cohorts)


def mean_of(parts: Sequence[Combination]) -> Combination:
    """Plain mean of several combinations."""
    share = 1 / len(parts)
    return Combination(
        weights=share * np.sum([part.weights for part in parts], axis=0),
        pulls=tuple((cohort, share * pull) for part in parts for cohort, pull in part.pulls),
        cohorts=frozenset().union(*(part.cohorts for part in parts)),
    )


def by_exposure(among: Effects) -> list[tuple[int, Combination]]:
    """For each distance from the start, earliest first, the cohorts seen then, weighted by size."""
    size = among.values.size
    found: dict[int, list[tuple[int, Combination]]] = {}
    for place, (cohort, period) in enumerate(among.cells):
        exposure = period - among.first[cohort]
        found.setdefault(exposure, []).append((cohort, Combination.one(place, size, cohort)))
    return [(exposure, weighted(found[exposure], among)) for exposure in sorted(found)]


def after_start(among: Effects) -> list[Combination]:
    """For each cohort the mean of its periods from the start on."""
    size = among.values.size
    return [
        mean_of(
            [
                Combination.one(place, size, cohort)
                for place, (own, period) in enumerate(among.cells)
                if own == cohort and period >= start
            ]
        )
        for cohort, start in enumerate(among.first)
    ]

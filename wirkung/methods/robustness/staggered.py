"""ATT(g, t) as differences of mean changes, and the averages that are taken of them.

Each of them is a sum over groups (the cohorts, and those who never start) of a weighted mean of the periods of its
persons. So its variance is that of a sum of means: CR2 with Satterthwaite's degrees of freedom, as wherever
persons learned in courses, or Welch's where there are none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from wirkung.methods.kernels.cluster_labels import coded
from wirkung.methods.kernels.cr2 import Robust, cr2, cr2_mean
from wirkung.methods.kernels.samples import FloatArray
from wirkung.methods.robustness.panel import Panel


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
    """ATT(g, t): cells (cohort, period), values (k), persons per cohort, persons in all.

    `contrasts` (k, groups, periods) has what of each group's mean in each period makes the cell; the last group
    are those who never start.
    """

    cells: tuple[tuple[int, int], ...]
    first: tuple[int, ...]
    contrasts: FloatArray
    values: FloatArray
    sizes: tuple[int, ...]
    persons: int

    def value(self, combination: Combination) -> float:
        """What a combination comes to."""
        return float(combination.weights @ self.values)

    def of_sizes(self, combination: Combination) -> float:
        """What it varies more where the sizes of the cohorts are drawn, as a variance.

        Persons vary within their cohort around ATT(g, t), and cohorts in size: the two are uncorrelated.
        """
        by_cohort = np.zeros(len(self.sizes))
        for cohort, pull in combination.pulls:
            by_cohort[cohort] += float(pull @ self.values)
        return float(np.asarray(self.sizes) @ np.square(by_cohort)) * self.persons / (self.persons - 1)

    def groups(self, combination: Combination) -> tuple[int, ...]:
        """Of which groups it is made: places of cohorts, -1 for those who never start."""
        used = np.flatnonzero(np.abs(self.contrast(combination)).max(axis=1) > 0)
        return tuple(-1 if place == len(self.sizes) else int(place) for place in used)

    def contrast(self, combination: Combination) -> FloatArray:
        """The weights of each group's means, shape (groups, periods)."""
        return np.asarray(np.tensordot(combination.weights, self.contrasts, axes=1), dtype=np.float64)


def effects(found: Panel, *, not_yet: bool) -> Effects:
    """All ATT(g, t) of the panel; with `not_yet` those who start later are compared too, until they do."""
    width, never = found.outcome.shape[1], len(found.first)
    sizes = [int(np.count_nonzero(found.cohort == cohort)) for cohort in (*range(never), -1)]
    cells = tuple((cohort, period) for cohort in range(never) for period in range(1, width))
    contrasts = np.zeros((len(cells), never + 1, width))
    for row, (cohort, period) in enumerate(cells):
        base = min(period, found.first[cohort]) - 1
        later = [each for each in range(never) if each != cohort and found.first[each] > period]
        compared = [never, *later] if not_yet else [never]
        others = sum(sizes[each] for each in compared)
        for group, weight in ((cohort, 1.0), *((each, -sizes[each] / others) for each in compared)):
            contrasts[row, group, [period, base]] = weight, -weight
    means = np.array([found.outcome[found.cohort == cohort].mean(axis=0) for cohort in (*range(never), -1)])
    return Effects(
        cells=cells,
        first=found.first,
        contrasts=contrasts,
        values=np.asarray(np.tensordot(contrasts, means, axes=2), dtype=np.float64),
        sizes=tuple(sizes[:-1]),
        persons=len(found.outcome),
    )


def drawn(found: Panel, among: Effects, combination: Combination) -> Robust:
    """A combination as a draw of persons or clusters, the sizes of the cohorts as they are.

    The smaller degrees of freedom of Welch's combination of the estimated variances, and of the model in which all
    groups vary alike; NaN where a group has a single cluster. A cluster with persons of several groups: those of
    the regression on marks of the groups.
    """
    contrast, groups = among.contrast(combination), among.groups(combination)
    rows = [found.cohort == group for group in groups]
    weighted_rows = [found.outcome[row] @ contrast[group] for row, group in zip(rows, groups, strict=True)]
    labels = [found.labels[row] for row in rows]
    if found.crossed(groups):
        marks = np.repeat(np.eye(len(groups)), [each.size for each in labels], axis=0)
        codes = coded(np.concatenate(labels))
        return cr2(marks, np.concatenate(weighted_rows), codes, np.ones(len(groups)))
    parts = [cr2_mean(*each) for each in zip(weighted_rows, map(coded, labels), strict=True)]
    squares = [
        float(contrast[group] @ contrast[group]) / each.size for group, each in zip(groups, labels, strict=True)
    ]
    degrees = [each.df for each in parts]
    variances = [each.variance for each in parts]
    return Robust(
        value=sum(each.value for each in parts),
        variance=sum(variances),
        df=min(_satterthwaite(each, degrees) for each in (squares, variances)),
    )


def _satterthwaite(variances: Sequence[float], degrees: Sequence[float]) -> float:
    """Degrees of freedom of a sum of independent variances, each with its own."""
    total = sum(variances)
    if total == 0:
        return min(degrees)
    return total**2 / sum(each**2 / df for each, df in zip(variances, degrees, strict=True))


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

"""Persons by periods with their start, checked, for the event study."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from wirkung.methods.kernels.cluster_labels import Arm, Codes, Labels, labels_of
from wirkung.methods.kernels.samples import FloatArray, complete
from wirkung.methods.kernels.table import numbers

_FEWEST_PERIODS = 2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Panel:
    """Outcome (persons, periods), cohort and cluster of each person (-1: never; None: alone), who was left out."""

    outcome: FloatArray
    cohort: Codes
    labels: Labels
    starts: tuple[float, ...]
    first: tuple[int, ...]
    periods: tuple[float, ...]
    always: int
    clustered: bool

    @property
    def never(self) -> int:
        """How many never start."""
        return int(np.count_nonzero(self.cohort < 0))

    def arm(self, cohort: int) -> Arm:
        """Those of one cohort with their clusters, and the last period as their numbers."""
        own = self.cohort == cohort
        return Arm(sample=complete("outcome", self.outcome[own, -1]), labels=self.labels[own])

    def crossed(self, cohorts: Iterable[int]) -> bool:
        """Whether a cluster has persons of several of these cohorts."""
        each = [set(self.arm(cohort).labels) - {None} for cohort in cohorts]
        return len(set().union(*each)) < sum(map(len, each))


def panel(
    outcome: ArrayLike, persons: ArrayLike, periods: ArrayLike, starts: ArrayLike, clusters: ArrayLike | None
) -> Panel:
    """Rows made into a table of persons by periods; `first` is the place of each cohort's first period."""
    values = complete("outcome", numbers("outcome", outcome)).values  # noqa: PD011 - of a sample
    who, when = _coded("persons", persons, values.size), _coded("periods", periods, values.size, ordered=True)
    times = np.unique(numbers("periods", periods))
    if times.size < _FEWEST_PERIODS:
        raise ValueError(f"periods must be two at least, found {times.size}")
    table = _spread(values, who, when, times.size)
    start = _one_each("starts", np.where(np.isnan(begun := _starts(starts, values.size)), np.inf, begun), who)
    labels = _clusters(clusters, who)
    place = np.searchsorted(times, start)
    kept = place > 0
    never = place == times.size
    if not (kept & never).any() or not (kept & ~never).any():
        raise ValueError(
            "starts must leave some persons without (NaN) and have some start after the first period, "
            f"found {np.count_nonzero(kept & never)} and {np.count_nonzero(kept & ~never)}"
        )
    first, cohort = np.unique(place[kept], return_inverse=True)
    cohort[never[kept]] = -1
    first = first[first < times.size]
    return Panel(
        outcome=table[kept],
        cohort=cohort.astype(np.intp),
        labels=labels[kept],
        starts=tuple(float(times[each]) for each in first),
        first=tuple(int(each) for each in first),
        periods=tuple(float(each) for each in times),
        always=int(np.count_nonzero(~kept)),
        clustered=clusters is not None,
    )


def _clusters(clusters: ArrayLike | None, who: Codes) -> Labels:
    """The one cluster of each person, None for nobody else's."""
    labels = labels_of(clusters, who.size)
    _one_each("clusters", pd.factorize(labels)[0].astype(np.float64), who)
    found = np.full(int(who.max()) + 1, None, dtype=object)
    found[who] = labels
    return found


def _starts(starts: ArrayLike, size: int) -> FloatArray:
    found = np.asarray(starts, dtype=np.float64)
    if found.shape != (size,):
        raise ValueError(f"starts must have one entry per row ({size}), found shape {found.shape}")
    if np.isneginf(found).any():
        raise ValueError(f"starts must be times or NaN, found {np.count_nonzero(np.isneginf(found))} of -inf")
    return found


def _spread(values: FloatArray, who: Codes, when: Codes, width: int) -> FloatArray:
    """Rows to a table of persons by periods, one row for each of its cells."""
    table = np.empty((int(who.max()) + 1, width))
    cells = who * width + when
    twice = cells.size - np.unique(cells).size
    if twice:
        raise ValueError(f"persons must occur once in each period, found {twice} rows too many")
    short = int(np.count_nonzero(np.bincount(who) < width))
    if short:
        raise ValueError(f"persons must occur in every period, found {short} who miss one; leave them out")
    table[who, when] = values
    return table


def _one_each(name: str, values: FloatArray, who: Codes) -> FloatArray:
    """The one value of each person; several are refused."""
    found = np.empty(int(who.max()) + 1)
    found[who] = values
    changing = int(np.unique(who[found[who] != values]).size)
    if changing:
        raise ValueError(f"{name} must be the same in all rows of a person, found {changing} persons with several")
    return found


def _coded(name: str, labels: ArrayLike, size: int, *, ordered: bool = False) -> Codes:
    """Labels of rows as 0, 1, …; `ordered` by size, else as they come, which is quicker."""
    found = np.asarray(labels)
    if found.shape != (size,):
        raise ValueError(f"{name} must have one entry per row ({size}), found shape {found.shape}")
    codes, _ = pd.factorize(found, sort=ordered)
    missing = int(np.count_nonzero(codes < 0))
    if missing:
        raise ValueError(f"{name} must be given in every row, found {missing} without")
    return np.asarray(codes, dtype=np.intp)

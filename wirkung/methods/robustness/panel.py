"""Persons by periods with their start, checked, for the event study."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from wirkung.codes import Caution
from wirkung.methods.kernels.cluster_labels import Codes
from wirkung.methods.kernels.regression import FEWEST_DEGREES
from wirkung.methods.kernels.samples import FloatArray, complete
from wirkung.methods.kernels.table import numbers

_FEWEST_PERIODS = 2
# Cameron & Miller (2015), A practitioner's guide to cluster-robust inference, Journal of Human Resources 50,
# 317-372: depending on the case «few» is below 20 to below 50; with CR1 and t(G - 1) 30 is the middle way.
FEWEST_CLUSTERS = 30


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Panel:
    """Outcome (persons, periods), cohort of each person (-1: never), cluster of each, and who was left out."""

    outcome: FloatArray
    cohort: Codes
    codes: Codes
    starts: tuple[float, ...]
    first: tuple[int, ...]
    periods: tuple[float, ...]
    always: int
    clustered: bool

    @property
    def never(self) -> int:
        """How many never start."""
        return int(np.count_nonzero(self.cohort < 0))

    @property
    def clusters(self) -> int:
        """How many clusters (or persons) there are."""
        return int(self.codes.max()) + 1

    def clusters_of(self, cohorts: Iterable[int]) -> int:
        """How many clusters (or persons) these cohorts have."""
        return int(np.unique(self.codes[np.isin(self.cohort, list(cohorts))]).size)


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
    groups = who if clusters is None else _coded("clusters", clusters, values.size)
    group = _one_each("clusters", groups.astype(np.float64), who)
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
        codes=np.unique(group[kept], return_inverse=True)[1].astype(np.intp),
        starts=tuple(float(times[each]) for each in first),
        first=tuple(int(each) for each in first),
        periods=tuple(float(each) for each in times),
        always=int(np.count_nonzero(~kept)),
        clustered=clusters is not None,
    )


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


def too_few(sides: Sequence[int], clusters: int, *, named: bool) -> Caution | None:
    """Why so many clusters (`named`) or persons, on each side and in all, give no interval; None where they do."""
    if named and (clusters < FEWEST_CLUSTERS or min(sides) <= FEWEST_DEGREES):
        return Caution.TOO_FEW_CLUSTERS
    return Caution.FEW_PERSONS if min(sides) <= FEWEST_DEGREES else None

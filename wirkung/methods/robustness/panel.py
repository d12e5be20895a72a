"""Persons by periods with their start, complete and checked, for the event study."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wirkung.methods.kernels.samples import FloatArray
from wirkung.methods.kernels.table import numbers
from wirkung.methods.robustness.panel_codes import coded

_FEWEST_PERIODS = 2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Panel:
    """Outcome (persons, periods), cohort of each person (-1: never), cluster of each, and who was left out."""

    outcome: FloatArray
    cohort: NDArray[np.intp]
    codes: NDArray[np.intp]
    starts: tuple[float, ...]
    first: tuple[int, ...]
    periods: tuple[float, ...]
    incomplete: int
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
    """Rows made into a table of complete persons; `first` is the place of each cohort's first period."""
    values = numbers("outcome", outcome)
    everything = np.ones(values.size, dtype=np.bool_)
    who, when = coded("persons", persons, everything), coded("periods", periods, everything, ordered=True)
    times = np.unique(numbers("periods", periods))
    if times.size < _FEWEST_PERIODS:
        raise ValueError(f"periods must be two at least, found {times.size}")
    table = _spread(values, who, when, times.size)
    start = _one_each("starts", np.where(np.isnan(begun := _starts(starts, values.size)), np.inf, begun), who)
    groups = who if clusters is None else coded("clusters", clusters, everything)
    group = _one_each("clusters", groups.astype(np.float64), who)
    place = np.searchsorted(times, start)
    complete, always = ~np.isnan(table).any(axis=1), place == 0
    kept = complete & ~always
    never = place == times.size
    if not (kept & never).any() or not (kept & ~never).any():
        raise ValueError(
            "starts must leave some persons without (NaN) and have some start after the first period, "
            f"found {np.count_nonzero(kept & never)} and {np.count_nonzero(kept & ~never)} with every period"
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
        incomplete=int(np.count_nonzero(~complete)),
        always=int(np.count_nonzero(complete & always)),
        clustered=clusters is not None,
    )


def _starts(starts: ArrayLike, size: int) -> FloatArray:
    found = np.asarray(starts, dtype=np.float64)
    if found.shape != (size,):
        raise ValueError(f"starts must have one entry per row ({size}), found shape {found.shape}")
    if np.isneginf(found).any():
        raise ValueError(f"starts must be times or NaN, found {np.count_nonzero(np.isneginf(found))} of -inf")
    return found


def _spread(values: FloatArray, who: NDArray[np.intp], when: NDArray[np.intp], width: int) -> FloatArray:
    """Rows to a table of persons by periods, NaN where there is none."""
    table = np.full((int(who.max()) + 1, width), np.nan)
    cells = who * width + when
    twice = cells.size - np.unique(cells).size
    if twice:
        raise ValueError(f"persons must occur once in each period, found {twice} rows too many")
    table[who, when] = values
    return table


def _one_each(name: str, values: FloatArray, who: NDArray[np.intp]) -> FloatArray:
    """The one value of each person; several are refused."""
    found = np.empty(int(who.max()) + 1)
    found[who] = values
    changing = int(np.unique(who[found[who] != values]).size)
    if changing:
        raise ValueError(f"{name} must be the same in all rows of a person, found {changing} persons with several")
    return found

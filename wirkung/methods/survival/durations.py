"""How long persons were under observation until something happened: checked, and counted at every such time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wirkung.codes import Assumption, Caution
from wirkung.methods.kernels.cluster_labels import Codes
from wirkung.methods.kernels.samples import FloatArray
from wirkung.methods.kernels.table import BoolArray

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Durations:
    """Checked durations of n persons.

    `times` (n) from 0; `kind` (n) 0 where the observation ended without anything, else 1, 2, …; `entry` (n), None
    where all were observed from the start: who was has -1, so that «entry < time» holds for them at time 0 too.
    """

    times: FloatArray
    kind: Codes
    entry: FloatArray | None

    @property
    def n(self) -> int:
        """Persons under observation."""
        return int(self.times.size)

    @property
    def happened(self) -> BoolArray:
        """For whom something happened."""
        return self.kind > 0

    def rows(self, kept: BoolArray) -> Durations:
        """The same for these persons only."""
        entry = None if self.entry is None else self.entry[kept]
        return Durations(times=self.times[kept], kind=self.kind[kept], entry=entry)

    def apart(self, strata: Codes) -> Durations:
        """The same order of times, one stratum after the other: nobody is at risk in the stratum of another.

        Parameters
        ----------
        strata : (n,), from 0 on
            The stratum of each person.

        Examples
        --------
        >>> found = durations([5.0, 7.0, 5.0], [1, 0, 1]).apart(np.array([0, 0, 1]))
        >>> found.times.tolist(), found.entry.tolist()  # 5 and 7 are the first and second time of all
        ([1.0, 2.0, 5.0], [0.0, 0.0, 4.0])
        """
        entry = np.full(self.n, -1.0) if self.entry is None else self.entry
        known, order = np.unique(np.concatenate([[-1.0], self.times, entry]), return_inverse=True)
        places = order[1:].astype(np.float64).reshape(2, self.n) + strata * (known.size + 1.0)
        return Durations(times=places[0], kind=self.kind, entry=places[1])

    @property
    def assumptions(self) -> tuple[Assumption, ...]:
        """Independence, and that neither the end nor the start of an observation tells what comes next."""
        found = (
            (Assumption.PERSONS_INDEPENDENT, True),
            (Assumption.CENSORING_INDEPENDENT, not self.happened.all()),
            (Assumption.LATE_ENTRY_INDEPENDENT, self.entry is not None),
        )
        return tuple(assumption for assumption, holds in found if holds)

    @property
    def cautions(self) -> tuple[Caution, ...]:
        """Late entry, and nobody there from the start."""
        if self.entry is None:
            return ()
        nobody = (Caution.NOBODY_FROM_START,) if (self.entry > 0).all() else ()
        return (Caution.LATE_ENTRY, *nobody)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EventTable:
    """What happened at each of m distinct times: `times` (m), `events` (m, kinds), `at_risk` (m)."""

    times: FloatArray
    events: Whole
    at_risk: Whole


def durations(times: ArrayLike, kind: ArrayLike, entry: ArrayLike | None = None, *, kinds: int = 1) -> Durations:
    """Check durations, kinds of events and late entries, row by row; all persons at least once."""
    ends = from_zero("times", times)
    codes = _kinds(kind, ends.size, kinds)
    if entry is None:
        return Durations(times=ends, kind=codes, entry=None)
    starts = from_zero("entry", entry)
    if starts.shape != ends.shape:
        raise ValueError(f"times and entry must be of one length, found {ends.size} and {starts.size}")
    late = np.flatnonzero((starts >= ends) & (starts > 0))
    if late.size:
        first = int(late[0])
        raise ValueError(
            f"entry must be 0 or lie before the end of the observation, found {late.size} of {ends.size} that do "
            f"not (first at position {first}: entry {starts[first]:g}, end {ends[first]:g}); "
            "leave out whom nobody observed"
        )
    return Durations(times=ends, kind=codes, entry=np.where(starts == 0, -1.0, starts) if starts.any() else None)


def from_zero(name: str, values: ArrayLike) -> FloatArray:
    """Finite numbers from 0 in one dimension; says how many are not, and where the first stands."""
    try:
        numbers = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name} must hold numbers, {error}") from error
    if numbers.ndim != 1 or not numbers.size:
        raise ValueError(f"{name} must hold at least one number in one dimension, found shape {numbers.shape}")
    wrong = np.flatnonzero(~(np.isfinite(numbers) & (numbers >= 0)))
    if wrong.size:
        first = int(wrong[0])
        raise ValueError(
            f"{name} must be finite and 0 or more, found {wrong.size} of {numbers.size} that are not "
            f"(first at position {first}: {numbers[first]:g})"
        )
    return numbers


def _kinds(kind: ArrayLike, size: int, kinds: int) -> Codes:
    codes = np.asarray(kind)
    if codes.shape != (size,):
        raise ValueError(f"each of {size} persons needs one event code, found shape {codes.shape}")
    if codes.dtype == np.bool_:
        return codes.astype(np.intp)
    wrong = ~np.isin(codes, np.arange(kinds + 1))
    if wrong.any():
        known = ", ".join(str(code) for code in range(kinds + 1))
        raise ValueError(
            f"event codes must be one of {known} (0: nothing until the end of the observation), "
            f"found {codes[wrong].tolist()[0]!r} in {np.count_nonzero(wrong)} rows"
        )
    return codes.astype(np.intp)


def event_table(found: Durations, kinds: int = 1) -> EventTable:
    """Everything that happened at one time is taken together; equal numbers are one time."""
    happened = found.happened
    when = found.times[happened]
    times, totals = np.unique(when, return_counts=True)
    if kinds == 1:
        events = totals[:, None]
    else:
        cell = np.searchsorted(times, when) * kinds + found.kind[happened] - 1
        events = np.bincount(cell, minlength=times.size * kinds).reshape(times.size, kinds)
    return EventTable(times=times, events=events.astype(np.int64), at_risk=at_risk(found, times))


def at_risk(found: Durations, times: FloatArray) -> Whole:
    """Who is under observation just before each time: entered before it (or at 0), and not ended before it."""
    return entered(found, times) - np.searchsorted(np.sort(found.times), times)


def entered(found: Durations, times: FloatArray) -> Whole:
    """Who came under observation before each time, or was from the start."""
    if found.entry is None:
        return np.full(times.size, found.n, dtype=np.int64)
    return np.searchsorted(np.sort(found.entry), times).astype(np.int64)

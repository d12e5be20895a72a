"""Sums of three and more rows that may be small groups, found by halves that cancel each other.

A group of few persons is nobody in most columns. So of several sets of columns that share none, one more than it
has atoms there, it has nobody in one at least: there half of its rows is the other half with the opposite sign.
All halves are compared by one number each, a sum of their columns with fixed weights: those that cancel have
opposite ones.

References
----------
Stern (1988), A method for finding codewords of small weight, Coding Theory and Applications, LNCS 388, 106-113;
here with sets of columns that leave no group out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import comb

import numpy as np
from numpy.typing import NDArray

from wirkung.disclosure.modular import PRIME, Residues, reduced

Places = NDArray[np.int64]

# Sums are made so many residues at a time.
_NUMBERS_AT_ONCE = 500_000


@dataclass(frozen=True, eq=False, slots=True)
class _Halves:
    """Sums of so many rows, in order: (sums, rows) which, and with which sign."""

    places: Places
    signs: Places

    def numbers(self, of_rows: Residues) -> Residues:
        """The sum for each of them of one number for each row."""
        return reduced((self.signs * of_rows[self.places]).sum(axis=1))


@dataclass(frozen=True, eq=False, slots=True)
class _Matches:
    """Which halves cancel in some columns: for each first one, a stretch in the order of the second ones."""

    order: Places
    begin: Places
    end: Places

    @property
    def number(self) -> int:
        """How many there are."""
        return int((self.end - self.begin).sum())


def sums_of_halves(
    table: Residues, rows: int, most: int, *, signed: bool, limit: int
) -> Iterator[Residues] | None:
    """All sums of so many rows that can be groups of 1 to `most` persons, among others; some at a time.

    Parameters
    ----------
    table : (rows, columns)
        In reduced echelon form: each row has a column in which no other has anything.
    rows : 3 or more
        Of so many rows, each once; with signs each but the first is taken away as well.
    limit
        None comes back where there are more halves, or more of them that cancel.
    """
    windows = _windows(table, most - rows + 1)
    ahead, behind = rows - rows // 2, rows // 2
    signs = 2 if signed else 1
    if (
        windows is None
        or max(signs ** (ahead - 1) * comb(len(table), ahead), signs**behind * comb(len(table), behind)) > limit
    ):
        return None
    first, second = _halves(len(table), ahead, signed), _halves(len(table), behind, signed)
    if signed:
        first = _Halves(first.places[first.signs[:, 0] > 0], first.signs[first.signs[:, 0] > 0])
    weights = np.random.default_rng(0).integers(1, PRIME, size=(table.shape[1],))
    matches: list[_Matches] = []
    for columns in windows:
        of_rows = reduced(reduced(table[:, columns] * weights[columns]).sum(axis=1))
        matches.append(_matches(first.numbers(of_rows), second.numbers(of_rows)))
        if sum(each.number for each in matches) > limit:
            return None
    return _sums(table, first, second, matches)


def _windows(table: Residues, number: int) -> list[Places] | None:
    """So many sets of columns that several rows have, none in two of them; None where columns are too few."""
    shared = np.flatnonzero(np.count_nonzero(table, axis=0) > 1)
    if number < 1 or shared.size < number:
        return None
    mixed = np.random.default_rng(0).permutation(shared)
    return [mixed[first::number] for first in range(number)]


def _halves(height: int, rows: int, signed: bool) -> _Halves:
    places = np.arange(height)[:, None]
    signs = np.ones_like(places)
    both = (1, -1) if signed else (1,)
    places, signs = np.vstack([places] * len(both)), np.vstack([sign * signs for sign in both])
    for _ in range(rows - 1):
        one, more = np.nonzero(np.arange(height) > places[:, -1:])
        longer = np.column_stack([places[one], more])
        signs = np.vstack([np.column_stack([signs[one], np.full(one.size, sign)]) for sign in both])
        places = np.vstack([longer] * len(both))
    return _Halves(places, signs)


def _matches(first: Residues, second: Residues) -> _Matches:
    order = np.argsort(second, kind="stable")
    wanted = reduced(-first)
    begin, end = (np.searchsorted(second[order], wanted, side=side) for side in ("left", "right"))
    return _Matches(order, begin, end)


def _sums(table: Residues, first: _Halves, second: _Halves, matches: Sequence[_Matches]) -> Iterator[Residues]:
    step = max(1, _NUMBERS_AT_ONCE // table.shape[1])
    for found in matches:
        times = found.end - found.begin
        one = np.repeat(np.arange(times.size), times)
        within = np.arange(one.size) - np.repeat(np.cumsum(times) - times, times)
        other = found.order[found.begin[one] + within]
        in_order = first.places[one, -1] < second.places[other, 0]  # each set of rows in one way
        one, other = one[in_order], other[in_order]
        for begin in range(0, one.size, step):
            some, more = one[begin : begin + step], other[begin : begin + step]
            yield reduced(_added(table, first, some) + _added(table, second, more))


def _added(table: Residues, halves: _Halves, chosen: Places) -> Residues:
    return np.asarray(
        sum(
            sign[:, None] * table[place]
            for place, sign in zip(halves.places[chosen].T, halves.signs[chosen].T, strict=True)
        )
    )

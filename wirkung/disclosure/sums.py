"""Sums of few rows that may be small groups: rows of 0 and 1, with signs of -1 as well."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from wirkung.disclosure.modular import PRIME, Residues, reduced

Marks = NDArray[np.bool_]
Places = NDArray[np.int64]
Group = NDArray[np.int8]  # of each atom: 1 for in the group, 0 for not; with signs -1 for taken away

_PAIR = 2
# So many rows are compared with all others at once.
_AT_ONCE = 256
# Sums of several rows are looked at so many residues at a time.
_NUMBERS_AT_ONCE = 500_000


def groups_among(rows: Residues, sizes: Places, most: int, *, signed: bool) -> tuple[Group, Places]:
    """The rows of 0 and 1 (with signs: and -1) that have 1 to `most` persons, and which they are."""
    which = np.flatnonzero(fits(rows, signed).all(axis=1))
    groups = rows[which]
    persons = (groups != 0) @ sizes
    few = (persons > 0) & (persons <= most)
    groups = groups[few]
    return np.where(groups > 1, -1, groups).astype(np.int8), which[few]


def fits(residues: Residues, signed: bool) -> Marks:
    """Which can stand in a group."""
    plain = residues <= 1
    return np.asarray(plain | (residues == PRIME - 1) if signed else plain, dtype=np.bool_)


def sums_of(table: Residues, rows: int, *, signed: bool) -> Iterator[Residues]:
    """Sums of so many rows of a table, one or three and more, that may be groups; with signs differences as well.

    The last row mends the first column of the sum of the others that fits nothing.
    """
    if rows == 1:
        yield table
        return
    fitting = (0, 1, -1) if signed else (0, 1)
    for sums, last in _sums_in_order(table, rows - 1, signed):
        bad = ~fits(sums, signed)
        column = bad.argmax(axis=1)
        each = np.arange(len(sums))
        here, there = sums[each, column], ~bad[each, column][:, None]
        later = np.arange(len(table)) > last[:, None]
        for sign in (1, -1) if signed else (1,):
            further = reduced(sign * table[:, column].T)
            mends = np.logical_or.reduce([further == reduced(wanted - here)[:, None] for wanted in fitting])
            for one, more in _some((mends | there) & later, table.shape[1]):
                yield reduced(sums[one] + sign * table[more])


def _sums_in_order(table: Residues, rows: int, signed: bool) -> Iterator[tuple[Residues, Places]]:
    """Sums of so many rows, some at a time, and the last row of each; with signs differences as well."""
    if rows == 1:
        yield table, np.arange(len(table))
        return
    for sums, last in _sums_in_order(table, rows - 1, signed):
        for one, more in _some(np.arange(len(table)) > last[:, None], table.shape[1]):
            for sign in (1, -1) if signed else (1,):
                yield reduced(sums[one] + sign * table[more]), more


def _some(chosen: Marks, columns: int) -> Iterator[tuple[Places, Places]]:
    """The places of what is chosen, so many at a time that as many rows of so many columns fit into memory."""
    one, more = np.nonzero(chosen)
    step = max(1, _NUMBERS_AT_ONCE // columns)
    for first in range(0, one.size, step):
        yield one[first : first + step], more[first : first + step]


def pairs(table: Residues, sizes: Places, most: int, *, signed: bool) -> Iterator[Residues]:
    """Sums of two rows that may be groups of 1 to `most` persons; those with one row at a time.

    Each of two rows mends a column of the other that fits nothing. Of two that fit the persons are counted:
    without signs the sum has those of both.
    """
    bad = ~fits(table, signed)
    # Of the columns that have to be mended the one that fewest rows have.
    column = np.where(bad, np.count_nonzero(table, axis=0), len(table) + 1).argmin(axis=1)
    every, whole = np.arange(len(table)), np.asarray(~bad.any(axis=1), dtype=np.bool_)
    mended, persons = table[every, column], (table != 0) @ sizes
    for first in range(0, len(table), _AT_ONCE):
        some = every[first : first + _AT_ONCE]
        may = []
        for sign in (1, -1) if signed else (1,):
            mends = fits(reduced(mended[some][:, None] + sign * table[:, column[some]].T), signed)
            is_mended = fits(reduced(sign * table[np.ix_(some, column)] + mended), signed)
            may.append((mends | whole[some][:, None]) & (is_mended | whole) & (every > some[:, None]))
            fits_itself = some[whole[some]]
            if signed:
                few = _few_together(table[fits_itself], table[whole], sizes, most, sign)
            else:
                few = persons[fits_itself][:, None] + persons[whole] <= most
            may[-1][np.ix_(whole[some], whole)] &= few
        for each in np.flatnonzero(np.any(may, axis=(0, 2))).tolist():
            added = [
                table[some[each]] + sign * table[rows[each]] for sign, rows in zip((1, -1), may, strict=False)
            ]
            yield reduced(np.vstack(added))


def _few_together(some: Residues, rows: Residues, sizes: Places, most: int, sign: int) -> Marks:
    """(some, rows): which sums of rows with signs that fit do fit and have 1 to `most` persons."""
    one, other = (np.where(each > 1, -1, each).astype(float) for each in (some, rows))
    both = (np.abs(one) * sizes) @ np.abs(other).T
    alike = (one * sizes) @ other.T
    persons = (np.abs(one) @ sizes)[:, None] + (np.abs(other) @ sizes)[None, :] - 2 * both
    return np.asarray((both + sign * alike < 1) & (persons > 0) & (persons <= most), dtype=np.bool_)

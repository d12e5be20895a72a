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


def sums_of(
    table: Residues, rows: int, above: Residues | None = None, first: int = 0, *, signed: bool
) -> Iterator[Residues]:
    """Sums of so many rows of a table, from `first` on, that may be groups; added to `above`.

    With signs each but the first is taken away as well.
    """
    if rows == 1:
        yield table[first:] if above is None else _with_each(above, table[first:], signed)
        return
    for place in range(first, len(table) - rows + 1):
        start = table[[place]] if above is None else _with_each(above, table[[place]], signed)
        for here in start:
            if rows > _PAIR + 1:
                yield from sums_of(table, rows - 1, here, place + 1, signed=signed)
            elif rows == _PAIR + 1:
                yield from _that_may_be(table, here, place + 1, signed=signed)
            else:
                yield _with_each(here, table[place + 1 :], signed)


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


def _with_each(above: Residues, rows: Residues, signed: bool) -> Residues:
    """Each row added; with signs, taken away as well."""
    added = reduced(above + rows)
    return np.vstack([added, reduced(above - rows)]) if signed else added


def _that_may_be(table: Residues, above: Residues, first: int, *, signed: bool) -> Iterator[Residues]:
    """Sums with two further rows, from `first` on; the second mends the first column that fits nothing."""
    fitting = (0, 1, -1) if signed else (0, 1)
    for sign in (1, -1) if signed else (1,):
        sums = reduced(above + sign * table[first:-1])
        bad = ~fits(sums, signed)
        column = bad.argmax(axis=1)
        each = np.arange(len(sums))
        here, there = sums[each, column], ~bad[each, column][:, None]
        for other in (1, -1) if signed else (1,):
            further = reduced(other * table[:, column].T)
            mends = np.logical_or.reduce([further == reduced(wanted - here)[:, None] for wanted in fitting])
            one, more = np.nonzero((mends | there) & (np.arange(len(table)) > each[:, None] + first))
            yield reduced(sums[one] + other * table[more])

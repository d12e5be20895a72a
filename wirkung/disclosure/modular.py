"""Elimination without rounding: whole numbers modulo a prime.

A row of whole numbers is a sum of other such rows with some fractions as weights if and only if it is one modulo
the prime, unless the prime divides one of the numbers that the elimination is made of: for a prime near 2^31 that
happens to nobody who does not aim at it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Residues = NDArray[np.int64]

PRIME = 2**31 - 1  # products of two residues fit into 64 bits
# So many columns at most are looked at together for the next one.
_AT_ONCE = 64


def reduced(numbers: Residues) -> Residues:
    """Between 0 and the prime; numpy's own remainder is several times slower."""
    return numbers - PRIME * (numbers // PRIME)


def inverse(residue: int) -> int:
    """What gives 1 when multiplied by it."""
    return pow(residue, -1, PRIME)


def echelon(table: Residues, columns: Iterable[int]) -> list[int]:
    """Bring a table into reduced echelon form, in place; in which column each of the first rows alone has its 1.

    Parameters
    ----------
    table : (rows, columns)
        Residues.
    columns
        In which order columns are taken, if they can be.
    """
    own: list[int] = []
    order, at = np.fromiter(columns, dtype=np.int64), 0
    while len(own) < len(table) and (at := _next(table, len(own), order, at)) < len(order):
        done, column = len(own), int(order[at])
        top = done + int((table[done:, column] != 0).argmax())
        if top != done:
            table[[done, top]] = table[[top, done]]
        if (first := int(table[done, column])) != 1:
            table[done] = reduced(table[done] * inverse(first))
        others = table[:, column].nonzero()[0]
        others = others[others != done]
        take(table, done, others, table[others, column])
        own.append(column)
        at += 1
    return own


def _next(table: Residues, done: int, order: NDArray[np.int64], at: int) -> int:
    """Where in the order, from a place on, the next column with something in the rows that are left stands."""
    several = 1
    while at < len(order):
        there = np.asarray(table[done:, order[at : at + several]].any(axis=0), dtype=np.bool_)
        first = int(there.argmax())
        if there[first]:
            return at + first
        at += several
        several = min(2 * several, _AT_ONCE)
    return at


def take(table: Residues, by: int, others: NDArray[np.intp], factors: Residues) -> None:
    """Take one row so many times from others, in place."""
    if others.size:
        support = table[by].nonzero()[0]
        place = others[:, None], support
        table[place] = reduced(table[place] - factors[:, None] * table[by, support])


@dataclass(frozen=True, eq=False, slots=True)
class Space:
    """All sums of some rows: their reduced echelon form, and in which column each alone has its 1."""

    rows: Residues
    own: NDArray[np.int64]

    @classmethod
    def of(cls, rows: Residues) -> Space:
        """The space that rows of residues span; they are changed."""
        own = echelon(rows, range(rows.shape[1]))
        return cls(rows[: len(own)], np.array(own, dtype=np.int64))

    def has(self, rows: Residues | NDArray[np.int8]) -> NDArray[np.bool_]:
        """(rows,): which are sums of those of the space."""
        left = reduced(np.asarray(rows, dtype=np.int64))
        for row, column in zip(self.rows, self.own.tolist(), strict=True):
            take_from = left[:, column].nonzero()[0]
            if take_from.size:
                support = row.nonzero()[0]
                place = take_from[:, None], support
                left[place] = reduced(left[place] - left[take_from, column][:, None] * row[support])
        return np.asarray(~left.any(axis=1), dtype=np.bool_)

"""Elimination without rounding: whole numbers modulo a prime.

A row of whole numbers is a sum of other such rows with some fractions as weights if and only if it is one modulo
the prime, unless the prime divides one of the numbers that the elimination is made of: for a prime near 2^31 that
happens to nobody who does not aim at it.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Residues = NDArray[np.int64]

PRIME = 2**31 - 1  # products of two residues fit into 64 bits


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
    for column in columns:
        done = len(own)
        if done == len(table):
            break
        there = np.flatnonzero(table[done:, column])
        if not there.size:
            continue
        top = done + int(there[0])
        table[[done, top]] = table[[top, done]]
        table[done] = reduced(table[done] * inverse(int(table[done, column])))
        others = np.flatnonzero(table[:, column])
        clear(table, done, column, others[others != done])
        own.append(column)
    return own


def clear(table: Residues, by: int, column: int, others: NDArray[np.intp]) -> None:
    """Take multiples of one row from others, in place, so that these have nothing left in a column."""
    take(table, by, others, reduced(table[others, column] * inverse(int(table[by, column]))))


def take(table: Residues, by: int, others: NDArray[np.intp], factors: Residues) -> None:
    """Take one row so many times from others, in place."""
    if others.size:
        support = np.flatnonzero(table[by])
        place = np.ix_(others, support)
        table[place] = reduced(table[place] - factors[:, None] * table[by, support])

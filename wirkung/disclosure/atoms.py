"""Which small groups of persons follow from groups whose numbers are known, by sums and differences.

A group is a row of marks over persons. Persons whose marks are the same in every row are one atom: no sum and no
difference of the rows tells them apart, so that all that follows is computed over atoms.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

Marks = NDArray[np.bool_]
Numbers = NDArray[np.float64]

# Rows are of 0 and 1; what elimination leaves below this is no number any more.
_NEAR = 1e-7
# A search that takes longer has found nothing, and that counts as unsafe.
SECONDS = 2.0


@dataclass(frozen=True, eq=False, slots=True)
class Atoms:
    """Rows over atoms: `rows` (rows, atoms) of True and False, `sizes` (atoms,) how many persons each has."""

    rows: Marks
    sizes: NDArray[np.int64]

    def numbers(self) -> NDArray[np.int64]:
        """How many persons each row has."""
        return self.rows @ self.sizes

    def of(self, chosen: NDArray[np.int64]) -> Atoms:
        """Some of the rows, over atoms of their own."""
        return _merged(self.rows[chosen], self.sizes)


def atoms_of(members: NDArray[np.uint8]) -> Atoms:
    """Rows of bits over persons, as `numpy.packbits` gives them, as rows over atoms.

    Parameters
    ----------
    members : (rows, bytes)
        One bit for each person, the same persons in every row. Who is in no row is in no atom.
    """
    marks = np.unpackbits(members, axis=1).astype(np.bool_)
    return _merged(marks, np.ones(marks.shape[1], dtype=np.int64))


def _merged(marks: Marks, sizes: NDArray[np.int64]) -> Atoms:
    """Columns that are the same taken together, and those of nobody left out."""
    if not marks.size:
        return Atoms(marks[:, :0], sizes[:0])
    columns = np.ascontiguousarray(np.packbits(marks.T, axis=1))
    kinds, inverse = np.unique(columns.view(f"V{columns.shape[1]}").ravel(), return_inverse=True)
    bits = kinds.view(np.uint8).reshape(len(kinds), -1)
    rows = np.unpackbits(bits, axis=1, count=len(marks)).T.astype(np.bool_)
    together = np.bincount(inverse, weights=sizes, minlength=len(kinds)).astype(np.int64)
    somebody = rows.any(axis=0)
    return Atoms(rows[:, somebody], together[somebody])


def in_common(atoms: Atoms) -> NDArray[np.int64]:
    """(rows, rows): how many persons two rows have in common; on the diagonal, how many a row has."""
    weighted = atoms.rows * atoms.sizes.astype(float)
    return np.asarray(np.rint(weighted @ atoms.rows.T.astype(float)), dtype=np.int64)


def nested(common: NDArray[np.int64], smallest: int) -> NDArray[np.int64]:
    """Pairs of rows (part, whole) where the persons of the whole who are not in the part are 1 to smallest - 1."""
    numbers = np.diag(common)
    inside = common == numbers[:, None]
    rest = numbers[None, :] - numbers[:, None]
    return np.argwhere(inside & (rest > 0) & (rest < smallest))


def near(common: NDArray[np.int64], smallest: int) -> NDArray[np.int64]:
    """Pairs of rows that differ by 1 to smallest - 1 persons, each pair once."""
    numbers = np.diag(common)
    apart = numbers[:, None] + numbers[None, :] - 2 * common
    return np.argwhere(np.triu((apart > 0) & (apart < smallest), 1))


@dataclass(frozen=True, eq=False, slots=True)
class Union:
    """A small group that follows: its atoms, and how the rows add up to it (rows,)."""

    atoms: Marks
    weights: Numbers


def small_union(atoms: Atoms, smallest: int, but: Sequence[Marks] = ()) -> Union | None:
    """A group of 1 to smallest - 1 persons whose number follows from those of the rows; None where there is none.

    The group is a union of atoms that is a sum of rows with any weights. Only atoms of fewer than `smallest`
    persons can be in it: the rows are freed of all others by elimination first, and the rest is searched by an
    integer programme. Groups in `but` are not what is looked for.

    Raises
    ------
    TimeoutError
        Nothing was found, and it was not proved that there is nothing.

    References
    ----------
    Duncan & Mukherjee (1991), Microdata disclosure limitation in statistical databases: query size and random
    sample query control. Chin & Ozsoyoglu (1982), Auditing and inference control in statistical databases, IEEE
    Transactions on Software Engineering 8, 574-582.
    """
    small = atoms.sizes < smallest
    left, weights = _freed(atoms.rows[:, ~small], atoms.rows[:, small])
    if not len(left):
        return None
    places = np.flatnonzero(small)
    known = np.array([each[places] for each in but], dtype=np.bool_).reshape(len(but), len(places))
    found = _single(left, atoms.sizes[small], smallest, known)
    if found is None:
        found = _of_two(left, atoms.sizes[small], smallest, known)
    if found is None:
        found = _searched(left, atoms.sizes[small], smallest, known)
    if found is None:
        return None
    group = np.zeros(len(small), dtype=np.bool_)
    group[places] = found @ left > _HALF
    return Union(group, found @ weights)


_HALF = 0.5


def _freed(big: Marks, small: Marks) -> tuple[Numbers, Numbers]:
    """What sums of the rows leave in the small atoms while nothing of the big ones is left, reduced; and how."""
    table = np.hstack([big, small, np.eye(len(small))]).astype(float)
    first, last = big.shape[1], big.shape[1] + small.shape[1]
    starts = _eliminated(table, range(first), 0)
    ends = _eliminated(table, range(first, last), starts)
    return table[starts:ends, first:last], table[starts:ends, last:]


def _eliminated(table: Numbers, columns: range, done: int) -> int:
    """Bring the rows of a table from `done` on into reduced echelon form, in place; how many are done then."""
    for column in columns:
        if done == len(table):
            break
        top = done + int(np.argmax(np.abs(table[done:, column])))
        if abs(table[top, column]) < _NEAR:
            continue
        table[[done, top]] = table[[top, done]]
        table[done] /= table[done, column]
        others = np.flatnonzero(np.abs(table[:, column]) > _NEAR)
        others = others[others != done]
        table[others] -= np.outer(table[others, column], table[done])
        done += 1
    return done


def _single(left: Numbers, sizes: NDArray[np.int64], smallest: int, known: Marks) -> Numbers | None:
    """A row of its own that is such a group; None where there is none."""
    marks = np.abs(left - 1) < _NEAR
    plain = (marks | (np.abs(left) < _NEAR)).all(axis=1)
    persons = marks @ sizes
    new = ~(marks[:, None, :] == known[None, :, :]).all(axis=2).any(axis=1)
    found = np.flatnonzero(plain & (persons > 0) & (persons < smallest) & new)
    return np.eye(len(left))[found[0]] if found.size else None


def _of_two(left: Numbers, sizes: NDArray[np.int64], smallest: int, known: Marks) -> Numbers | None:
    """Two rows whose sum is such a group, found faster than by the search for any number of them."""
    for row in range(len(left) - 1):
        sums = left[row] + left[row + 1 :]
        marks = np.abs(sums - 1) < _NEAR
        plain = (marks | (np.abs(sums) < _NEAR)).all(axis=1)
        for other in np.flatnonzero(plain).tolist():
            persons = int(marks[other] @ sizes)
            if 0 < persons < smallest and not (known == marks[other]).all(axis=1).any():
                weights = np.zeros(len(left))
                weights[[row, row + 1 + other]] = 1.0
                return weights
    return None


def _searched(left: Numbers, sizes: NDArray[np.int64], smallest: int, known: Marks) -> Numbers | None:
    """Weights (rows of `left`,) that give such a group; None where there are none.

    In reduced rows each has a column in which it alone is not zero, and is 1: its weight is 1 where this atom
    is in the group, else 0. So it is the weights that are searched; where what is found has parts of atoms, it
    must be said that the group has a whole atom or nothing of it, and searched again.
    """
    plain = np.zeros(0, dtype=np.int64)
    found = _solved(left, sizes, smallest, known, plain)
    if found is None or (np.abs(found @ left - np.rint(found @ left)) < _NEAR).all():
        return found
    broken = np.flatnonzero((np.abs(left - np.rint(left)) > _NEAR).any(axis=0))
    return _solved(left, sizes, smallest, known, broken)


def _solved(
    left: Numbers, sizes: NDArray[np.int64], smallest: int, known: Marks, broken: NDArray[np.int64]
) -> Numbers | None:
    rows = len(left)
    persons = np.concatenate([left @ sizes, np.zeros(broken.size)])
    result = milp(
        c=np.zeros(rows + broken.size),
        integrality=np.ones(rows + broken.size, dtype=np.int64),
        bounds=Bounds(0, 1),
        constraints=[
            LinearConstraint(np.hstack([left.T, np.zeros((left.shape[1], broken.size))]), -_NEAR, 1 + _NEAR),
            LinearConstraint(persons[None, :], 1 - _HALF, smallest - _HALF),
            *_whole(left, broken),
            *_others_than(known, left, broken.size),
        ],
        # Presolving prints lines that no option keeps away from a notebook.
        options={"time_limit": SECONDS, "presolve": False},
    )
    if result.status == _INFEASIBLE:
        return None
    if result.x is None:
        raise TimeoutError("the search for small groups was not finished")
    return np.asarray(np.rint(result.x[:rows]), dtype=np.float64)


def _whole(left: Numbers, broken: NDArray[np.int64]) -> Iterator[LinearConstraint]:
    """Of the atoms in `broken` the group has all or nothing: a whole number for each."""
    if broken.size:
        yield LinearConstraint(np.hstack([left[:, broken].T, -np.eye(broken.size)]), -_NEAR, _NEAR)


def _others_than(known: Marks, left: Numbers, further: int) -> Iterator[LinearConstraint]:
    """At least one atom more or less than in each known group."""
    for group in known:
        signs = left @ np.where(group, -1.0, 1.0)
        weights = np.concatenate([signs, np.zeros(further)])
        yield LinearConstraint(weights[None, :], 1 - int(group.sum()) - _HALF, np.inf)


_INFEASIBLE = 2

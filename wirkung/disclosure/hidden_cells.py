"""Which further cells of a table must be hidden so that nobody can work out the hidden ones from the others."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack, vstack

from wirkung.methods.kernels.counts import whole
from wirkung.methods.kernels.samples import FloatArray
from wirkung.methods.kernels.table import BoolArray, marks, matrix, numbers

# What is moved through hidden cells costs next to nothing.
_NEAR = 1e-6
# Branches of the search for whole persons; of tables with two dimensions none is needed.
_MOST_BRANCHES = 200


def cells_to_hide(values: ArrayLike, sums: ArrayLike, hidden: ArrayLike, *, smallest: int) -> BoolArray:
    """All cells that have to be hidden, those that are hidden already among them.

    Parameters
    ----------
    values : (n,) whole numbers from 0
        How many persons are in each cell.
    sums : (m, n) of 1 and 0
        The cells of each sum that is known.
    hidden : (n,) of True and False
        Which cells may not be shown in any case.
    smallest : 1 or more
        The smallest group that may be shown.

    Returns
    -------
    (n,) of True and False
        For each hidden cell there is another table of whole numbers from 0, with the same known sums and the same
        shown cells, in which it holds another number, and at least `smallest`. It is found as the cheapest way to
        move persons between cells, where to move one in or out of a shown cell costs as much as that cell would
        be missed: its own persons and one more. Cheapest for each cell in turn, not for all together. Where there
        is no such table at all, everything is hidden. Cells of a sum of nobody cannot be hidden, and need not be.

    Raises
    ------
    ValueError
        Lengths that do not fit, negative or infinite numbers.

    References
    ----------
    Kelly, Golden & Assad (1992), Cell suppression: disclosure protection for sensitive tabular data, Networks 22,
    397-417. Hundepool et al. (2012), Statistical disclosure control, Wiley, section 4.4.

    Examples
    --------
    In a table of two rows and two columns, whose sums are known, one hidden cell needs the three others:

    >>> cells_to_hide([3, 20, 30, 40], [[1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 1, 0], [0, 1, 0, 1]], [1, 0, 0, 0],
    ...     smallest=10).tolist()
    [True, True, True, True]
    """
    persons, smallest = numbers("values", values), whole("smallest", smallest, least=1)
    if (persons < 0).any() or np.isnan(persons).any():
        raise ValueError(f"values must be 0 or more, found {np.count_nonzero(~(persons >= 0))} that are not")
    known = matrix("sums", np.transpose(np.asarray(sums, dtype=float)), persons.size).T
    away = np.array(marks("hidden", hidden, persons.size, both=False))
    # Where a sum is known to be nobody, all its cells are, hidden or not.
    nobody = known[known @ persons == 0].any(axis=0)
    checked = set(np.flatnonzero(nobody).tolist())
    equations = csr_array(known)
    while left := [cell for cell in np.flatnonzero(away).tolist() if cell not in checked]:
        cell = min(left, key=lambda each: (float(persons[each]), each))
        moved = _cheapest(persons, equations, away, cell, smallest)
        if moved is None:
            return np.asarray(away | ~nobody, dtype=np.bool_)
        away |= moved != 0
        # What moves so far in the other cells on the way is proved with it.
        reached = np.where(persons >= smallest, moved != 0, persons + moved >= smallest)
        checked |= {cell, *np.flatnonzero(reached).tolist()}
    return away


def _cheapest(
    persons: FloatArray, sums: csr_array, away: BoolArray, cell: int, smallest: int
) -> FloatArray | None:
    """How many persons move into which cells (out of: -) until the cell is the smallest group; None for no way.

    A cell that has reached it already need only be able to hold one more, or one less.
    """
    missing = smallest - float(persons[cell])
    for wanted in (missing,) if missing > 0 else (1.0, -1.0):
        moved = _moved(persons, sums, away, cell, wanted)
        if moved is not None:
            return moved
    return None


def _moved(persons: FloatArray, sums: csr_array, away: BoolArray, cell: int, wanted: float) -> FloatArray | None:
    price = np.where(away, _NEAR, persons + 1)
    fixed = csr_array(([1.0], ([0], [cell])), shape=(1, persons.size))
    equations = vstack([hstack([sums, -sums]), hstack([fixed, -fixed])], format="csr")
    asked = np.concatenate([np.zeros(sums.shape[0]), [wanted]])
    # First what comes into each cell, then what goes out of it, which is at most what is there.
    found = milp(
        np.concatenate([price, price]),
        constraints=LinearConstraint(equations, asked, asked),
        integrality=np.ones(2 * persons.size, dtype=np.int64),
        bounds=Bounds(0, np.concatenate([np.full(persons.size, persons.sum() + 1), persons])),
        options={"node_limit": _MOST_BRANCHES, "presolve": False},
    )
    if found.x is None:
        return None
    into, out = np.split(np.rint(found.x), 2)
    return np.asarray(into - out, dtype=np.float64)

"""Which further cells of a table must be hidden so that nobody can work out the hidden ones from the others."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import linprog

from wirkung.methods.kernels.counts import whole
from wirkung.methods.kernels.samples import FloatArray
from wirkung.methods.kernels.table import BoolArray, marks, matrix, numbers

# Flows are whole numbers of persons; the solver's are near them.
_NEAR = 1e-6


def cells_to_hide(values: ArrayLike, members: ArrayLike, hidden: ArrayLike, *, smallest: int) -> BoolArray:
    """All cells that have to be hidden, those that are hidden already among them.

    Parameters
    ----------
    values : (n,) whole numbers from 0
        How many persons are in each cell.
    members : (m, n) of 1 and 0
        The sums that are known: which cells each is of.
    hidden : (n,) of True and False
        Which cells may not be shown in any case.
    smallest : 1 or more
        The smallest group that may be shown.

    Returns
    -------
    (n,) of True and False
        For each hidden cell there is another table without negative cells, with the same known sums and the same
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
    sums = matrix("members", np.transpose(np.asarray(members, dtype=float)), persons.size).T
    away = np.array(marks("hidden", hidden, persons.size, both=False))
    # Where a sum is known to be nobody, all its cells are, hidden or not.
    nobody = sums[sums @ persons == 0].any(axis=0)
    checked = set(np.flatnonzero(nobody).tolist())
    while left := [cell for cell in np.flatnonzero(away).tolist() if cell not in checked]:
        cell = min(left, key=lambda each: float(persons[each]))
        moved = _cheapest(persons, sums, away, cell, smallest)
        if moved is None:
            return np.asarray(away | ~nobody, dtype=np.bool_)
        away |= moved
        checked.add(cell)
    return away


def _cheapest(
    persons: FloatArray, sums: FloatArray, away: BoolArray, cell: int, smallest: int
) -> BoolArray | None:
    """The cells through which so many persons can move that the cell reaches the smallest group; None for no way.

    A cell that has reached it already need only be able to hold one more, or one less.
    """
    missing = smallest - float(persons[cell])
    for wanted in (missing,) if missing > 0 else (1.0, -1.0):
        moved = _moved(persons, sums, away, cell, wanted)
        if moved is not None:
            return moved
    return None


def _moved(persons: FloatArray, sums: FloatArray, away: BoolArray, cell: int, wanted: float) -> BoolArray | None:
    price = np.where(away, _NEAR, persons + 1)
    fixed = np.zeros(persons.size)
    fixed[cell] = 1.0
    # First what comes into each cell, then what goes out of it, which is at most what is there.
    found = linprog(
        np.concatenate([price, price]),
        A_eq=np.vstack([np.hstack([sums, -sums]), np.concatenate([fixed, -fixed])]),
        b_eq=np.concatenate([np.zeros(len(sums)), [wanted]]),
        bounds=[*((0, None) for _ in persons), *((0, float(number)) for number in persons)],
        method="highs",
    )
    if not found.success:
        return None
    into, out = np.split(np.asarray(found.x), 2)
    return np.asarray(np.abs(into - out) > _NEAR, dtype=np.bool_)

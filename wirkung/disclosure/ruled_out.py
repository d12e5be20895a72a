"""Whether a number that is not said may as well be large: else a reader knows that it is small.

That somebody is there a reader knows of a group of which a line is withheld, and of who is in the larger of two
groups and not in the other.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from wirkung.disclosure.atoms import Atoms, Marks
from wirkung.disclosure.ranges import Band

Places = NDArray[np.int64]
Numbers = NDArray[np.int64]
Limits = tuple[Numbers, Numbers]  # least and most of each row

_NEAR = 1e-6


def ruled_out(atoms: Atoms, known: Mapping[int, Band], group: Marks, smallest: int) -> Places | None:
    """From which rows it follows that a group has fewer than `smallest` persons; None where it may have as many.

    Parameters
    ----------
    atoms
        Groups of persons.
    known
        For rows: between which numbers a reader knows theirs, both the same where it is said exactly.
    group
        (atoms,): which are in it, of 1 to smallest - 1 persons together.
    smallest
        The smallest group.
    """
    rows = np.array(sorted(known), dtype=np.int64)
    few = atoms.with_group(rows, group)
    said, wanted = few.rows[:-1], few.rows[-1]
    if not said[:, wanted].any(axis=0).all():
        return None  # of somebody in it nothing is said
    least, most = (np.array([known[each][end] for each in rows.tolist()]) for end in (0, 1))
    lacking = smallest - int(few.sizes[wanted].sum())
    if _may_grow(said, wanted, few.sizes, (least, most), lacking):
        return None
    return _limits(rows, said, wanted, (least, most), smallest)


def larger_by_few(common: Numbers, known: Mapping[int, Band], smallest: int) -> Places:
    """Pairs of rows of which one is known to be larger, by 1 to `smallest` - 1 persons who are not in the other.

    So a reader knows that there is somebody, whether or not the other has persons of its own.

    Parameters
    ----------
    common : (rows, rows)
        How many persons two rows have in common.
    known
        For rows: between which numbers a reader knows theirs, both the same where it is said exactly.

    Returns
    -------
    (pairs, 2): the larger one first.
    """
    rows = np.array(sorted(known), dtype=np.int64)
    least, most = (np.array([known[row][end] for row in rows.tolist()], dtype=np.int64) for end in (0, 1))
    beyond = np.diag(common)[rows][:, None] - common[np.ix_(rows, rows)]
    found = (least[:, None] > most[None, :]) & (beyond > 0) & (beyond < smallest)
    return rows[np.argwhere(found)]


def _may_grow(said: NDArray[np.bool_], wanted: NDArray[np.bool_], sizes: Numbers, limits: Limits, by: int) -> bool:
    """Whether some of one atom outside could as well be in one of the row's: the quick answer, mostly yes."""
    numbers = said @ sizes
    may_fall, may_rise = numbers - limits[0] >= by, limits[1] - numbers >= by
    outside = ~wanted & (sizes >= by)
    for atom in np.flatnonzero(wanted):
        into = said[:, [atom]]
        blocked = (into & ~said & ~may_rise[:, None]) | (~into & said & ~may_fall[:, None])
        if (outside & ~blocked.any(axis=0)).any() or not (said[:, atom] & ~may_rise).any():
            return True
    return False


def _limits(
    rows: Places, said: NDArray[np.bool_], wanted: NDArray[np.bool_], limits: Limits, smallest: int
) -> Places | None:
    """The same by a linear programme: the rows that limit the largest number of persons there can be."""
    exact = limits[0] == limits[1]
    ranged = said[~exact].astype(float)
    found = linprog(
        -wanted.astype(float),
        A_eq=said[exact].astype(float),
        b_eq=limits[0][exact],
        A_ub=np.vstack([ranged, -ranged]),
        b_ub=np.concatenate([limits[1][~exact], -limits[0][~exact]]),
        method="highs",
        options={"presolve": False},  # presolving prints lines that no option keeps away from a notebook
    )
    if found.fun is None or -found.fun >= smallest - _NEAR:
        return None
    weights = np.zeros(len(rows))
    weights[exact] = np.abs(found.eqlin.marginals)
    weights[~exact] = np.abs(found.ineqlin.marginals).reshape(2, -1).max(axis=0)
    return rows[weights > _NEAR]

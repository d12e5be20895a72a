"""Between which numbers of persons a reader can place one that is not said, from this report and earlier ones."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from wirkung.disclosure.atoms import Atoms
from wirkung.disclosure.ranges import Band

# For all bounds of a report; what takes longer is said to be not computed.
SECONDS = 60.0
# For a search among whole persons, and for all of them.
SECONDS_OF_ONE = 1.0
SECONDS_OF_WHOLE = 15.0
# What a search may leave of a whole number.
_NEAR = 1e-6
_OPTIMAL = 0


class Bound(NamedTuple):
    """The least and the greatest number of persons; `most` is None where nothing published limits it."""

    least: int
    most: int | None


class Reader:
    """Somebody who knows every published number, and which groups of persons overlap: more than any reader does.

    So the bounds are the narrowest that anybody can have from published numbers of persons; who does not know the
    groups that well is left with wider ones.

    Parameters
    ----------
    atoms
        Groups of persons, each a row.
    known
        For rows: between which numbers they were said to be, both the same where it was said exactly.
    """

    def __init__(self, atoms: Atoms, known: Mapping[int, Band]) -> None:
        self._atoms = atoms
        self._rows = np.array(sorted(known), dtype=np.int64)
        limits = np.array([known[row] for row in self._rows.tolist()], dtype=np.float64).reshape(-1, 2)
        self._low, self._high = limits.T
        self._known = known
        self._until = time.monotonic() + SECONDS
        self._for_whole = SECONDS_OF_WHOLE

    def bound(self, row: int) -> Bound | None:
        """What the reader knows of a row's number; None where it was not computed in time."""
        if row in self._known and self._known[row][0] == self._known[row][1]:
            return Bound(*self._known[row])
        # Atoms anew: the fewer there are, the faster is the search.
        few = self._atoms.of(np.append(self._rows, row))
        said, wanted = few.rows[:-1], few.rows[-1]
        least = self._least(said, wanted.astype(float))
        if not said[:, wanted].any(axis=0).all():
            return None if least is None else Bound(max(least, 0), None)
        most = self._least(said, -wanted.astype(float))
        return None if least is None or most is None else Bound(max(least, 0), -most)

    def _least(self, said: NDArray[np.bool_], weights: NDArray[np.float64]) -> int | None:
        """The least sum over all numbers of persons that agree with what was said.

        Parts of persons are allowed first: where the least sum has none, it is that of whole persons too. Where
        they cannot be searched in time, it is a bound all the same, if perhaps a wider one.
        """
        if time.monotonic() > self._until:
            return None
        marks = said.astype(float)
        limits = np.concatenate([self._high, -self._low])
        table = np.vstack([marks, -marks])
        # Presolving prints lines that no option keeps away from a terminal.
        parts = linprog(weights, A_ub=table, b_ub=limits, method="highs", options={"presolve": False})
        if parts.fun is None or parts.x is None:
            return None
        found = float(parts.fun)
        if np.abs(parts.x - np.rint(parts.x)).max(initial=0.0) > _NEAR:
            found = max(found, self._of_whole(marks, weights))
        return math.ceil(found - _NEAR)

    def _of_whole(self, marks: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
        """The least sum of whole persons; nothing is known of it where the search was not finished."""
        if self._for_whole <= 0:
            return -math.inf
        begun = time.monotonic()
        result = milp(
            c=weights,
            integrality=np.ones(weights.size, dtype=np.int64),
            bounds=Bounds(0, np.inf),
            constraints=[LinearConstraint(marks, self._low, self._high)],
            options={"time_limit": SECONDS_OF_ONE, "presolve": False},
        )
        self._for_whole -= time.monotonic() - begun
        return float(result.fun) if result.status == _OPTIMAL and result.fun is not None else -math.inf

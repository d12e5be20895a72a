"""How many persons a group may have, given what is published."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from wirkung.disclosure.atoms import SECONDS, Atoms


@dataclass(frozen=True, eq=False, slots=True)
class Bounded:
    """What a reader knows of numbers: the rows of which it is exact.

    The atoms are those in which there is somebody. A reader does not know that the others are empty, so that the
    bounds are narrower than a reader's, never wider.
    """

    atoms: Atoms
    exact: NDArray[np.int64]

    def can_have(self, row: int, number: int) -> bool:
        """Whether a group may as well have so many persons or more; no where that was not found in time."""
        greatest = self.greatest(row)
        return greatest is not None and greatest >= number

    def greatest(self, row: int) -> int | None:
        """The greatest number of persons a group can have; None where that was not found in time."""
        return self._extreme(row, -1)

    def least(self, row: int) -> int | None:
        """The least number."""
        return self._extreme(row, 1)

    def _extreme(self, row: int, sign: int) -> int | None:
        aim = sign * self.atoms.rows[row].astype(float)
        rows, numbers = self.atoms.rows[self.exact].astype(float), self.atoms.numbers()[self.exact]
        result = milp(
            c=aim,
            integrality=np.ones(aim.size, dtype=np.int64),
            bounds=Bounds(0, 2.0 * float(self.atoms.sizes.sum())),
            constraints=[LinearConstraint(rows, numbers, numbers)],
            options={"time_limit": SECONDS},
        )
        return None if result.status != 0 else int(np.rint(result.fun * sign))

"""How much more is withheld than must be: `python -m tests.attack.best --tables 200` compares small random tables.

The best pattern withholds as few numbers as possible such that for each number of 1 to 9 there is a table of whole
persons that fits all that is shown, and in which it is the smallest group or more: what the attacker of `tables`
asks of the release. One integer programme has all of these tables.

References
----------
Fischetti & Salazar (2000), Models and algorithms for optimizing cell suppression in tabular data with linear
constraints, Journal of the American Statistical Association 95, 916-928: the model, with every table written out.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections import Counter

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import block_diag, csr_array, eye_array, hstack, kron

from tests.attack.tables import SMALLEST, published, random_table, released

SMALL = ((3, 8), (2, 4), (2, 2))
SECONDS = 20.0
_NEAR = 1e-6


def fewest_withheld(table):
    """How many numbers have to be withheld at least, and whether no search was cut short: else it is a bound."""
    numbers = [(cells.astype(float), int(table.ravel()[cells].sum())) for _, cells in published(table)]
    members = csr_array(np.array([cells for cells, _ in numbers]))
    sizes = np.array([number for _, number in numbers], dtype=float)
    small = np.flatnonzero((sizes > 0) & (sizes < SMALLEST))
    if not small.size:
        return 0, True
    # First whether each number is withheld (1) or shown (0), then a table of its own for each small number.
    most, tables = sizes.max() + SMALLEST, small.size * table.size
    gone = kron(np.ones((small.size, 1)), most * eye_array(len(sizes)))
    sums = kron(eye_array(small.size), members)
    large = hstack([csr_array((small.size, len(sizes))), block_diag([members[[row]] for row in small.tolist()])])
    shown = np.tile(sizes, small.size)
    least = np.zeros(len(sizes) + tables)
    least[small] = 1
    found = milp(
        np.repeat([1.0, 0.0], [len(sizes), tables]),
        constraints=[
            LinearConstraint(hstack([gone, sums]), shown, np.inf),
            LinearConstraint(hstack([-gone, sums]), -np.inf, shown),
            LinearConstraint(large, SMALLEST, np.inf),
        ],
        integrality=np.ones(least.size),
        bounds=Bounds(least, np.repeat([1.0, most], [len(sizes), tables])),
        options={"time_limit": SECONDS, "presolve": False},
    )
    return math.ceil(found.mip_dual_bound - _NEAR), found.status == 0


def compare(seed):
    """Of a random table: how many numbers it has, how many are withheld, how many must be, and whether proved."""
    table = random_table(seed, SMALL)
    hidden = released(table)
    least, proved = fewest_withheld(table)
    return len(hidden), sum(hidden.values()), least, proved


def main():
    """Print how many numbers are withheld in all, and how many must be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, default=200)
    parser.add_argument("--first", type=int, default=0, help="first seed")
    asked = parser.parse_args()
    begun = time.process_time()
    found = [compare(seed) for seed in range(asked.first, asked.first + asked.tables)]
    numbers, withheld, least, _ = (sum(each) for each in zip(*found, strict=True))
    more = Counter(hidden - fewest for _, hidden, fewest, _ in found)
    sys.stdout.write(
        f"{len(found)} tables of {numbers} numbers: {withheld} withheld, {least} have to be; "
        f"{sum(not proved for *_, proved in found)} searches were not finished\n"
        f"tables by how many more are withheld: {dict(sorted(more.items()))}; "
        f"{time.process_time() - begun:.0f} s\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Random tables, attacked exactly: `python -m tests.attack.tables --tables 10000` prints how many broke.

A table has one to three dimensions and all totals. The attacker knows the numbers that are shown and that the
others are whole numbers from 0, and nothing else: for each withheld number an integer programme gives the least
and the greatest value over all tables that fit. It breaks a table in which a number of 1 to 9 is shown,
or in which a withheld number is known exactly or known to be less than the smallest group.
"""

from __future__ import annotations

import argparse
import sys
import time
from multiprocessing import Pool, cpu_count

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from wirkung.disclosure.tables import hidden_numbers

SMALLEST = 10
MOST_PERSONS = 10_000
SHAPES = ((2, 12), (2, 6), (2, 4))


def random_table(seed):
    """One to three dimensions, few or many persons to a cell, some cells of nobody."""
    rng = np.random.default_rng(seed)
    dimensions = int(rng.integers(1, 4))
    low, high = SHAPES[dimensions - 1]
    shape = tuple(rng.integers(low, high + 1, dimensions))
    mean, shape_of_counts = rng.choice([3, 10, 30, 100]), rng.choice([0.3, 1.0, 3.0])
    table = rng.negative_binomial(shape_of_counts, shape_of_counts / (shape_of_counts + mean), size=shape)
    return np.where(rng.random(shape) < rng.choice([0.0, 0.2, 0.5]), 0, table)


def published(table):
    """The table with its totals, each added up for itself: by place the cells of each number."""
    for totalled in np.ndindex(*(2,) * table.ndim):
        axes = tuple(axis for axis, each in enumerate(totalled) if each)
        summed = table.sum(axis=axes, keepdims=True)
        for place in np.ndindex(*summed.shape):
            cells = np.zeros(table.shape, dtype=bool)
            cells[tuple(slice(None) if each else at for each, at in zip(totalled, place, strict=True))] = True
            yield tuple(-1 if each else at for each, at in zip(totalled, place, strict=True)), cells.ravel()


def why_broken(table, hidden):
    """What the attacker knows of a number that is too much; None where nothing is.

    Every table that fits and is found on the way is one that may be for all numbers: those that are different and
    large enough in some of them need no programme of their own.
    """
    numbers = [(place, cells, int(table.ravel()[cells].sum())) for place, cells in published(table)]
    shown = [(cells, number) for place, cells, number in numbers if not hidden[place]]
    if any(0 < number < SMALLEST for _, number in shown):
        return "a small number is shown"
    away = [(place, cells) for place, cells, _ in numbers if hidden[place]]
    sums = [float(number) for _, number in shown]
    if not shown:
        return None
    known = LinearConstraint(csr_array(np.array([cells for cells, _ in shown], dtype=float)), sums, sums)
    fitting = [table.ravel()]
    for place, cells in away:
        for sign in (-1, 1):
            least, greatest = (end(int(each[cells].sum()) for each in fitting) for end in (min, max))
            if least < greatest and greatest >= SMALLEST:
                break
            fitting.append(extreme(known, sign * cells.astype(float)))
            assert all(int(fitting[-1][each].sum()) == number for each, number in shown)
        else:
            least, greatest = (end(int(each[cells].sum()) for each in fitting) for end in (min, max))
            if least == greatest or greatest < SMALLEST:
                return f"{place} is known to be between {least} and {greatest}"
    return None


def extreme(known, aim):
    """A table that fits, with the least value of a sum of cells, or, of its negative, the greatest."""
    found = milp(
        aim,
        constraints=known,
        integrality=np.ones(len(aim)),
        bounds=Bounds(0, MOST_PERSONS),
        options={"presolve": False},
    )
    if found.x is None:
        raise RuntimeError(found.message)
    return np.rint(found.x).astype(int)


def attack_table(seed):
    """Seed, why it is broken, how many numbers are withheld of how many, and the seconds that protecting took."""
    table = random_table(seed)
    begun = time.perf_counter()
    hidden = hidden_numbers(table, SMALLEST)
    taken = time.perf_counter() - begun
    return seed, why_broken(table, hidden), int(hidden.sum()), hidden.size, taken


def main():
    """Attack many tables, print what broke; 1 where any did."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0, help="first seed")
    parser.add_argument("--processes", type=int, default=cpu_count())
    asked = parser.parse_args()
    with Pool(asked.processes) as pool:
        seeds = range(asked.first, asked.first + asked.tables)
        outcomes = list(pool.imap_unordered(attack_table, seeds, chunksize=20))
    broken = [(seed, why) for seed, why, *_ in outcomes if why is not None]
    hidden, of = (sum(outcome[place] for outcome in outcomes) for place in (2, 3))
    sys.stdout.write(
        f"{len(broken)} of {len(outcomes)} tables broken, {1 - hidden / of:.1%} of {of} numbers shown, "
        f"{max(outcome[4] for outcome in outcomes):.2f} s at most to protect one\n"
    )
    for seed, why in broken[:10]:
        sys.stdout.write(f"seed {seed}: {why}\n")
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main())

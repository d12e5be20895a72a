"""Random tables, attacked exactly: `python -m tests.attack.tables --tables 10000` prints how many broke.

A table has one to three dimensions and all totals. The attacker knows the numbers that are shown and that the
others are whole numbers from 0, and nothing else: for each number of 1 to 9 an integer programme gives the
greatest value over all tables that fit. It breaks a table in which such a number is shown, or is known to be less
than the smallest group.
"""

from __future__ import annotations

import argparse
import sys
import time
from multiprocessing import Pool, cpu_count

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from tests.disclosure.of_persons import share
from wirkung.disclosure.release import Withheld, release
from wirkung.finding import Answer

SMALLEST = 10
MOST_PERSONS = 10_000
TOLD_EVERY = 100
SHAPES = ((2, 12), (2, 6), (2, 4))


def random_table(seed, shapes=SHAPES):
    """One to three dimensions, few or many persons to a cell, some cells of nobody."""
    rng = np.random.default_rng(seed)
    dimensions = int(rng.integers(1, 4))
    low, high = shapes[dimensions - 1]
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


def released(table):
    """By place whether the release withholds the number, each told as a share of all persons."""
    persons = np.repeat(np.arange(table.size), table.ravel())
    everybody = np.flatnonzero(np.ones(persons.size))
    numbers = list(published(table))
    if not persons.size:
        return {place: False for place, _ in numbers}  # of nobody there are no shares
    findings = tuple(
        share("_".join(map(str, place)), np.flatnonzero(cells[persons]), everybody) for place, cells in numbers
    )
    answer = Answer(question="cohort", year=2024, findings=findings)
    items = release((answer,), smallest_group=SMALLEST)[0].items
    return {place: isinstance(item, Withheld) for (place, _), item in zip(numbers, items, strict=True)}


def why_broken(table, hidden):
    """What the attacker knows of a small number that is too much; None where nothing is.

    That one is withheld tells that somebody is there. Every table that fits and is found on the way is one that
    may be for all numbers: those that are large enough in some of them need no programme of their own.
    """
    numbers = [(place, cells, int(table.ravel()[cells].sum())) for place, cells in published(table)]
    small = [(place, cells) for place, cells, number in numbers if 0 < number < SMALLEST]
    if any(not hidden[place] for place, _ in small):
        return "a small number is shown"
    shown = [(cells, number) for place, cells, number in numbers if not hidden[place]]
    if not shown:
        return None
    sums = [float(number) for _, number in shown]
    known = LinearConstraint(csr_array(np.array([cells for cells, _ in shown], dtype=float)), sums, sums)
    fitting = [table.ravel()]
    for place, cells in small:
        if max(int(each[cells].sum()) for each in fitting) >= SMALLEST:
            continue
        fitting.append(extreme(known, -cells.astype(float)))
        assert all(int(fitting[-1][each].sum()) == number for each, number in shown)
        most = int(fitting[-1][cells].sum())
        if most < SMALLEST:
            return f"{place} is known to be {most} at most"
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
    hidden = released(table)
    taken = time.perf_counter() - begun
    return seed, why_broken(table, hidden), sum(hidden.values()), len(hidden), taken


def main():
    """Attack many tables, print what broke; 1 where any did."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0, help="first seed")
    parser.add_argument("--processes", type=int, default=cpu_count())
    asked = parser.parse_args()
    with Pool(asked.processes) as pool:
        seeds = range(asked.first, asked.first + asked.tables)
        outcomes = []
        for outcome in pool.imap_unordered(attack_table, seeds, chunksize=20):
            outcomes.append(outcome)
            if outcome[1] is not None or len(outcomes) % TOLD_EVERY == 0:
                broken = sum(why is not None for _, why, *_ in outcomes)
                sys.stdout.write(f"{len(outcomes)} tables: {broken} broken\n")
                sys.stdout.flush()
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

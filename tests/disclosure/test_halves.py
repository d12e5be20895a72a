"""Sums of three and more rows by halves, against all sums of so many rows."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest

from wirkung.disclosure.halves import sums_of_halves
from wirkung.disclosure.modular import PRIME, reduced
from wirkung.disclosure.sums import groups_among

MOST = 9


def base(seed: int, signed: bool, height: int = 9, width: int = 40) -> np.ndarray:
    """Rows with a column of their own each, of which five have a sum of few persons planted."""
    rng = np.random.default_rng(seed)
    marks = rng.choice(
        (-1, 0, 1) if signed else (0, 1), (height, width), p=(0.2, 0.6, 0.2) if signed else (0.7, 0.3)
    )
    for rows in ([0, 1, 2], [3, 4, 5, 6], [1, 3, 5, 7, 8]):
        few = rng.choice((0, 1), width, p=(0.95, 0.05))
        marks[rows[-1]] = few - marks[rows[:-1]].sum(axis=0)
    return reduced(np.hstack([np.eye(height, dtype=np.int64), marks.astype(np.int64)]))


def all_groups(table: np.ndarray, rows: int, signed: bool) -> set[bytes]:
    """By every choice of rows, and of signs but for the first."""
    signs = list(product((1, -1), repeat=rows - 1)) if signed else [(1,) * (rows - 1)]
    sums = [
        reduced(sum(sign * table[place] for sign, place in zip((1, *each), places, strict=True)))
        for places in combinations(range(len(table)), rows)
        for each in signs
    ]
    return as_set(np.array(sums), signed)


def as_set(sums: np.ndarray, signed: bool) -> set[bytes]:
    groups, _ = groups_among(sums, np.ones(sums.shape[1], dtype=np.int64), MOST, signed=signed)
    return {each.tobytes() for each in groups}


@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize("rows", [3, 4, 5])
@pytest.mark.parametrize("seed", range(5))
def test_the_same_groups_are_found_as_by_all_sums(seed, rows, signed):
    table = base(seed, signed)
    found = sums_of_halves(table, rows, MOST, signed=signed, limit=1_000_000)
    assert set().union(*(as_set(sums, signed) for sums in found)) == all_groups(table, rows, signed)


def test_planted_groups_are_among_them():
    assert all(all_groups(base(seed, False), 4, False) for seed in range(5))


def test_more_than_the_limit_is_left_to_others():
    table = base(0, False)
    assert sums_of_halves(table, 4, MOST, signed=False, limit=35) is None  # 36 pairs of 9 rows
    narrow = np.hstack([np.eye(4, dtype=np.int64), np.full((4, 3), PRIME - 1)])
    assert sums_of_halves(narrow, 3, MOST, signed=False, limit=1_000_000) is None  # no seven sets of three columns

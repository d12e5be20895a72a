"""How far a reader can place a number that is not said. All groups are invented."""

from __future__ import annotations

import numpy as np
import pytest

from wirkung.disclosure import reader
from wirkung.disclosure.atoms import atoms_of
from wirkung.disclosure.reader import Bound, Reader


def rows(*groups):
    """Groups of persons, each as the places of its members."""
    marks = np.zeros((len(groups), 64), dtype=np.bool_)
    for row, group in enumerate(groups):
        marks[row, list(group)] = True
    return atoms_of(np.packbits(marks, axis=1))


EVERYBODY, GIRLS, BOYS = range(60), range(35), range(35, 60)


def test_what_follows_by_subtraction_is_known_exactly():
    atoms = rows(EVERYBODY, GIRLS, BOYS)
    assert Reader(atoms, {0: (60, 60), 1: (35, 35)}).bound(2) == (25, 25)


def test_a_range_of_a_part_leaves_as_much_open_in_the_rest():
    atoms = rows(EVERYBODY, GIRLS, BOYS)
    assert Reader(atoms, {0: (60, 60), 1: (30, 39)}).bound(2) == (21, 30)


def test_a_part_of_a_known_whole_is_anything_up_to_it():
    assert Reader(rows(EVERYBODY, GIRLS), {0: (60, 60)}).bound(1) == (0, 60)


def test_nothing_limits_who_is_in_no_published_group():
    assert Reader(rows(GIRLS, EVERYBODY), {0: (35, 35)}).bound(1) == Bound(35, None)


def test_what_was_said_is_known():
    assert Reader(rows(GIRLS), {0: (35, 35)}).bound(0) == (35, 35)


def test_nothing_published_says_nothing():
    assert Reader(rows(GIRLS), {}).bound(0) == (0, None)


def test_persons_are_whole():
    """Three groups of which any two are 5 together: with parts of persons each could be 2.5, and all 7.5."""
    one, two, three = range(2), range(2, 5), range(5, 8)
    pairs = ([*one, *two], [*one, *three], [*two, *three])
    atoms = rows(*pairs, range(8))
    known = dict.fromkeys(range(3), (0, 5))
    assert Reader(atoms, known).bound(3) == (0, 7)


def test_what_is_not_searched_among_whole_persons_is_still_a_bound(monkeypatch):
    monkeypatch.setattr(reader, "SECONDS_OF_WHOLE", 0.0)
    one, two, three = range(2), range(2, 5), range(5, 8)
    atoms = rows([*one, *two], [*one, *three], [*two, *three], range(8))
    bound = Reader(atoms, dict.fromkeys(range(3), (1, 5))).bound(3)
    assert bound.least <= 2
    assert bound.most == 7


def test_what_takes_too_long_is_not_computed(monkeypatch):
    monkeypatch.setattr(reader, "SECONDS", -1.0)
    assert Reader(rows(EVERYBODY, GIRLS), {0: (60, 60)}).bound(1) is None


@pytest.mark.parametrize("seed", range(5))
def test_the_true_number_is_never_outside(seed):
    rng = np.random.default_rng(seed)
    groups = [np.flatnonzero(rng.random(60) < rng.uniform(0.2, 0.9)) for _ in range(12)]
    atoms = rows(*groups)
    numbers = atoms.numbers()
    known = {row: (int(numbers[row]) - int(rng.integers(3)), int(numbers[row]) + 3) for row in range(8)}
    for row in range(8, 12):
        least, most = Reader(atoms, known).bound(row)
        assert least <= numbers[row]
        assert most is None or numbers[row] <= most

"""Groups that follow by sums and differences, against all groups of random small systems."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from wirkung.disclosure import small_groups as module
from wirkung.disclosure.atoms import Atoms
from wirkung.disclosure.following import Following
from wirkung.disclosure.modular import PRIME, Space, echelon
from wirkung.disclosure.small_groups import NotProvedError, small_groups


def rank(rows):
    """With fractions, as by hand."""
    table, done = [[Fraction(int(each)) for each in row] for row in rows], 0
    for column in range(len(table[0]) if table else 0):
        top = next((place for place in range(done, len(table)) if table[place][column]), None)
        if top is None:
            continue
        table[done], table[top] = table[top], table[done]
        for place in range(done + 1, len(table)):
            factor = table[place][column] / table[done][column]
            table[place] = [one - factor * other for one, other in zip(table[place], table[done], strict=True)]
        done += 1
    return done


def groups_of(rows, sizes, most):
    """Every group of 1 to `most` persons in the space of the rows."""
    whole = rank(rows)
    for marks in product((0, 1), repeat=len(sizes)):
        if 0 < np.dot(marks, sizes) <= most and rank([*rows, marks]) == whole:
            yield marks


def random_system(seed):
    rng = np.random.default_rng(seed)
    shape = rng.integers(1, 7), rng.integers(1, 9)
    rows = (rng.random(shape) < rng.uniform(0.2, 0.8)).astype(np.int64)
    return rows, rng.integers(1, 5, shape[1])


@pytest.mark.parametrize("seed", range(60))
def test_a_group_is_found_where_there_is_one_and_only_there(seed):
    rows, sizes = random_system(seed)
    there = set(groups_of(rows, sizes, 6))
    found = {tuple(each.astype(int).tolist()) for each in small_groups(rows, sizes, 6)}
    assert found <= there
    assert bool(found) == bool(there)


@pytest.mark.parametrize("seed", range(40))
def test_each_row_that_is_taken_away_leaves_what_follows_from_the_others(seed):
    rows, sizes = random_system(seed)
    atoms = Atoms(rows.astype(bool), sizes)
    following, left = Following(atoms, np.arange(len(rows)), 7), list(range(len(rows)))
    while left:
        there = bool(set(groups_of(rows[left], sizes, 6)))
        unions = following.small_unions()
        assert bool(unions) == there
        for union in unions:
            again = union.weights(atoms) @ rows[union.rows]
            assert again == pytest.approx(union.atoms.astype(float), abs=1e-9)
        left.pop(seed % len(left))
        following.keep(left)


def test_groups_that_are_known_are_not_found_again():
    rows, sizes = np.array([[1, 1, 0, 0], [0, 1, 1, 0]]), np.array([2, 2, 2, 9])
    (first, second) = small_groups(rows, sizes, 6)
    assert small_groups(rows, sizes, 6, (first,))[0].tolist() == second.tolist()
    assert small_groups(rows, sizes, 6, (first, second)) == ()


def test_a_group_that_takes_all_rows_is_found():
    """The whole less seven overlapping groups and so on: only all rows together leave the two persons alone."""
    rng = np.random.default_rng(3)
    others = (rng.random((7, 30)) < 0.5).astype(np.int64)
    rows = np.hstack([np.vstack([others, others.sum(axis=0) % 2]), np.zeros((8, 1), dtype=np.int64)])
    weights = np.array([1, 1, 1, 1, 1, 1, 1])
    last = weights @ others
    # Rows of 0 and 1 that add up to the last one, level by level, and a person who is in the first level only.
    levels = np.array([(last >= level) for level in range(1, last.max() + 1)], dtype=np.int64)
    levels = np.hstack([levels, np.zeros((len(levels), 1), dtype=np.int64)])
    levels[0, -1] = 1
    (found,) = small_groups(np.vstack([rows[:7], levels]), np.ones(31, dtype=np.int64), 1)
    assert np.flatnonzero(found).tolist() == [30]


def test_what_would_take_too_long_is_not_taken_for_safe(monkeypatch):
    rng = np.random.default_rng(0)
    rows = (rng.random((6, 14)) < 0.5).astype(np.int64)
    assert small_groups(rows, np.ones(14, dtype=np.int64), 2) == ()
    monkeypatch.setattr(module, "MOST_SUMS", 0)
    with pytest.raises(NotProvedError):
        small_groups(rows, np.ones(14, dtype=np.int64), 2)
    following = Following(Atoms(rows.astype(bool), np.ones(14, dtype=np.int64)), np.arange(6), 3)
    (union,) = following.small_unions()
    assert union.atoms is None
    assert union.rows.tolist() == list(range(6))


def test_elimination_is_exact():
    """Of these fractions floating point would leave some 1e-16 that is not 0."""
    table = np.array([[3, 1, 1], [1, 3, 1], [4, 4, 2]])
    assert echelon(table, range(3)) == [0, 1]
    assert table[2].tolist() == [0, 0, 0]
    assert 4 * table[0, 2] % PRIME == 1


def test_parts_in_which_nothing_was_found_are_not_searched_again(monkeypatch):
    """Three persons each: two atoms are 6, and the rows of the first four atoms make none of fewer."""
    rows = np.array([[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1]])
    sizes, searched = np.full(4, 3), dict[bytes, bool]()
    assert small_groups(rows, sizes, 5, searched=searched) == ()
    assert list(searched.values()) == [True]
    monkeypatch.setattr("wirkung.disclosure.small_groups._groups_of", None)
    assert small_groups(rows, sizes, 5, searched=searched) == ()
    with pytest.raises(TypeError):  # fewer persons to an atom: another part, which is searched
        small_groups(np.array([[1, 1, 0, 0], [0, 1, 1, 1], [0, 0, 1, 1]]), sizes, 5, searched=searched)


def test_parts_of_which_nothing_was_proved_stay_unproved(monkeypatch):
    rows, sizes = np.array([[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1]]), np.full(4, 3)
    monkeypatch.setattr("wirkung.disclosure.small_groups.MOST_SUMS", 0)
    searched = dict[bytes, bool]()
    for _ in range(2):
        with pytest.raises(NotProvedError):
            small_groups(rows, sizes, 5, searched=searched)
    assert list(searched.values()) == [False]


def test_groups_that_follow_from_what_is_given_are_not_looked_for():
    """Of four atoms the first two are given as one group; the third follows from today's rows only."""
    rows = np.array([[1, 1, 0, 0], [0, 0, 1, 0]])
    given = Space.of(np.array([[1, 1, 0, 0]]))
    (found,) = small_groups(rows, np.array([2, 2, 2, 2]), 9, given=given)
    assert found.tolist() == [0, 0, 1, 0]
    assert small_groups(rows[:1], np.array([2, 2, 2, 2]), 9, given=given) == ()
    assert len(small_groups(rows[:1], np.array([2, 2, 2, 2]), 9)) == 1


def test_a_space_has_the_sums_of_its_rows_with_any_weights():
    space = Space.of(np.array([[2, 0, 1], [0, 3, 1]]))
    asked = np.array([[4, 3, 3], [2, -3, 0], [0, 0, 1], [0, 0, 0]])
    assert space.has(asked).tolist() == [True, True, False, True]
    assert not Space.of(np.zeros((0, 3), dtype=np.int64)).has(asked[:3]).any()

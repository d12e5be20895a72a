"""Persons who move both ways between two groups of which something is said. All groups are invented."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from tests.disclosure.of_persons import mean, share
from tests.disclosure.test_small_groups import random_system, rank
from wirkung.disclosure.atoms import Atoms
from wirkung.disclosure.following import Following
from wirkung.disclosure.register.rows import Past, PastRow
from wirkung.disclosure.release import Withheld, release
from wirkung.disclosure.small_groups import small_groups
from wirkung.finding import Answer

EVERYBODY = range(100)


def differences_of(rows, sizes, most):
    """Every group of 1 to `most` persons with signs in the space of the rows; the first sign is a plus."""
    whole = rank(rows)
    for signs in product((0, 1, -1), repeat=len(sizes)):
        first = next((sign for sign in signs if sign), 0)
        if first == 1 and np.dot(np.abs(signs), sizes) <= most and rank([*rows, signs]) == whole:
            yield signs


@pytest.mark.parametrize("seed", range(40))
def test_a_difference_of_few_is_found_where_there_is_one_and_only_there(seed):
    rows, sizes = random_system(seed)
    rows, sizes = rows[:, :7], sizes[:7]
    there = set(differences_of(rows, sizes, 5))
    found = {tuple(each.tolist()) for each in small_groups(rows, sizes, 5, signed=True)}
    assert found <= there
    assert bool(found) == bool(there)


def test_a_difference_that_takes_four_rows_is_found():
    """Two groups less two others that share their halves: a person of the first, less one of the third."""
    halves = np.kron(np.eye(4, dtype=np.int64), np.ones(20, dtype=np.int64))
    first, second = halves[0] + halves[1], halves[2] + halves[3]
    third, fourth = halves[0] + halves[2], halves[1] + halves[3]
    of_two = np.array([[1, 0], [0, 0], [0, 1], [0, 0]])
    rows = np.hstack([np.array([first, second, third, fourth]), of_two])
    sizes = np.ones(82, dtype=np.int64)
    assert small_groups(rows, sizes, 9) == ()
    (found,) = small_groups(rows, sizes, 9, signed=True)
    assert found.tolist() == [*[0] * 80, 1, -1]
    assert small_groups(rows, sizes, 9, (found,), signed=True) == ()


@pytest.mark.parametrize("seed", range(12))
def test_a_difference_that_is_hidden_among_many_rows_is_found(seed):
    """Two persons less two others, of two groups that are sums with the other rows."""
    rng = np.random.default_rng(seed)
    rows = (rng.random((14, 30)) < 0.5).astype(np.int64)
    rows[1] = rows[0]
    rows[0, :4], rows[1, :4] = [1, 1, 0, 0], [0, 0, 1, 1]
    found = small_groups(rows, np.ones(30, dtype=np.int64), 4, signed=True)
    assert found != ()
    assert small_groups(rows, np.ones(30, dtype=np.int64), 1, signed=True) == ()


def test_the_rows_of_a_difference_add_up_to_it():
    atoms = Atoms(np.array([[1, 1, 0, 0], [1, 0, 1, 0], [0, 0, 1, 1]], dtype=bool), np.array([50, 2, 1, 40]))
    following = Following(atoms, np.arange(3), 10, signed=True)
    (union,) = following.small_unions()
    assert union.weights(atoms) @ atoms.rows[union.rows] == pytest.approx(union.atoms)
    assert union.rows.tolist() == [0, 1]
    assert following.union_of(union.atoms).rows.tolist() == [0, 1]
    following.keep([0, 2])
    assert following.small_unions() == ()
    assert following.union_of(union.atoms) is None


def shown(*findings, past=None):
    answer = Answer(question="cohort", year=2024, findings=findings)
    items = release((answer,), smallest_group=10, past=past)[0].items
    return [not isinstance(item, Withheld) for item in items]


def test_two_sums_of_values_less_a_third_are_of_few_persons():
    """All of 100, less 60 in one town and 41 in another: 1 and 2 less 1 persons are left of their sums."""
    one, other = [*range(60)], [*range(59, 97), 97, 98]
    assert sum(shown(mean("all", EVERYBODY), mean("one", one), mean("other", other))) == 2


def test_three_sums_that_leave_many_are_shown():
    one, other = [*range(60)], [*range(55, 90)]
    assert all(shown(mean("all", EVERYBODY), mean("one", one), mean("other", other)))


def before(*rows):
    """An earlier report that said the numbers of groups."""
    marks = [np.isin(np.arange(120), list(row)) for row in rows]
    return Past(
        rows=tuple(
            PastRow(variable="persons", members=np.packbits(each).tobytes(), persons=(n, n), everybody=120)
            for each, n in zip(marks, map(len, rows), strict=True)
        ),
        everybody=120,
        changed={},
    )


def test_a_town_of_which_two_came_and_one_left_since_is_not_counted_again():
    town = [*range(1, 40), 40, 41]
    assert shown(share("town", town, EVERYBODY), past=before(range(40), EVERYBODY)) == [False]
    assert shown(share("town", town, EVERYBODY)) == [True]


def test_a_town_of_which_as_many_came_as_left_is_counted_again():
    """Nobody sees that anybody moved."""
    town = [*range(1, 40), 40]
    assert shown(share("town", town, EVERYBODY), past=before(range(40), EVERYBODY)) == [True]


def test_a_town_of_which_many_came_and_left_is_counted_again():
    town = [*range(8, 50)]
    assert shown(share("town", town, EVERYBODY), past=before(range(40), EVERYBODY)) == [True]


def test_a_number_that_may_not_be_said_again_does_not_follow_from_its_parts():
    """The two halves of the town add up to what it is now."""
    halves = [*range(1, 20)], [*range(20, 42)]
    findings = (share("one", halves[0], EVERYBODY), share("two", halves[1], EVERYBODY))
    assert all(shown(*findings, past=before(EVERYBODY)))
    town = share("town", [*range(1, 42)], EVERYBODY)
    assert sum(shown(*findings, town, past=before(range(40), EVERYBODY))) == 1


def test_who_is_in_the_larger_of_two_groups_is_not_known_to_be_few():
    """Of 63 are 50 on a list, 38 in one town and 33 in another; all those on no list are 13.

    The towns share 30 of the list: 8 more are in the first, 3 in the second, so that 5 more are known to be there;
    with 13 at most that makes 5 to 9.
    """
    most, listed, shared = range(63), range(50), [*range(30)]
    towns = [*shared, *range(50, 58)], [*shared, *range(58, 61)]
    findings = [share(f"group{at}", group, most) for at, group in enumerate((listed, *towns))]
    assert sum(shown(*findings)) == 2
    assert all(shown(*findings[1:])), "without the list the others may be many"

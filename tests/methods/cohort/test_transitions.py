import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from wirkung.codes import Caution, Claim, CountRole
from wirkung.estimate import Count
from wirkung.methods.cohort.transitions import transition_matrix
from wirkung.methods.kernels.intervals import share

# Attended, completed, lost: 20 attended, of whom 12 completed, 5 did not and 3 were lost; 10 completed already.
BEFORE = [0] * 20 + [1] * 10
AFTER = [1] * 12 + [0] * 5 + [2] * 3 + [1] * 9 + [2]


def numbers(matrix):
    return np.array([[each.counts[0].number for each in row] for row in matrix])


def test_matrix_by_hand():
    attended, completed, lost = transition_matrix(BEFORE, AFTER, states=3)
    assert [each.value for each in attended] == [5 / 20, 12 / 20, 3 / 20]
    assert [each.value for each in completed] == [0 / 10, 9 / 10, 1 / 10]
    assert attended[1] == share(12, 20)
    assert attended[1].counts == (Count(role=CountRole.REACHED, number=12, of=20),)
    assert [(each.value, each.cautions) for each in lost] == [(None, (Caution.NOBODY_IN_STATE,))] * 3
    assert lost[0].counts == (Count(role=CountRole.REACHED, number=0, of=0),)


def test_a_matrix_describes():
    assert {each.claim for row in transition_matrix(BEFORE, AFTER, states=3) for each in row} == {
        Claim.DESCRIPTION
    }


def test_intervals_are_those_of_the_shares():
    assert transition_matrix(BEFORE, AFTER, states=3, level=0.9)[0][2].interval == share(3, 20, level=0.9).interval


STATES = 4
WAYS = arrays(np.int8, array_shapes(min_dims=2, max_dims=2, max_side=12), elements=st.integers(0, STATES - 1))


def matrices(ways):
    return [transition_matrix(*columns, states=STATES) for columns in pairwise(ways.T)]


@given(WAYS)
def test_the_shares_of_a_row_add_up_to_one(ways):
    for matrix in matrices(ways):
        for row in matrix:
            if row[0].value is not None:
                assert sum(each.value for each in row) == pytest.approx(1)


@given(WAYS)
def test_where_one_matrix_ends_the_next_begins(ways):
    tables = [numbers(matrix) for matrix in matrices(ways)]
    assert all(table.sum() == len(ways) for table in tables)
    for here, there in pairwise(tables):
        np.testing.assert_array_equal(here.sum(axis=0), there.sum(axis=1))


@given(WAYS, st.randoms(use_true_random=False))
def test_a_matrix_knows_no_order_of_persons(ways, random):
    assert matrices(ways[random.sample(range(len(ways)), len(ways))]) == matrices(ways)


@given(WAYS, st.integers(0, 12))
def test_two_halves_of_a_cohort_add_up_to_it(ways, cut):
    parts = zip(matrices(ways[:cut]), matrices(ways[cut:]), matrices(ways), strict=True)
    for first, second, whole in parts:
        np.testing.assert_array_equal(numbers(first) + numbers(second), numbers(whole))


def test_more_persons_than_one_block_holds():
    before, after = np.arange(150_000) % 3, np.arange(150_000) % 2
    assert numbers(transition_matrix(before, after, states=3)).tolist() == [
        [25_000, 25_000, 0],
        [25_000, 25_000, 0],
        [25_000, 25_000, 0],
    ]


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        ([0, 1], [0], "before and after must be of one length, found 2 and 1"),
        ([0, 3], [0, 1], "before must lie between 0 and 2, found 3 (first of 1)"),
        ([0, 1], [-1, -1], "after must lie between 0 and 2, found -1 (first of 2)"),
        ([0.5], [0], "before must be one row of whole numbers, found shape (1,) of float64"),
    ],
)
def test_transition_matrix_refuses(before, after, text):
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        transition_matrix(before, after, states=3)

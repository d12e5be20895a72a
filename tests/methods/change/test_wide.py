import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirkung.methods.change.wide import ABSENT, wide


def test_wide_by_hand():
    # Rows as they come: person 2 answered in waves 0 and 2, person 0 in wave 1, person 1 never.
    table = wide([2, 0, 2], [2, 1, 0], [5, 3, 0], persons=3, waves=3)
    assert table.tolist() == [[ABSENT, 3, ABSENT], [ABSENT, ABSENT, ABSENT], [0, ABSENT, 5]]


def test_no_rows_is_a_table_of_nobody_present():
    assert wide([], [], [], persons=2, waves=2).tolist() == [[ABSENT, ABSENT], [ABSENT, ABSENT]]


@pytest.mark.parametrize(
    ("given_type", "made", "value"),
    [
        (np.int8, np.int8, 127),
        (np.int64, np.int64, 5),
        (np.uint8, np.int16, 255),
        (np.uint8, np.int16, 200),
        (np.uint64, np.int16, 3),
    ],
)
def test_the_table_has_the_type_of_the_values_and_knows_a_sign(given_type, made, value):
    table = wide([0], [0], np.array([value], dtype=given_type), persons=1, waves=2)
    assert (table.dtype, table.tolist()) == (made, [[value, ABSENT]])


@given(st.dictionaries(st.tuples(st.integers(0, 6), st.integers(0, 3)), st.integers(0, 100)), st.randoms())
def test_every_row_is_found_again_in_any_order(cells, random):
    rows = list(cells.items())
    random.shuffle(rows)
    person, wave = ([cell[axis] for cell, _ in rows] for axis in (0, 1))
    table = wide(person, wave, [value for _, value in rows], persons=7, waves=4)
    found = {(int(i), int(j)): int(table[i, j]) for i, j in np.argwhere(table != ABSENT)}
    assert found == cells


def test_more_rows_than_one_block_holds():
    persons, waves = 50_000, 3
    order = np.random.default_rng(1).permutation(persons * waves)
    person, wave = np.divmod(np.arange(persons * waves), waves)
    value = (7 * person + wave) % 11
    table = wide(person[order], wave[order], value[order], persons=persons, waves=waves)
    np.testing.assert_array_equal(table.ravel(), value)


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (
            ([0, 1, 1, 1], [0, 1, 1, 1], [1, 2, 2, 3]),
            "each person must have at most one row in a wave, found 2 more (first: person 1 in wave 1)",
        ),
        (([0, 2], [0, 0], [1, 1]), "person must lie between 0 and 1, found 2 (first of 1)"),
        (([0, -1], [0, 0], [1, 1]), "person must lie between 0 and 1, found -1 (first of 1)"),
        (([0, 1], [0, 4], [1, 1]), "wave must lie between 0 and 1, found 4 (first of 1)"),
        (([0, 1], [0, 0], [1, -1]), "value must be 0 or more, found -1"),
        (([0, 1], [0], [1]), "person and wave and value must be of one length, found 2 and 1 and 1"),
        (([0, 1], [0, 0], [1.0, 2.0]), "value must be one row of whole numbers, found shape (2,) of float64"),
        (([[0, 1]], [0, 0], [1, 2]), "person must be one row of whole numbers, found shape (1, 2) of int64"),
    ],
)
def test_wide_refuses(rows, text):
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        wide(*rows, persons=2, waves=2)

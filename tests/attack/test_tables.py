"""Tables of one to three dimensions with all totals: nothing that is withheld can be worked out."""

from __future__ import annotations

import numpy as np
import pytest

from tests.attack.tables import random_table, why_broken
from wirkung.disclosure import tables
from wirkung.disclosure.tables import hidden_numbers, sums_of, with_totals

# In the last a cell of nobody is needed on the way, of which the total is nobody as well.
SEEDS = (*range(25), 91)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_table_gives_few_persons_away(seed):
    table = random_table(seed)
    assert why_broken(table, hidden_numbers(table, 10)) is None


@pytest.mark.parametrize("seed", range(12))
def test_boxes_give_no_more_away(seed, monkeypatch):
    """As large tables are protected; the cells that no box protects are left to the search."""
    monkeypatch.setattr(tables, "_SMALL", 0)
    table = random_table(seed)
    assert why_broken(table, hidden_numbers(table, 10)) is None


def test_a_table_of_large_numbers_is_shown_whole():
    assert not hidden_numbers([[20, 30], [0, 40]], 10).any()


def test_the_attacker_breaks_a_table_that_lacks_one_withheld_number():
    table = np.array([[3, 20, 60], [30, 40, 70], [50, 80, 90]])
    hidden = hidden_numbers(table, 10)
    assert hidden.sum() == 4
    for place in np.argwhere(hidden).tolist():
        less = hidden.copy()
        less[tuple(place)] = False
        assert why_broken(table, less) is not None


def test_two_small_numbers_that_are_large_together_need_no_third():
    assert hidden_numbers([6, 5, 89], 10).tolist() == [True, True, False, False]


def test_two_small_numbers_that_are_small_together_need_a_third():
    """Nine and nine would do, each at most 18; four and four would not."""
    assert hidden_numbers([9, 9, 80], 10).tolist() == [True, True, False, False]
    assert hidden_numbers([4, 4, 80, 15], 10).tolist() == [True, True, False, True, False]


def test_totals_are_over_each_dimension():
    whole = with_totals([[1, 2], [3, 4]])
    assert whole.tolist() == [[1, 2, 3], [3, 4, 7], [4, 6, 10]]
    assert not (sums_of(whole.shape) @ whole.ravel()).any()

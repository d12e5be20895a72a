"""Tables of one to three dimensions with all totals: what the release withholds of them cannot be worked out."""

from __future__ import annotations

import numpy as np
import pytest

from tests.attack.tables import random_table, released, why_broken

# In 15 and 55 the totals left no room for a withheld number to be large; in 91 a cell of nobody is on the way.
SEEDS = (*range(16), 55, 91)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_table_gives_few_persons_away(seed):
    table = random_table(seed)
    assert why_broken(table, released(table)) is None


def test_a_table_of_large_numbers_is_shown_whole():
    assert not any(released(np.array([[20, 30], [0, 40]])).values())


def test_a_table_of_nobody_is_no_break():
    table = np.zeros((2, 3), dtype=int)
    assert why_broken(table, released(table)) is None


def test_the_attacker_breaks_a_table_that_lacks_one_withheld_number():
    table = np.array([[3, 20, 60], [30, 40, 70], [50, 80, 90]])
    square = {(0, 0), (0, 1), (1, 0), (1, 1)}
    hidden = {place: place in square for place in released(table)}
    assert why_broken(table, hidden) is None
    for place in square:
        assert why_broken(table, hidden | {place: False}) is not None


def test_nine_and_nine_need_no_third():
    """18 together: each may be as many as ten."""
    assert [place for place, gone in released(np.array([9, 9, 80])).items() if gone] == [(0,), (1,)]

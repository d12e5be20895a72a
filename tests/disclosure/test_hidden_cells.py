"""Which further cells have to be hidden: small tables by hand, and what a caller may not pass."""

from __future__ import annotations

import re

import pytest

from wirkung.disclosure.hidden_cells import cells_to_hide

SQUARE = [[1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 1, 0], [0, 1, 0, 1]]


def test_nothing_hidden_needs_nothing():
    assert not cells_to_hide([30, 20, 30, 40], SQUARE, [0, 0, 0, 0], smallest=10).any()


def test_one_row_hides_the_cheapest_cell_that_is_large_enough():
    # 3 needs 7 more, which neither 5 nor 0 can give: 5 and 2 of 8 would, but 12 alone costs no more than both.
    hidden = cells_to_hide([3, 0, 5, 12, 90], [[1, 1, 1, 1, 1]], [1, 0, 0, 0, 0], smallest=10)
    assert hidden[0]
    assert not hidden[4]
    assert sum(number for number, away in zip([0, 5, 12], hidden[1:4], strict=True) if away) >= 7


def test_who_is_already_many_need_only_be_uncertain():
    hidden = cells_to_hide([37, 3, 60], [[1, 1, 1]], [1, 1, 0], smallest=10)
    assert hidden.tolist() == [True, True, False]  # 37 - 7 and 3 + 7


def test_too_few_in_all_hide_everything():
    assert cells_to_hide([3, 2, 0], [[1, 1, 1]], [1, 0, 0], smallest=10).all()


@pytest.mark.parametrize(
    ("values", "hidden", "smallest", "message"),
    [
        ([3, -1], [1, 0], 10, "values must be 0 or more, found 1 that are not"),
        ([3, 5], [1, 0, 1], 10, "hidden"),
        ([3, 5], [1, 0], 0, "smallest"),
    ],
)
def test_what_cannot_be(values, hidden, smallest, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        cells_to_hide(values, [[1, 1]], hidden, smallest=smallest)

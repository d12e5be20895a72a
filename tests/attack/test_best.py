"""How much more the release withholds of small tables than has to be withheld."""

from __future__ import annotations

import numpy as np
import pytest

from tests.attack.best import compare, fewest_withheld


@pytest.mark.parametrize(
    ("table", "fewest"),
    [
        ([20, 30, 50], 0),
        ([9, 9, 80], 2),  # 18 together: each may be as many as ten
        ([4, 30, 50], 2),  # beside the whole, one small number needs another number
        ([[3, 20, 60], [30, 40, 70], [50, 80, 90]], 4),  # the corners of a square
    ],
)
def test_the_fewest_numbers_of_simple_tables(table, fewest):
    assert fewest_withheld(np.array(table)) == (fewest, True)


def test_little_more_is_withheld_than_has_to_be():
    """Never less: then somebody could be found. 200 tables: see docs/disclosure.md."""
    found = [compare(seed) for seed in range(12)]
    assert all(withheld >= fewest for _, withheld, fewest, _ in found)
    withheld, fewest = (sum(each[place] for each in found) for place in (1, 2))
    assert withheld <= 1.25 * fewest

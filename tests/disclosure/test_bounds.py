"""What ranges of numbers say of each other."""

from __future__ import annotations

import numpy as np

from wirkung.disclosure.bounds import small_rests


def in_common(*groups: range) -> np.ndarray:
    return np.array([[len(set(one) & set(other)) for other in groups] for one in groups])


def rests(known, *groups: range) -> list[list[int]]:
    return [each.tolist() for each in small_rests(in_common(*groups), known, 10, {})]


def test_parts_whose_ranges_leave_room_are_safe():
    known = {0: (99, 99), 1: (30, 39), 2: (60, 69)}
    assert rests(known, range(99), range(36), range(36, 99)) == []


def test_parts_that_can_only_be_as_small_as_their_ranges_begin_are_known():
    """30 and 60 are all of 90: no other two numbers of these ranges are."""
    known = {0: (90, 90), 1: (30, 39), 2: (60, 69)}
    assert rests(known, range(90), range(30), range(30, 90)) == [[1], [2]]


def test_a_part_that_leaves_few_of_its_whole_is_found():
    known = {0: (44, 44), 1: (38, 40)}
    assert rests(known, range(44), range(39)) == [[0, 1]]

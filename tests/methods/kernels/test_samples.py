"""What methods ask of their numbers: complete, finite, one dimension, pairs of one length."""

from __future__ import annotations

import re

import numpy as np
import pytest

from wirkung.methods.kernels.samples import complete, complete_pairs

NAN = float("nan")


def test_a_complete_sample_holds_every_number():
    found = complete("scores", [1, 2, 4])
    assert found.values.tolist() == [1.0, 2.0, 4.0]
    assert (found.n, found.mean) == (3, (1 + 2 + 4) / 3)


def test_a_sample_may_hold_nobody():
    assert complete("scores", []).n == 0
    assert complete_pairs([], []).change.n == 0


def test_pairs_are_before_after_and_their_difference():
    pairs = complete_pairs([1, 2], [3, 5])
    assert [each.values.tolist() for each in (pairs.before, pairs.after, pairs.change)] == [[1, 2], [3, 5], [2, 3]]


def test_a_spread_in_the_last_bits_is_none():
    assert complete("scores", [0.3, 0.1 + 0.2]).constant
    assert complete_pairs([0.1, 0.2], [0.3, 0.4]).change.constant


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (
            [1, NAN, 3, NAN],
            "scores must be complete, found NaN at position 1 (2 of 4); leave out whom the sample does not hold",
        ),
        (
            [1, np.inf],
            "scores must hold finite numbers, found inf (first at position 1, 1 of 2 in all)",
        ),
        ([[1], [2]], "scores must have one dimension, found shape (2, 1)"),
        (["a"], "scores must hold numbers, could not convert string to float: 'a'"),
    ],
)
def test_what_is_no_complete_sample_is_refused(values, said):
    with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
        complete("scores", values)


def test_pairs_name_the_wave_and_the_group():
    with pytest.raises(ValueError, match=r"^programme_after must be complete, found NaN at position 0"):
        complete_pairs([1], [NAN], group="programme_")
    with pytest.raises(ValueError, match=r"^before and after must be of one length, found 2 and 1$"):
        complete_pairs([1, 2], [1])

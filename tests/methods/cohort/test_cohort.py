import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from wirkung.codes import Caution, Claim, CountRole
from wirkung.estimate import Count
from wirkung.methods.cohort.funnel import funnel, largest_loss
from wirkung.methods.kernels.intervals import share

# 20 registered, 16 attended, 12 completed, 12 stayed in touch, 3 went on.
REACHED = (20, 16, 12, 12, 3)
COHORT = np.array([[person < number for number in REACHED] for person in range(20)])


def values(steps):
    return [step.of_starters.value for step in steps]


def test_funnel_by_hand():
    steps = funnel(COHORT)
    assert values(steps) == [20 / 20, 16 / 20, 12 / 20, 12 / 20, 3 / 20]
    assert [step.of_previous.value for step in steps] == [20 / 20, 16 / 20, 12 / 16, 12 / 12, 3 / 12]


def test_every_base_is_a_count():
    step = funnel(COHORT)[-1]
    assert step.of_starters.counts == (Count(role=CountRole.REACHED, number=3, of=20),)
    assert step.of_previous.counts == (Count(role=CountRole.REACHED_OF_PREVIOUS, number=3, of=12),)
    assert step.of_starters.claim is step.of_previous.claim is Claim.DESCRIPTION


def test_intervals_are_those_of_the_shares():
    step = funnel(COHORT, level=0.9)[2]
    assert step.of_starters.interval == share(12, 20, level=0.9).interval
    assert step.of_previous.interval == share(12, 16, level=0.9).interval


def test_who_skipped_a_step_does_not_count_later():
    steps = funnel(np.array([[True, False, True], [True, True, True]]))
    assert values(steps) == [2 / 2, 1 / 2, 1 / 2]


def test_after_nobody_the_share_of_those_before_has_no_value():
    steps = funnel(np.array([[True, False, True]] * 15))
    assert [step.of_starters.value for step in steps] == [1, 0, 0]
    assert steps[1].of_previous.value == 0 / 15
    last = steps[2].of_previous
    assert (last.value, last.interval, last.cautions) == (None, None, (Caution.NOBODY_REACHED,))
    assert last.counts == (Count(role=CountRole.REACHED_OF_PREVIOUS, number=0, of=0),)


TABLES = arrays(np.bool_, array_shapes(min_dims=2, max_dims=2, max_side=12))


@given(TABLES, st.randoms(use_true_random=False))
def test_a_funnel_never_rises_and_knows_no_order_of_persons(table, random):
    shares = values(funnel(table))
    assert all(later <= earlier for earlier, later in pairwise(shares))
    order = random.sample(range(len(table)), len(table))
    assert funnel(table[order]) == funnel(table)


@given(TABLES)
def test_shares_of_those_before_multiply_to_the_share_of_all(table):
    product = 1.0
    for step in funnel(table):
        if step.of_previous.value is None:
            break
        product *= step.of_previous.value
        assert step.of_starters.value == pytest.approx(product)


@pytest.mark.parametrize(
    ("numbers", "step"),
    [
        ((20, 16, 12, 12, 3), 4),  # 0, 4, 4, 0, 9
        ((20, 10, 9, 9), 1),  # 0, 10, 1, 0
        ((12, 12, 12), 0),  # eight of twenty did not reach even the first
        ((20, 16, 12), 2),  # four each time: four of 16 is the larger part
        ((20, 20), None),
        ((0, 0), 0),
    ],
)
def test_largest_loss_by_hand(numbers, step):
    reached = np.array([[person < number for number in numbers] for person in range(20)])
    assert largest_loss(funnel(reached)) == step


def test_no_steps_lose_nobody():
    assert largest_loss(()) is None


@pytest.mark.parametrize(
    ("reached", "text"),
    [
        (
            np.empty((0, 3), dtype=bool),
            "reached must have at least one person and one step, found 0 persons and 3 steps",
        ),
        (
            np.empty((3, 0), dtype=bool),
            "reached must have at least one person and one step, found 3 persons and 0 steps",
        ),
        (
            np.array([True, False]),
            "reached must be a table (persons × steps) of True and False, found shape (2,) of bool",
        ),
        (
            np.array([[1, 0]]),
            "reached must be a table (persons × steps) of True and False, found shape (1, 2) of int64",
        ),
    ],
)
def test_funnel_refuses(reached, text):
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        funnel(reached)

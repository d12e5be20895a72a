"""Bounds on a share of which a part is unknown."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirkung.codes import Caution, CountRole
from wirkung.estimate import Count
from wirkung.methods.cohort.lost import lost_bounds
from wirkung.methods.kernels.intervals import share

COUNTS = st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60)).filter(
    lambda each: each[0] + each[1]
)


def test_bounds_by_hand():
    bounds = lost_bounds(30, 50, 10)
    assert (bounds.known.value, bounds.worst.value, bounds.best.value) == (30 / 50, 30 / 60, 40 / 60)
    worst, best = share(30, 60), share(40, 60)
    assert (bounds.worst.interval, bounds.best.interval) == (worst.interval, best.interval)


def test_only_counted_cells_are_named():
    """Nobody counted 40 of 60; disclosure control sees the 30 of 50 and the 10 lost of 60."""
    bounds = lost_bounds(30, 50, 10)
    cells = (
        Count(role=CountRole.REACHED, number=30, of=50),
        Count(role=CountRole.LOST, number=10, of=60),
    )
    assert bounds.worst.counts == bounds.best.counts == cells


def test_each_bound_says_what_the_lost_count_as():
    bounds = lost_bounds(30, 50, 10)
    assert bounds.worst.cautions == (Caution.LOST_COUNTED_AS_NOT_REACHED,)
    assert bounds.best.cautions == (Caution.LOST_COUNTED_AS_REACHED,)


def test_nobody_lost():
    bounds = lost_bounds(30, 50, 0)
    assert bounds.known == bounds.worst == bounds.best == share(30, 50)


@given(COUNTS)
def test_known_lies_between_the_bounds(counts):
    reached, others, lost = counts
    bounds = lost_bounds(reached, reached + others, lost)
    assert bounds.worst.value <= bounds.known.value <= bounds.best.value
    assert bounds.best.value - bounds.worst.value == pytest.approx(lost / (reached + others + lost))


@given(COUNTS)
def test_asking_who_did_not_reach_it_mirrors_the_bounds(counts):
    reached, others, lost = counts
    there, back = (lost_bounds(part, reached + others, lost) for part in (reached, others))
    assert back.worst.value == pytest.approx(1 - there.best.value)
    assert back.worst.interval.low == pytest.approx(1 - there.best.interval.high)


@pytest.mark.parametrize(
    ("counts", "text"),
    [
        ((5, 4, 1), "reached must be at most total 4, found 5"),
        ((0, 0, 9), "total must be at least 1, found 0"),
        ((1, 4, -1), "lost must be at least 0, found -1"),
        ((1, 4, 0.5), "lost must be a whole number, found 0.5"),
    ],
)
def test_impossible_counts_are_refused(counts, text):
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        lost_bounds(*counts)

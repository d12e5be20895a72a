import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirkung.codes import Standing
from wirkung.methods.money.alternatives import Option, frontier


def options(**points):
    return [Option(name=name, cost=cost, effect=effect) for name, (cost, effect) in points.items()]


# The example of VA HERC, Cost-Effectiveness Analysis: six strategies.
HERC = options(E=(55_000, 5), D=(35_000, 4), C=(25_000, 3), B=(10_000, 2), A=(12_000, 1.5), usual=(5_000, 1))

POINTS = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 20)), min_size=1, max_size=8)


def named(points):
    return [
        Option(name=f"option {place}", cost=cost, effect=effect) for place, (cost, effect) in enumerate(points)
    ]


def by_name(placed):
    return {each.option.name: each for each in placed}


def test_herc_frontier_with_strong_and_extended_dominance():
    found = by_name(frontier(HERC))
    assert {name: each.ratio for name, each in found.items()} == {
        "E": (55_000 - 35_000) / (5 - 4),
        "D": (35_000 - 10_000) / (4 - 2),
        "C": None,
        "B": (10_000 - 5_000) / (2 - 1),
        "A": None,
        "usual": None,
    }
    assert found["C"].standing is Standing.EXTENDED_DOMINATED
    assert found["A"].standing is Standing.DOMINATED
    assert [found[name].compared_with for name in ("usual", "B", "D", "E")] == [None, "usual", "B", "D"]


def test_the_order_given_is_kept():
    assert [each.option for each in frontier(HERC)] == HERC


def test_same_cost_and_less_outcome_is_dominated():
    found = by_name(frontier(options(low=(10, 1), high=(10, 2))))
    assert found["low"].standing is Standing.DOMINATED
    assert found["high"].standing is Standing.ON_FRONTIER


def test_same_outcome_at_more_cost_is_dominated():
    found = by_name(frontier(options(dear=(11, 1), cheap=(10, 1))))
    assert found["dear"].standing is Standing.DOMINATED


def test_equal_options_stand_at_the_same_place():
    found = by_name(frontier(options(usual=(0, 0), one=(10, 1), other=(10, 1))))
    assert found["one"].ratio == found["other"].ratio == 10.0
    assert found["one"].compared_with == found["other"].compared_with == "usual"


def test_equal_steps_up_both_stay():
    found = frontier(options(usual=(0, 0), some=(10, 1), more=(20, 2)))
    assert [each.ratio for each in found] == [None, 10.0, 10.0]


def test_tenths_are_compared_exactly():
    # In binary fractions 0.3 - 0.1 is not 0.2, and chance would decide whether the middle option stays.
    found = frontier(options(usual=(0, 0), some=(0.1, 0.1), more=(0.3, 0.3)))
    assert [each.standing for each in found] == [Standing.ON_FRONTIER] * 3


def test_one_option_has_nothing_to_be_compared_with():
    (found,) = frontier(options(alone=(10, 1)))
    assert (found.standing, found.ratio, found.compared_with) == (Standing.ON_FRONTIER, None, None)


@given(POINTS)
def test_ratios_are_positive_and_rise_along_the_frontier(points):
    placed = [each for each in frontier(named(points)) if each.standing is Standing.ON_FRONTIER]
    edge = sorted(placed, key=lambda each: each.option.cost)
    ratios = [each.ratio for each in edge if each.ratio is not None]
    assert all(ratio > 0 for ratio in ratios)
    assert ratios == sorted(ratios)


@given(POINTS, st.integers(0, 7), st.integers(0, 5), st.integers(0, 5))
def test_adding_a_dominated_option_changes_nothing(points, place, dearer, less):
    before = named(points)
    other = before[place % len(before)]
    worse = Option(name="worse", cost=other.cost + dearer + 1, effect=other.effect - less)
    after = by_name(frontier([*before, worse]))
    assert after.pop("worse").standing is Standing.DOMINATED
    assert list(after.values()) == list(frontier(before))


@given(POINTS, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(points, random):
    distinct = named(sorted(set(points)))
    shuffled = random.sample(distinct, len(distinct))
    assert by_name(frontier(shuffled)) == by_name(frontier(distinct))


@given(POINTS)
def test_twice_the_costs_are_twice_the_ratios(points):
    once = frontier(named(points))
    twice = frontier([replace(option, cost=2 * option.cost) for option in named(points)])
    assert [each.standing for each in twice] == [each.standing for each in once]
    assert [each.ratio for each in twice] == [None if each.ratio is None else 2 * each.ratio for each in once]


@pytest.mark.parametrize(
    ("given_options", "text"),
    [
        ([], "options must be at least one, with names that differ, found none"),
        (options(a=(1, 1)) * 2, "options must be at least one, with names that differ, found a, a"),
        (options(a=(math.nan, 1)), "cost of a must be a finite number, found nan"),
        (options(a=(1, math.inf)), "effect of a must be a finite number, found inf"),
    ],
)
def test_frontier_refuses(given_options, text):
    with pytest.raises(ValueError, match=f"^{text}$"):
        frontier(given_options)

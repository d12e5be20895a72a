import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirkung.codes import Assumption, Caution, CountRole
from wirkung.methods.change.reliable_change import reliable_change
from wirkung.methods.kernels.intervals import share

SCORE = st.integers(0, 30)
WAVES = st.lists(st.tuples(SCORE, SCORE), min_size=3, max_size=30).filter(
    lambda pairs: len({before for before, _ in pairs}) > 1
)


def numbers(found):
    return tuple(each.counts[0].number for each in (found.improved, found.unchanged, found.worse))


def test_example_of_jacobson_and_truax():
    """SD 7.5 and reliability .80 give a standard error of the difference of 4.74: 47.5 - 32.5 is 3.16 of them."""
    found = reliable_change([32.5, 40.0], [47.5, 40.0], reliability=0.8, standard_deviation=7.5)
    assert found.smallest_reliable / 1.96 == pytest.approx(4.74, abs=5e-3)
    assert 15 / (found.smallest_reliable / 1.96) == pytest.approx(3.16, abs=5e-3)
    assert numbers(found) == (1, 1, 0)


def test_shares_have_wilson_intervals_and_counts():
    before = [10.0] * 10 + [20.0] * 10
    after = [30.0] * 6 + [10.0] * 4 + [20.0] * 8 + [0.0] * 2
    found = reliable_change(before, after, reliability=0.9)
    deviation = math.sqrt(20 * 25 / 19)
    assert found.smallest_reliable == pytest.approx(1.96 * math.sqrt(2) * deviation * math.sqrt(0.1))
    assert numbers(found) == (6, 12, 2)
    assert found.improved.interval == share(6, 20).interval
    assert found.worse.counts[0].role is CountRole.WORSE
    assert found.worse.counts[0].of == 20
    assert Assumption.RELIABILITY_HOLDS in found.worse.assumptions


@given(WAVES, st.floats(0, 0.99))
def test_the_three_shares_are_everybody(pairs, reliability):
    before, after = zip(*pairs, strict=True)
    found = reliable_change(before, after, reliability=reliability)
    assert sum(numbers(found)) == len(pairs)
    assert found.improved.value + found.unchanged.value + found.worse.value == pytest.approx(1)


@given(WAVES)
def test_where_less_is_better_improved_and_worse_change_places(pairs):
    before, after = zip(*pairs, strict=True)
    more = reliable_change(before, after, reliability=0.8)
    less = reliable_change(before, after, reliability=0.8, better=-1)
    assert numbers(less) == numbers(more)[::-1]


def test_a_change_of_just_the_threshold_is_not_beyond_it():
    threshold = 1.96 * math.sqrt(2) * 2 * math.sqrt(1 - 0.75)
    found = reliable_change([0.0, 0.0], [threshold, threshold * 1.001], reliability=0.75, standard_deviation=2)
    assert numbers(found) == (1, 1, 0)


@pytest.mark.parametrize(("before", "after"), [([3, 3, 3], [1, 2, 9]), ([], []), ([1.0], [4.0])])
def test_without_a_spread_nothing_can_be_said(before, after):
    found = reliable_change(before, after, reliability=0.8)
    assert (found.improved.value, found.smallest_reliable) == (None, None)
    assert Caution.FEW_PERSONS in found.improved.cautions


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"reliability": 1.0}, "reliability must be at least 0 and below 1, found 1.0"),
        ({"reliability": 0.8, "better": 0}, "better must be 1 or -1, found 0"),
        ({"reliability": 0.8, "standard_deviation": 0}, "standard_deviation must be a number above 0, found 0"),
    ],
)
def test_errors_say_what_came(options, text):
    with pytest.raises(ValueError, match=re.escape(text)):
        reliable_change([1, 2], [2, 3], **options)


def test_parts_are_put_together_until_each_has_enough():
    before = [10.0] * 20 + [20.0] * 20
    found = reliable_change(before, [30.0] * 12 + before[12:37] + [0.0] * 3, reliability=0.9)
    assert [(str(each.role), int(each.holds.sum())) for each in found.parts(3)] == [
        ("improved", 12),
        ("unchanged", 25),
        ("worse", 3),
    ]
    two = found.parts(4)
    assert [(str(each.role), each.share.value) for each in two] == [("improved", 0.3), ("not_improved", 0.7)]
    assert two[1].share.interval == share(28, 40).interval
    assert found.parts(13) == ()
    less = reliable_change(before, [30.0] * 12 + before[12:37] + [0.0] * 3, reliability=0.9, better=-1)
    assert [str(each.role) for each in less.parts(4)] == ["not_worse", "worse"]


def test_without_spread_there_are_no_parts():
    assert reliable_change([10.0, 10.0], [12.0, 9.0], reliability=0.8).parts(1) == ()

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirkung.codes import CountRole
from wirkung.methods.change.distribution import distribution

QUARTERS = st.integers(4, 20)  # of a scale from 1 to 5
LIKERT = st.lists(st.tuples(QUARTERS, QUARTERS), min_size=1, max_size=120)


def numbers(found, when):
    return [getattr(each, when).counts[0].number for each in found]


def edges(found):
    return [each.low for each in found] + [found[-1].high]


def test_eight_ranges_of_a_likert_scale():
    scores = [1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0]
    found = distribution(scores, scores, lowest=1, highest=5, smallest=1)
    assert edges(found) == [1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0]
    assert numbers(found, "before") == [1, 1, 1, 1, 1, 1, 1, 2]  # the top of the scale is in the last range


def test_ranges_are_put_together_from_below():
    before = [1] * 3 + [1.6] * 8 + [3] * 12 + [5] * 4
    after = [1] * 3 + [1.6] * 8 + [3] * 12 + [5] * 4
    found = distribution(before, after, lowest=1, highest=5, smallest=10)
    # 3 + 8 persons fill the first, 12 from 3 to 3.5 the next; nobody in between and the 4 at the top join it.
    assert numbers(found, "before") == [11, 16]
    assert edges(found) == [1.0, 2.0, 5.0]


def test_each_wave_counts_by_itself():
    # All are in one range before; after, 4 left it for a neighbour, which is too few to show.
    before, after = [3.2] * 20, [3.2] * 16 + [3.7] * 4
    found = distribution(before, after, lowest=1, highest=5, smallest=10)
    assert numbers(found, "after") == [20]


@pytest.mark.parametrize(
    ("lowest", "highest", "width"), [(1, 5, 0.5), (0, 20, 2.5), (0, 100, 20), (1, 7, 1), (0, 1, 0.2), (1, 4, 0.5)]
)
def test_round_ranges(lowest, highest, width):
    scores = np.linspace(lowest, highest, 50)
    found = distribution(scores, scores, lowest=lowest, highest=highest, smallest=1)
    assert np.diff(edges(found)) == pytest.approx(width)


@given(pairs=LIKERT, smallest=st.integers(1, 15))
def test_no_range_is_small_and_everybody_is_in_one(pairs, smallest):
    before, after = (np.array(scores) / 4 for scores in zip(*pairs, strict=True))
    found = distribution(before, after, lowest=1, highest=5, smallest=smallest)
    for when, scores in (("before", before), ("after", after)):
        held = numbers(found, when)
        assert sum(held) == scores.size
        assert len(found) == 1 or all(number >= smallest for number in held)
    assert all(low < high for low, high in zip(edges(found), edges(found)[1:], strict=False))
    assert (edges(found)[0], edges(found)[-1]) == (1, 5)


@given(pairs=LIKERT, order=st.randoms(use_true_random=False))
def test_the_order_of_persons_does_not_matter(pairs, order):
    shuffled = list(pairs)
    order.shuffle(shuffled)
    given, again = (
        distribution(*np.array(each).T / 4, lowest=1, highest=5, smallest=5) for each in (pairs, shuffled)
    )
    assert given == again


def test_nobody_has_no_ranges_and_a_missing_answer_is_refused():
    assert distribution([], [], lowest=1, highest=5, smallest=1) == ()
    with pytest.raises(ValueError, match=r"^after must be complete, found NaN at position 1 \(1 of 2\)"):
        distribution([1, 5], [1, np.nan], lowest=1, highest=5, smallest=1)


def test_counts_say_that_they_are_of_a_range():
    (only,) = distribution([1, 5], [1, 5], lowest=1, highest=5, smallest=10)
    assert only.before.counts[0].role is CountRole.BEFORE_IN_RANGE


def test_a_range_holds_whom_it_counts():
    scores = np.array([1.0, 1.5, 2.0, 3.5, 5.0, 5.0])
    found = distribution(scores, scores, lowest=1, highest=5, smallest=1)
    assert [int(each.holds(scores).sum()) for each in found] == numbers(found, "before")
    assert [each.last for each in found] == [False] * (len(found) - 1) + [True]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"lowest": 5}, "lowest must be a number below highest, found 5 and 5"),
        ({"smallest": 0}, "smallest must be at least 1 person, found 0"),
        ({"before": [0.5, 2]}, "before must lie on the scale from 1 to 5"),
        ({"after": [2, 6]}, "after must lie on the scale from 1 to 5"),
        ({"after": [2]}, "before and after must be of one length, found 2 and 1"),
    ],
)
def test_impossible_arguments(change, message):
    arguments = {"before": [1, 2], "after": [2, 3], "lowest": 1, "highest": 5, "smallest": 1, **change}
    with pytest.raises(ValueError, match=message):
        distribution(arguments.pop("before"), arguments.pop("after"), **arguments)

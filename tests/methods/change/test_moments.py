import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirkung.codes import Assumption, Caution, UnitKind
from wirkung.estimate import Unit
from wirkung.methods.change import _moments
from wirkung.methods.change.moments import mean_change_by_group, moments_by_group
from wirkung.methods.change.prepost import mean_change

POINTS = Unit(kind=UnitKind.SCORE, symbol="Punkte")
ANSWER = st.one_of(st.integers(2, 10).map(lambda score: score / 2), st.just(float("nan")))
PERSONS = st.lists(st.tuples(ANSWER, ANSWER, st.integers(0, 3)), min_size=1, max_size=40)


@given(PERSONS, st.integers(1, 7))
def test_each_group_as_if_alone_whatever_the_blocks(persons, block):
    before, after, group = map(np.array, zip(*persons, strict=True))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_moments, "_BLOCK", block)
        found = mean_change_by_group(before, after, group, groups=5, unit=POINTS)
    for one, estimate in enumerate(found):
        if not (group == one).any():
            assert (estimate.value, estimate.counts[0].number) == (None, 0)
            continue
        alone = mean_change(before[group == one], after[group == one], unit=POINTS)
        assert estimate.counts == alone.counts
        assert estimate.cautions == alone.cautions
        assert estimate.assumptions == alone.assumptions
        assert estimate.value == (None if alone.value is None else pytest.approx(alone.value, abs=1e-12))
        assert (estimate.interval is None) == (alone.interval is None)
        if alone.interval:
            assert estimate.interval.low == pytest.approx(alone.interval.low, abs=1e-9)
            assert estimate.test.p == pytest.approx(alone.test.p, abs=1e-9)


def test_moments_by_numpy():
    rng = np.random.default_rng(20241231)
    group = rng.integers(0, 45, 100_000)
    before = rng.normal(3, 1, group.size)
    after = before + rng.normal(0.3, 0.7, group.size)
    found = moments_by_group(before, after, group, groups=45)
    for one in (0, 44):
        first, second = before[group == one], after[group == one]
        assert found.pairs[one] == first.size
        assert (found.mean_before[one], found.mean_after[one]) == pytest.approx((first.mean(), second.mean()))
        expected = [first.std(ddof=1), second.std(ddof=1), (second - first).std(ddof=1)]
        assert [each[one] for each in found.standard_deviations] == pytest.approx(expected)
        assert found.covariance[one] == pytest.approx(np.cov(first, second)[0, 1])


def test_large_means_cost_no_digits():
    rng = np.random.default_rng(1)
    before, change = rng.standard_normal(100_000), rng.standard_normal(100_000)
    group = np.zeros(before.size, dtype=np.int8)
    near = moments_by_group(before, before + change, group, groups=1)
    far = moments_by_group(before + 1e8, before + change + 1e8, group, groups=1)
    for one, other in zip(near.standard_deviations, far.standard_deviations, strict=True):
        assert other[0] == pytest.approx(one[0], rel=1e-7)


def test_the_same_change_for_everybody_has_no_spread():
    before = np.linspace(1, 5, 50)
    (result,) = mean_change_by_group(before, before + 0.1, np.zeros(50, int), groups=1, unit=POINTS)
    assert result.value == pytest.approx(0.1)
    assert (result.interval, result.cautions) == (None, (Caution.NO_SPREAD,))


def test_groups_without_pairs():
    one, two, three = mean_change_by_group([1, np.nan], [2, 3], [0, 1], groups=3, unit=POINTS)
    assert (one.value, two.value, three.value) == (1, None, None)
    assert Assumption.MISSING_AT_RANDOM in two.assumptions
    assert Assumption.MISSING_AT_RANDOM not in three.assumptions


@pytest.mark.parametrize(
    ("arrays", "text"),
    [
        (([1, 2], [1, 2], [0, 3]), "group must lie between 0 and 2, found 0 to 3"),
        (([1, 2], [1, 2], [0, -1]), "group must lie between 0 and 2, found -1 to 0"),
        (([1, 2], [1, 2], [0.0, 1.0]), "group must hold whole numbers, found float64"),
        (([1, 2], ["a", "b"], [0, 1]), "after must hold numbers, found <U1"),
        (([1, 2], [1, 2, 3], [0, 1]), "before and after must be of one length, found 2 and 3"),
        (([[1, 2]], [1, 2], [0, 1]), "before must have one dimension, found shape (1, 2)"),
        (
            ([1, np.inf], [1, 2], [0, 1]),
            "before must hold finite numbers or NaN, found 1 infinite ones in one block",
        ),
        (([1, np.inf], [1, -np.inf], [0, 1]), "before must hold finite numbers or NaN"),
    ],
)
def test_errors_say_what_came(arrays, text):
    with pytest.raises(ValueError, match=re.escape(text)):
        moments_by_group(*arrays, groups=3)


def test_at_least_one_group():
    with pytest.raises(ValueError, match="groups must be at least 1, found 0"):
        moments_by_group([1], [2], [0], groups=0)

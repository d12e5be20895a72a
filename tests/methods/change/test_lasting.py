import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirkung.codes import Assumption, Caution, UnitKind
from wirkung.estimate import Unit
from wirkung.methods.change.lasting import lasting_change
from wirkung.methods.change.prepost import mean_change

POINTS = Unit(kind=UnitKind.SCORE, symbol="Punkte")
BEFORE = [2.0, 3.0, 1.0, 4.0, 2.0, 3.0, 5.0, 2.0, 1.0, 3.0, 2.0, 4.0]
AFTER = [4.0, 4.0, 3.0, 5.0, 3.0, 5.0, 6.0, 4.0, 2.0, 5.0, 4.0, 5.0]
LATER = [3.0, 4.0, 3.0, 4.0, 3.0, 4.0, 6.0, 3.0, 1.0, 5.0, 3.0, 5.0]


def lasting(before=BEFORE, after=AFTER, later=LATER, **options):
    return lasting_change(before, after, later, unit=POINTS, **options)


def test_three_changes_in_the_same_persons():
    found = lasting()
    assert found.first == mean_change(BEFORE, AFTER, unit=POINTS)
    assert found.later == mean_change(AFTER, LATER, unit=POINTS)
    assert found.overall == mean_change(BEFORE, LATER, unit=POINTS)
    # sums: 50 - 32 = 18 until the end, 44 - 32 = 12 until the follow-up
    assert found.part_that_lasted.value == pytest.approx(12 / 18)


@pytest.mark.parametrize("side", ["low", "high"])
def test_at_fieller_limits_the_paired_t_test_is_just_significant(side):
    """The defining property: the mean of (overall - ρ first) is then exactly t standard errors from zero."""
    limit = getattr(lasting().part_that_lasted.interval, side)
    first, overall = np.subtract(AFTER, BEFORE), np.subtract(LATER, BEFORE)
    result = mean_change(limit * first, overall, unit=POINTS)
    assert result.test.p == pytest.approx(0.05)


def test_who_misses_one_wave_is_left_out_of_all_four():
    gaps = (
        [np.nan, *BEFORE, 1.0, 1.0],
        [3.0, *AFTER, np.nan, 9.0],
        [3.0, *LATER, 2.0, np.nan],
    )
    found, whole = lasting(*gaps), lasting()
    for name in ("first", "later", "overall", "part_that_lasted"):
        one, other = getattr(found, name), getattr(whole, name)
        assert (one.value, one.interval, one.counts) == (other.value, other.interval, other.counts)
        assert Assumption.MISSING_AT_RANDOM in one.assumptions


def test_no_part_of_a_change_that_may_be_zero():
    after = [value + (-1) ** place for place, value in enumerate(BEFORE)]
    found = lasting(after=after)
    assert found.first.value == 0
    assert found.part_that_lasted.value is None
    assert found.part_that_lasted.cautions == (Caution.FIRST_CHANGE_UNCERTAIN,)


def test_a_first_change_without_spread():
    found = lasting(after=[value + 1 for value in BEFORE])
    assert found.part_that_lasted.cautions == (Caution.NO_SPREAD, Caution.FIRST_CHANGE_UNCERTAIN)


def test_nobody_with_all_three():
    found = lasting([1, 2, np.nan], [2, np.nan, 3], [np.nan, 3, 4])
    assert found.overall.value is None
    assert found.part_that_lasted.counts[0].number == 0


@given(st.floats(0.1, 50), st.floats(-20, 20))
def test_the_part_is_free_of_unit_and_origin(factor, origin):
    moved = ([origin + factor * value for value in wave] for wave in (BEFORE, AFTER, LATER))
    found, plain = lasting(*moved).part_that_lasted, lasting().part_that_lasted
    assert found.value == pytest.approx(plain.value)
    assert (found.interval.low, found.interval.high) == pytest.approx((plain.interval.low, plain.interval.high))


@pytest.mark.parametrize(
    ("waves", "text"),
    [
        (([1, 2], [1, 2, 3], [1, 2]), "before and after must be of one length, found 2 and 3"),
        (([1, 2], [1, 2], [1]), "before and follow_up must be of one length, found 2 and 1"),
        (
            ([1, 2], [1, 2], [1, np.inf]),
            "follow_up must hold finite numbers or NaN, found inf (first at position 1, 1 of 2 in all)",
        ),
    ],
)
def test_errors_say_what_came(waves, text):
    with pytest.raises(ValueError, match=re.escape(text)):
        lasting(*waves)


def test_fieller_interval_covers():
    rng = np.random.default_rng(20241231)
    held = []
    for _ in range(1000):
        before = rng.standard_normal(20)
        after = 1 + 0.6 * before + 0.8 * rng.standard_normal(20)
        later = 0.7 + 0.5 * before + 0.3 * (after - 1) + 0.7 * rng.standard_normal(20)
        part = lasting(before, after, later).part_that_lasted
        if part.interval:
            held.append(part.interval.contains(0.7))
    assert 0.93 <= np.mean(held) <= 0.97

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirkung.codes import Assumption, Caution, Claim, CountRole, Direction, Quantity
from wirkung.estimate import SHARE, Count, Estimate
from wirkung.methods.cohort.quotas import quota_sum, share_against_quota
from wirkung.methods.kernels.intervals import share

# Leavers with a certificate for university at 17, 18, 19 and 20, of everybody of that age.
LEAVERS, POPULATION = (40, 300, 120, 20), (1000, 1000, 800, 500)


def test_quota_sum_by_hand():
    result = quota_sum(LEAVERS, POPULATION)
    assert result.value == pytest.approx(40 / 1000 + 300 / 1000 + 120 / 800 + 20 / 500, abs=1e-12)
    variance = 0.04 * 0.96 / 1000 + 0.3 * 0.7 / 1000 + 0.15 * 0.85 / 800 + 0.04 * 0.96 / 500
    assert result.standard_error == pytest.approx(math.sqrt(variance), abs=1e-12)
    assert (result.unit, result.claim) == (SHARE, Claim.DESCRIPTION)
    assert result.counts == (Count(role=CountRole.LEAVERS, number=480, of=3300),)
    assert result.cautions == (Caution.QUOTA_NO_COHORT,)


def test_the_interval_adds_up_wilson_limits_by_squares():
    result = quota_sum([30, 10], [100, 50])
    one, other = share(30, 100).interval, share(10, 50).interval
    down = math.sqrt((0.3 - one.low) ** 2 + (0.2 - other.low) ** 2)
    up = math.sqrt((one.high - 0.3) ** 2 + (other.high - 0.2) ** 2)
    assert result.interval.low == pytest.approx(0.5 - down, abs=1e-12)
    assert result.interval.high == pytest.approx(0.5 + up, abs=1e-12)
    assert result.interval.method == "MOVER, Wilson"


def test_of_many_the_interval_is_the_usual_one():
    result = quota_sum([300_000, 150_000], [1_000_000, 1_000_000])
    # Wilson's interval leans towards one half by 1/n, which is all that is left here.
    assert result.interval.high - result.value == pytest.approx(1.959964 * result.standard_error, abs=2e-6)
    assert result.value - result.interval.low == pytest.approx(1.959964 * result.standard_error, abs=2e-6)


def test_one_age_is_a_share():
    result, alone = quota_sum([12], [40]), share(12, 40)
    assert result.value == alone.value
    assert result.interval.low == pytest.approx(alone.interval.low, abs=1e-12)
    assert result.interval.high == pytest.approx(alone.interval.high, abs=1e-12)


def test_nobody_left_with_the_certificate():
    result = quota_sum([0, 0], [50, 50])
    assert (result.value, result.interval.low, result.standard_error) == (0.0, 0.0, 0.0)
    assert result.interval.high == pytest.approx(math.sqrt(2) * share(0, 50).interval.high)


def test_two_years_at_once_pass_one_and_say_so():
    result = quota_sum([600, 550], [1000, 1000])
    assert result.value == pytest.approx(0.6 + 0.55)
    assert result.cautions == (Caution.QUOTA_NO_COHORT, Caution.QUOTA_ABOVE_ONE)


def test_no_other_share_passes_one():
    with pytest.raises(ValueError, match=r"^share: a share lies between -1 and 1, found 1\.15$"):
        Estimate(
            quantity=Quantity.SHARE,
            unit=SHARE,
            value=1.15,
            claim=Claim.DESCRIPTION,
            counts=(Count(role=CountRole.BASE, number=1),),
            source="none",
        )


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=6))
def test_a_quota_lies_in_its_interval_whatever_the_order_of_ages(pairs):
    ages = [(leavers, leavers + others + 1) for leavers, others in pairs]
    result, reversed_ = (quota_sum(*zip(*each, strict=True)) for each in (ages, ages[::-1]))
    assert result.interval.contains(result.value)
    assert result.interval.low >= 0
    assert reversed_.value == result.value
    assert reversed_.interval.high == pytest.approx(result.interval.high)


@pytest.mark.parametrize(
    ("leavers", "population", "text"),
    [
        ([], [], "leavers and population must have one number per age, at least one, found 0 and 0"),
        ([1, 2], [3], "leavers and population must have one number per age, at least one, found 2 and 1"),
        ([5, 9], [8, 8], "leavers must be no more than the population, found 9 leavers of 8 at position 1"),
        ([5, 0], [8, 0], "population at position 1 must be at least 1, found 0"),
        ([5.0], [8], "leavers at position 0 must be a whole number, found 5.0"),
    ],
)
def test_quota_sum_refuses(leavers, population, text):
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        quota_sum(leavers, population)


def test_share_against_quota_by_hand():
    result, alone = share_against_quota(56, 81, 0.52), share(56, 81)
    assert result.value == pytest.approx(56 / 81 - 0.52)
    assert (result.interval.low, result.interval.high) == (alone.interval.low - 0.52, alone.interval.high - 0.52)
    assert result.direction is Direction.UP
    assert (result.quantity, result.claim) == (Quantity.SHARE_AGAINST_QUOTA, Claim.DESCRIPTION)
    assert result.counts == (Count(role=CountRole.REACHED, number=56, of=81),)
    assert result.assumptions == (Assumption.PERSONS_INDEPENDENT, Assumption.QUOTA_EXACT)
    assert result.cautions == (Caution.QUOTA_OF_EVERYBODY,)


@pytest.mark.parametrize(
    ("reached", "direction"),
    [(5, Direction.DOWN), (10, Direction.NOT_DISTINGUISHABLE), (18, Direction.UP)],
)
def test_direction_follows_the_interval(reached, direction):
    assert share_against_quota(reached, 20, 0.5).direction is direction


def test_few_persons_are_said():
    assert share_against_quota(1, 4, 0.5).cautions == (Caution.FEW_PERSONS, Caution.QUOTA_OF_EVERYBODY)


@pytest.mark.parametrize("quota", [1.2, -0.1, math.nan])
def test_share_against_quota_refuses_what_is_no_share(quota):
    with pytest.raises(ValueError, match=rf"^quota must lie between 0 and 1, found {quota}$"):
        share_against_quota(1, 4, quota)

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirkung.codes import Assumption, Caution, Claim, CountRole, Quantity, UnitKind
from wirkung.estimate import Count, Unit
from wirkung.methods.comparison.beside_the_main_line import mean_in_courses
from wirkung.methods.kernels.intervals import mean, share
from wirkung.methods.money.cost import total_cost, unit_cost, unit_cost_of_share

EURO = Unit(kind=UnitKind.MONEY, symbol="EUR")


def test_total_cost_sums_whole_cents():
    # ten times ten cents: as floats 0.1 + 0.1 + … is 0.9999999999999999
    result = total_cost([10] * 10, currency="EUR", participants=40)
    assert result.value == 1.0
    assert (result.quantity, result.unit, result.claim) == (Quantity.TOTAL_COST, EURO, Claim.DESCRIPTION)
    assert result.counts == (Count(role=CountRole.BASE, number=40),)
    assert result.interval is None
    assert result.assumptions == (Assumption.COSTS_COMPLETE,)


def test_total_cost_of_an_array():
    cents = np.array([1_234_50, 99_999_99, 0])
    assert total_cost(cents, currency="EUR", participants=40).value == (123450 + 9999999 + 0) / 100


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=20), st.randoms(use_true_random=False))
def test_total_cost_knows_no_order(cents, random):
    shuffled = random.sample(cents, len(cents))
    first = total_cost(cents, currency="EUR", participants=12)
    assert total_cost(shuffled, currency="EUR", participants=12) == first
    assert round(first.value * 100) == sum(cents)


@pytest.mark.parametrize(
    ("cents", "participants", "text"),
    [
        ([], 40, "cents must hold at least one entry, found none"),
        ([100, -5], 40, "cents, entry 1 must be at least 0, found -5"),
        ([100, 0.5], 40, "cents, entry 1 must be a whole number, found 0.5"),
        ([100], -1, "participants must be at least 0, found -1"),
    ],
)
def test_total_cost_refuses(cents, participants, text):
    with pytest.raises(ValueError, match=f"^{text}$"):
        total_cost(cents, currency="EUR", participants=participants)


def test_cost_per_participant():
    result = unit_cost(9_534_217, 347, currency="EUR", persons=347)
    assert result.value == pytest.approx(95342.17 / 347, rel=1e-15)
    assert (result.quantity, result.unit, result.claim) == (Quantity.UNIT_COST, EURO, Claim.DESCRIPTION)
    assert result.counts == (Count(role=CountRole.BASE, number=347),)
    assert (result.interval, result.cautions) == (None, ())


def test_cost_per_attended_hour_counts_the_persons_behind():
    result = unit_cost(9_534_217, 5230.5, currency="EUR", persons=331)
    assert result.value == pytest.approx(95342.17 / 5230.5, rel=1e-15)
    assert result.counts == (Count(role=CountRole.BASE, number=331),)


def test_a_tenth_of_an_hour_is_a_tenth():
    # In binary floats 0.3 / 0.1 is 2.9999999999999996.
    assert unit_cost(30, 0.1, currency="EUR", persons=1).value == 3.0


@pytest.mark.parametrize("base", [0, 0.0])
def test_a_base_of_zero_has_no_unit_cost(base):
    result = unit_cost(100, base, currency="EUR", persons=0)
    assert (result.value, result.cautions) == (None, (Caution.NOBODY_REACHED,))


@pytest.mark.parametrize(
    ("cents", "base", "persons", "text"),
    [
        (-1, 2, 2, "total_cents must be at least 0, found -1"),
        (99.5, 2, 2, "total_cents must be a whole number, found 99.5"),
        (100, -2, 2, "base must be a finite number from 0 on, found -2"),
        (100, math.nan, 2, "base must be a finite number from 0 on, found nan"),
        (100, math.inf, 2, "base must be a finite number from 0 on, found inf"),
        (100, 2, -2, "persons must be at least 0, found -2"),
    ],
)
def test_unit_cost_refuses(cents, base, persons, text):
    with pytest.raises(ValueError, match=f"^{text}$"):
        unit_cost(cents, base, currency="EUR", persons=persons)


def test_cost_per_person_with_the_outcome():
    # Wilson for 8 of 10: .49016 to .94332 (R); 90 000 € over 10 times these
    result = unit_cost_of_share(9_000_000, share(8, 10), currency="EUR")
    assert result.value == 90_000 / 8
    assert result.interval.low == pytest.approx(90_000 / (10 * 0.94332), abs=0.05)
    assert result.interval.high == pytest.approx(90_000 / (10 * 0.49016), abs=0.2)
    assert result.interval.method == "Wilson, inverted"
    assert result.counts == (Count(role=CountRole.BASE, number=8, of=10),)
    assert result.cautions == (Caution.FEW_PERSONS, Caution.SHARED_OUTCOME_NOT_CAUSED)
    assert set(result.assumptions) == {
        Assumption.COSTS_COMPLETE,
        Assumption.ALL_EVENTS_KNOWN,
        Assumption.PERSONS_INDEPENDENT,
    }


def test_nobody_with_the_outcome():
    result = unit_cost_of_share(9_000_000, share(0, 40), currency="EUR")
    assert (result.value, result.interval) == (None, None)
    assert result.cautions == (Caution.NOBODY_REACHED, Caution.SHARED_OUTCOME_NOT_CAUSED)
    assert result.counts == (Count(role=CountRole.BASE, number=0, of=40),)


@given(st.integers(1, 300).flatmap(lambda total: st.tuples(st.integers(1, total), st.just(total))))
def test_cost_and_share_tell_the_same(case):
    reached, total = case
    cost, part = unit_cost_of_share(5_000_000, share(reached, total), currency="EUR"), share(reached, total)
    assert cost.interval.low * part.interval.high * total == pytest.approx(50_000)
    assert cost.interval.high * part.interval.low * total == pytest.approx(50_000)
    assert cost.interval.contains(cost.value) or cost.value == pytest.approx(cost.interval.low)


def test_unit_cost_of_share_refuses_what_tells_no_numbers():
    mean_of_five = mean([1, 2, 3, 4, 5], unit=Unit(kind=UnitKind.SCORE))
    with pytest.raises(ValueError, match=r"^reached must be a share that tells"):
        unit_cost_of_share(100, mean_of_five, currency="EUR")


def test_in_courses_the_cost_is_as_unsure_as_the_share():
    """Six courses of ten, from one to nine of whom have the outcome; nothing is told where courses are too few."""
    reached = np.concatenate([[1] * number + [0] * (10 - number) for number in (1, 3, 4, 6, 7, 9)])
    courses = np.repeat(list("abcdef"), 10)
    plain, part = share(30, 60), mean_in_courses(share(30, 60), reached, courses)
    cost = unit_cost_of_share(6_000_00, part, currency="EUR")
    assert cost.interval.low * part.interval.high * 60 == pytest.approx(6_000)
    assert cost.interval.high > unit_cost_of_share(6_000_00, plain, currency="EUR").interval.high
    one = unit_cost_of_share(6_000_00, mean_in_courses(plain, reached, ["a"] * 60), currency="EUR")
    assert (one.value, one.interval, Caution.TOO_FEW_CLUSTERS in one.cautions) == (200, None, True)


@given(cents=st.integers(0, 10**9), hours=st.floats(0.1, 1e5), reached=st.integers(1, 40))
def test_twice_the_costs_double_every_unit_cost(cents, hours, reached):
    for cost_of in (
        lambda total: unit_cost(total, hours, currency="EUR", persons=40),
        lambda total: unit_cost_of_share(total, share(reached, 40), currency="EUR"),
    ):
        once, twice = cost_of(cents), cost_of(2 * cents)
        assert twice.value == pytest.approx(2 * once.value, rel=1e-15)
        if once.interval is not None:
            assert twice.interval.low == pytest.approx(2 * once.interval.low, rel=1e-15)
            assert twice.interval.high == pytest.approx(2 * once.interval.high, rel=1e-15)

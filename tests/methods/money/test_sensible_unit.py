"""Unit costs are told with three digits, sums exactly."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from wirkung.methods.kernels.intervals import share
from wirkung.methods.money.cost import total_cost, unit_cost, unit_cost_of_share
from wirkung.methods.money.sensible_unit import in_sensible_unit


@pytest.mark.parametrize(
    ("cents", "told"),
    [
        (123_456, 1230.0),
        (123_500, 1240.0),  # half away from zero
        (36_123, 361.0),
        (1437, 14.4),
        (437, 4.37),
        (3, 0.03),  # nothing below a cent
        (9996, 100.0),
        (0, 0.0),
    ],
)
def test_a_unit_cost_has_three_digits(cents, told):
    assert in_sensible_unit(unit_cost(cents, 1, currency="EUR", persons=12)).value == told


def test_its_limits_have_three_digits_each_and_may_be_without_end():
    exact = unit_cost_of_share(9_000_000, share(8, 10), currency="EUR")
    told = in_sensible_unit(exact)
    assert (told.value, told.interval.low, told.interval.high) == (11_300.0, 9540.0, 18_400.0)
    endless = replace(exact, interval=replace(exact.interval, high=math.inf))
    assert in_sensible_unit(endless).interval.high == math.inf


def test_sums_and_what_has_no_value_stay_as_they_are():
    total = total_cost([123_456], currency="EUR", participants=12)
    nobody = unit_cost(123_456, 0, currency="EUR", persons=12)
    assert (in_sensible_unit(total), in_sensible_unit(nobody)) == (total, nobody)

"""A reader of shares, intervals and the error of measurement is sure of no small group. Persons are invented."""

from __future__ import annotations

import math

import pytest
from scipy import stats

from tests.questions.test_reliability import STATED, office
from wirkung.codes import Quantity
from wirkung.disclosure.release import Released

PERSONS, SMALLEST = 300, 10


def shown(study, question):
    items = getattr(study.study, question).items
    return [item.finding for item in items if isinstance(item, Released)]


def possible(estimate):
    """How many of all may be in a part whose share is told in steps of ten percentage points."""
    (count,) = estimate.counts
    near = [n for n in range(PERSONS + 1) if abs(n / PERSONS - estimate.value) <= 0.05 + 1e-9]
    return [n for n in near if count.number <= n <= count.at_most]


@pytest.mark.parametrize("better", [4, 14, 17, 150, 286, 296])
def test_no_part_is_surely_small(tmp_path, better):
    study = office(tmp_path, STATED, changed=better / PERSONS, noise=0.2)
    parts = [each for each in shown(study, "reliability") if each.main.quantity is Quantity.SHARE]
    assert bool(parts) == (better in (17, 150))
    for part in parts:
        assert part.main.interval is None
        for numbers in (possible(part.main), [PERSONS - n for n in possible(part.main)]):
            assert max(numbers) - min(numbers) >= SMALLEST
            assert max(numbers) >= SMALLEST


@pytest.mark.parametrize("persons", [200, 300, 440])
def test_error_and_interval_leave_the_number_of_persons_open(tmp_path, persons):
    """The spread is that of the error, which the reader knows but for its rounding; the interval has its root."""
    study = office(tmp_path, STATED, persons=persons)
    (error,) = (
        each for each in shown(study, "reliability") if each.main.quantity is Quantity.SMALLEST_RELIABLE_CHANGE
    )
    (change,) = shown(study, "change")
    interval = dict(change.estimates)["before"].interval
    reach = (interval.high - interval.low) / 2
    half = 0.5 * 10.0**-error.subject.decimals
    ends = [
        (stats.norm.ppf(0.975) * (error.main.value + side) / (1.96 * math.sqrt(2 * 0.2)) / reach) ** 2
        for side in (-half, half)
    ]
    assert ends[0] < persons < ends[1]
    assert ends[1] - ends[0] >= SMALLEST

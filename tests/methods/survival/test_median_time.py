"""The median time to a transition: published, by hand, not reached."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirkung.codes import Caution, CountRole
from wirkung.estimate import MONTHS, Count
from wirkung.methods.survival.median_time import median_time

# Miller (1981), Survival analysis, p. 49: maintained and nonmaintained; `aml` of R's package survival.
MAINTAINED = ([9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161], [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0])
NONMAINTAINED = ([5, 5, 8, 8, 12, 16, 23, 27, 30, 33, 43, 45], [1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1])
PEOPLE = st.lists(st.tuples(st.integers(1, 30), st.booleans()), min_size=2, max_size=25)


def test_median_of_the_textbook():
    # R: survfit(Surv(time, status) ~ x, aml): medians 31 [18, NA] and 23 [8, NA].
    maintained = median_time(*MAINTAINED, unit=MONTHS)
    nonmaintained = median_time(*NONMAINTAINED, unit=MONTHS)
    assert (maintained.value, maintained.interval.low, maintained.interval.high) == (31, 18, math.inf)
    assert (nonmaintained.value, nonmaintained.interval.low) == (23, 8)


def test_median_on_a_flat_stretch_is_its_middle():
    assert median_time([1, 2, 6, 7], [1, 1, 1, 1], unit=MONTHS).value == (2 + 6) / 2
    assert median_time([1, 2, 6, 7], [1, 1, 0, 0], unit=MONTHS).value == 2


def test_median_that_is_not_reached():
    result = median_time(np.arange(1, 21), [1] * 9 + [0] * 11, unit=MONTHS)
    assert (result.value, result.interval) == (None, None)
    assert result.cautions == (Caution.HALF_NOT_REACHED,)
    assert result.counts == (Count(role=CountRole.REACHED, number=9, of=20),)


@given(PEOPLE)
def test_median_lies_in_its_interval_and_scales(people):
    times, event = (np.array(column) for column in zip(*people, strict=True))
    found, in_weeks = (median_time(each, event, unit=MONTHS) for each in (times, 4 * times))
    assert (found.value is None) == (found.interval is None) == (in_weeks.value is None)
    if found.value is not None:
        assert found.interval.contains(found.value)
        assert in_weeks.value == 4 * found.value
        assert in_weeks.interval.high == 4 * found.interval.high


@pytest.mark.slow
@pytest.mark.parametrize("n", [30, 100])
def test_coverage(n):
    rng = np.random.default_rng(n)
    held = []
    for _ in range(2000):
        times, ends = rng.exponential(20, n), rng.uniform(10, 80, n)
        found = median_time(np.minimum(times, ends), times <= ends, unit=MONTHS)
        held.append(found.interval is not None and found.interval.contains(20 * math.log(2)))
    # Three standard errors of a coverage of 95 % in 2000 samples, and the steps of a curve of so few.
    assert np.mean(held) == pytest.approx(0.95, abs=0.025)

"""Times until a step of persons in courses; all persons are invented."""

import numpy as np
import pytest
from scipy import stats

from wirkung.codes import Assumption, Caution
from wirkung.estimate import MONTHS
from wirkung.methods.kernels.jackknife import jackknife_variance
from wirkung.methods.survival.survival_comparison import restricted_mean_difference

RNG = np.random.default_rng(9)
TIMES = np.ceil(RNG.exponential(12, 96))
GROUPS = np.repeat([True, False], 48)
COURSES = np.array([*np.repeat([f"K{code}" for code in range(8)], 6), *[None] * 48], dtype=object)


def difference(courses, *, event=None):
    made = np.ones(96) if event is None else event
    return restricted_mean_difference(TIMES, made, GROUPS, clusters=courses, horizon=12, unit=MONTHS)


def test_without_censoring_it_is_the_jackknife_of_the_mean():
    within = np.minimum(TIMES, 12)
    codes = np.repeat(np.arange(8), 6)
    ours = jackknife_variance(codes, lambda kept: float(within[:48][kept].mean()))
    theirs = float(within[48:].var(ddof=1)) / 48
    found = difference(COURSES).difference
    assert found.standard_error == pytest.approx(np.sqrt(ours + theirs))
    df = (ours + theirs) ** 2 / (ours**2 / 7 + theirs**2 / 47)
    reach = stats.t.ppf(0.975, df) * found.standard_error
    assert (found.interval.low, found.interval.high) == pytest.approx((found.value - reach, found.value + reach))
    assert found.assumptions[0] is Assumption.CLUSTERS_INDEPENDENT
    assert found.convention == "jackknife, 8 clusters"


def test_the_comparison_group_of_single_persons_stays_as_it_was():
    assert difference(COURSES).comparison == difference(None).comparison
    assert difference(np.full(96, None, dtype=object)) == difference(None)


def test_too_few_courses_leave_no_interval():
    found = difference(np.where(GROUPS, np.where(np.arange(96) < 24, "a", "b"), None))
    for estimate in (found.programme, found.difference):
        assert (estimate.interval, estimate.test) == (None, None)
        assert Caution.TOO_FEW_CLUSTERS in estimate.cautions
    assert found.difference.value == difference(None).difference.value

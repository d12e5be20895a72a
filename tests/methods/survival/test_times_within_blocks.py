"""Log-rank test, mean times and Cox's regression within blocks: as R documents them, by hand, and properties."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifelines.datasets import load_lung

from tests.methods.survival.test_survival_comparison import drawn
from wirkung.codes import Caution
from wirkung.estimate import MONTHS
from wirkung.methods.comparison.adjusted_difference import adjusted_difference
from wirkung.methods.survival.durations import durations
from wirkung.methods.survival.log_rank import log_rank, tally
from wirkung.methods.survival.proportional_hazards import proportional_hazards
from wirkung.methods.survival.restricted_mean import own_times, restricted_mean
from wirkung.methods.survival.survival_comparison import restricted_mean_difference

PERSON = st.tuples(st.integers(1, 9), st.booleans(), st.booleans(), st.integers(0, 2))


def test_log_rank_within_blocks_as_r_documents_it():
    """?survdiff: survdiff(Surv(time, status) ~ pat.karno + strata(inst), data = lung): 21.4 on 7 df, p = 0.003."""
    lung = load_lung()[["time", "status", "pat.karno", "inst"]].dropna()
    score = np.unique(lung["pat.karno"], return_inverse=True)[1]
    found, clinic = durations(lung["time"], lung["status"]), pd.factorize(lung["inst"])[0]
    test = log_rank(found, score, 8, strata=clinic)
    assert (round(test.statistic, 1), test.df, round(test.p, 3)) == (21.4, 7, 0.003)
    sums = tally(found.apart(clinic), score, 8)
    assert sums.observed.tolist() == [1, 1, 4, 27, 31, 38, 38, 21]
    expected = [0.692, 1.099, 1.166, 16.298, 26.358, 41.938, 47.242, 26.207]
    assert sums.expected == pytest.approx(expected, abs=5e-4)


def test_cox_within_blocks_as_r_documents_it():
    """?coxph, test1: coxph(Surv(time, status) ~ x + strata(sex)): coef 0.802, se 0.822, z 0.976, p 0.33."""
    found = proportional_hazards(
        [4, 3, 1, 1, 2, 2, 3], [1, 1, 1, 0, 1, 1, 0], [0, 2, 1, 1, 1, 0, 0], ["x"], blocks=[0, 0, 0, 0, 1, 1, 1]
    )
    ratio = found.ratios[0].ratio
    error = math.log(ratio.interval.high / ratio.interval.low) / (2 * 1.959963984540054)
    assert (round(math.log(ratio.value), 3), round(error, 3)) == (0.802, 0.822)
    assert (round(ratio.test.statistic, 3), round(ratio.test.p, 2)) == (0.976, 0.33)
    assert Caution.WITHIN_BLOCKS in ratio.cautions


def test_log_rank_by_hand():
    """At 1 one of two, one of each group, in both blocks; at 2 nobody is left to compare with."""
    found, group = durations([1, 2, 1, 2], [1, 1, 1, 1]), np.array([0, 1, 0, 1])
    test = log_rank(found, group, 2, strata=np.array([0, 0, 1, 1]))
    assert test.statistic == pytest.approx((2 - 1) ** 2 / (2 / 4))
    whole = log_rank(found, group, 2)
    assert whole.statistic == pytest.approx((2 - 1) ** 2 / (2 * (2 / 3) / 4))


@pytest.mark.parametrize("late", [False, True])
def test_own_times_are_those_of_leaving_out_each_person(late):
    times, event, _ = drawn(np.random.default_rng(4), 40)
    months = np.ceil(times)
    found = durations(months, event, np.floor(months / 3) * (np.arange(80) % 4 == 0) if late else None)
    mean, own = restricted_mean(found, 25.0).value, own_times(found, 25.0)
    without = [restricted_mean(found.rows(np.arange(80) != each), 25.0).value for each in range(80)]
    assert own.mean() == pytest.approx(mean)
    assert own == pytest.approx(80 * mean - 79 * np.array(without), abs=0.5)


def test_all_followed_it_is_the_difference_of_times_within_blocks():
    rng = np.random.default_rng(5)
    times, group, block = np.ceil(rng.exponential(10, 60)), np.arange(60) % 3 == 0, np.arange(60) // 6
    found = restricted_mean_difference(times, times < 20, group, blocks=block, horizon=20, unit=MONTHS).difference
    plain = adjusted_difference(np.minimum(times, 20), group, unit=MONTHS, blocks=block)
    assert (found.value, found.standard_error) == pytest.approx((plain.value, plain.standard_error))
    assert found.test == log_rank(durations(times, times < 20), group.astype(int), 2, strata=block)
    assert Caution.WITHIN_BLOCKS in found.cautions


def test_in_one_block_it_is_the_difference_of_both_means():
    times, event, group = drawn(np.random.default_rng(6), 80, faster=1.5)
    plain = restricted_mean_difference(times, event, group, unit=MONTHS)
    found = restricted_mean_difference(times, event, group, blocks=np.zeros(160), unit=MONTHS)
    assert found.difference.value == pytest.approx(plain.difference.value)
    assert found.difference.standard_error == pytest.approx(plain.difference.standard_error, rel=0.02)
    assert (found.programme, found.comparison) == (plain.programme, plain.comparison)


def test_blocks_keep_a_group_from_looking_faster_for_where_it_was_drawn():
    """In each block both groups are equally fast; more were drawn into the programme where all are."""
    times = np.concatenate([np.arange(1, 21), np.arange(21, 41)])
    group = np.concatenate([np.arange(20) % 5 != 2, np.arange(20) % 5 == 2])
    block = np.repeat(["fast", "slow"], 20)
    known = {"unit": MONTHS, "horizon": 30}
    assert restricted_mean_difference(times, times > 0, group, **known).difference.interval.high < 0
    within = restricted_mean_difference(times, times > 0, group, blocks=block, **known).difference
    assert within.value == pytest.approx(0)
    ratios = proportional_hazards(times, times > 0, group, ["group"], blocks=block)
    assert abs(math.log(ratios.ratios[0].ratio.value)) < 0.2


def test_in_courses_the_interval_is_that_of_the_courses():
    times, event, _ = drawn(np.random.default_rng(7), 60)
    school = np.arange(120) // 10
    found = restricted_mean_difference(
        times, event, school % 2 == 0, clusters=school, blocks=school // 2, unit=MONTHS
    ).difference
    assert found.convention == "least squares within blocks, CR2, 6 and 6 clusters"
    assert found.test.name == "CR2 t"
    few = restricted_mean_difference(
        times, event, school % 2 == 0, clusters=school % 4, blocks=np.zeros(120), unit=MONTHS
    ).difference
    assert few.interval is None


def test_what_the_blocks_determine_has_no_ratio():
    known = np.column_stack([[0, 1, 0, 1, 0, 1], [0, 0, 1, 1, 0, 0]])
    found = proportional_hazards(
        [1, 2, 4, 3, 5, 6], [1] * 6, known, ["a", "b"], blocks=["x", "x", "y", "y", "z", "z"]
    )
    assert found.ratios[1].ratio.value is None
    assert Caution.COVARIATE_NOT_DETERMINED in found.ratios[1].ratio.cautions


@given(st.lists(PERSON, min_size=3, max_size=20))
def test_each_block_counts_by_itself(rows):
    """Times of a block made ten times as long, and its name changed, leave the test as it is."""
    times, event, group, block = (np.array(column) for column in zip(*rows, strict=True))
    test = log_rank(durations(times, event), group.astype(int), 2, strata=block)
    longer = np.where(block == 1, 10 * times, times)
    again = log_rank(durations(longer, event), group.astype(int), 2, strata=(block + 1) % 3)
    assert (test is None) == (again is None)
    if test is not None:
        assert again.statistic == pytest.approx(test.statistic)

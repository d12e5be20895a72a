import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize

from wirkung.codes import Caution, Claim, CountRole, Direction
from wirkung.estimate import Count
from wirkung.methods.change.paired_counts import PairedCounts, paired_counts
from wirkung.methods.change.paired_shares import share_change

# Agresti (1990), Categorical Data Analysis, page 350; R's example(mcnemar.test): approval of a president.
APPROVAL = PairedCounts(both_times=794, only_after=86, only_before=150, neither_time=570)
BACKWARDS = PairedCounts(both_times=794, only_after=150, only_before=86, neither_time=570)
NOBODY = PairedCounts(both_times=0, only_after=0, only_before=0, neither_time=0)
CELL = st.integers(0, 40)


def tables(least=1):
    made = st.builds(PairedCounts, both_times=CELL, only_after=CELL, only_before=CELL, neither_time=CELL)
    return made.filter(lambda counts: counts.total >= least)


def limits(estimate):
    return estimate.interval.low, estimate.interval.high


def test_approval_of_a_president():
    result = share_change(APPROVAL)
    assert result.value == pytest.approx((86 - 150) / 1600)
    assert result.standard_error == pytest.approx(0.0095492, abs=5e-8)
    assert result.claim is Claim.DESCRIPTION
    assert result.direction is Direction.DOWN
    assert result.cautions == ()


# R 4.2.2, mcnemar.test and binom.test(86, 236).
@pytest.mark.parametrize(
    ("test", "statistic", "p"),
    [("exact", 86, 3.716e-5), ("corrected", 16.8178, 4.115e-5), ("uncorrected", 17.3559, 3.099e-5)],
)
def test_mcnemar(test, statistic, p):
    found = share_change(APPROVAL, test=test).test
    assert found.name == f"McNemar, {test}"
    assert found.statistic == pytest.approx(statistic, abs=5e-5)
    assert found.p == pytest.approx(p, rel=2e-4)


def test_tango_interval_of_airway_hyper_responsiveness():
    """Bentur et al. (2009): 21 children before and after stem cell transplantation, 1 and 7 of them changed.

    Fagerland, Lydersen & Laake (2014), Statistics in Medicine 33, 2850-2875, have -.517 to -.026 for Tango.
    """
    counts = PairedCounts(both_times=1, only_after=1, only_before=7, neither_time=12)
    assert limits(share_change(counts)) == pytest.approx((-0.517, -0.026), abs=5e-4)


def likeliest(counts, difference):
    """The likelihood of the cells, maximised by brute force over the share of those who lost it, given δ."""
    gained, lost, n = counts.only_after, counts.only_before, counts.total
    floor, ceiling = max(0.0, -difference), (1 - difference) / 2

    def minus_log(share):
        cells = ((gained, share + difference), (lost, share), (n - gained - lost, 1 - 2 * share - difference))
        return -sum(number * math.log(max(part, 1e-300)) for number, part in cells if number)

    return optimize.minimize_scalar(
        minus_log, bounds=(floor, ceiling), method="bounded", options={"xatol": 1e-12}
    ).x


@pytest.mark.parametrize("cells", [(5, 4, 2, 9), (3, 9, 1, 4), (0, 3, 3, 2), (30, 12, 5, 13)])
def test_tango_limits_solve_the_score_equation_of_the_brute_likelihood(cells):
    both, gained, lost, neither = cells
    counts = PairedCounts(both_times=both, only_after=gained, only_before=lost, neither_time=neither)
    for limit in limits(share_change(counts)):
        share, n = likeliest(counts, limit), counts.total
        statistic = (gained - lost - n * limit) / math.sqrt(n * (2 * share + limit * (1 - limit)))
        assert abs(statistic) == pytest.approx(1.959964, abs=1e-4)


def test_nobody_changed():
    """Tango's limits are then ±z²/(n + z²), and nothing speaks against «no change»."""
    counts = PairedCounts(both_times=12, only_after=0, only_before=0, neither_time=8)
    result = share_change(counts)
    reach = 1.959964**2 / (20 + 1.959964**2)
    assert (result.value, result.standard_error, result.test.p) == (0, None, 1)
    assert limits(result) == pytest.approx((-reach, reach), abs=1e-7)


@pytest.mark.parametrize(("gained", "lost"), [(10, 0), (0, 10)])
def test_everybody_changed_the_same_way(gained, lost):
    result = share_change(PairedCounts(both_times=0, only_after=gained, only_before=lost, neither_time=0))
    assert abs(result.value) == 1
    assert 1 in (abs(result.interval.low), abs(result.interval.high))
    assert 0.4 < min(abs(result.interval.low), abs(result.interval.high)) < 1


@given(tables())
def test_waves_swapped_change_the_sign(counts):
    swapped = PairedCounts(
        both_times=counts.both_times,
        only_after=counts.only_before,
        only_before=counts.only_after,
        neither_time=counts.neither_time,
    )
    there, back = share_change(counts), share_change(swapped)
    assert back.value == -there.value
    assert limits(back) == pytest.approx((-there.interval.high, -there.interval.low), abs=1e-8)
    assert back.test.p == pytest.approx(there.test.p)


@given(tables())
def test_interval_holds_the_value_and_stays_among_shares(counts):
    result = share_change(counts)
    assert -1 <= result.interval.low <= result.value <= result.interval.high <= 1


@given(tables())
def test_every_cell_is_named_for_disclosure_control(counts):
    cells = {count.role: count for count in share_change(counts).counts}
    parts = [count for role, count in cells.items() if role is not CountRole.PAIRS]
    assert sum(count.number for count in parts) == counts.total
    assert {count.of for count in parts} == {counts.total}


def test_nobody_answered_twice():
    result = share_change(NOBODY)
    assert result.value is None
    assert Caution.FEW_PERSONS in result.cautions


def test_counts_from_answers():
    counts = paired_counts([0, 0, 1, 1], [1, 0, 1, 0])
    assert counts == PairedCounts(both_times=1, only_after=1, only_before=1, neither_time=1)
    assert counts.counts[0] == Count(role=CountRole.PAIRS, number=4)
    assert paired_counts([True, False], [False, False]).only_before == 1


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda: paired_counts([0, 2, 3], [0, 1, 1]), "before must hold 0 or 1, found 2.0 (2 of 3 in all)"),
        (lambda: paired_counts([0, 1], [0]), "before and after must be of one length, found 2 and 1"),
        (
            lambda: PairedCounts(both_times=1, only_after=-1, only_before=0, neither_time=0),
            "only_after must be at least 0, found -1",
        ),
        (
            lambda: share_change(APPROVAL, test="mid-p"),
            "test must be one of exact, corrected, uncorrected, found 'mid-p'",
        ),
        (lambda: share_change(APPROVAL, level=1), "level must lie between 0 and 1, found 1"),
    ],
)
def test_errors_say_what_came(call, text):
    with pytest.raises(ValueError, match=re.escape(text)):
        call()


@pytest.mark.parametrize(("n", "cells"), [(8, (0.3, 0.3, 0.1, 0.3)), (40, (0.7, 0.15, 0.05, 0.1))])
def test_tango_interval_covers(n, cells):
    rng = np.random.default_rng(20241231)
    held = 0
    for both, gained, lost, neither in rng.multinomial(n, cells, 1500).tolist():
        counts = PairedCounts(both_times=both, only_after=gained, only_before=lost, neither_time=neither)
        held += share_change(counts).interval.contains(cells[1] - cells[2])
    assert 0.935 <= held / 1500 <= 0.99

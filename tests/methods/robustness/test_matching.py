"""Matching on the propensity score: by hand, by Stata's printed example, and by what must hold."""

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.treatment
from hypothesis import given
from hypothesis import strategies as st

from wirkung.codes import Caution, Claim, UnitKind
from wirkung.estimate import Unit
from wirkung.methods.kernels.neighbours import nearest
from wirkung.methods.kernels.propensity import propensity
from wirkung.methods.robustness.matching import Matches, matched_difference

POINTS = Unit(kind=UnitKind.SCORE)
BIRTHS = Path(statsmodels.treatment.__file__).parent / "tests" / "results" / "cataneo2.csv"


@pytest.fixture(scope="module")
def births():
    """Cattaneo (2010): 4,642 births, of which 864 of mothers who smoked; statsmodels brings the table with it."""
    table = pd.read_csv(BIRTHS)
    known = table[["mmarried_", "mage", "mage2", "fbaby_", "medu"]].to_numpy(float)
    return table.bweight.to_numpy(float), table.mbsmoke_.to_numpy() == 1, known


@pytest.mark.parametrize(
    ("target", "value", "error"),
    [
        # Stata, [CAUSAL] teffects psmatch, example 1: ATE -210.9683, AI robust standard error 32.021 (from memory:
        # the data give these digits, the manual's page was not compared).
        ("everybody", -210.9683, 32.021),
        # By the same formulas without prefix sums, person by person; Stata's atet has the same value.
        ("programme", -236.7848, 26.7915),
    ],
)
def test_smoking_and_birth_weight_as_stata_prints_it(births, target, value, error):
    outcome, smoked, known = births
    model = propensity(smoked, known)
    found = Matches(outcome, smoked, model.scores, model, np.ones(smoked.size, dtype=bool), target)
    assert found.value == pytest.approx(value, abs=0.00005)
    assert math.sqrt(found.variance) == pytest.approx(error, abs=0.0005 if target == "everybody" else 0.00005)


def test_partners_by_hand():
    """Baselines 1, 2, 4 beside 1, 3, 9: the second is as far from 1 as from 3, the third is nearest to 3."""
    outcome, ours, known = [10.0, 20, 40, 1, 3, 9], [1, 1, 1, 0, 0, 0], np.array([1.0, 2, 4, 1, 3, 9])
    found = matched_difference(outcome, ours, known, unit=POINTS, fewest_left_out=4)
    assert found.difference.value == pytest.approx(((10 - 1) + (20 - (1 + 3) / 2) + (40 - 3)) / 3)
    assert found.difference.claim is Claim.ASSOCIATION
    model = propensity(np.array(ours, bool), known[:, None])
    pairs = Matches(np.array(outcome), np.array(ours, bool), known, model, np.ones(6, bool))
    assert pairs.votes.tolist() == [0, 0, 0, 1.5, 1.5, 0]
    assert pairs.squares.tolist() == [0, 0, 0, 1.25, 1.25, 0]


def test_a_mark_for_two_kinds_is_the_difference_within_each_kind():
    """Weighted by the participants of each: 3 of the first kind, 1 of the second."""
    outcome, ours, kind = [5, 6, 7, 9, 1, 2, 3, 4], [1, 1, 1, 1, 0, 0, 0, 0], [0, 0, 0, 1, 0, 0, 1, 1]
    found = matched_difference(outcome, ours, kind, unit=POINTS)
    assert found.difference.value == pytest.approx((3 * (6 - 1.5) + 1 * (9 - 3.5)) / 4)
    assert found.balance_after.value == pytest.approx(0, abs=1e-9)
    assert Caution.UNLIKE_AFTER_MATCHING not in found.difference.cautions
    assert abs(found.balance_before.value) > 0.4


def persons(seed, n=60):
    rng = np.random.default_rng(seed)
    known = rng.normal(size=(n, 2)).round(1)
    ours = rng.random(n) < 1 / (1 + np.exp(-known[:, 0] + 0.3))
    return known[:, 0] + 2 * ours + rng.normal(size=n), ours, known


@given(st.integers(0, 40))
def test_order_and_scale_change_nothing(seed):
    outcome, ours, known = persons(seed)
    order = np.random.default_rng(seed).permutation(ours.size)
    plain = matched_difference(outcome, ours, known, unit=POINTS).difference
    other = matched_difference(10 * outcome[order] + 3, ours[order], 5 * known[order] - 1, unit=POINTS).difference
    assert other.value == pytest.approx(10 * plain.value)
    assert other.standard_error == pytest.approx(10 * plain.standard_error)


@given(st.integers(0, 20), st.integers(1, 3))
def test_the_nearest_are_the_nearest(seed, number):
    rng = np.random.default_rng(seed)
    asking, pool = rng.integers(0, 9, 12).astype(float), rng.integers(0, 9, 9).astype(float)
    found = nearest(asking, pool, number)
    for place, value in enumerate(asking):
        apart = np.abs(pool - value)
        reach = np.sort(apart)[number - 1]
        assert (
            sorted(found.order[found.first[place] : found.end[place]]) == np.flatnonzero(apart <= reach).tolist()
        )
    assert found.means(pool**2)[0] == pytest.approx(
        np.mean([pool[each] ** 2 for each in found.order[found.first[0] : found.end[0]]])
    )


def test_who_has_no_partner_is_left_out_but_not_a_few():
    outcome, ours, known = persons(3, 80)
    known = np.concatenate([known, [[6, 0]] * 4])
    outcome, ours = np.concatenate([outcome, [9.0] * 4]), np.concatenate([ours, [True] * 4])
    all_of_them = matched_difference(outcome, ours, known, unit=POINTS, fewest_left_out=10)
    without = matched_difference(outcome, ours, known, unit=POINTS)
    assert all_of_them.matched.all()
    assert Caution.OUTSIDE_OVERLAP_LEFT_OUT not in all_of_them.difference.cautions
    assert not without.matched[-4:].any()
    assert Caution.OUTSIDE_OVERLAP_LEFT_OUT in without.difference.cautions
    assert without.difference.counts[0].number == np.count_nonzero(ours[without.matched])


def test_persons_in_courses_have_no_interval():
    outcome, ours, known = persons(1)
    found = matched_difference(outcome, ours, known, unit=POINTS, clusters=np.arange(60) // 5).difference
    assert found.value is not None
    assert (found.interval, Caution.CLUSTERS_NOT_CONSIDERED in found.cautions) == (None, True)


@pytest.mark.parametrize(
    ("ours", "known", "caution"),
    [([1] * 6 + [0] * 6, [1] * 6 + [0] * 6, Caution.NO_OVERLAP), ([1] * 12, [1, 2] * 6, Caution.FEW_PERSONS)],
)
def test_without_the_like_there_is_no_value(ours, known, caution):
    found = matched_difference(list(range(12)), ours, known, unit=POINTS)
    assert (found.difference.value, found.balance_after) == (None, None)
    assert caution in found.difference.cautions

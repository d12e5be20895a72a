"""Regression to the mean and the ends of the scale."""

import math
import re

import numpy as np
import pytest
from hypothesis import strategies as st

from wirkung.codes import Assumption, Caution, CountRole, UnitKind
from wirkung.estimate import Unit
from wirkung.methods.kernels.intervals import share
from wirkung.methods.threats.floor_ceiling import scale_ends
from wirkung.methods.threats.regression_to_the_mean import change_without_effect

POINTS = Unit(kind=UnitKind.SCORE, symbol="Punkte")
PLACE = st.floats(-4, 4)


def test_selection_below_a_cut_off():
    """Computed in R 4 for μ = 50, σ = 10, r = .6, selected below 45: mean before 38.5892, gain 4.5643."""
    result = change_without_effect([38.5892], population_mean=50, correlation=0.6, unit=POINTS)
    assert result.value == pytest.approx(4.5643, abs=5e-5)


def test_simulated_selection_agrees():
    rng = np.random.default_rng(20241231)
    before = rng.normal(50, 10, 100_000)
    after = 50 + 0.6 * (before - 50) + 8 * rng.standard_normal(before.size)
    chosen = before < 45
    found = change_without_effect(before[chosen], population_mean=50, correlation=0.6, unit=POINTS)
    assert (after - before)[chosen].mean() == pytest.approx(found.value, abs=0.15)


def test_change_without_effect_of_observed_scores():
    """(1 - .6) · (50 - (36 + 40 + 44)/3) = 4"""
    result = change_without_effect([36, 40, 44], population_mean=50, correlation=0.6, unit=POINTS)
    assert result.value == pytest.approx(4)
    assert result.interval is None
    assert result.counts[0].number == 3
    assert result.assumptions == (Assumption.LINEAR_AND_NORMAL,)


def test_perfectly_stable_scores_do_not_regress():
    assert change_without_effect([30, 31], population_mean=50, correlation=1, unit=POINTS).value == 0


def test_nobody_selected():
    result = change_without_effect([], population_mean=50, correlation=0.5, unit=POINTS)
    assert (result.value, result.cautions) == (None, (Caution.FEW_PERSONS,))


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({"correlation": 1.1}, "correlation must lie between -1 and 1, found 1.1"),
        ({"population_mean": float("nan")}, "population_mean must be a finite number, found nan"),
    ],
)
def test_errors_of_what_was_known_before(changed, text):
    with pytest.raises(ValueError, match=re.escape(text)):
        change_without_effect([36], unit=POINTS, **{"population_mean": 50, "correlation": 0.6} | changed)


def test_shares_at_the_ends():
    before = [1] * 4 + [3] * 15 + [5]
    after = [1] * 2 + [4] * 10 + [5] * 8
    found = scale_ends(before, after, lowest=1, highest=5)
    assert [found.floor_before.value, found.ceiling_before.value] == [4 / 20, 1 / 20]
    assert [found.floor_after.value, found.ceiling_after.value] == [2 / 20, 8 / 20]
    assert found.floor_before.interval == share(4, 20).interval
    assert found.ceiling_after.counts[0].role is CountRole.AT_CEILING
    assert found.floor_before.cautions == (Caution.MANY_AT_FLOOR,)
    assert found.ceiling_after.cautions == (Caution.MANY_AT_CEILING,)
    assert found.floor_after.cautions == ()


@pytest.mark.parametrize(("at_floor", "cautioned"), [(3, False), (4, True)])
def test_fifteen_percent_are_not_yet_many(at_floor, cautioned):
    before = [1] * at_floor + [3] * (20 - at_floor)
    found = scale_ends(before, [3] * 20, lowest=1, highest=5)
    assert (Caution.MANY_AT_FLOOR in found.floor_before.cautions) == cautioned


def test_rounding_does_not_push_anybody_off_the_scale():
    found = scale_ends([0.1 + 0.2], [0.3], lowest=0.1, highest=0.3)
    assert found.ceiling_before.value == 1


def test_nobody_with_both_answers():
    found = scale_ends([], [], lowest=1, highest=5)
    assert (found.floor_before.value, found.floor_before.cautions) == (None, (Caution.FEW_PERSONS,))


@pytest.mark.parametrize(
    ("before", "options", "text"),
    [
        ([1, 6, 7], {}, "before must lie between 1 and 5, found 6.0 (2 of 3 in all)"),
        ([1, 2, 3], {"lowest": 5}, "lowest must be below highest, found 5 and 5"),
        ([1, 2, np.nan], {}, "before must be complete, found NaN at position 2 (1 of 3)"),
        ([1, 2, 3], {"highest": math.inf}, "lowest must be below highest, found 1 and inf"),
    ],
)
def test_errors_of_scale_ends(before, options, text):
    with pytest.raises(ValueError, match=re.escape(text)):
        scale_ends(before, [1, 2, 3], **{"lowest": 1, "highest": 5} | options)

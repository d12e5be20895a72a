import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirkung.codes import Assumption, Caution, Claim, CountRole, Quantity, UnitKind
from wirkung.estimate import Count, Unit
from wirkung.methods.change.prepost import mean_change, standardised_change

POINTS = Unit(kind=UnitKind.SCORE, symbol="Punkte")

# Student (1908), Biometrika 6, 1-25, page 20; R's `sleep`: hours of sleep gained with either of two drugs.
SLEEP = (
    [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0],
    [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
)
# Lakens (2013), Frontiers in Psychology 4, 863: ten persons rate two movies.
MOVIES = ([9, 6, 7, 8, 7, 9, 8, 8, 8, 7], [9, 7, 8, 9, 8, 9, 9, 10, 9, 9])

# Half a point steps in a moderate range: what a questionnaire gives.
WAVE = st.integers(2, 10).map(lambda score: score / 2)
WAVES = st.lists(st.tuples(WAVE, WAVE), min_size=4, max_size=30)


def waves(pairs):
    return [before for before, _ in pairs], [after for _, after in pairs]


def limits(estimate):
    return estimate.interval.low, estimate.interval.high


def test_student_sleep():
    result = mean_change(*SLEEP, unit=POINTS)
    # t.test(extra ~ group, paired = TRUE) in R: t = -4.0621, df = 9, p = 0.002833, -2.4598858 to -0.7001142, -1.58
    assert result.value == pytest.approx(1.58)
    assert limits(result) == pytest.approx((0.7001142, 2.4598858), abs=5e-8)
    assert result.test.statistic == pytest.approx(4.062128, abs=5e-7)
    assert result.test.df == 9
    assert result.test.p == pytest.approx(0.002833, abs=5e-7)
    assert result.test.name == result.interval.method == "paired t"


def test_movies_of_lakens():
    # the same in R: t = 4.743
    result = mean_change(*MOVIES, unit=POINTS)
    assert result.value == pytest.approx(sum((0, 1, 1, 1, 1, 0, 1, 2, 1, 2)) / 10)
    assert result.test.statistic == pytest.approx(4.743, abs=5e-4)


def test_mean_change_says_what_it_rests_on():
    result = mean_change(*SLEEP, unit=POINTS)
    assert (result.quantity, result.unit, result.claim) == (Quantity.MEAN_CHANGE, POINTS, Claim.DESCRIPTION)
    assert result.counts == (Count(role=CountRole.PAIRS, number=10),)
    assert result.assumptions == (Assumption.PERSONS_INDEPENDENT, Assumption.MEAN_NEARLY_NORMAL)
    assert result.cautions == (Caution.FEW_PERSONS,)


def test_missing_answers_are_refused():
    with pytest.raises(ValueError, match=r"^before must be complete, found NaN at position 0 \(1 of 2\)"):
        mean_change([math.nan, 1], [2, 2], unit=POINTS)


@pytest.mark.parametrize(
    ("before", "after", "value", "cautions"),
    [
        ([1], [3], 2, (Caution.FEW_PERSONS,)),
        ([], [], None, (Caution.FEW_PERSONS,)),
        ([1, 2, 3], [2, 3, 4], 1, (Caution.FEW_PERSONS, Caution.NO_SPREAD)),
        # the same change but for the last bits: 1.3 - 1.1 is not 0.3 - 0.1
        ([0.1, 1.1, 2.1] * 4, [0.3, 1.3, 2.3] * 4, 0.2, (Caution.NO_SPREAD,)),
    ],
)
def test_mean_change_without_interval(before, after, value, cautions):
    result = mean_change(before, after, unit=POINTS)
    assert result.value == pytest.approx(value)
    assert result.interval is None
    assert result.test is None
    assert result.cautions == cautions


@pytest.mark.parametrize("call", [lambda *w: mean_change(*w, unit=POINTS), standardised_change])
@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        ([1, 2, 3], [1, 2], "before and after must be of one length, found 3 and 2"),
        (
            [1, 2],
            [1, -math.inf],
            "after must hold finite numbers, found -inf (first at position 1, 1 of 2 in all)",
        ),
        ([[1, 2]], [[1, 2]], "before must have one dimension, found shape (1, 2)"),
    ],
)
def test_bad_waves_are_refused(call, before, after, text):
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        call(before, after)


@given(WAVES, st.sampled_from([0.25, 3.0]), st.integers(-20, 20))
def test_mean_change_follows_the_scale(pairs, factor, shift):
    before, after = (np.array(wave) for wave in waves(pairs))
    plain = mean_change(before, after, unit=POINTS)
    moved = mean_change(factor * before + shift, factor * after + shift, unit=POINTS)
    assert moved.value == pytest.approx(factor * plain.value, abs=1e-9)
    if plain.interval is not None:
        assert limits(moved) == pytest.approx([factor * limit for limit in limits(plain)], abs=1e-9)

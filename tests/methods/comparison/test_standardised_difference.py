import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.welch import mean_difference
from wirkung.codes import Caution, Claim
from wirkung.estimate import STANDARD_DEVIATIONS
from wirkung.methods.comparison.clusters import difference_in_change_clustered
from wirkung.methods.comparison.mean_difference import hedges_g
from wirkung.methods.comparison.standardised_difference import standardised_difference

SCORES = st.lists(st.integers(2, 10), min_size=4, max_size=20)


def of_change(ours_before, ours, theirs_before, theirs):
    moved = np.subtract(ours, ours_before), np.subtract(theirs, theirs_before)
    raw = mean_difference(*moved, unit=STANDARD_DEVIATIONS)
    return standardised_difference(raw, ours, theirs)


def test_by_hand():
    # changes 2, 2, 2 and 0, 1, 2; afterwards 3, 4, 5 and 1, 3, 5: variances 1 and 4, pooled (2·1 + 2·4)/4
    result = of_change([1, 2, 3], [3, 4, 5], [1, 2, 3], [1, 3, 5])
    omega = 1 - 3 / (4 * 6 - 9)
    g = omega * (2 - 1) / math.sqrt(10 / 4)
    error = omega * math.sqrt((1 / 3) / (10 / 4) + g**2 / (2 * 6))  # squared SE of the difference: 0/3 + 1/3
    assert result.value == pytest.approx(g, rel=1e-12)
    assert result.standard_error == pytest.approx(error, rel=1e-12)
    assert (result.standardiser, result.convention, result.claim) == ("hedges_g", "WWC 5.0", Claim.ASSOCIATION)


def test_the_yardstick_is_the_score_not_the_change():
    before = [1.0, 5.0, 9.0, 13.0]
    ours = [value + 2 + step for value, step in zip(before, (0, 0.1, 0, 0.1), strict=True)]
    changes = [2.0, 2.1, 2.0, 2.1]
    assert of_change(before, ours, before, before).value < 1 < hedges_g(changes, [0.0, 0.0, 0.1, 0.1]).value


@given(SCORES, SCORES, st.floats(0.5, 4), st.floats(-3, 3))
def test_units_do_not_matter_and_swapping_turns_the_sign(ours, theirs, factor, shift):
    def scored(values):
        return values, [value + place % 3 for place, value in enumerate(values)]

    mine, others = scored(ours), scored(theirs)
    result = of_change(*mine, *others)
    if result.value is None:
        assert Caution.NO_SPREAD in result.cautions
        return
    moved = [[factor * value + shift for value in values] for values in (*mine, *others)]
    assert of_change(*moved).value == pytest.approx(result.value, abs=1e-8)
    assert of_change(*others, *mine).value == pytest.approx(-result.value, abs=1e-12)


def test_courses_widen_both_intervals_alike():
    rng = np.random.default_rng(3)
    courses = np.repeat(np.arange(12), 10)
    before = rng.normal(3, 1, 240)
    after = before + rng.normal(0.3, 0.5, 240)
    after[:120] += rng.normal(0, 0.5, 12)[courses]
    waves = (before[:120], after[:120], before[120:], after[120:])
    moved = after - before
    plain = mean_difference(moved[:120], moved[120:], unit=STANDARD_DEVIATIONS)
    clustered = difference_in_change_clustered(*waves, courses, unit=STANDARD_DEVIATIONS)
    wide, narrow = (standardised_difference(raw, after[:120], after[120:]) for raw in (clustered, plain))
    assert wide.value == narrow.value
    widened = wide.standard_error / narrow.standard_error
    assert 1 < widened <= clustered.standard_error / plain.standard_error


def test_without_an_interval_of_the_difference_there_is_none():
    raw = difference_in_change_clustered(
        [1, 2, 3, 4], [2, 4, 4, 6], [1, 2, 3, 5], [1, 3, 3, 5], ["a", "a", "b", "b"], unit=STANDARD_DEVIATIONS
    )
    result = standardised_difference(raw, [2, 4, 4, 6], [1, 3, 3, 5])
    assert result.value is not None
    assert result.interval is None
    assert Caution.TOO_FEW_CLUSTERS in result.cautions

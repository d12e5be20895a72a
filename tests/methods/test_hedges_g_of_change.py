import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirkung.estimate import STANDARD_DEVIATIONS, Caution, Claim
from wirkung.methods.comparison import hedges_g
from wirkung.methods.difference_in_change import difference_in_change, hedges_g_of_change

SCORES = st.lists(st.integers(2, 10), min_size=4, max_size=20)


def test_by_hand():
    # changes 2, 2, 2 and 0, 1, 2; afterwards 3, 4, 5 and 1, 3, 5: variances 1 and 4, pooled (2·1 + 2·4)/4
    result = hedges_g_of_change([1, 2, 3], [3, 4, 5], [1, 2, 3], [1, 3, 5])
    omega = 1 - 3 / (4 * 6 - 9)
    g = omega * (2 - 1) / math.sqrt(10 / 4)
    error = omega * math.sqrt((1 / 3) / (10 / 4) + g**2 / (2 * 6))  # squared SE of the difference: 0/3 + 1/3
    assert result.value == pytest.approx(g, rel=1e-12)
    assert result.standard_error == pytest.approx(error, rel=1e-12)
    assert (result.standardiser, result.convention, result.claim) == ("hedges_g", "WWC 5.0", Claim.ASSOCIATION)


def test_the_yardstick_is_the_score_not_the_change():
    before = [1.0, 5.0, 9.0, 13.0]
    ours, theirs = [value + 2 + step for value, step in zip(before, (0, 0.1, 0, 0.1), strict=True)], before
    by_score = hedges_g_of_change(before, ours, before, theirs).value
    changes = [2.0, 2.1, 2.0, 2.1]
    assert by_score < 1 < hedges_g(changes, [0.0, 0.0, 0.1, 0.1]).value


@given(SCORES, SCORES, st.floats(0.5, 4), st.floats(-3, 3))
def test_units_do_not_matter_and_swapping_turns_the_sign(ours, theirs, factor, shift):
    def scored(values):
        return values, [value + place % 3 for place, value in enumerate(values)]

    mine, others = scored(ours), scored(theirs)
    result = hedges_g_of_change(*mine, *others)
    if result.value is None:
        assert Caution.NO_SPREAD in result.cautions
        return
    moved = [[factor * value + shift for value in values] for values in (*mine, *others)]
    assert hedges_g_of_change(*moved).value == pytest.approx(result.value, abs=1e-8)
    assert hedges_g_of_change(*others, *mine).value == pytest.approx(-result.value, abs=1e-12)
    raw = difference_in_change(*mine, *others, unit=STANDARD_DEVIATIONS)
    assert math.copysign(1, result.value) == math.copysign(1, raw.value) or raw.value == 0


@pytest.mark.parametrize(
    ("groups", "cautions"),
    [
        (([1], [2], [1, 2], [2, 4]), (Caution.FEW_PERSONS,)),
        (([3, 3], [4, 4], [3, 3], [3, 3]), (Caution.FEW_PERSONS, Caution.NO_SPREAD)),
    ],
)
def test_without_value(groups, cautions):
    result = hedges_g_of_change(*groups)
    assert (result.value, result.interval) == (None, None)
    assert result.cautions == cautions

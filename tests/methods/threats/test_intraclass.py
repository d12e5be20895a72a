import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirkung.codes import Caution, Claim
from wirkung.estimate import SHARE
from wirkung.methods.threats.intraclass import intraclass_correlation


def test_by_hand():
    # courses (1, 3), (4, 6), (7, 9): means 2, 5, 8; mean squares 2·(9 + 0 + 9)/2 and (2 + 2 + 2)/3
    result = intraclass_correlation([1, 3, 4, 6, 7, 9], list("aabbcc"))
    assert result.value == pytest.approx((18 - 2) / (18 + (2 - 1) * 2))
    assert (result.unit, result.claim) == (SHARE, Claim.DESCRIPTION)
    # F tables: 16.044 and 1/39.165 are the 97.5 % and 2.5 % points of F(2, 3)
    low, high = 18 / 2 / 16.044, 18 / 2 * 39.165
    assert result.interval.low == pytest.approx(max(0, (low - 1) / (low + 1)), abs=1e-4)
    assert result.interval.high == pytest.approx((high - 1) / (high + 1), abs=1e-4)


def test_shrout_and_fleiss():
    """Shrout & Fleiss (1979), Psychological Bulletin 86, 420-428, table 2: ICC(1,1) = .17."""
    ratings = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    targets = np.repeat(range(6), 4)
    result = intraclass_correlation(np.ravel(ratings), targets)
    assert result.value == pytest.approx(0.17, abs=0.005)


def test_size_of_unequal_courses():
    values, courses = [1, 2, 3, 7, 8, 4], list("aaabbc")
    between = (3 * (2 - 25 / 6) ** 2 + 2 * (7.5 - 25 / 6) ** 2 + (4 - 25 / 6) ** 2) / 2
    within = (1 + 1 + 0.25 + 0.25) / 3
    size = (6 - (9 + 4 + 1) / 6) / 2
    assert intraclass_correlation(values, courses).value == pytest.approx(
        (between - within) / (between + (size - 1) * within)
    )


def test_interval_holds_the_truth():
    rng, covered = np.random.default_rng(1), 0
    courses = np.repeat(range(10), 6)
    for _ in range(400):
        values = math.sqrt(0.2) * rng.standard_normal(10)[courses] + math.sqrt(0.8) * rng.standard_normal(60)
        covered += intraclass_correlation(values, courses).interval.contains(0.2)
    assert covered / 400 == pytest.approx(0.95, abs=3 * math.sqrt(0.95 * 0.05 / 400))


@given(st.floats(0.1, 10), st.floats(-10, 10), st.permutations(range(12)))
def test_units_and_order_do_not_matter(factor, shift, order):
    values, courses = np.random.default_rng(2).normal(size=12), np.repeat(["a", "b", "c", "d"], 3)
    plain = intraclass_correlation(values, courses)
    moved = intraclass_correlation((factor * values + shift)[list(order)], courses[list(order)])
    assert moved.value == pytest.approx(plain.value, abs=1e-9)
    assert moved.interval.high == pytest.approx(plain.interval.high, abs=1e-9)


@pytest.mark.parametrize(
    ("values", "courses", "value", "cautions"),
    [
        ([1, 2, 1, 2, 1, 2], list("aabbcc"), 0, ()),  # courses alike: below 0, put at 0
        ([1, 1, 2, 2, 3, 3], list("aabbcc"), 1, ()),  # persons of a course alike
        ([1, 3, 4, 6], list("aabb"), (9 - 2) / (9 + 2), (Caution.TOO_FEW_CLUSTERS,)),
        ([1, 2, 3], list("aaa"), None, (Caution.TOO_FEW_CLUSTERS,)),
        ([1, 2, 3], list("abc"), None, (Caution.TOO_FEW_CLUSTERS,)),
        ([], [], None, (Caution.TOO_FEW_CLUSTERS,)),
        ([2, 2, 2, 2], list("aabb"), None, (Caution.NO_SPREAD,)),
    ],
)
def test_edges(values, courses, value, cautions):
    result = intraclass_correlation(values, courses)
    assert result.value == (None if value is None else pytest.approx(value))
    assert result.cautions == cautions
    assert (result.interval is not None) == (value == 0)


@pytest.mark.parametrize(
    ("values", "courses", "text"),
    [
        ([1, 3, 4], ["a", "a", None], "clusters must name the course of every person, found 1 without one"),
        ([1, math.nan], ["a", "a"], "values must be complete, found NaN at position 1"),
    ],
)
def test_everybody_has_a_number_and_a_course(values, courses, text):
    with pytest.raises(ValueError, match=f"^{text}"):
        intraclass_correlation(values, courses)

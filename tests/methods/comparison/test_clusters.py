import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import linalg

from tests.welch import mean_difference
from wirkung.codes import Assumption, Caution, Claim, UnitKind
from wirkung.estimate import Unit
from wirkung.methods.change.prepost import mean_change
from wirkung.methods.comparison.clusters import (
    difference_in_change_clustered,
    mean_change_clustered,
    mean_difference_clustered,
)
from wirkung.methods.kernels.cluster_labels import coded
from wirkung.methods.kernels.clustered import FEWEST_CLUSTERS, FEWEST_CLUSTERS_ON_ONE_SIDE
from wirkung.methods.kernels.cr2 import cr2, cr2_difference, cr2_mean

POINTS = Unit(kind=UnitKind.SCORE, symbol="Punkte")
CODES = np.array([0, 0, 0, 0, 0, 1, 1, 2, 2, 2, 3, 4, 4, 4, 4, 5, 5, 5])
COURSES = [f"Kurs {code}" for code in CODES]


def drawn(seed, size):
    return np.random.default_rng(seed).normal(1, 2, size)


def by_definition(design, outcome, codes, contrast):
    """CR2 as Bell and McCaffrey (2002) and Pustejovsky and Tipton (2018) write it, in matrices of all persons.

    A_g = (I - H_gg)^(-1/2), the symmetric root, generalised where I - H_gg is singular; the degrees of freedom
    from the vectors p_g = (I - H)_g' A_g X_g (X'X)⁻¹ c of the working model with independent errors.
    """
    inverse = np.linalg.inv(design.T @ design)
    keep = np.eye(len(outcome)) - design @ inverse @ design.T
    residuals = keep @ outcome
    variance, vectors = 0.0, []
    for code in range(codes.max() + 1):
        own = codes == code
        values, basis = linalg.eigh(keep[np.ix_(own, own)])
        roots = np.array([value**-0.5 if value > 1e-10 else 0 for value in values])
        weights = (basis * roots) @ basis.T @ design[own] @ inverse @ contrast
        variance += float(weights @ residuals[own]) ** 2
        vectors.append(keep[:, own] @ weights)
    products = np.array([[first @ second for second in vectors] for first in vectors])
    return float(contrast @ inverse @ design.T @ outcome), variance, np.trace(products) ** 2 / np.sum(products**2)


def two_groups(split):
    return np.column_stack([np.ones(CODES.size), np.arange(CODES.size) < split])


@pytest.mark.parametrize(
    ("design", "contrast"),
    [
        (np.ones((CODES.size, 1)), [1.0]),
        (two_groups(10), [0.0, 1.0]),  # no course in both groups
        (two_groups(8), [0.0, 1.0]),  # course 2 in both
        (np.column_stack([two_groups(10), np.linspace(-1, 1, CODES.size) ** 2]), [0.0, 1.0, 0.0]),  # a covariate
        (np.column_stack([np.ones(CODES.size), CODES == 3]), [1.0, 0.0]),  # course 3 alone fixes a coefficient
    ],
)
def test_cr2_against_its_definition(design, contrast):
    outcome, contrast = drawn(1, CODES.size), np.array(contrast)
    found = cr2(design.astype(float), outcome, CODES, contrast)
    assert (found.value, found.variance, found.df) == pytest.approx(
        by_definition(design.astype(float), outcome, CODES, contrast), rel=1e-9
    )


def test_closed_forms_against_the_definition():
    outcome = drawn(2, CODES.size)
    mean = cr2_mean(outcome, CODES)
    assert (mean.value, mean.variance, mean.df) == pytest.approx(
        by_definition(np.ones((CODES.size, 1)), outcome, CODES, np.ones(1)), rel=1e-9
    )
    both = cr2_difference(cr2_mean(outcome[:10], CODES[:10]), cr2_mean(outcome[10:], CODES[10:] - 3), (10, 8))
    assert (both.value, both.variance, both.df) == pytest.approx(
        by_definition(two_groups(10).astype(float), outcome, CODES, np.array([0.0, 1.0])), rel=1e-9
    )


def test_equal_courses_are_a_t_test_of_their_means():
    before, after = drawn(3, 24), drawn(4, 24)
    courses = np.repeat(["a", "b", "c", "d", "e", "f"], 4)
    means = (after - before).reshape(6, 4).mean(axis=1)
    result = mean_change_clustered(before, after, courses, unit=POINTS)
    expected = mean_change(np.zeros(6), means, unit=POINTS)
    assert (result.value, result.standard_error) == pytest.approx((expected.value, expected.standard_error))
    assert result.test.df == pytest.approx(5)
    assert (result.interval.low, result.interval.high) == pytest.approx(
        (expected.interval.low, expected.interval.high)
    )
    assert (result.interval.method, result.convention) == ("CR2 t", "CR2, 6 clusters")
    assert result.assumptions == (Assumption.CLUSTERS_INDEPENDENT, Assumption.MEAN_NEARLY_NORMAL)
    assert result.claim is Claim.DESCRIPTION


def test_by_hand():
    # changes 1, 3 | 2, 2, 5 | 5: mean 18/6; residual sums -2, 0, 2; shares 2/6, 3/6, 1/6
    result = mean_change_clustered([0] * 6, [1, 3, 2, 2, 5, 5], list("aabbbc"), unit=POINTS)
    variance = (2**2 / (1 - 2 / 6) + 0**2 / (1 - 3 / 6) + 2**2 / (1 - 1 / 6)) / 6**2
    ratios = [(2 / 6) ** 2 / (4 / 6), (3 / 6) ** 2 / (3 / 6), (1 / 6) ** 2 / (5 / 6)]
    square = sum((size / 6) ** 2 for size in (2, 3, 1)) + sum(ratios) ** 2 - sum(ratio**2 for ratio in ratios)
    assert result.value == pytest.approx(18 / 6)
    assert result.standard_error == pytest.approx(math.sqrt(variance))
    assert result.test.df == pytest.approx(1 / square)


@pytest.mark.parametrize("courses", [None, [None] * 18, [float("nan")] * 18, [""] * 18, [pd.NA] * 18])
def test_without_courses_it_is_the_usual_test(courses):
    before, after, others = drawn(5, 18), drawn(6, 18), drawn(7, 18)
    assert mean_change_clustered(before, after, courses, unit=POINTS) == mean_change(before, after, unit=POINTS)
    plain = mean_difference(np.subtract(after, before), np.subtract(before, others), unit=POINTS)
    found = difference_in_change_clustered(before, after, others, before, courses, courses, unit=POINTS)
    assert (found.value, found.interval, found.test) == (plain.value, plain.interval, plain.test)
    assert mean_difference_clustered(before, others, courses, unit=POINTS) == mean_difference(
        before, others, unit=POINTS
    )


def test_everybody_in_a_course_of_their_own_is_the_usual_t_test():
    before, after = drawn(5, 18), drawn(6, 18)
    alone = mean_change_clustered(before, after, range(18), unit=POINTS)
    usual = mean_change(before, after, unit=POINTS)
    assert (alone.interval.low, alone.interval.high) == pytest.approx((usual.interval.low, usual.interval.high))


def test_degrees_of_freedom_of_a_difference_are_the_smaller_ones():
    ours, theirs = drawn(8, 18), drawn(9, 60)
    result = mean_difference_clustered(ours, theirs, COURSES, unit=POINTS)
    first, second = cr2_mean(ours, CODES), cr2_mean(theirs, np.arange(60))
    weights = first.variance, second.variance
    welch = sum(weights) ** 2 / (weights[0] ** 2 / first.df + weights[1] ** 2 / second.df)
    assert result.test.df == pytest.approx(min(welch, cr2_difference(first, second, (18, 60)).df))
    assert result.standard_error == pytest.approx(math.sqrt(sum(weights)))
    assert result.convention == "CR2, 6 clusters"  # who is alone is no cluster that is counted
    assert result.claim is Claim.ASSOCIATION


@given(st.permutations(range(18)), st.floats(0.1, 10), st.floats(-5, 5))
def test_order_names_and_units_do_not_matter(order, factor, shift):
    ours, theirs = drawn(12, 18), drawn(13, 18)
    named = [f"{code * 7 % 11}" for code in CODES]
    plain = mean_difference_clustered(ours, theirs, COURSES, unit=POINTS)
    moved = mean_difference_clustered(
        (factor * ours + shift)[list(order)],
        factor * theirs + shift,
        np.array(named)[list(order)],
        unit=POINTS,
    )
    assert moved.value == pytest.approx(factor * plain.value)
    assert moved.interval.low == pytest.approx(factor * plain.interval.low)
    assert moved.test.df == pytest.approx(plain.test.df)
    swapped = mean_difference_clustered(theirs, ours, None, COURSES, unit=POINTS)
    assert swapped.interval.low == pytest.approx(-plain.interval.high)


@pytest.mark.parametrize("number", [1, 2])
def test_too_few_courses(number):
    assert number < FEWEST_CLUSTERS
    before, after = drawn(14, 20), drawn(15, 20)
    result = mean_change_clustered(before, after, np.arange(20) % number, unit=POINTS)
    assert result.value == pytest.approx(np.mean(after - before))
    assert (result.interval, result.test, result.standard_error) == (None, None, None)
    assert result.cautions == (Caution.TOO_FEW_CLUSTERS,)


@pytest.mark.parametrize("number", range(2, 7))
def test_more_courses_are_asked_for_where_only_one_group_has_some(number):
    ours, theirs = drawn(16, 24), drawn(17, 24)
    courses = np.arange(24) % number
    one_side = mean_difference_clustered(ours, theirs, courses, unit=POINTS)
    both_sides = mean_difference_clustered(ours, theirs, courses, courses + 100, unit=POINTS)
    assert (Caution.TOO_FEW_CLUSTERS in one_side.cautions) == (number < FEWEST_CLUSTERS_ON_ONE_SIDE)
    assert (one_side.interval is None) == (number < FEWEST_CLUSTERS_ON_ONE_SIDE)
    assert (both_sides.interval is None) == (number < FEWEST_CLUSTERS)


def test_a_course_in_both_groups_counts_as_one():
    ours, theirs = drawn(18, 18), drawn(19, 18)
    result = mean_difference_clustered(ours, theirs, COURSES, COURSES, unit=POINTS)
    design = np.column_stack([np.ones(36), np.repeat([1.0, 0.0], 18)])
    expected = by_definition(design, np.concatenate([ours, theirs]), np.tile(CODES, 2), np.array([0.0, 1.0]))
    assert (result.value, result.standard_error**2, result.test.df) == pytest.approx(expected, rel=1e-9)
    assert Caution.CLUSTER_IN_BOTH_GROUPS in result.cautions


@pytest.mark.parametrize(
    ("after", "courses", "cautions"),
    [
        ([3] * 6, list("aabbcc"), (Caution.FEW_PERSONS, Caution.NO_SPREAD)),
        ([1, 2, 2, 1, 1, 2], list("aabbcc"), (Caution.FEW_PERSONS, Caution.NO_SPREAD)),  # all courses alike
        ([1, 2, 3, 4, 5], list("aabbc"), (Caution.FEW_PERSONS,)),
        ([1, 2, 3, 4, 5], None, (Caution.FEW_PERSONS,)),
        ([4], ["a"], (Caution.FEW_PERSONS, Caution.TOO_FEW_CLUSTERS)),
    ],
)
def test_value_without_interval(after, courses, cautions):
    result = mean_change_clustered([0] * len(after), after, courses, unit=POINTS)
    assert result.value == pytest.approx(sum(after) / len(after))
    assert (result.interval, result.test) == (None, None)
    assert result.cautions == cautions


@pytest.mark.parametrize(("sign", "caution"), [(1, Caution.MANY_AT_CEILING), (-1, Caution.MANY_AT_FLOOR)])
@pytest.mark.parametrize("courses", [None, list("aabbccdd")])
def test_half_at_one_end_of_the_scale_both_times(sign, caution, courses):
    before, after = np.array([5, 5, 5, 5, 4, 3, 2, 4]), np.array([5, 5, 5, 5, 5, 4, 4, 3])
    result = mean_change_clustered(sign * before, sign * after, courses, unit=POINTS)
    assert result.interval is None
    assert caution in result.cautions
    before[0] = 4  # three of eight
    assert mean_change_clustered(sign * before, sign * after, courses, unit=POINTS).interval is not None
    many = mean_change_clustered(np.tile(sign * before, 3), np.tile(sign * after, 3), unit=POINTS)
    assert many.interval is not None


def test_nobody_left():
    nothing: list[float] = []
    result = mean_change_clustered(nothing, nothing, [], unit=POINTS)
    assert (result.value, result.interval) == (None, None)
    assert Caution.FEW_PERSONS in result.cautions
    difference = mean_difference_clustered(drawn(1, 18), nothing, COURSES, unit=POINTS)
    assert (difference.value, difference.interval) == (None, None)


def test_errors():
    with pytest.raises(ValueError, match=r"^clusters must name one cluster per person \(3\), found shape \(2,\)$"):
        mean_change_clustered([1, 2, 3], [1, 2, 3], ["a", "b"], unit=POINTS)
    with pytest.raises(
        ValueError, match=r"^programme_clusters must name one cluster per person \(2\), found shape"
    ):
        difference_in_change_clustered([1, 2], [2, 3], [1, 2], [1, 2], [["a", "b"]], unit=POINTS)
    with pytest.raises(ValueError, match=r"^comparison_clusters must name one cluster per person \(2\)"):
        mean_difference_clustered([1, 2], [2, 3], None, ["a"], unit=POINTS)
    with pytest.raises(ValueError, match=r"^comparison must hold finite numbers, found inf"):
        mean_difference_clustered([1, 2], [2, math.inf], unit=POINTS)
    with pytest.raises(ValueError, match=r"^level must lie between 0 and 1, found 95$"):
        mean_change_clustered([1, 2], [2, 3], ["a", "b"], unit=POINTS, level=95)


@pytest.mark.parametrize("dtype", ["str", "category", "Int64", object])
def test_columns_of_every_kind_name_the_same_courses(dtype):
    before, after = drawn(20, 18), drawn(21, 18)
    column = pd.Series([str(code) for code in CODES]).astype("Int64" if dtype == "Int64" else dtype)
    holes = column.copy()
    holes[[0, 5]] = None
    expected = mean_change_clustered(before, after, CODES, unit=POINTS)
    assert mean_change_clustered(before, after, column, unit=POINTS) == expected
    with_holes = mean_change_clustered(before, after, holes, unit=POINTS)
    assert with_holes.convention == "CR2, 6 clusters"


def test_codes_follow_the_first_appearance():
    labels = np.array(["b", None, "a", "b", None], dtype=object)
    assert coded(labels).tolist() == [0, 2, 1, 0, 3]


def test_one_course_of_both_groups_gives_no_variance():
    """Everybody in one course, in both groups: the regression leaves nothing between courses to vary."""
    design = np.column_stack([np.ones(6), np.repeat([1.0, 0.0], 3)])
    found = cr2(
        design, np.array([1.0, 2.0, 4.0, 3.0, 3.0, 5.0]), np.zeros(6, dtype=np.int64), np.array([0.0, 1.0])
    )
    assert found.value == pytest.approx(7 / 3 - 11 / 3)
    assert np.isnan([found.variance, found.df]).all()

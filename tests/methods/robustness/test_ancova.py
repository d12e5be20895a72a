import math
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirkung.codes import Assumption, Caution, Claim, Quantity, UnitKind
from wirkung.estimate import SHARE, Unit
from wirkung.methods.comparison.mean_difference import mean_difference
from wirkung.methods.robustness.ancova import adjusted_difference

POINTS = Unit(kind=UnitKind.SCORE, symbol="Punkte")
GAP = math.nan
LEAVE_OUT = "leave out whom the sample does not hold"


def limits(estimate):
    return estimate.interval.low, estimate.interval.high


def cohort(seed, n=40):
    rng = np.random.default_rng(seed)
    before = rng.normal(50, 10, n)
    group = np.arange(n) % 2 == 0
    return group, before, 0.6 * before + 3 * group + rng.normal(0, 5, n)


def test_adjusted_by_hand():
    # Slope within the groups: (1·1 + 1·1 + …)/(1 + 1 + …) = 1; means 4 and 3 after, 2 and 2 before.
    result = adjusted_difference([3, 4, 5, 1, 3, 5], [1, 1, 1, 0, 0, 0], [1, 2, 3, 1, 2, 3], unit=POINTS)
    assert result.value == pytest.approx((3 + 4 + 5) / 3 - (1 + 3 + 5) / 3)
    assert (result.quantity, result.claim) == (Quantity.MEAN_DIFFERENCE, Claim.ASSOCIATION)
    assert result.convention == "least squares, HC2"


def test_hc2_without_covariates_is_welchs_standard_error():
    # HC2 divides the squared residuals of a group by n - 1, as Welch does; the degrees of freedom differ.
    ours, theirs = [5, 6, 10, 3], [1, 2, 2, 3, 7]
    result = adjusted_difference(ours + theirs, [1] * 4 + [0] * 5, unit=POINTS)
    welch = mean_difference(ours, theirs, unit=POINTS)
    assert result.value == pytest.approx(welch.value)
    assert result.standard_error == pytest.approx(welch.standard_error)
    assert result.test.df == 4 + 5 - 2


def test_hc3_is_wider_than_hc2_than_hc1():
    group, before, after = cohort(1)
    errors = [
        adjusted_difference(after, group, before, unit=POINTS, variance=name).standard_error
        for name in ("HC1", "HC2", "HC3")
    ]
    assert errors == sorted(errors)


def test_singletons_as_clusters_are_hc2():
    group, before, after = cohort(2)
    alone = adjusted_difference(after, group, before, unit=POINTS, clusters=np.arange(after.size))
    assert alone.standard_error == pytest.approx(
        adjusted_difference(after, group, before, unit=POINTS).standard_error
    )
    assert Assumption.PERSONS_INDEPENDENT not in alone.assumptions
    assert alone.interval.method == "t, CR2"


def test_few_clusters_give_no_interval():
    group, before, after = cohort(3)
    place = np.arange(after.size)

    def in_courses(number, **variance):
        """With so many courses in each group."""
        courses = [f"{side}{each % number}" for side, each in zip(group, place, strict=True)]
        return adjusted_difference(after, group, before, unit=POINTS, clusters=courses, **variance)

    assert (in_courses(2).interval, in_courses(2).cautions) == (None, (Caution.TOO_FEW_CLUSTERS,))
    # The rule of the main result: three courses a side are enough, whatever degrees of freedom they leave.
    assert in_courses(3).test.df < 4
    assert in_courses(3).interval is not None
    assert in_courses(2, cluster_variance="CR1").interval is None


def test_comparison_persons_without_a_course_are_their_own_clusters():
    group, before, after = cohort(7, 60)
    places = np.arange(60)
    courses = np.where(group, places // 12, 100 + places)
    named = adjusted_difference(after, group, before, unit=POINTS, clusters=courses)
    for nothing in (None, math.nan, ""):
        labels = [f"course {place // 12}" if ours else nothing for place, ours in zip(places, group, strict=True)]
        found = adjusted_difference(after, group, before, unit=POINTS, clusters=labels)
        assert (found.standard_error, found.test) == (pytest.approx(named.standard_error), named.test)


def test_a_cluster_may_lie_in_both_groups():
    group, before, after = cohort(4, 60)
    result = adjusted_difference(after, group, before, unit=POINTS, clusters=np.arange(60) // 6)
    assert result.interval.contains(result.value)


@given(st.integers(0, 50), st.sampled_from([0.5, 4.0]), st.integers(-30, 30))
def test_rescaling_and_swapping(seed, factor, shift):
    group, before, after = cohort(seed, 24)
    plain = adjusted_difference(after, group, before, unit=POINTS)
    scaled = adjusted_difference(factor * after + shift, group, 7 * before - shift, unit=POINTS)
    swapped = adjusted_difference(after, ~group, before, unit=POINTS)
    assert limits(scaled) == pytest.approx([factor * limit for limit in limits(plain)], abs=1e-8)
    assert limits(swapped) == pytest.approx((-plain.interval.high, -plain.interval.low), abs=1e-8)


def test_columns_that_say_nothing_new_change_nothing():
    group, before, after = cohort(5)
    extra = np.column_stack([before, 2 * before + 1, np.full(before.size, 3.3)])
    plain, more = (adjusted_difference(after, group, columns, unit=POINTS) for columns in (before, extra))
    assert limits(more) == pytest.approx(limits(plain))


def test_a_mark_for_one_person_leaves_that_person_out():
    group, before, after = cohort(6)
    mark = np.zeros(after.size)
    mark[7] = 1
    marked = adjusted_difference(after, group, np.column_stack([before, mark]), unit=POINTS)
    without = np.delete(np.arange(after.size), 7)
    plain = adjusted_difference(after[without], group[without], before[without], unit=POINTS)
    assert limits(marked) == pytest.approx(limits(plain))


def test_covariates_that_tell_the_group_leave_no_value():
    result = adjusted_difference([1, 2, 3, 4] * 4, [1, 1, 0, 0] * 4, [1, 1, 0, 0] * 4, unit=POINTS)
    assert (result.value, result.cautions) == (None, (Caution.FEW_PERSONS, Caution.NO_OVERLAP))


@pytest.mark.parametrize(
    ("outcome", "persons", "covariates", "value", "cautions"),
    [
        ([5] * 24, 12, None, 0, (Caution.NO_SPREAD,)),
        ([2, 4, 6, 8] * 6, 12, [1, 2, 3, 4] * 6, 0, (Caution.NO_SPREAD,)),  # the baseline tells the outcome
        ([], 0, None, None, (Caution.FEW_PERSONS,)),
        ([1, 2, 3] * 4, 0, None, None, (Caution.FEW_PERSONS,)),  # nobody of the programme
        ([4] + [1, 2, 3] * 4, 1, None, 2, (Caution.FEW_PERSONS,)),
    ],
)
def test_without_interval(outcome, persons, covariates, value, cautions):
    in_programme = [1] * persons + [0] * (len(outcome) - persons)
    result = adjusted_difference(outcome, in_programme, covariates, unit=POINTS)
    assert result.value == (None if value is None else pytest.approx(value, abs=1e-9))
    assert (result.interval, result.cautions) == (None, cautions)


def test_marks_make_a_difference_of_shares():
    result = adjusted_difference([1, 0, 1, 0, 0, 1], [1, 1, 1, 0, 0, 0], unit=SHARE)
    assert (result.quantity, result.value) == (Quantity.SHARE_DIFFERENCE, pytest.approx(2 / 3 - 1 / 3))


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (
            ([1, GAP], [1, 0]),
            f"outcome must be complete, found NaN at position 1 (1 of 2); {LEAVE_OUT}",
        ),
        (
            ([1, 2], [1, 0], [GAP, 2]),
            f"covariates must be complete, found NaN in row 0 (1 of 2 rows); {LEAVE_OUT}",
        ),
        (([1, 2], [1, 2]), "in_programme must hold True and False (or 1 and 0), found np.int64(2) in 1 rows"),
        (([1, 2], [1]), "in_programme must have one mark per row (2), found shape (1,)"),
        (([1, 2], [1, 0], [1, 2, 3]), "covariates must have one row per outcome (2), found shape (3,)"),
        (([1, 2], [1, 0], [1, math.inf]), "covariates must hold finite numbers or NaN, found 1 infinite"),
    ],
)
def test_bad_input_is_refused(arguments, text):
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        adjusted_difference(*arguments, unit=POINTS)


def test_unknown_variance_is_refused():
    with pytest.raises(ValueError, match=r"^variance must be one of HC2, HC3, HC1, classical, found 'HC9'$"):
        adjusted_difference([1, 2], [1, 0], unit=POINTS, variance="HC9")


def test_unknown_cluster_variance_is_refused():
    after, group, courses = [1.0, 2.0, 4.0, 3.0], [1, 1, 0, 0], ["a", "b", "c", "d"]
    with pytest.raises(ValueError, match=r"^cluster_variance must be one of CR2, CR1, found 'CR3'$"):
        adjusted_difference(after, group, unit=POINTS, clusters=courses, cluster_variance="CR3")


def test_a_word_is_no_unit():
    with pytest.raises(TypeError, match=r"^unit must be a Unit \(kind and symbol\), found 'points'$"):
        adjusted_difference([1.0, 2.0, 4.0, 3.0], [1, 1, 0, 0], unit="points")


def test_covariates_in_words_and_missing_marks_are_refused_by_name():
    after, group = [1.0, 2.0, 4.0, 3.0], [1, 1, 0, 0]
    with pytest.raises(ValueError, match=r"^covariates must hold numbers, could not convert string"):
        adjusted_difference(after, group, [["a"], ["b"], ["a"], ["b"]], unit=POINTS)
    marks = pd.array([True, None, False, False], dtype="boolean")
    with pytest.raises(ValueError, match=r"^in_programme must hold True and False .* found nothing in 1 rows$"):
        adjusted_difference(after, marks, unit=POINTS)


def test_nullable_marks_are_marks():
    after = [3.0, 4.0, 5.0, 1.0, 3.0, 6.0]
    marks = pd.array([True] * 3 + [False] * 3, dtype="boolean")
    assert adjusted_difference(after, marks, unit=POINTS) == adjusted_difference(
        after, [1, 1, 1, 0, 0, 0], unit=POINTS
    )

"""Differences within blocks and adjusted ones: by hand, by statsmodels, and by what the design says of them."""

import math
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.api import OLS

from tests.welch import mean_difference
from wirkung.codes import Assumption, Caution, Claim, Quantity, UnitKind
from wirkung.estimate import NUMBER, SHARE, Unit
from wirkung.methods.comparison.adjusted_difference import adjusted_difference
from wirkung.methods.kernels.cr2 import cr2, hc2

POINTS = Unit(kind=UnitKind.SCORE, symbol="Punkte")
GAP = math.nan
LEAVE_OUT = "leave out whom the sample does not hold"


def compared(ours, theirs, **both):
    """Each of `both` as (programme, comparison)."""
    in_programme = [True] * len(ours) + [False] * len(theirs)
    joined = {name: np.concatenate(parts) for name, parts in both.items()}
    return adjusted_difference([*ours, *theirs], in_programme, unit=NUMBER, **joined)


def in_blocks(ours, theirs, our_blocks, their_blocks, **more):
    blocks = np.array([*our_blocks, *their_blocks], dtype=object), []
    return compared(ours, theirs, blocks=blocks, **more)


@pytest.fixture
def rng():
    return np.random.default_rng(5)


def test_each_block_counts_by_how_precisely_it_compares():
    """Weights n1 n0 / n: blocks of 2 + 1 and 1 + 3 persons; differences 3 - 1 and 9 - 4."""
    found = in_blocks([2, 4, 9], [1, 3, 4, 5], ["a", "a", "b"], ["a", "b", "b", "b"])
    weights = 2 * 1 / 3, 1 * 3 / 4
    assert found.value == pytest.approx((weights[0] * 2 + weights[1] * 5) / sum(weights))
    assert found.claim is Claim.ASSOCIATION
    assert Caution.WITHIN_BLOCKS in found.cautions


def test_the_standard_error_is_hc2(rng):
    ours, theirs, known = rng.normal(size=20), rng.normal(size=30), rng.normal(size=50)
    blocks = rng.integers(0, 3, 50)
    found = compared(ours, theirs, blocks=(blocks, []), covariates=(known, []))
    marks = (blocks[:, None] == np.arange(3)).astype(float)
    design = np.column_stack([np.repeat([1.0, 0.0], [20, 30]), known, marks])
    fitted = OLS(np.concatenate([ours, theirs]), design).fit(cov_type="HC2")
    assert (found.value, found.standard_error) == pytest.approx((fitted.params[0], fitted.bse[0]))
    assert found.interval.method == "HC2 t"
    assert Assumption.PERSONS_INDEPENDENT in found.assumptions


def test_hc2_is_cr2_of_persons_alone(rng):
    design = np.column_stack([rng.integers(0, 2, 30), np.ones(30), rng.normal(size=30), np.arange(30) == 4])
    outcome, contrast = rng.normal(size=30), np.eye(4)[0]
    closed, general = hc2(design, outcome, contrast), cr2(design, outcome, np.arange(30), contrast)
    assert (closed.value, closed.variance, closed.df) == pytest.approx(
        (general.value, general.variance, general.df)
    )


def test_pairs_of_equal_schools_are_a_paired_t_test_of_their_means(rng):
    schools, each = 10, 6
    school = np.repeat(np.arange(schools), each)
    score = rng.normal(size=school.size) + rng.normal(size=schools)[school]
    drawn = school % 2 == 0
    labels, pairs = school.astype(str).astype(object), school // 2
    found = in_blocks(
        score[drawn], score[~drawn], pairs[drawn], pairs[~drawn], clusters=(labels[drawn], labels[~drawn])
    )
    means = score.reshape(schools, each).mean(axis=1)
    paired = stats.ttest_rel(means[::2], means[1::2])
    assert found.value == pytest.approx(np.mean(means[::2] - means[1::2]))
    assert (found.test.statistic, found.test.p) == pytest.approx((paired.statistic, paired.pvalue))
    assert found.test.df == pytest.approx(4)
    assert found.convention == "least squares within blocks, CR2, 5 and 5 clusters"
    assert Assumption.CLUSTERS_INDEPENDENT in found.assumptions


def test_two_pairs_of_schools_are_too_few(rng):
    school = np.repeat(np.arange(4), 5)
    drawn, labels, pairs = school % 2 == 0, school.astype(str).astype(object), school // 2
    score = rng.normal(size=school.size)
    found = in_blocks(
        score[drawn], score[~drawn], pairs[drawn], pairs[~drawn], clusters=(labels[drawn], labels[~drawn])
    )
    assert found.value is not None
    assert found.interval is None
    assert Caution.TOO_FEW_CLUSTERS in found.cautions


def test_a_block_of_one_group_changes_nothing_and_is_said(rng):
    ours, theirs = rng.normal(size=8), rng.normal(size=8)
    blocks = np.repeat(["a", "b"], 4)
    without = in_blocks(ours, theirs, blocks, blocks)
    found = in_blocks([*ours, 99.0, 98.0], theirs, [*blocks, "c", "c"], blocks)
    assert found.value == pytest.approx(without.value)
    assert Caution.BLOCK_OF_ONE_GROUP in found.cautions
    assert Caution.BLOCK_OF_ONE_GROUP not in without.cautions


def test_blocks_of_one_group_alone_leave_no_value():
    found = in_blocks([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6], ["a"] * 6, ["b"] * 6)
    assert found.value is None
    assert Caution.NO_OVERLAP in found.cautions


def test_what_the_covariate_explains_wholly_has_no_interval():
    known = np.arange(6.0)
    found = compared(known + 1, known, covariates=(known, known))
    assert found.value == pytest.approx(1)
    assert found.interval is None
    assert Caution.NO_SPREAD in found.cautions
    assert Caution.ADJUSTED in found.cautions


def test_the_groups_can_be_swapped_and_the_scale_changed(rng):
    ours, theirs = rng.normal(size=12), rng.normal(size=15)
    blocks, known = [np.arange(n) % 3 for n in (12, 15)], [rng.normal(size=n) for n in (12, 15)]
    found = compared(ours, theirs, blocks=blocks, covariates=known)
    back = compared(10 * theirs + 3, 10 * ours + 3, blocks=blocks[::-1], covariates=known[::-1])
    assert (back.value, back.interval.low) == pytest.approx((-10 * found.value, -10 * found.interval.high))
    assert back.test.df == pytest.approx(found.test.df)


def test_nobody_in_a_group_has_no_value():
    found = in_blocks([], [1, 2], [], ["a", "b"])
    assert found.value is None
    assert not math.isnan(found.counts[0].number)


def test_every_person_needs_a_block():
    text = r"^blocks must be one label for each of 4 persons, found shape \(4,\), 1 missing$"
    with pytest.raises(ValueError, match=text):
        in_blocks([1, 2], [1, 2], ["a", None], ["a", "b"])


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
    assert result.convention == "least squares with covariates, HC2"


def test_without_covariates_it_is_welchs_test_or_surer_by_less():
    """HC2 divides the squared residuals of a group by n - 1, as Welch does; never with more freedom than his."""
    ours, theirs = [5, 6, 10, 3, 4, 9], [1, 2, 2, 3, 7, 3, 3]
    result = adjusted_difference(ours + theirs, [1] * 6 + [0] * 7, unit=POINTS)
    welch = mean_difference(ours, theirs, unit=POINTS)
    assert (result.value, result.standard_error) == pytest.approx((welch.value, welch.standard_error))
    assert result.test.df <= welch.test.df + 1e-9
    assert result.convention == "least squares on the group, HC2"


def test_singletons_as_clusters_are_hc2():
    group, before, after = cohort(2)
    alone = adjusted_difference(after, group, before, unit=POINTS, clusters=np.arange(after.size))
    assert alone.standard_error == pytest.approx(
        adjusted_difference(after, group, before, unit=POINTS).standard_error
    )
    assert Assumption.PERSONS_INDEPENDENT not in alone.assumptions
    assert alone.interval.method == "CR2 t"


def test_few_clusters_give_no_interval():
    group, before, after = cohort(3)
    place = np.arange(after.size)

    def in_courses(number):
        """With so many courses in each group."""
        courses = [f"{side}{each % number}" for side, each in zip(group, place, strict=True)]
        return adjusted_difference(after, group, before, unit=POINTS, clusters=courses)

    assert in_courses(2).interval is None
    assert Caution.TOO_FEW_CLUSTERS in in_courses(2).cautions
    # The rule of the main result: three courses a side are enough where they leave two degrees of freedom.
    assert 2 <= in_courses(3).test.df < 4
    assert in_courses(3).interval is not None


def test_comparison_persons_without_a_course_are_their_own_clusters():
    group, before, after = cohort(7, 60)
    places = np.arange(60)
    courses = np.where(group, places // 10, 100 + places)
    named = adjusted_difference(after, group, before, unit=POINTS, clusters=courses)
    for nothing in (None, math.nan, ""):
        labels = [f"course {place // 10}" if ours else nothing for place, ours in zip(places, group, strict=True)]
        found = adjusted_difference(after, group, before, unit=POINTS, clusters=labels)
        assert limits(found) == pytest.approx(limits(named))


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
    assert (marked.value, marked.standard_error) == pytest.approx((plain.value, plain.standard_error))
    assert marked.test.df == pytest.approx(plain.test.df, abs=2)


def test_covariates_that_tell_the_group_leave_no_value():
    result = adjusted_difference([1, 2, 3, 4] * 4, [1, 1, 0, 0] * 4, [1, 1, 0, 0] * 4, unit=POINTS)
    assert (result.value, result.cautions) == (None, (Caution.FEW_PERSONS, Caution.ADJUSTED, Caution.NO_OVERLAP))


@pytest.mark.parametrize(
    ("outcome", "persons", "covariates", "value", "cautions"),
    [
        ([5] * 24, 12, None, 0, (Caution.NO_SPREAD,)),
        (
            [2, 4, 6, 8] * 6,
            12,
            [1, 2, 3, 4] * 6,
            0,
            (Caution.ADJUSTED, Caution.NO_SPREAD),
        ),  # the baseline tells the outcome
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

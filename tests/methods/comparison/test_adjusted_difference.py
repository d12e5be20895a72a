"""Differences within blocks and adjusted ones: by hand, by statsmodels, and by what the design says of them."""

import math

import numpy as np
import pytest
from scipy import stats
from statsmodels.api import OLS

from wirkung.codes import Assumption, Caution, Claim, Quantity
from wirkung.estimate import NUMBER
from wirkung.methods.comparison.adjusted_difference import Beside, adjusted_between
from wirkung.methods.kernels.cr2 import cr2, hc2

KIND = {"unit": NUMBER, "quantity": Quantity.MEAN_DIFFERENCE}


def in_blocks(ours, theirs, our_blocks, their_blocks, **more):
    return adjusted_between(ours, theirs, (Beside(blocks=our_blocks), Beside(blocks=their_blocks)), **KIND, **more)


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
    parts = [Beside(blocks=blocks[at], covariates=known[at]) for at in (slice(20), slice(20, 50))]
    found = adjusted_between(ours, theirs, tuple(parts), **KIND)
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
    found = adjusted_between(known + 1, known, (Beside(covariates=known), Beside(covariates=known)), **KIND)
    assert found.value == pytest.approx(1)
    assert found.interval is None
    assert Caution.NO_SPREAD in found.cautions
    assert Caution.ADJUSTED in found.cautions


def test_the_groups_can_be_swapped_and_the_scale_changed(rng):
    ours, theirs = rng.normal(size=12), rng.normal(size=15)
    known = [Beside(blocks=np.arange(n) % 3, covariates=rng.normal(size=n)) for n in (12, 15)]
    found = adjusted_between(ours, theirs, tuple(known), **KIND)
    back = adjusted_between(10 * theirs + 3, 10 * ours + 3, tuple(known[::-1]), **KIND)
    assert (back.value, back.interval.low) == pytest.approx((-10 * found.value, -10 * found.interval.high))
    assert back.test.df == pytest.approx(found.test.df)


def test_nobody_in_a_group_has_no_value():
    found = in_blocks([], [1, 2], [], ["a", "b"])
    assert found.value is None
    assert not math.isnan(found.counts[0].number)


def test_every_person_needs_a_block():
    with pytest.raises(ValueError, match="blocks of programme must be one label for each of 2 persons"):
        in_blocks([1, 2], [1, 2], ["a", None], ["a", "b"])

"""Cliff's delta within blocks: the published test of van Elteren, one block, pairs, and what may not matter."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from wirkung.codes import Caution, Claim
from wirkung.methods.change.ordinal import cliffs_delta
from wirkung.methods.comparison.ordered_within_blocks import cliffs_delta_within_blocks

# Koch & Edwards (1988), in Stokes, Davis & Koch, Categorical Data Analysis Using SAS, chapter 4: improvement
# (none, some, marked) of women and men with arthritis, under treatment and placebo.
ARTHRITIS = (((6, 5, 16), (19, 7, 6)), ((7, 2, 5), (10, 0, 1)))
PERSON = st.tuples(st.integers(1, 4), st.booleans(), st.integers(0, 3))


def persons(blocks):
    """One row for each person of the counted answers: answer, group, block."""
    rows = [
        (answer, group == 0, block)
        for block, both in enumerate(blocks)
        for group, counts in enumerate(both)
        for answer, number in enumerate(counts)
        for _ in range(number)
    ]
    return tuple(np.array(column) for column in zip(*rows, strict=True))


def van_elteren(answer, group, block, value):
    """His χ² from the weighted value: the sum of (W - n₁(n + 1)/2)/(n + 1), over its variance under no effect."""
    weight, variance = 0.0, 0.0
    for each in np.unique(block):
        here = block == each
        n, ours = int(here.sum()), int((here & group).sum())
        weight += ours * (n - ours) / (n + 1)
        variance += ours * (n - ours) / n * np.var(stats.rankdata(answer[here]), ddof=1) / (n + 1) ** 2
    return (value * weight / 2) ** 2 / variance


def limits(estimate):
    return estimate.interval.low, estimate.interval.high


def test_the_value_is_that_of_van_elterens_published_test():
    """SAS, `cmh scores=modridit`: row mean scores differ 15.0041, p .0001."""
    rows = persons(ARTHRITIS)
    found = cliffs_delta_within_blocks(*rows)
    statistic = van_elteren(*rows, found.value)
    assert statistic == pytest.approx(15.0041, abs=5e-5)
    assert stats.chi2.sf(statistic, 1) == pytest.approx(0.0001, abs=5e-5)
    assert found.interval.low > 0
    assert found.claim is Claim.ASSOCIATION
    assert Caution.WITHIN_BLOCKS in found.cautions


def test_by_hand():
    """Deltas 1 of 1 and 2, ½ of 2 and 1 (weights 2/4 each), and a block of one group, which adds nothing."""
    found = cliffs_delta_within_blocks(
        [3, 1, 2, 5, 4, 4, 9], [True, False, False, True, True, False, True], list("aaabbbc")
    )
    assert found.value == pytest.approx((1 + 0.5) / 2)
    assert Caution.BLOCK_OF_ONE_GROUP in found.cautions
    assert found.interval is None  # of three persons who are compared in one group
    assert Caution.FEW_PERSONS in found.cautions


def test_in_one_block_it_is_cliffs_delta_with_the_variance_of_delong():
    rng = np.random.default_rng(2)
    ours, theirs = rng.integers(2, 7, 30), rng.integers(1, 6, 25)
    found = cliffs_delta_within_blocks(
        np.concatenate([ours, theirs]), np.repeat([True, False], [30, 25]), np.full(55, "one")
    )
    above = np.sign(ours[:, None] - theirs)
    variance = above.mean(axis=1).var(ddof=1) / 30 + above.mean(axis=0).var(ddof=1) / 25
    plain = cliffs_delta(ours, theirs)
    assert found.value == pytest.approx(plain.value)
    assert found.standard_error == pytest.approx(variance**0.5)
    assert limits(found) == pytest.approx(limits(plain), abs=0.02)


def test_in_pairs_of_persons_it_is_the_mean_of_the_signs():
    signs = np.array([1, 1, 0, -1, 1, 0, 1, 1, -1, 1])
    answers = np.column_stack([2 + signs, np.full(10, 2)]).ravel()
    found = cliffs_delta_within_blocks(answers, np.tile([True, False], 10), np.repeat(np.arange(10), 2))
    assert found.value == pytest.approx(signs.mean())
    assert found.standard_error == pytest.approx(signs.std(ddof=1) / 10**0.5)


def test_in_pairs_of_schools_it_is_the_mean_of_the_pairs():
    rng = np.random.default_rng(3)
    school = np.repeat(np.arange(16), 9)
    answers, group = rng.integers(1, 6, school.size) + school // 4, school % 2 == 0
    found = cliffs_delta_within_blocks(answers, group, school // 2, clusters=school)
    pairs = [cliffs_delta(answers[school == 2 * pair], answers[school == 2 * pair + 1]).value for pair in range(8)]
    assert found.value == pytest.approx(np.mean(pairs))
    assert found.standard_error == pytest.approx(np.std(pairs, ddof=1) / 8**0.5)
    assert found.convention == "within blocks, CR2, 8 and 8 clusters"


def test_blocks_keep_a_group_from_looking_better_for_where_it_was_drawn():
    """All answers of a block are the same: without blocks it is .6, as more were drawn where they are higher."""
    answers = np.repeat([1, 2], 20)
    group = np.concatenate([np.arange(20) < 4, np.arange(20) < 16])
    assert cliffs_delta(answers[group], answers[~group]).value == pytest.approx(0.6)
    found = cliffs_delta_within_blocks(answers, group, np.repeat(["a", "b"], 20))
    assert (found.value, found.interval) == (0, None)
    assert Caution.NO_SPREAD in found.cautions


def test_without_a_block_that_has_both_groups_there_is_no_value():
    found = cliffs_delta_within_blocks([1, 2, 3, 4], [True, True, False, False], ["a", "a", "b", "b"])
    assert (found.value, found.interval) == (None, None)
    assert Caution.NO_OVERLAP in found.cautions


def test_all_in_one_direction_and_too_few_schools_have_no_interval():
    group, block = np.tile([True, False], 20), np.repeat(np.arange(10), 4)
    above = cliffs_delta_within_blocks(1 + group, group, block)
    assert (above.value, above.interval) == (pytest.approx(1), None)
    assert Caution.ALL_IN_ONE_DIRECTION in above.cautions
    few = cliffs_delta_within_blocks(np.arange(40) % 5, group, block, clusters=np.arange(40) % 4)
    assert few.value is not None
    assert few.interval is None
    assert Caution.TOO_FEW_CLUSTERS in few.cautions


@given(st.lists(PERSON, min_size=8, max_size=30), st.randoms(use_true_random=False))
def test_groups_swapped_turn_it_and_order_and_distances_do_not_matter(rows, chance):
    answers, group, block = (np.array(column) for column in zip(*rows, strict=True))
    found = cliffs_delta_within_blocks(answers, group, block)
    turned = cliffs_delta_within_blocks(answers, ~group, block)
    order = list(range(len(rows)))
    chance.shuffle(order)
    again = cliffs_delta_within_blocks(10.0 ** answers[order], group[order], block[order])
    if found.value is None:
        assert (turned.value, again.value) == (None, None)
        return
    assert -1 <= found.value <= 1
    assert turned.value == pytest.approx(-found.value)
    assert again.value == pytest.approx(found.value)
    for other, sign in ((turned, -1), (again, 1)):
        assert (found.interval is None) == (other.interval is None)
        if found.interval is not None:
            assert -1 <= found.interval.low <= found.value <= found.interval.high <= 1
            assert sorted(sign * each for each in limits(other)) == pytest.approx(sorted(limits(found)))

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tests.welch import mean_difference
from wirkung.codes import Assumption, Caution, Claim, CountRole, Quantity, UnitKind, Verdict
from wirkung.estimate import Count, Unit
from wirkung.methods.change.prepost import mean_change
from wirkung.methods.comparison.subgroups import (
    subgroup_changes,
    subgroup_differences,
    subgroup_differences_in_change,
)

POINTS = Unit(kind=UnitKind.SCORE, symbol="Punkte")
NAN = math.nan
# Of one characteristic every correction leaves p as it is; this one is the quicker.
QUICK = {"correction": "benjamini_hochberg"}


def sample(seed, *sizes, shift=0.0, spread=1.0):
    """Numbers and levels: `sizes` persons of «a», «b», …, each further level `shift` higher and wider."""
    rng = np.random.default_rng(seed)
    numbers = [rng.normal(place * shift, 1 + place * spread, n) for place, n in enumerate(sizes)]
    levels = [name for name, n in zip("abcdef", sizes, strict=False) for _ in range(n)]
    return np.concatenate(numbers), levels


def changes(numbers, levels, **options):
    return subgroup_changes(np.zeros(len(numbers)), numbers, subgroups={"x": levels}, unit=POINTS, **options)[0]


def by_hand():
    """Changes 2, 4 (six times each) of the girls, 1, 2 of the boys."""
    return [0.0] * 24, [2.0, 4.0] * 6 + [1.0, 2.0] * 6, ["f"] * 12 + ["m"] * 12


def test_two_levels_by_hand():
    before, after, gender = by_hand()
    (table,) = subgroup_changes(before, after, subgroups={"gender": gender}, unit=POINTS)
    assert [(row.level, row.estimate.value) for row in table.levels] == [("f", 36 / 12), ("m", 18 / 12)]
    # Variances 12/11 and (12/4)/11; difference 1.5, so F = t² = 1.5² / (12/11/12 + 3/11/12) = 2.25 · 8.8.
    assert table.interaction.statistic == pytest.approx(2.25 * 8.8)
    # Satterthwaite: shares .8 and .2 of the squared standard error, each with 11 degrees of freedom.
    assert table.interaction.df == pytest.approx(11 / (0.8**2 + 0.2**2))
    assert table.interaction.p == pytest.approx(2 * stats.t.sf(math.sqrt(2.25 * 8.8), 11 / 0.68))
    assert table.adjusted_p == table.interaction.p
    assert table.verdict is Verdict.SUBGROUPS_DIFFER


def test_each_level_is_what_the_method_says_of_its_persons_but_for_the_test():
    before, after, gender = by_hand()
    (table,) = subgroup_changes(before, after, subgroups={"gender": gender}, unit=POINTS)
    alone = mean_change(before[:12], after[:12], unit=POINTS)
    assert table.levels[0].estimate == replace(
        alone, test=None, counts=(Count(role=CountRole.PAIRS, number=12, of=24),)
    )
    assert all(row.estimate.test is None for row in table.levels)
    assert all(row.estimate.claim is Claim.DESCRIPTION for row in table.levels)


def two_groups(seed=2, shift=0.4):
    ours, our_levels = sample(seed, 15, 22, 31, shift=shift)
    theirs, their_levels = sample(seed + 1, 20, 13, 18)
    return ours, theirs, our_levels, their_levels


def differences(ours, theirs, our_levels, their_levels, **options):
    levels = ({"x": our_levels}, {"x": their_levels})
    return subgroup_differences(ours, theirs, subgroups=levels, unit=POINTS, **options)[0]


def test_differences_carry_counts_of_both_groups_and_are_associations():
    ours, theirs, our_levels, their_levels = two_groups()
    first = differences(ours, theirs, our_levels, their_levels).levels[0].estimate
    assert first.counts == (
        Count(role=CountRole.PROGRAMME, number=15, of=15 + 22 + 31),
        Count(role=CountRole.COMPARISON, number=20, of=20 + 13 + 18),
    )
    assert first.claim is Claim.ASSOCIATION
    assert first.value == mean_difference(ours[:15], theirs[:20], unit=POINTS).value


def test_differences_in_change_are_differences_of_changes():
    ours, theirs, our_levels, their_levels = two_groups()
    levels = ({"x": our_levels}, {"x": their_levels})
    start = np.linspace(0, 1, ours.size), np.linspace(0, 1, theirs.size)
    (table,) = subgroup_differences_in_change(
        start[0], start[0] + ours, start[1], start[1] + theirs, subgroups=levels, unit=POINTS
    )
    same = differences(ours, theirs, our_levels, their_levels)
    assert table.interaction.p == pytest.approx(same.interaction.p)
    for row, other in zip(table.levels, same.levels, strict=True):
        assert row.estimate.quantity is Quantity.DIFFERENCE_IN_CHANGE
        assert row.estimate.value == pytest.approx(other.estimate.value)
        assert {Assumption.PARALLEL_TRENDS, Assumption.NO_INTERFERENCE} <= set(row.estimate.assumptions)


def test_several_characteristics_are_counted_by_holm():
    rng = np.random.default_rng(8)
    after = rng.normal(size=60)
    subgroups = {name: rng.permutation(np.repeat(["a", "b"], 30)) for name in ("one", "two", "three")}
    tables = subgroup_changes(np.zeros(60), after, subgroups=subgroups, unit=POINTS)
    assert [table.variable for table in tables] == ["one", "two", "three"]
    own = sorted(table.interaction.p for table in tables)
    # Holm: the smallest times 3, the next times 2, the largest as it is; never falling, never above 1.
    steps = np.minimum(np.maximum.accumulate([3 * own[0], 2 * own[1], own[2]]), 1)
    assert sorted(table.adjusted_p for table in tables) == pytest.approx(list(steps))
    assert all(table.correction == "holm" for table in tables)


def test_a_characteristic_that_cannot_be_tested_is_not_counted():
    before, after, gender = by_hand()
    subgroups = {"few": ["a"] * 23 + ["b"], "gender": gender}
    few, both = subgroup_changes(before, after, subgroups=subgroups, unit=POINTS)
    assert (few.interaction, few.adjusted_p, few.verdict) == (None, None, Verdict.UNDECIDED)
    assert both.adjusted_p == both.interaction.p


def test_levels_too_small_stay_in_with_their_counts_and_out_of_the_test():
    numbers, levels = sample(9, 20, 20, 11, 1)
    table = changes(numbers, levels)
    assert [row.estimate.counts[0].number for row in table.levels] == [20, 20, 11, 1]
    assert {row.estimate.counts[0].of for row in table.levels} == {52}
    outside = [Caution.SUBGROUP_NOT_COMPARED in row.estimate.cautions for row in table.levels]
    assert outside == [False, False, True, True]
    assert table.interaction == changes(numbers[:40], levels[:40]).interaction


def test_persons_of_unknown_level_are_a_level_of_their_own_and_not_tested():
    numbers, levels = sample(10, 20, 20)
    table = changes(np.append(numbers, [1.0, 2.0, 3.0]), np.array([*levels, None, NAN, ""], dtype=object))
    assert [row.level for row in table.levels] == ["a", "b", None]
    assert table.levels[2].estimate.value == (1 + 2 + 3) / 3
    assert Caution.SUBGROUP_NOT_COMPARED in table.levels[2].estimate.cautions
    assert table.levels[0].estimate.counts == (Count(role=CountRole.PAIRS, number=20, of=43),)


def test_a_level_of_one_group_only_has_no_value():
    ours, theirs, our_levels, _ = two_groups()
    table = differences(ours, theirs, our_levels, ["a"] * 30 + ["b"] * 21)
    last = table.levels[2]
    assert (last.level, last.estimate.value) == ("c", None)
    assert [count.number for count in last.estimate.counts] == [31, 0]
    assert {Caution.FEW_PERSONS, Caution.SUBGROUP_NOT_COMPARED} <= set(last.estimate.cautions)
    assert table.interaction is not None


def test_missing_answers_are_refused():
    numbers, levels = sample(11, 20, 20)
    with pytest.raises(ValueError, match=r"^after must be complete, found NaN at position 0 \(5 of 40\)"):
        changes(np.where(np.arange(40) < 5, NAN, numbers), levels)


def test_constant_scores_leave_nothing_to_compare():
    table = changes([1.0] * 40, ["a"] * 20 + ["b"] * 20)
    assert (table.interaction, table.verdict) == (None, Verdict.UNDECIDED)
    assert all(Caution.NO_SPREAD in row.estimate.cautions for row in table.levels)


def test_equal_subgroups_show_no_interaction():
    numbers, _ = sample(12, 15)
    table = changes(np.tile(numbers, 3), np.repeat(["a", "b", "c"], 15))
    assert table.interaction.statistic == pytest.approx(0, abs=1e-20)
    assert table.interaction.p == 1
    assert table.verdict is Verdict.NO_SUBGROUP_DIFFERENCE_SHOWN


names = st.permutations(["x", "y", "z"])


@given(names, st.integers(0, 10_000))
def test_other_names_change_nothing_but_the_order(new, seed):
    ours, theirs, our_levels, their_levels = two_groups(seed)
    name_of = dict(zip("abc", new, strict=True))
    plain = differences(ours, theirs, our_levels, their_levels, **QUICK)
    new_levels = [[name_of[level] for level in levels] for levels in (our_levels, their_levels)]
    renamed = differences(ours, theirs, *new_levels, **QUICK)
    assert {name_of[row.level]: row.estimate for row in plain.levels} == {
        row.level: row.estimate for row in renamed.levels
    }
    assert [row.level for row in renamed.levels] == ["x", "y", "z"]
    assert renamed.interaction.p == pytest.approx(plain.interaction.p, rel=1e-9)
    assert renamed.verdict is plain.verdict


@given(st.integers(0, 10_000), st.floats(-1e3, 1e3), st.floats(1e-6, 1e6))
def test_shift_and_scale_leave_the_test(seed, shift, factor):
    numbers, levels = sample(seed, 14, 30, 20)
    plain = changes(numbers, levels, **QUICK)
    moved = changes(factor * (numbers + shift), levels, **QUICK)
    assert moved.interaction.p == pytest.approx(plain.interaction.p, rel=1e-6, abs=1e-12)


def test_very_large_and_very_small_numbers():
    numbers, levels = sample(13, 14, 30, shift=1)
    expected = changes(numbers, levels).interaction.p
    for factor in (1e-150, 1e150):
        assert changes(factor * numbers, levels).interaction.p == pytest.approx(expected)


@pytest.mark.parametrize(
    ("subgroups", "message"),
    [
        ({}, "subgroups must name at least one characteristic, found none"),
        ({"x": ["a"]}, r"subgroups\['x'\] must have a level for every person, found 1 for 2 persons"),
        ({"x": [["a"], ["b"]]}, r"subgroups\['x'\] must have one dimension, found shape \(2, 1\)"),
    ],
)
def test_impossible_subgroups_are_refused(subgroups, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        subgroup_changes([1, 2], [2, 4], subgroups=subgroups, unit=POINTS)


def test_both_groups_need_the_same_characteristics():
    message = r"^subgroups must name the same characteristics in both groups, found \[\['x'\], \['y'\]\]$"
    with pytest.raises(ValueError, match=message):
        subgroup_differences([1, 2], [2, 4], subgroups=({"x": ["a", "b"]}, {"y": ["a", "b"]}), unit=POINTS)


def test_infinite_values_and_impossible_levels_are_refused():
    with pytest.raises(ValueError, match=r"^after must hold finite numbers, found inf"):
        subgroup_changes([1, 2], [2, math.inf], subgroups={"x": ["a", "b"]}, unit=POINTS)
    with pytest.raises(ValueError, match=r"^level must lie between 0 and 1, found 1$"):
        subgroup_changes([1, 2], [2, 4], subgroups={"x": ["a", "b"]}, unit=POINTS, level=1)
    with pytest.raises(ValueError, match=r"^correction must be one of holm, benjamini_hochberg, found 'none'$"):
        changes(*sample(1, 12, 12), correction="none")

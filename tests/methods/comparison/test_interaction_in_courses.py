"""Whether subgroups differ, where they learned in courses; all persons are invented."""

import numpy as np
import pytest
from statsmodels.api import OLS

from wirkung.codes import Caution, Verdict
from wirkung.estimate import NUMBER
from wirkung.methods.comparison.clusters import mean_difference_clustered
from wirkung.methods.comparison.interaction import in_courses
from wirkung.methods.comparison.interaction_in_courses import interaction_in_courses
from wirkung.methods.comparison.subgroups import subgroup_means
from wirkung.methods.comparison.welch_james import interaction
from wirkung.methods.kernels.cluster_labels import arm

RNG = np.random.default_rng(6)
COURSES = np.repeat([f"K{code}" for code in range(8)], 12)
BETWEEN = np.repeat(["a", "b"], 48)  # whole courses of one level
SCORES = RNG.normal(3, 1, 96) + np.repeat(RNG.normal(0, 1, 8), 12)


def cells(levels, courses, *, values=SCORES):
    return [
        (arm(values[levels == level], None if courses is None else courses[levels == level], name="values"),)
        for level in dict.fromkeys(levels)
    ]


def test_of_single_persons_the_statistic_is_that_of_welch_and_james():
    found = interaction_in_courses(cells(BETWEEN, None))
    expected = interaction([(each.sample,) for (each,) in cells(BETWEEN, None)])
    assert found.statistic**2 == pytest.approx(expected.statistic)


def test_of_two_levels_it_is_the_difference_of_their_courses():
    found = interaction_in_courses(cells(BETWEEN, COURSES))
    expected = mean_difference_clustered(SCORES[:48], SCORES[48:], COURSES[:48], COURSES[48:], unit=NUMBER).test
    assert found.statistic == pytest.approx(expected.statistic)
    assert found.p >= interaction([(each.sample,) for (each,) in cells(BETWEEN, None)]).p


def test_three_levels_are_tested_three_times():
    levels = np.tile(["a", "b", "c"], 32)
    found = interaction_in_courses(cells(levels, COURSES))
    others = [interaction_in_courses(cells(np.where(levels == one, "x", levels), COURSES)) for one in "abc"]
    assert all(each.p == pytest.approx(found.p) for each in others)  # names do not matter
    assert interaction_in_courses(cells(levels, COURSES, values=np.where(levels == "b", 9.0, SCORES))).p < 0.001


def test_of_one_level_or_two_courses_nothing_is_tested():
    assert interaction_in_courses(cells(np.repeat("a", 96), COURSES)) is None
    assert interaction_in_courses(cells(BETWEEN, np.repeat(["K1", "K2"], 48))) is None


def test_tables_take_the_test_and_its_verdict():
    tables = subgroup_means(SCORES, subgroups={"school": BETWEEN, "none": ["a"] * 96}, unit=NUMBER)
    test = interaction_in_courses(cells(BETWEEN, COURSES))
    school, alone = in_courses(tables, lambda table: test if table.variable == "school" else None)
    assert (school.interaction, school.adjusted_p) == (test, test.p)
    expected = Verdict.SUBGROUPS_DIFFER if test.p <= 0.05 else Verdict.NO_SUBGROUP_DIFFERENCE_SHOWN
    assert school.verdict is expected
    assert (alone.interaction, alone.verdict) == (None, Verdict.UNDECIDED)
    assert all(Caution.CLUSTERS_NOT_CONSIDERED not in row.estimate.cautions for row in school.levels)


def test_within_blocks_it_is_least_squares_with_a_mark_for_each():
    """statsmodels: HC2 of the coefficient of group × level beside level, group, blocks and a covariate."""
    rng = np.random.default_rng(4)
    ours, level, block = (rng.integers(0, number, 120) for number in (2, 2, 5))
    known = rng.normal(size=120)
    outcome = rng.normal(size=120) + 5 * block + known + 0.8 * ours * level
    cells = [(one, group) for one in (0, 1) for group in (1, 0)]
    order = np.concatenate([np.flatnonzero((level == one) & (ours == group)) for one, group in cells])
    arms = [arm(outcome[(level == one) & (ours == group)], None, name="outcome") for one, group in cells]
    beside = np.column_stack([block[:, None] == np.arange(1, 5), known])
    found = interaction_in_courses([tuple(arms[:2]), tuple(arms[2:])], beside[order])
    design = np.column_stack([ours * level, ours, level, np.ones(120), beside]).astype(float)
    fitted = OLS(outcome, design).fit(cov_type="HC2")
    assert abs(found.statistic) == pytest.approx(abs(fitted.tvalues[0]))
    assert found.name == "HC2 t of the interaction"
    assert interaction_in_courses([tuple(arms[:2]), tuple(arms[2:])]).p > found.p  # the blocks blur it

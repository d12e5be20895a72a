"""Hazard ratios where persons learned in courses: held against lifelines and leaving out; persons are invented."""

import math

import numpy as np
import pandas as pd
import pytest
from lifelines import CoxPHFitter

from wirkung.codes import Assumption, Caution
from wirkung.methods.survival.cox import cox
from wirkung.methods.survival.durations import durations
from wirkung.methods.survival.proportional_hazards import proportional_hazards

PERSONS, COURSES = 96, 8


def persons(seed, *, whole_months=False):
    """Months, whether the step was made, group and a covariate, course; who learns alone has none."""
    rng = np.random.default_rng(seed)
    months = rng.exponential(12, 2 * PERSONS)
    if whole_months:
        months = np.ceil(months)
    followed = rng.integers(6, 25, 2 * PERSONS) + 0.5
    group = np.repeat([1.0, 0.0], PERSONS)
    columns = np.column_stack([group, rng.standard_normal(2 * PERSONS)])
    courses = np.array([f"K{code}" for code in np.repeat(range(COURSES), PERSONS // COURSES)], dtype=object)
    return (
        np.minimum(months, followed),
        months <= followed,
        columns,
        np.append(courses, np.full(PERSONS, None, dtype=object)),
    )


def fitted(months, made, columns, entry=None):
    return cox(durations(months, made, entry), columns)


@pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")  # lifelines 0.30 calls pandas the old way
def test_as_lifelines_without_a_correction_for_few_courses():
    """Lin & Wei's variance: its `cluster_col`, each person alone in a cluster of their own."""
    months, made, columns, courses = persons(1)
    clusters = [f"alone {place}" if each is None else each for place, each in enumerate(courses)]
    table = pd.DataFrame(columns, columns=["group", "age"]).assign(months=months, made=made, course=clusters)
    theirs = CoxPHFitter().fit(table, "months", "made", cluster_col="course").standard_errors_
    influence = pd.DataFrame(fitted(months, made, columns).influence, columns=["group", "age"])
    ours = influence.groupby(np.array(clusters)).sum().pow(2).sum() ** 0.5
    assert ours.to_numpy() == pytest.approx(theirs[["group", "age"]].to_numpy(), rel=1e-5)


@pytest.mark.parametrize("late", [pytest.param(False, marks=pytest.mark.slow), True])
def test_the_influence_of_a_person_is_what_leaving_them_out_changes(late):
    """Nearly, and together nothing; with ties by Efron and late entry too."""
    months, made, columns, _ = persons(2, whole_months=True)
    entry = np.where(np.arange(months.size) % 3 == 0, months / 2, 0.0) if late else None
    whole = fitted(months, made, columns, entry)
    left_out = []
    for place in range(months.size):
        others = np.arange(months.size) != place
        without = fitted(months[others], made[others], columns[others], None if entry is None else entry[others])
        left_out.append(whole.coefficients - without.coefficients)
    for ours, theirs in zip(whole.influence.T, np.transpose(left_out), strict=True):
        assert np.corrcoef(ours, theirs)[0, 1] > 0.998
        assert np.polyfit(ours, theirs, 1)[0] == pytest.approx(1, abs=0.05)
    assert whole.influence.sum(axis=0) == pytest.approx(0, abs=1e-9)


def ratio(months, made, columns, courses):
    found = proportional_hazards(
        months, made, columns, ["group", "age"], in_programme=columns[:, 0], clusters=courses
    )
    return found.ratios[0].ratio


def test_the_ratio_stays_and_its_interval_is_that_of_the_courses():
    months, made, columns, courses = persons(3)
    plain, found = ratio(months, made, columns, None), ratio(months, made, columns, courses)
    assert found.value == plain.value
    assert found.interval.method == "Wald, logarithm, by course"
    assert Assumption.CLUSTERS_INDEPENDENT in found.assumptions
    assert Assumption.PERSONS_INDEPENDENT not in found.assumptions
    assert math.log(found.interval.high * found.interval.low) == pytest.approx(2 * math.log(found.value))


def test_where_all_of_a_course_are_alike_the_interval_is_wider():
    months, made, columns, courses = persons(4)
    first = np.arange(PERSONS) // (PERSONS // COURSES) * (PERSONS // COURSES)
    everybody = np.append(first, np.arange(PERSONS, 2 * PERSONS))
    months, made = months[everybody], made[everybody]
    plain, found = ratio(months, made, columns, None), ratio(months, made, columns, courses)
    assert found.interval.high / found.interval.low > 1.5 * plain.interval.high / plain.interval.low


def test_five_courses_of_one_group_are_too_few():
    months, made, columns, courses = persons(5)
    kept = np.array([each is None or each < "K5" for each in courses])
    found = ratio(months[kept], made[kept], columns[kept], courses[kept])
    assert found.value is not None
    assert (found.interval, found.test) == (None, None)
    assert Caution.TOO_FEW_CLUSTERS in found.cautions


def test_nobody_in_a_course_is_as_without():
    months, made, columns, courses = persons(6)
    assert ratio(months, made, columns, np.full(courses.size, None)) == ratio(months, made, columns, None)

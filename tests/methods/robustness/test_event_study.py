import math
import re

import numpy as np
import pytest

from tests.welch import mean_difference
from wirkung.codes import Assumption, Caution, Claim, UnitKind
from wirkung.estimate import Unit
from wirkung.methods.robustness.event_study import event_study

POINTS = Unit(kind=UnitKind.SCORE)
NEVER = math.nan
YEARS = [2021, 2022, 2023, 2024]


def schools(seed=1, sizes=(20, 15, 25)):
    """Cohorts of 2022, 2024 and never: a table of schools by years, and the start of each."""
    rng = np.random.default_rng(seed)
    starts = np.repeat([2022, 2024, NEVER], sizes)
    table = rng.normal(10, 2, (starts.size, 1)) + rng.normal(size=(starts.size, 4))
    return table + (starts[:, None] <= np.array(YEARS)), starts


def study(table, starts, **options):
    who, when = np.repeat(np.arange(len(table)), 4), np.tile(YEARS, len(table))
    return event_study(table.ravel(), who, when, np.repeat(starts, 4), unit=POINTS, **options)


def cell(found, start, period):
    return next(each.effect for each in found.by_cohort_and_period if (each.start, each.period) == (start, period))


def change(table, rows, first, second):
    return table[rows, second] - table[rows, first]


def test_each_cell_is_a_difference_of_mean_changes():
    table, starts = schools()
    found = study(table, starts)
    for start, base in ((2022, {1: 0, 2: 0, 3: 0}), (2024, {1: 0, 2: 1, 3: 2})):
        for period, before in base.items():
            ours = change(table, starts == start, before, period)
            theirs = change(table, np.isnan(starts), before, period)
            effect = cell(found, start, YEARS[period])
            assert effect.value == pytest.approx(ours.mean() - theirs.mean())
            welch = mean_difference(ours, theirs, unit=POINTS)
            assert effect.standard_error == pytest.approx(welch.standard_error)
            assert effect.interval.low >= effect.value - 1.05 * (welch.value - welch.interval.low)
            assert effect.interval.low <= welch.interval.low + 1e-9  # by the smaller degrees of freedom
            assert [count.number for count in effect.counts] == [ours.size, 25]
            assert effect.claim is Claim.ASSOCIATION


def test_averages_by_hand():
    found = study(*schools())
    first = [cell(found, 2022, year).value for year in (2022, 2023, 2024)]
    second = cell(found, 2024, 2024).value
    by_exposure = {each.exposure: each.effect for each in found.by_exposure}
    assert sorted(by_exposure) == [-2, -1, 0, 1, 2]
    assert by_exposure[0].value == pytest.approx((20 * first[0] + 15 * second) / 35)
    assert by_exposure[2].value == pytest.approx(first[2])
    assert found.over_exposures.value == pytest.approx((by_exposure[0].value + first[1] + first[2]) / 3)
    assert [each.effect.value for each in found.by_cohort] == pytest.approx([sum(first) / 3, second])
    assert found.over_cohorts.value == pytest.approx((20 * sum(first) / 3 + 15 * second) / 35)
    assert found.over_cells.value == pytest.approx((20 * sum(first) + 15 * second) / 75)
    assert Assumption.NO_ANTICIPATION in found.over_cohorts.assumptions


def test_who_started_first_is_left_out():
    table, starts = schools()
    plain = study(table, starts)
    found = study(np.vstack([table, np.full((1, 4), 99.0)]), np.append(starts, 2020))
    assert found.over_cohorts.value == pytest.approx(plain.over_cohorts.value)
    assert Caution.ALWAYS_IN_PROGRAMME_LEFT_OUT in found.over_cohorts.cautions


def test_a_start_after_the_last_year_is_never_and_between_years_the_next():
    table, starts = schools()
    plain = study(table, starts)
    moved = np.where(np.isnan(starts), 2030, starts - 0.5)
    assert study(table, moved).over_cohorts.value == pytest.approx(plain.over_cohorts.value)


def test_a_cohort_of_one_has_no_interval():
    table, starts = schools(sizes=(1, 15, 25))
    found = study(table, starts)
    assert cell(found, 2022, 2023).interval is None
    assert Caution.FEW_PERSONS in cell(found, 2022, 2023).cautions
    assert cell(found, 2024, 2024).interval is not None


def test_who_starts_later_is_compared_until_then_where_asked_for():
    table, starts = schools()
    found = study(table, starts, not_yet=True)
    first = starts == 2022
    for year, others in ((2022, ~first), (2023, ~first), (2024, np.isnan(starts))):
        period = YEARS.index(year)
        expected = change(table, first, 0, period).mean() - change(table, others, 0, period).mean()
        assert cell(found, 2022, year).value == pytest.approx(expected)
    assert cell(found, 2024, 2024).value == pytest.approx(cell(study(table, starts), 2024, 2024).value)
    assert "not yet treated" in found.over_cohorts.convention


def test_persons_in_courses_are_the_means_of_equal_courses():
    table, starts = schools(sizes=(8, 10, 12))
    many = np.repeat(table, 3, axis=0) + np.tile([[-1.0], [0.0], [1.0]], (30, 1))
    courses = np.repeat([f"c{number}" for number in range(30)], 12)
    alone, grouped = study(table, starts), study(many, np.repeat(starts, 3), clusters=courses)
    for each, other in zip(alone.by_cohort_and_period, grouped.by_cohort_and_period, strict=True):
        assert other.effect.value == pytest.approx(each.effect.value)
        assert other.effect.interval.low == pytest.approx(each.effect.interval.low)
        assert other.effect.convention.endswith("12 clusters")


@pytest.mark.parametrize("each", [6, 9])
def test_few_courses_are_declined_by_the_rule_of_all(each):
    table, starts = schools(sizes=(18, 18, 18))
    courses = np.repeat(np.arange(54) // each, 4)
    found = study(table, starts, clusters=courses).over_cohorts
    assert (found.interval is None, Caution.TOO_FEW_CLUSTERS in found.cautions) == (each == 9, each == 9)


def test_a_course_of_two_cohorts_is_one_cluster():
    table, starts = schools(sizes=(20, 20, 20))
    crossed = study(table, starts, clusters=np.repeat(np.arange(60) % 20, 4))
    apart = study(table, starts, clusters=np.repeat(np.arange(60), 4))
    assert Caution.CLUSTER_IN_BOTH_GROUPS in crossed.over_cohorts.cautions
    assert crossed.over_cohorts.value == pytest.approx(apart.over_cohorts.value)
    ours, theirs = change(table, starts == 2022, 0, 1), change(table, np.isnan(starts), 0, 1)
    paired = np.std(ours - theirs, ddof=1) / math.sqrt(20)  # twenty courses with one person of each
    assert cell(crossed, 2022, 2022).standard_error == pytest.approx(paired)


def test_constant_outcomes_have_no_spread():
    table, starts = schools()
    found = study(np.full_like(table, 4.0), starts)
    assert (found.over_cohorts.value, found.over_cohorts.interval) == (pytest.approx(0, abs=1e-12), None)
    assert found.over_cohorts.cautions == (Caution.NO_SPREAD,)


ROWS = ([1, 2, 3, 4], [1, 1, 2, 2], [0, 1, 0, 1])


@pytest.mark.parametrize(
    ("rows", "starts", "text"),
    [
        (ROWS, [1, 1, 1, 1], "some start after the first period, found 0 and 2"),
        (ROWS, [NEVER] * 4, "some start after the first period, found 2 and 0"),
        (
            ROWS,
            [1, 0, NEVER, NEVER],
            "starts must be the same in all rows of a person, found 1 persons with several",
        ),
        (ROWS, [1, 1, NEVER], "starts must have one entry per row (4), found shape (3,)"),
        (([1, 2], [1, 2], [0, 0]), [1, NEVER], "periods must be two at least, found 1"),
        (
            ([1, 2, 3], [1, 1, 1], [0, 1, 1]),
            [1, 1, 1],
            "persons must occur once in each period, found 1 rows too many",
        ),
        (
            ([1, 2, 3], [1, 1, 2], [0, 1, 1]),
            [1, 1, NEVER],
            "persons must occur in every period, found 1 who miss one; leave them out",
        ),
        (
            ([1, 2], [1, 1, 1], [0, 1]),
            [1, 1],
            "persons must have one entry per row (2), found shape (3,)",
        ),
        (([1, 2], [1, NEVER], [0, 1]), [1, 1], "persons must be given in every row, found 1 without"),
        (
            ([1, NEVER], [1, 1], [0, 1]),
            [1, 1],
            "outcome must be complete, found NaN at position 1 (1 of 2); leave out whom the sample does not hold",
        ),
    ],
)
def test_bad_input_is_refused(rows, starts, text):
    with pytest.raises(ValueError, match=f"{re.escape(text)}$"):
        event_study(*rows, starts, unit=POINTS)

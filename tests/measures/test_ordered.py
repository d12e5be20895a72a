"""Answers in an order: medians, rank-biserial correlation, Cliff's delta; never a mean."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tests.measures.grades_office import COMPARISON, LOTTERY, ONE_GROUP, write_grades
from tests.raw import open_raw
from wirkung.codes import Caution, Claim, Quantity, Role
from wirkung.errors import DataError, ProgrammeFileError
from wirkung.measures import measure_of
from wirkung.methods.change.distribution import categories
from wirkung.methods.change.ordinal import cliffs_delta, median, rank_biserial
from wirkung.methods.change.ordinal_clustered import cliffs_delta_clustered, rank_biserial_clustered
from wirkung.programme.model import Indicator, Scale
from wirkung.report.sections import sections
from wirkung.report.writing.language import language_of
from wirkung.study.study import open_study
from wirkung.year.observed import Observations
from wirkung.year.sample import Sample

GRADE = measure_of(
    Indicator(
        id="grade", label="Grade", items=["grade"], kind="ordered", scale=Scale(low=1, high=6), better="lower"
    )
)


def asked(before: list[float], after: list[float]) -> Observations:
    """Invented persons who were asked twice."""
    size = len(before)
    sample = Sample("grade.change", np.ones(size, dtype=bool), np.arange(size), size)
    return Observations(sample=sample, before=np.array(before), after=np.array(after))


def test_the_change_is_the_published_rank_biserial_correlation():
    """The depression scores of nine patients, from the documentation of R's effectsize."""
    first = [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30]
    second = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]
    change = GRADE.change(asked(second, first))
    assert (change.quantity, round(change.value or 0, 4)) == (Quantity.RANK_BISERIAL, 0.7778)


def test_the_difference_is_the_published_delta():
    ours, theirs = [48.0, 48, 77, 86, 85, 85, 16], [14.0, 34, 34, 77]
    apart = GRADE.difference(asked(ours, ours).at_last, asked(theirs, theirs).at_last)
    assert (apart.quantity, round(apart.value or 0, 7)) == (Quantity.CLIFFS_DELTA, 0.6071429)


@pytest.mark.parametrize(
    ("persons", "ranks"), [(5, None), (6, (1, 6)), (10, (2, 9)), (20, (6, 15)), (100, (40, 61))]
)
def test_the_interval_of_a_median_is_between_two_answers_in_their_order(persons, ranks):
    """Conover (1999), table A3: of 10 answers the second and the ninth."""
    found = median(np.arange(1.0, persons + 1))
    assert found.value == (persons + 1) / 2
    assert (None if found.interval is None else (found.interval.low, found.interval.high)) == ranks


def test_courses_of_one_person_each_and_no_courses_are_the_same_question():
    rng = np.random.default_rng(1)
    before, after = rng.integers(1, 7, 30).astype(float), rng.integers(1, 7, 30).astype(float)
    alone = np.full(30, None, dtype=object)
    assert rank_biserial_clustered(before, after, alone) == rank_biserial(before, after)
    assert cliffs_delta_clustered(before, after, alone, alone) == cliffs_delta(before, after)


def test_with_courses_one_is_left_out_after_the_other():
    """Four courses with the shares 1, 1/3, 0 and 1/3 of steps up: by hand from the values without each."""
    before = np.full(12, 3.0)
    after = 3.0 + np.array([1, 1, 1, 1, 1, -1, 1, -1, 0, 1, 1, -1])
    courses = np.repeat(list("abcd"), 3)
    found = rank_biserial_clustered(before, after, courses)
    up, down = np.array([3, 2, 1, 2]), np.array([0, 1, 1, 1])
    without = (up.sum() - up - down.sum() + down) / (up.sum() - up + down.sum() - down)
    assert found.value == pytest.approx(5 / 11)
    assert found.standard_error == pytest.approx(math.sqrt(3 / 4 * ((without - without.mean()) ** 2).sum()))
    assert found.test is None
    few = rank_biserial_clustered(before, after, np.repeat(list("ab"), 6))
    assert (few.interval, Caution.TOO_FEW_CLUSTERS in few.cautions) == (None, True)


def test_a_course_on_one_side_only_needs_six_of_them():
    ours, theirs = np.tile([2.0, 3, 4, 3], 5), np.tile([3.0, 4, 5, 4], 5)
    assert cliffs_delta_clustered(ours, theirs, np.repeat(list("abcde"), 4)).interval is None
    assert cliffs_delta_clustered(ours, theirs, np.arange(20) // 3).interval is not None


def test_nobody_changed_or_all_did_in_one_direction():
    same = GRADE.change(asked([2.0] * 20, [2.0] * 20))
    assert (same.value, Caution.NO_SPREAD in same.cautions) == (None, True)
    better = GRADE.change(asked([3.0] * 20, [2.0] * 20))
    assert (better.value, better.interval) == (-1, None)
    assert Caution.ALL_IN_ONE_DIRECTION in better.cautions


def test_every_answer_is_a_category_and_few_join_their_neighbours():
    before = [1.0] * 2 + [2] * 40 + [3] * 58
    found = categories(before, before, lowest=1, highest=6, smallest=10)
    assert [(each.low, each.high, each.before.value) for each in found] == [
        (0.5, 2.5, 0.42),
        (2.5, 6.5, 0.58),  # with the answers that nobody gave
    ]


@pytest.mark.parametrize(
    ("design", "claim", "of_changes"), [(COMPARISON, Claim.ASSOCIATION, True), (LOTTERY, Claim.EFFECT, False)]
)
def test_from_files_to_sentences(tmp_path, design, claim, of_changes):
    """Of 90 participants 45 are one better and 15 one worse, of 90 others 15 and 15."""
    path = write_grades(tmp_path, design)
    raw = open_raw(path, year=2024)
    (change,), (comparison,) = raw.change.findings, raw.comparison.findings
    assert change.main.value == pytest.approx(15 / 60 - 45 / 60)
    ours, theirs = (np.repeat([-1.0, 0, 1], numbers) for numbers in ((45, 30, 15), (15, 60, 15)))
    if of_changes:
        assert comparison.main.value == pytest.approx(np.sign(ours[:, None] - theirs).mean())
    assert comparison.main.claim is claim
    quantities = {
        each.quantity
        for answer in (raw.change, raw.comparison, raw.subgroups)
        for f in answer.findings
        for _, each in f.estimates
    }
    assert quantities <= {Quantity.MEDIAN, Quantity.RANK_BISERIAL, Quantity.CLIFFS_DELTA}
    language = language_of(raw.study.programme, "de")
    said = sections()["change"].statement(change, language)
    assert "häufiger niedriger aus als höher, also besser (Rangmaß\u00a0−0,50)" in said
    assert ", also besser" in sections()["comparison"].statement(comparison, language)
    assert change.get(Role.BEFORE) == median(np.repeat([2.0, 3, 4], 30)).resting_on(
        *change.get(Role.BEFORE).populations
    )


def test_answers_are_shown_by_category(tmp_path):
    path = write_grades(tmp_path)
    for name in ("persons.csv", "answers.csv"):  # five times as many
        head, *lines = path.with_name(name).read_text(encoding="utf-8").splitlines()
        more = [f"{copy}{line}" for copy in "abcde" for line in lines]
        path.with_name(name).write_text("\n".join([head, *more]) + "\n", encoding="utf-8")
    study = open_study(path, year=2024)
    subjects = [item.finding.subject for item in study.distribution.items]
    assert [(each.aspect, each.low, each.high) for each in subjects][:2] == [
        ("range.answers", 0.5, 2.5),
        ("range.answer", 2.5, 3.5),
    ]


def test_a_grade_of_seven_and_one_between_two_stop_and_say_where(tmp_path):
    path = write_grades(tmp_path)
    answers = path.with_name("answers.csv")
    answers.write_text(answers.read_text(encoding="utf-8").replace("p3;2024;after;1", "p3;2024;after;7"))
    with pytest.raises(DataError) as found:
        open_study(path, year=2024)
    (problem,) = found.value.problems
    assert (problem.code, problem.values["row"]) == ("data.not_an_answer", 9)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("scale: {low: 1, high: 6}", "decimals: 1"), "programme.ordered.scale"),
        (("low: 1", "low: 1.5"), "programme.ordered.scale"),
        (("items: [grade]", "items: [grade, grade]"), "programme.ordered.items"),
        (("better: lower", "smallest_relevant_change: 0.5"), "programme.ordered.key"),
    ],
)
def test_what_ordered_answers_do_not_need_is_told(tmp_path, change, code):
    with pytest.raises(ProgrammeFileError) as found:
        open_study(write_grades(tmp_path, ONE_GROUP, change), year=2024)
    assert code in {problem.code for problem in found.value.problems}

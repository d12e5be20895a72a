"""Courses of which only numbers are known: what is counted, what it cost, and what is said of persons: nothing."""

from __future__ import annotations

import pytest

from tests.questions.totals_office import PROGRAMME, ROWS, write_courses
from tests.raw import open_raw
from wirkung.codes import Absence, Role, UnitKind, Verdict
from wirkung.errors import ProgrammeFileError
from wirkung.programme.load import read_programme
from wirkung.report.frame.glance import glance
from wirkung.report.show import outputs_of
from wirkung.report.writing.language import language_of
from wirkung.study.study import open_study


def numbers(answer, role=Role.MAIN):
    found = {finding.subject.aspect: finding.get(role) for finding in answer.findings}
    return {aspect: round(each.value, 4) for aspect, each in found.items() if each is not None}


def text_of(study, language, *things):
    outputs = outputs_of(things, language_of(study.programme, language))
    return " ".join(" ".join(each.data["text/plain"] for each in outputs).split())


def test_everything_is_counted_beside_the_year_before(tmp_path):
    answer = open_raw(write_courses(tmp_path), year=2024).totals
    assert numbers(answer) == {
        "courses_offered": 4,
        "courses_held": 3,
        "held_share": 3 / 4,
        "hours": 24 + 24 + 20,
        "places": 4 * 20,
        "registered": 18 + 22 + 20 + 6,
        "booked": round(66 / 80, 4),
        "attended": 14 + 16 + 15,
        "utilisation": round(45 / 80, 4),
        "attended_share": round(45 / 66, 4),
        "completed": 10 + 12 + 13,
        "completed_share": round(35 / 45, 4),
    }
    before = numbers(answer, Role.YEAR_BEFORE)
    assert (before["courses_held"], before["attended"], before["completed"]) == (2, 29, 21)
    assert all(each.interval is None for finding in answer.findings for _, each in finding.estimates)


def test_costs_are_divided_by_participations_and_hours(tmp_path):
    study = open_raw(write_courses(tmp_path), year=2024)
    costs = {key: value for key, value in numbers(study.cost).items() if key.startswith(("per_", "one_"))}
    assert costs == {
        "per_place": 113,  # 9000 / 80 = 112.5, with three digits
        "per_participation": 9000 / 45,
        "per_held_hour": 132,
        "per_completed": 257,
    }
    of_years = {(one.subject.aspect, one.subject.cohort): one.main.value for one in study.cost_years.findings}
    assert of_years["per_participation", 2024] == 200
    assert ("per_participation", 2023) in of_years


def test_nothing_is_said_of_persons_unless_each_is_counted_once(tmp_path):
    study = open_study(write_courses(tmp_path), year=2024)
    said = text_of(study, "de", glance(*study.answers, licence=study.licence), study.totals, study.cost)
    assert "45 Teilnahmen. Das sind keine Personen: Eine Person kann in mehreren Kursen gezählt sein" in said
    assert "teilnehmende Person" not in said
    assert {answer.question for answer in study.answers if answer.absent is None} == {
        "cost",
        "cost_years",
        "ledger",
        "totals",
    }


@pytest.mark.parametrize(
    ("language", "words"), [("de", "niemand in zwei Kursen"), ("en", "nobody is counted in two")]
)
def test_persons_where_nobody_is_in_two_courses(tmp_path, language, words):
    once = PROGRAMME.replace("kurse.csv", "kurse.csv\n    each_once: true")
    study = open_study(write_courses(tmp_path, programme=once), year=2024)
    assert words in text_of(study, language, study.totals)
    attended = next(item.finding for item in study.totals.items if item.finding.subject.aspect == "attended")
    assert attended.main.unit.kind is UnitKind.PERSONS
    assert "per_participant" in {item.finding.subject.aspect for item in study.cost.items}


def test_no_course_has_a_row_or_a_name(tmp_path):
    study = open_study(write_courses(tmp_path), year=2024)
    said = text_of(study, "de", study.totals, study.cost, study.provenance)
    assert not any(row.split(";")[0] in said for row in ROWS)


def test_goals_are_judged_by_what_was_counted(tmp_path):
    goals = """
goals:
  - {id: tn, label: TN, measure: total, of: attended, target: 40, by: 2024-12-31}
  - {id: ab, label: Ab, measure: total, of: completed_share, target: 0.8, by: 2024-12-31}
  - {id: st, label: St, measure: total, of: hours, target: 100, by: 2026-12-31}
  - {id: ku, label: Ku, measure: courses, target: 3, by: 2024-12-31}
  - {id: pl, label: Pl, measure: places, target: 90, by: 2024-12-31}
  - {id: ko, label: Ko, measure: cost, of: per_participation, target: 190, by: 2024-12-31}
"""
    answer = open_raw(write_courses(tmp_path, programme=PROGRAMME + goals), year=2024).goals
    found = {one.subject.goal: (one.main.value, one.verdict) for one in answer.findings}
    assert found == {
        "tn": (45, Verdict.REACHED),
        "ab": (pytest.approx(35 / 45), Verdict.MISSED),
        "st": (68, Verdict.UNDECIDED),  # not yet due
        "ku": (3, Verdict.REACHED),
        "pl": (80, Verdict.MISSED),
        "ko": (200, Verdict.MISSED),
    }
    before = {one.subject.goal: one.get(Role.YEAR_BEFORE) for one in answer.findings}
    assert (before["tn"].value, before["ku"].value, before["ko"].value) == (29, 2, 200)


def test_of_registrations_and_courses_alone_there_is_a_report_too(tmp_path):
    """Whether they took place, and how many came, nobody says then."""
    columns = "columns: {course: Kurs, year: Jahr, registered: Anmeldungen}"
    start = PROGRAMME.index("columns:\n      {course")
    programme = f"{PROGRAMME[:start]}{columns}\n"
    study = open_raw(write_courses(tmp_path, programme=programme), year=2024)
    assert numbers(study.totals) == {"courses_offered": 4, "registered": 66}
    assert study.cost.absent is Absence.NO_COSTS


def test_registrations_are_no_participations_in_the_costs(tmp_path):
    programme = PROGRAMME.replace("attended: TN, completed: Abschluss,", "")
    study = open_raw(write_courses(tmp_path, programme=programme), year=2024)
    assert {key for key in numbers(study.cost) if key.startswith("per_")} == {"per_place", "per_held_hour"}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (
            "data:\n",
            "data:\n  persons: {file: p.csv, columns: {person: N, year: J}}\n",
            "programme.totals.persons",
        ),
        ("kind: one_group", "kind: comparison", "programme.totals.design"),
        ("costs: {", "reach: [{year: 2024, target: 9, source: A}]\ncosts: {", "programme.persons_missing"),
        ("registered: Anmeldungen, attended: TN, completed: Abschluss,", "", "programme.totals.nobody"),
        ("attended: TN, ", "", "programme.totals.completed"),
        (
            "price_year: 2024",
            "price_year: 2024, places: [{year: 2024, number: 9, source: A}]",
            "programme.totals.places",
        ),
        ("hours: Std}", "hours: Std, lehrer: L}", "programme.column.unknown.totals"),
        ("kosten.csv", "kosten.csv\n    each_once: true", "programme.each_once.only"),
        (
            "costs: {",
            "goals: [{id: a, label: A, measure: total, of: persons, target: 1, by: 2024-12-31}]\ncosts: {",
            "programme.goal.total",
        ),
        (
            "costs: {",
            "goals: [{id: a, label: A, measure: cost, of: per_outcome, target: 1, by: 2024-12-31}]\ncosts: {",
            "programme.goal.cost",
        ),
        (
            "costs: {",
            "goals: [{id: a, label: A, measure: count, of: da, target: 1, by: 2024-12-31}]\ncosts: {",
            "programme.persons_missing",
        ),
    ],
)
def test_what_does_not_fit_to_totals_is_said(old, new, code):
    assert old in PROGRAMME
    with pytest.raises(ProgrammeFileError) as caught:
        read_programme(PROGRAMME.replace(old, new, 1).encode(), "kurse.yaml")
    assert any(problem.code.startswith(code) for problem in caught.value.problems)

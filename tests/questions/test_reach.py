"""Whom a programme reached of those it was meant for, and whether it took place as planned."""

from __future__ import annotations

import pytest

from tests.questions.lottery_office import write_lottery
from tests.questions.reach_office import write_office
from tests.questions.test_steps import in_words
from tests.raw import open_raw, repository_study
from wirkung.codes import Absence, Role, Verdict
from wirkung.disclosure.release import Released
from wirkung.errors import DataError, ProgrammeFileError
from wirkung.programme.reach_references import reach_faults
from wirkung.programme.yaml import read_yaml
from wirkung.report.formats.plain import plain
from wirkung.report.frame.glance import glance
from wirkung.report.show import outputs_of, parts_of
from wirkung.report.writing.language import language_of
from wirkung.report.writing.words import say
from wirkung.study.study import open_study
from wirkung.year.money.participants import course_hours_held

REACH = "reach: [{year: 2024, target: 2000, refused: 4, waiting: 60, courses: 10, source: School office}]\n"


def reached(folder, reach=REACH, courses=8):
    path = write_lottery(
        folder, ("design:", f"{reach}design:"), ("group: group}", "group: group, course: course}")
    )
    persons = path.with_name("persons.csv")
    head, *lines = persons.read_text(encoding="utf-8").splitlines()
    lines = [f"{line};{f'k{n % courses}' if 'programme' in line else ''}" for n, line in enumerate(lines)]
    persons.write_text("\n".join([f"{head};course", *lines]) + "\n", encoding="utf-8")
    return open_raw(path, year=2024)


def test_everything_declared_stands_beside_what_was_counted(tmp_path):
    study = reached(tmp_path)
    found = {finding.subject.aspect: finding.main.value for finding in study.reach.findings}
    assert found == {
        "reach.registered": 500,
        "reach.coverage": 500 / 2000,
        "reach.refused": 4,
        "reach.waiting": 60,
        "reach.courses": 8 / 10,
    }
    assert all(finding.main.interval is None for finding in study.reach.findings)


@pytest.mark.parametrize(("language", "words"), [("de", "Zielgruppe"), ("en", "target group")])
def test_a_few_who_were_refused_are_not_shown(tmp_path, language, words):
    study = reached(tmp_path).study
    outputs = outputs_of([study.reach], language_of(study.programme, language))
    text = " ".join(" ".join(output.data["text/plain"] for output in outputs).split())
    assert words in text
    assert "School office" in text
    assert "60" in text
    assert say("mark.withheld", language) in text
    assert " 4 " not in text


@pytest.mark.parametrize("aspect", ["refused", "waiting"])
def test_nobody_is_told_as_few_are(tmp_path, aspect):
    """No other number makes the release withhold such a one: beside a printed 0 it would be 1 to 9."""
    nobody, nine, ten = (
        [type(item) for item in reached(tmp_path, told(aspect, number)).study.reach.items] for number in (0, 9, 10)
    )
    assert nobody == nine != ten
    assert ten == [Released] * 3


def told(aspect, number):
    return f"reach: [{{year: 2024, target: 2000, {aspect}: {number}, source: School office}}]\n"


def test_few_who_waited_the_year_before_are_told_as_nobody(tmp_path):
    both = "[{year: 2024, waiting: 40, source: A}, {year: 2023, waiting: %d, source: A}]"
    reached(tmp_path, f"reach: {both % 0}\n")
    persons = (tmp_path / "persons.csv").read_text(encoding="utf-8")
    earlier = "".join(f"e{n};2023;programme;k1\n" for n in range(80))
    (tmp_path / "persons.csv").write_text(persons + earlier, encoding="utf-8")
    withheld = []
    for number in (0, 9, 10):
        path = tmp_path / "exam.yaml"
        text = path.read_text(encoding="utf-8")
        start, end = text.index("reach:"), text.index("design:")
        path.write_text(f"{text[:start]}reach: {both % number}\n{text[end:]}", encoding="utf-8")
        items = open_raw(path, year=2024).study.reach.items
        (waiting,) = (item for item in items if item.finding.subject.aspect == "reach.waiting")
        withheld.append(waiting.withheld)
    assert withheld == [(Role.YEAR_BEFORE,), (Role.YEAR_BEFORE,), ()]


def test_more_registered_than_are_meant_is_an_error(tmp_path):
    with pytest.raises(DataError, match=r"reach\[1\].target"):
        reached(tmp_path, "reach: [{year: 2024, target: 400, source: School office}]\n")


def test_a_year_without_a_declaration_has_no_such_section(tmp_path):
    assert reached(tmp_path, REACH.replace("2024", "2023")).reach.absent is Absence.NO_REACH


def test_one_year_twice_is_refused(tmp_path):
    twice = "reach: [{year: 2024, target: 400, source: A}, {year: 2024, target: 500, source: B}]\n"
    with pytest.raises(ProgrammeFileError, match=r"reach\[2\]\.year"):
        reached(tmp_path, twice)


def test_hours_are_those_that_took_place_by_the_office_or_by_the_list_of_attendance(tmp_path):
    told = REACH.replace("courses: 10", "hours: 160, hours_held: 148")
    found = {each.subject.aspect: each for each in reached(tmp_path, told).reach.findings}
    assert (found["reach.hours"].main.value, found["reach.hours"].target) == (148 / 160, 160)
    # Without a list of attendance nobody knows them.
    silent = reached(tmp_path, REACH.replace("courses: 10", "hours: 160")).reach
    assert "reach.hours" not in {each.subject.aspect for each in silent.findings}
    study = repository_study("mint", 2024)
    assert course_hours_held(study.data) == 14 * 20


def test_the_year_before_stands_beside(tmp_path):
    path = reached(tmp_path, REACH.replace("]", ", {year: 2023, target: 1000, source: School office}]", 1)).data
    assert path.year == 2024
    persons = (tmp_path / "persons.csv").read_text(encoding="utf-8")
    earlier = "".join(f"e{n};2023;{'programme' if n < 80 else 'comparison'};k1\n" for n in range(160))
    (tmp_path / "persons.csv").write_text(persons + earlier, encoding="utf-8")
    study = open_raw(tmp_path / "exam.yaml", year=2024)
    before = {each.subject.aspect: each.get(Role.YEAR_BEFORE) for each in study.reach.findings}
    assert before["reach.registered"].value == 80
    assert before["reach.coverage"].value == 80 / 1000
    assert before["reach.waiting"] is None
    assert "8.0%" in in_words(study.study.reach, of=study)
    alone = reached(tmp_path)
    assert "Year before" not in in_words(alone.study.reach, of=alone)


@pytest.mark.parametrize(
    ("places", "words"),
    [(500, "More was needed than was offered"), (501, "although fewer persons were registered")],
)
def test_a_waiting_list_is_told_beside_the_places(tmp_path, places, words):
    told = REACH.replace("courses: 10", f"places: {places}")
    study = reached(tmp_path, told)
    assert words in in_words(study.study.reach, of=study)
    without = reached(tmp_path, told.replace("waiting: 60", "waiting: 0"))
    assert words not in in_words(without.study.reach, of=without)


def test_goals_for_places_and_the_cost_of_one_know_the_places_of_reach(tmp_path):
    goal = "goals: [{id: seats, label: Enough, measure: places, target: 450, by: 2024-12-31}]\n"
    study = reached(tmp_path, goal + REACH.replace("courses: 10", "places: 500"))
    (found,) = study.goals.findings
    assert (found.main.value, found.verdict) == (500, Verdict.REACHED)


def test_places_stand_in_one_place():
    root, _ = read_yaml(
        "costs: {places: [{year: 2024, number: 5, source: A}]}\nreach: [{year: 2024, places: 5, source: A}]"
    )
    assert [fault.code for fault in reach_faults(root)] == ["programme.reach.places"]


def test_hours_held_without_planned_ones_are_refused(tmp_path):
    with pytest.raises(ProgrammeFileError, match="hours"):
        reached(tmp_path, REACH.replace("courses: 10", "hours_held: 148"))


def test_that_all_who_registered_registered_is_no_result_of_the_first_page(tmp_path):
    """With no further step the first page says whom it reached, and no 100 per cent."""
    study = open_study(write_office(tmp_path), year=2024)
    language = language_of(study.programme, "de")
    said = plain(list(parts_of(glance(*study.answers, licence=study.licence), language)), language)
    assert "220 von 2.000 Personen der Zielgruppe" in said.replace("\N{NO-BREAK SPACE}", " ")
    assert "100" not in said

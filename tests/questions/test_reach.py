"""Whom a programme reached of those it was meant for, and whether it took place as planned."""

from __future__ import annotations

import pytest

from tests.questions.lottery_office import write_lottery
from tests.raw import open_raw
from wirkung.codes import Absence
from wirkung.errors import DataError, ProgrammeFileError
from wirkung.report.show import outputs_of
from wirkung.report.writing.language import language_of
from wirkung.report.writing.words import say

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


def test_more_registered_than_are_meant_is_an_error(tmp_path):
    with pytest.raises(DataError, match=r"reach\[1\].target"):
        reached(tmp_path, "reach: [{year: 2024, target: 400, source: School office}]\n")


def test_a_year_without_a_declaration_has_no_such_section(tmp_path):
    assert reached(tmp_path, REACH.replace("2024", "2023")).reach.absent is Absence.NO_REACH


def test_one_year_twice_is_refused(tmp_path):
    twice = "reach: [{year: 2024, target: 400, source: A}, {year: 2024, target: 500, source: B}]\n"
    with pytest.raises(ProgrammeFileError, match=r"reach\[2\]\.year"):
        reached(tmp_path, twice)

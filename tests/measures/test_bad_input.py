"""Answers that cannot be what they are said to be: each stops with its place and what to do, or is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.measures.grades_office import write_grades
from tests.measures.once_office import LOTTERY, ONE_GROUP, write_once
from tests.measures.yes_no_office import write_answers
from tests.report.six.offices import steps_only
from wirkung.codes import Caution
from wirkung.disclosure.release import Withheld
from wirkung.errors import WirkungError
from wirkung.study.study import open_study


def changed(path: Path, *changes: tuple[str, str], file: str = "answers.csv") -> Path:
    """The same programme with pieces of one of its files replaced."""
    place = path.with_name(file)
    text = place.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    place.write_text(text, encoding="utf-8")
    return path


def without_afterwards(folder: Path) -> Path:
    path = write_grades(folder)
    place = path.with_name("answers.csv")
    lines = place.read_text(encoding="utf-8").splitlines()
    place.write_text("\n".join(line for line in lines if ";after;" not in line) + "\n", encoding="utf-8")
    return path


def measured(folder: Path, waves: str) -> Path:
    return write_grades(
        folder,
        "design: {kind: one_group, assignment: self_selected}",
        ("kind: ordered", f"kind: ordered, measured: {waves}"),
    )


def words(folder: Path, values: str) -> Path:
    columns = "wave: wave, grade: grade}"
    path = write_grades(folder, ONE_GROUP, (columns, f"{columns}{values}"))
    return changed(path, (";4\n", ";ausreichend\n"), (";3\n", ";befriedigend\n"))


@pytest.mark.parametrize(
    ("write", "code", "said"),
    [
        pytest.param(
            lambda folder: changed(write_once(folder), ("p3;2024;1", "p3;2024;2")),
            "data.not_yes_no",
            "Zeile 5",
            id="yes and no with three values",
        ),
        pytest.param(
            lambda folder: changed(write_grades(folder), ("p1;2024;before;3", "p1;2024;before;7")),
            "data.not_an_answer",
            "Möglich sind die ganzen Zahlen von 1 bis 6",
            id="a grade of 7",
        ),
        pytest.param(without_afterwards, "data.wave_without_rows", "«after»", id="a main wave nobody answered"),
        pytest.param(
            lambda folder: measured(folder, "[before, follow_up]"),
            "data.indicator_without_wave",
            "«follow_up»",
            id="a follow-up declared as main that nobody answered",
        ),
        pytest.param(
            lambda folder: measured(folder, "[follow_up, before]"),
            "programme.measured",
            "[before, follow_up]",
            id="before after the follow-up",
        ),
        pytest.param(
            lambda folder: changed(
                write_once(folder),
                ("characteristics:", "tracking: {course_months: 9, follow_up_months: 6}\ncharacteristics:"),
                file="parents.yaml",
            ),
            "programme.tracking.follow_up",
            "nicht nach dem Ende der Kurse",
            id="a follow-up before the end of the courses",
        ),
        pytest.param(lambda folder: words(folder, ""), "data.not_a_number", "«values»", id="categories in words"),
        pytest.param(
            lambda folder: words(folder, "\n      values: {grade: {ausreichend: 4}}"),
            "data.value_not_mapped",
            "befriedigend",
            id="a category without a place in the order",
        ),
    ],
)
def test_what_cannot_be_stops_and_says_what_to_do(tmp_path, write: Callable[[Path], Path], code, said):
    with pytest.raises(WirkungError) as found:
        open_study(write(tmp_path), year=2024)
    problems = {problem.code: problem.text("de") for problem in found.value.problems}
    assert code in problems
    assert said in problems[code]
    assert "Bitte" in problems[code] or code == "programme.measured"


@pytest.mark.parametrize("design", [ONE_GROUP, LOTTERY])
def test_where_all_passed_nothing_is_told_of_it_and_nothing_fails(tmp_path, design):
    study = open_study(changed(write_once(tmp_path, design), (";0;", ";1;")), year=2024)
    assert isinstance(study.afterwards.items[0], Withheld)
    assert not isinstance(study.afterwards.items[1], Withheld)


@pytest.mark.parametrize("design", [ONE_GROUP, LOTTERY])
def test_answers_that_do_not_vary_are_not_told(tmp_path, design):
    path = write_once(tmp_path, design)
    place = path.with_name("answers.csv")
    head, *lines = place.read_text(encoding="utf-8").splitlines()
    alike = [";".join((*line.split(";")[:3], "9")) for line in lines]
    place.write_text("\n".join([head, *alike]) + "\n", encoding="utf-8")
    study = open_study(path, year=2024)
    assert isinstance(study.afterwards.items[1], Withheld)


def test_everybody_unchanged_is_no_error(tmp_path):
    path = write_answers(tmp_path)
    place = path.with_name("answers.csv")
    before = [line for line in place.read_text(encoding="utf-8").splitlines() if ";after;" not in line]
    same = [line.replace(";before;", ";after;") for line in before[1:]]
    place.write_text("\n".join([*before, *same]) + "\n", encoding="utf-8")
    study = open_study(path, year=2024)
    assert study.change.items


def test_an_outcome_before_entry_does_not_count_and_is_told(tmp_path):
    path = steps_only(tmp_path)
    place = path.with_name("events.csv")
    head, *lines = place.read_text(encoding="utf-8").splitlines()
    early = [line.replace(line.split(";")[2], "2022-01-01") if n < 60 else line for n, line in enumerate(lines)]
    place.write_text("\n".join([head, *early]) + "\n", encoding="utf-8")
    study = open_study(path, year=2024)
    told = {
        caution
        for answer in study.answers
        for item in answer.items
        if not isinstance(item, Withheld)
        for _, each in item.finding.estimates
        for caution in each.cautions
    }
    assert Caution.EVENTS_BEFORE_ENTRY in told

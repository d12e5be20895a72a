"""Why persons' data may be here: what stops before any of them is read. Programmes and offices are invented."""

from __future__ import annotations

import ast
import datetime as dt
from pathlib import Path

import pytest

import wirkung
from wirkung.errors import ProgrammeFileError
from wirkung.programme.lawful import check_lawful, processing_of
from wirkung.programme.load import load_programme

TODAY = dt.date(2025, 3, 1)
HEAD = """\
id: demo
title: Demo
organisation: Landkreis Muster
question: Wirkt es?
design: {kind: one_group, assignment: self_selected}
"""
SHARED = "purpose: Auswertung des Kurses, legal_basis: Beschluss 12/2024, delete_by: 2025-12-31"
PERSONS = "file: persons.csv, columns: {person: Nr, year: Jahr}"
ANSWERS = "file: answers.csv, columns: {person: Nr, wave: Welle, q: F1}"
INDICATORS = "indicators: [{id: a, label: A, items: [q], scale: {low: 1, high: 5}}]\n"


def text(top: str = "", *, persons: str = "", answers: str = "", privacy: str = "") -> str:
    own = [f", privacy: {{{each}}}" if each else "" for each in (persons, answers)]
    data = f"data:\n  persons: {{{PERSONS}{own[0]}}}\n  measurements:\n    - {{{ANSWERS}{own[1]}}}\n"
    return HEAD + top + data + INDICATORS + (f"privacy: {{{privacy}}}\n" if privacy else "")


@pytest.fixture
def loaded(tmp_path):
    def load(*arguments: str, **parts: str):
        (tmp_path / "demo.yaml").write_text(text(*arguments, **parts), encoding="utf-8")
        return load_programme(tmp_path / "demo.yaml")

    return load


@pytest.fixture
def found(loaded):
    """What is found on a day, by code and place; nothing where the data may be read."""

    def find(*arguments: str, today: dt.date = TODAY, **parts: str) -> list[tuple[str, str]]:
        try:
            check_lawful(loaded(*arguments, **parts), today)
        except ProgrammeFileError as error:
            return [(each.code.removeprefix("programme.processing."), each.place.key) for each in error.problems]
        return []

    return find


def test_a_file_that_says_everything_once_for_all_sources_may_be_read(found):
    assert found(privacy=SHARED) == []


def test_a_missing_basis_is_told_once_for_all_sources(loaded):
    with pytest.raises(ProgrammeFileError) as caught:
        check_lawful(loaded(), TODAY)
    (problem,) = caught.value.problems
    assert problem.values == {
        "keys": "purpose, legal_basis, delete_by",
        "sources": "data.persons, data.measurements[1]",
    }
    assert "Datenschutzstelle" in problem.text("de")
    assert "demo.yaml, line 1, privacy: For persons" in problem.text("en")


def test_sources_with_two_bases_say_each_its_own_and_what_one_lacks_is_named(found):
    two = {"persons": "legal_basis: Schulgesetz", "answers": "legal_basis: Einwilligung"}
    assert found(privacy="purpose: P, delete_by: 2025-12-31", **two) == []
    del two["answers"]
    assert found(privacy="purpose: P, delete_by: 2025-12-31", **two) == [
        ("missing", "data.measurements[1].privacy")
    ]


@pytest.mark.parametrize("top", ["synthetic: true\n", "public: true\ndata_source: Ein Archiv\n"])
def test_invented_and_public_data_need_none_of_it(found, top):
    assert found(top) == []
    assert found(top, privacy="delete_by: 2020-01-01") == []


def test_public_data_say_where_they_are_from(loaded):
    with pytest.raises(ProgrammeFileError) as caught:
        loaded("public: true\n")
    assert [each.code for each in caught.value.problems] == ["programme.public"]


def test_costs_and_totals_of_courses_are_nobodys(tmp_path):
    path = tmp_path / "demo.yaml"
    columns = "{course: Kurs, year: Jahr, attended: da}"
    path.write_text(HEAD + f"data: {{totals: {{file: t.csv, columns: {columns}}}}}\n", encoding="utf-8")
    check_lawful(load_programme(path), TODAY)


@pytest.mark.parametrize(
    ("today", "codes"),
    [(dt.date(2025, 12, 31), []), (dt.date(2026, 1, 1), [("passed", "privacy.delete_by")])],
)
def test_data_are_read_to_the_last_day_and_not_after(found, today, codes):
    assert found(privacy=SHARED, today=today) == codes


def test_a_source_has_its_own_day_before_that_of_all(found, loaded):
    own = "delete_by: 2025-02-28"
    assert found(privacy=SHARED, answers=own) == [("passed", "data.measurements[1].privacy.delete_by")]
    programme = loaded(privacy=SHARED, answers=own).programme
    said = processing_of(programme, programme.data.measurements[0])
    assert (said.delete_by, said.purpose) == (dt.date(2025, 2, 28), "Auswertung des Kurses")


def test_everything_is_told_at_once(found):
    shared = "purpose: P, delete_by: 2025-02-28, approvals: [{office: Amt, reference: A 1, date: 2025-04-01}]"
    assert found("evaluation: {data_as_of: 2025-12-01}\n", privacy=shared) == [
        ("missing", "privacy"),
        ("passed", "privacy.delete_by"),
        ("before_data", "privacy.delete_by"),
        ("approved_late", "privacy.approvals[1].date"),
    ]


def test_an_approval_of_tomorrow_is_none_yet(found):
    shared = SHARED + ", approvals: [{office: Amt, reference: A 1, date: 2025-03-02}]"
    assert found(privacy=shared) == [("not_yet_approved", "privacy.approvals[1].date")]
    assert found(privacy=shared, today=dt.date(2025, 3, 2)) == []


def test_whoever_reads_tables_asks_first_and_afterwards():
    """No door to the data leaves it out; the order is that of the lines."""
    readers = 0
    sources = {path: path.read_text(encoding="utf-8") for path in Path(wirkung.__path__[0]).rglob("*.py")}
    for path in (each for each, text in sources.items() if "read_tables" in text):
        tree = ast.parse(sources[path])
        calls = [each for each in ast.walk(tree) if isinstance(each, ast.Call) and isinstance(each.func, ast.Name)]
        lines = {each.func.id: each.lineno for each in calls if isinstance(each.func, ast.Name)}
        if "read_tables" in lines:
            readers += 1
            assert lines["check_lawful"] < lines["read_tables"] < lines["check_tables"], path
    assert readers == 4

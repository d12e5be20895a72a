"""One row a course: what stops a report, what is left out and named, and that the check says what the run says."""

from __future__ import annotations

from io import StringIO

import pytest
from openpyxl import Workbook
from rich.console import Console

from tests.questions.totals_office import HEAD, PROGRAMME, ROWS, write_courses
from wirkung.catalogue import LANGUAGES
from wirkung.errors import DataError
from wirkung.io.assemble import read_tables
from wirkung.programme.load import load_programme, read_programme
from wirkung.run.check import Checked
from wirkung.run.check_summary import summary
from wirkung.study.check import check_files
from wirkung.study.study import open_study


def tables_of(file):
    return read_tables(read_programme(file.read_bytes(), file.name), file.parent)


def accepting(*doubts):
    return PROGRAMME.replace("kurse.csv", f"kurse.csv\n    accept: [{', '.join(doubts)}]")


def findings(file):
    with pytest.raises(DataError) as caught:
        tables_of(file)
    return [(one.code, one.values.get("column"), one.values.get("row")) for one in caught.value.problems]


@pytest.mark.parametrize(
    ("row", "finding"),
    [
        ("Malen;2024;20;18;;10;24", ("data.total_blank", "TN", 8)),
        ("Malen;2024;20;18;-4;0;24", ("data.total_negative", "TN", 8)),
        ("Malen;2024;20;18;12,5;10;24", ("data.total_fraction", "TN", 8)),
        ("Malen;2024;20;18;viele;10;24", ("data.not_a_number", "TN", 8)),
        ("Malen;2024;20;18;14;15;24", ("data.total_more_than_all", "Abschluss", 8)),
        ("Malen;2024;20;18;19;15;24", ("data.total_walk_ins", "TN", 8)),
        ("Malen;2024;20;2024;14;12;24", ("data.total_large", "Anmeldungen", 8)),
        ("Malen;2024;20;18;14;12;-1", ("data.total_negative", "Std", 8)),
        ("LESEN;2024;10;9;8;7;24", ("data.course_twice", "Kurs", 8)),
        (";2024;20;18;14;12;24", ("data.course_blank", "Kurs", 8)),
        ("Malen;24;20;18;14;12;24", ("data.not_a_year", "Jahr", 8)),
        ("Alle 2024;2024;80;66;45;35;68", ("data.course_like_sum", "Kurs", 8)),
        ("Summe;;120;106;75;56;116", ("data.sum_differs", "TN", 8)),  # 74 came
    ],
)
def test_one_wrong_row_is_one_finding_that_check_and_run_share(tmp_path, row, finding):
    file = write_courses(tmp_path, rows=(*ROWS, row))
    assert findings(file) == [finding]
    (problem,) = check_files(file, year=2024).problems.problems
    assert problem.code == finding[0]
    assert all(problem.text(language) for language in LANGUAGES)
    with pytest.raises(DataError):
        open_study(file, year=2024)


@pytest.mark.parametrize("rows", [ROWS[:3], ROWS])
def test_shares_are_no_counts(tmp_path, rows):
    """In one row, or in all of them."""
    shares = [";".join((*row.split(";")[:5], "50 %", row.split(";")[6])) for row in rows]
    codes = {code for code, *_ in findings(write_courses(tmp_path, rows=(*shares, *ROWS[len(rows) :])))}
    assert codes <= {"data.some_per_cent", "data.total_fraction"}
    assert codes


def test_all_that_is_wrong_is_said_at_once(tmp_path):
    rows = ("A;2024;20;18;;10;24", "B;2024;20;-1;3;2;x", *ROWS)
    codes = {code for code, *_ in findings(write_courses(tmp_path, rows=rows))}
    assert codes == {"data.total_blank", "data.total_negative", "data.not_a_number"}


def test_what_is_accepted_is_read(tmp_path):
    rows = (*ROWS, "Lesen;2024;20;10;12;3;8")
    totals = tables_of(write_courses(tmp_path, rows=rows, programme=accepting("walk_ins", "same_id"))).totals
    assert totals.loc[totals["year"] == 2024, "attended"].sum() == 14 + 16 + 15 + 12


def test_where_some_came_unregistered_nothing_is_said_of_registrations_that_came(tmp_path):
    rows = (*ROWS, "Malen;2024;20;10;12;3;8")
    study = open_study(write_courses(tmp_path, rows=rows, programme=accepting("walk_ins")), year=2024)
    subjects = {getattr(item, "subject", None) or item.finding.subject for item in study.totals.items}
    assert "attended_share" not in {subject.aspect for subject in subjects}


def test_blank_may_mean_nobody(tmp_path):
    programme = PROGRAMME.replace("kurse.csv", "kurse.csv\n    blank: {completed: 0}")
    totals = tables_of(
        write_courses(tmp_path, rows=(*ROWS, "Malen;2024;20;18;14;;24"), programme=programme)
    ).totals
    assert totals.loc[totals["course"] == "Malen", "completed"].tolist() == [0]


def test_sums_means_and_notes_of_a_workbook_are_no_courses(tmp_path):
    """As offices build them: a title, sums by formula written as values, a mean and a note below."""
    file = write_courses(tmp_path, programme=PROGRAMME.replace("kurse.csv", "kurse.xlsx"))
    book = Workbook()
    book.active.append(("Kursübersicht",))
    book.active.append(HEAD.split(";"))
    for row in ROWS:
        name, *numbers = row.split(";")
        book.active.append((name, *map(int, numbers)))
    book.active.append(("Summe", None, 120, 106, 74, 56, 116))
    book.active.append(("Ø", None, 20, 17.7, 12.3, 9.3, 19.3))
    book.active.append(("Stand: 3.2.2025",))
    book.save(tmp_path / "kurse.xlsx")
    tables = tables_of(file)
    assert tables.totals["attended"].sum() == 74
    assert tables.accounts[0].left_out == (("sum_or_note", 3),)
    assert [one.values["count"] for one in tables.remarks if one.code == "data.totals_left_out"] == [3]


@pytest.mark.parametrize(("language", "heading"), [("de", "Kurse und Teilnahmen"), ("en", "Courses and")])
def test_the_check_on_the_terminal_counts_courses_and_no_persons(tmp_path, language, heading):
    file = write_courses(tmp_path)
    checked = Checked(loaded=load_programme(file), tables=tables_of(file), years=[2023, 2024])
    console = Console(width=200, record=True, file=StringIO())
    for part in summary(checked, language):
        console.print(part)
    said = console.export_text()
    assert heading in said
    assert ["2024", "4", "66", "45", "35"] in [line.split() for line in said.splitlines()]


def test_dates_and_school_years_give_the_year(tmp_path):
    school = PROGRAMME.replace("synthetic: true", "synthetic: true\nperiod: school_year")
    rows = ("A;2023/24;20;18;14;10;24", "B;01.03.2024;20;18;14;10;24", "C;15.09.2024;20;18;14;10;24")
    ledger = school.replace("kosten.csv", "kosten.csv\n    period: school_year")
    totals = tables_of(write_courses(tmp_path, rows=rows, programme=ledger)).totals
    assert totals["year"].tolist() == [2023, 2023, 2024]

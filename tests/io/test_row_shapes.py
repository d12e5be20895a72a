"""Rows that do not fit below the headings: headings in another order, whole rows in one cell."""

from __future__ import annotations

import openpyxl
import pytest

HEAD = "Nr;Jahr;Welle;F1;F2\n"
FIRST = "001;2024;vorher;3;4\n001;2024;nachher;4;5\n"


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("Nr;Jahr;Welle;F2;F1\n", "002;2024;vorher;5;2\n"),
        ("Nr;Jahr;Welle;Klasse;F1;F2\n", "002;2024;vorher;4;2;5\n"),
    ],
)
def test_headings_once_more_in_other_columns(office, head, row):
    office.measure(HEAD.replace("\n", ";\n") + FIRST.replace("\n", ";\n") + head + row)
    (problem,) = office.problems()
    assert "In Zeile 4 stehen die Überschriften noch einmal, aber in anderen Spalten als in Zeile 1" in problem


def test_headings_once_more_in_the_same_columns_are_those_of_the_next_page(office):
    office.measure(HEAD + FIRST + HEAD + "002;2024;vorher;2;1\n002;2024;nachher;4;2\n")
    assert len(office.read().measurements) == 4


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("".join(f'"{line}"\n' for line in (HEAD + FIRST).splitlines()), "3 Zeilen (erste: Zeile 1)"),
        (HEAD + 2 * FIRST.replace(";", ","), "4 Zeilen (erste: Zeile 2)"),
    ],
)
def test_whole_rows_in_one_cell(office, text, rows):
    office.measure(text)
    (problem,) = office.problems()
    assert f"{rows} stehen ganz in einer einzigen Zelle" in problem


def test_a_note_with_commas_is_a_note(office):
    office.measure(HEAD + FIRST + "* ohne Robotik, Chemie, Physik, Technik, Bionik und Informatik\n")
    assert len(office.read().measurements) == 2


def test_where_the_first_sheet_is_a_cover_the_others_are_named(office):
    book = openpyxl.Workbook()
    book.active.title = "Deckblatt"
    book.active["A1"] = "Auswertung 2024"
    for title in ("Daten", "Anna Vogel"):
        sheet = book.create_sheet(title)
        for line in (HEAD + FIRST).splitlines():
            sheet.append(line.split(";"))
    book.save(office.folder / "mappe.xlsx")
    office.measure(file="mappe.xlsx")
    (problem,) = office.problems()
    assert "Auf dem Blatt «Deckblatt», dem ersten der Mappe" in problem
    assert "Weitere Blätter: «Daten». Bitte" in problem  # the other might be a person's
    office.data["measurements"][0]["sheet"] = "Daten"
    assert len(office.read().measurements) == 2

"""Where headings stand: in one row, or in several with merged cells."""

from __future__ import annotations

import openpyxl
import pytest

from wirkung.io.above import data_above
from wirkung.io.headings import find_head

TWO = [
    ["Auswertung der Kurse (erfunden)", "", "", "", ""],
    ["Nr", "vorher", "", "nachher", ""],
    ["", "F1", "F2", "F1", "F2"],
    ["1", "3", "4", "5", "5"],
]


def test_two_rows_where_the_upper_one_covers_several_columns():
    head = find_head(TWO, ["Nr", "vorher F1", "nachher F2"])
    assert (head.top, head.first_row) == (1, 3)
    assert [head.positions(name) for name in ("Nr", "vorher F1", "nachher F2")] == [[0], [1], [4]]


def test_a_heading_that_stands_below_two_others_is_open():
    assert find_head(TWO, ["Nr", "vorher F1", "F1"]).positions("F1") == [1, 3]


def test_a_row_of_data_is_no_second_row_of_headings():
    rows = [["Nr", "Jahr", "Gruppe"], ["1", "2024", "Kurs"]]
    head = find_head(rows, ["Nr", "Jahr", "Gruppe", "Kurs"])
    assert (head.top, head.first_row) == (0, 1)
    assert head.positions("Kurs") == []


@pytest.mark.parametrize("rows", [[], [["", " "]]])
def test_a_table_without_text_has_none(rows):
    assert find_head(rows, ["Nr"]) is None


def test_rows_are_counted_as_the_sheet_shows_them_below_merged_headings(office):
    book = openpyxl.Workbook()
    for row in [["Probe"], ["Nr", "Jahr", "Welle", "Fragen", None], [None, None, None, "F1", "F2"]]:
        book.active.append(row)
    book.active.merge_cells("D2:E2")
    book.active.append(["001", 2024, "vorher", 3, "viel"])
    book.save(office.folder / "b.xlsx")
    office.measure(file="b.xlsx")
    (problem,) = office.problems()
    assert "Spalte «F2» muss Zahlen enthalten; in einer Zeile (Zeile 4)" in problem


def test_ten_thousand_columns_are_named_by_the_first(office):
    office.write("personen.csv", ";".join(f"Spalte {number}" for number in range(10_000)) + "\n1;2024\n")
    assert all(len(problem) < 2_000 for problem in office.problems())


HEADS = "Nr;Jahr;Welle;F1;F2"
BELOW = "002;2024;vorher;3;1\n003;2024;vorher;4;2\n"


def answers(office, above, **source):
    office.measure(f"{above}\n{HEADS}\n{BELOW}003;2024;nachher;4;2\n", **source)


@pytest.mark.parametrize(
    "above", ["001;2024;vorher;5;4", "Befragung 2024\n\n001;2024;vorher;viel;", "001;2024;;2;"]
)
def test_data_above_the_headings_are_no_title(office, above):
    answers(office, above)
    row = 1 + above.count("\n")
    (problem,) = office.problems()
    assert problem == (
        f"befragung.csv: Über den Überschriften (Zeile {row + 1}) steht eine Zeile (Zeile {row}), die aussieht "
        "wie die Daten darunter; sie würde nicht gelesen. Bitte unter die Überschriften verschieben oder löschen; "
        "gehört sie nicht zu den Daten, bitte «accept: [rows_above]» ergänzen."
    )


def test_a_list_whose_headings_stand_in_the_middle_is_asked_about_once(office):
    answers(office, "001;2024;vorher;5;4\n002;2024;nachher;5;4")
    assert (
        "befragung.csv: Above the headings (row 3) stand 2 rows (first: row 1) that look"
        in office.problems("en")[0]
    )


def test_rows_above_are_skipped_where_the_programme_file_says_so(office):
    answers(office, "001;2024;vorher;5;4", accept=["rows_above"])
    assert len(office.read().measurements) == 3


def test_headings_that_are_repeated_on_every_page_are_no_person(office):
    office.persons["columns"] = {"person": "Nr", "sex": "m/w"}
    office.persons["constants"] = {"year": 2024, "group": "programme"}
    office.persons["values"] = {}
    office.parts["characteristics"] = [{"id": "sex", "label": "Geschlecht"}]
    office.write("personen.csv", "Nr;m/w\n1;m\n2;w\nnr;M/W\n3;w\n")
    read = office.read()
    assert read.persons["sex"].tolist() == ["m", "w", "w"]
    (remark,) = read.remarks
    assert remark.text("de").startswith(
        "personen.csv: Spalte «Nr»: Eine Zeile (Zeile 4) ist keine Person, sondern"
    )


TITLES = [
    "Befragung;2024;Kurse",
    "Code;Jahr;Zeitpunkt;Ich mag Mathe;Ich mag Technik",
    "Summe;2024;vorher;312;17",
    ";2024;vorher;3,5;1,5",
    "Stand: 1.2.2025;;;5;4",
    ";;;1;2",
]


@pytest.mark.parametrize("title", TITLES)
def test_titles_sums_and_texts_of_questions_may_stand_above_the_headings(office, title):
    answers(office, title)
    assert len(office.read().measurements) == 3


BY_LETTERS = [["ANBE", "Kurs"], ["OLGA", "Kurs"]]
LEDGER = [["2024", "Personal", "1.200"], ["2024", "Miete", "300"]]
OF = {"person": 0, "group": 1}
OF_COSTS = {"year": 0, "category": 1, "amount": 2}


@pytest.mark.parametrize(
    ("row", "below", "columns", "is_data"),
    [
        (["P7", "Vergleich"], [["P1", "Kurs"], ["P2", "Kurs"]], OF, True),
        (["Code", "Gruppe"], [["P1", "Kurs"], ["P2", "Kurs"]], OF, False),
        (["UWEB", "Kurs"], BY_LETTERS, OF, True),
        (["Code", "Gruppe"], BY_LETTERS, OF, False),
        (["Teilnehmende 2024", "Kurs"], BY_LETTERS, OF, False),
        (["2024", "Bürobedarf", "45,90"], LEDGER, OF_COSTS, True),
        (["Jahr", "Art", "Betrag in Euro"], LEDGER, OF_COSTS, False),
        (["2024", "Haushalt", ""], LEDGER, OF_COSTS, False),
        (["Summe", "Haushalt", "1.500"], LEDGER, OF_COSTS, False),
        (["17"], [["18"], ["19"]], {"person": 0}, True),
        (["Liste"], [["18"], ["19"]], {"person": 0}, False),
    ],
)
def test_which_rows_look_like_those_below(row, below, columns, is_data):
    assert data_above([row], below, columns) == ([0] if is_data else [])

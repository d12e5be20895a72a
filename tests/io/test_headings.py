"""Where headings stand: in one row, or in several with merged cells."""

from __future__ import annotations

import openpyxl
import pytest

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

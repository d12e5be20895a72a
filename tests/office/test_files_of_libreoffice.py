"""An office's list as LibreOffice saves it, in each of its formats: the same numbers and findings."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from tests.io.conftest import Office
from wirkung.errors import DataError

HEADS = ["Nr", "Jahr", "Beginn", "Welle", "F1", "F2", "Std"]
FORMATS = ("xlsx", "ods", "xls", "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false")


def workbook(path, *, broken: bool) -> None:
    """A title, merged heads, dates, formulas nobody has calculated, times, marks of people, and a hidden sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["C1"] = "Befragung", dt.date(2024, 9, 1)
    sheet.merge_cells("A1:B1")
    for at, head in enumerate(HEADS, 1):
        sheet.cell(3, at, head)
    for row, (person, wave) in enumerate(((p, w) for p in (1, 2, 3) for w in (0, 1)), 4):
        cells = [f"{person:03}", 2024, dt.date(2024, 8, person), ("vorher", "nachher")[wave], person + wave]
        for at, cell in enumerate([*cells, f"=E{row}*1.5", dt.time(1, 30)], 1):
            sheet.cell(row, at, cell)
        sheet.cell(row, 7).number_format = "hh:mm"
    sheet["A6"].font = Font(strike=True)
    sheet["D8"] = CellRichText(TextBlock(InlineFont(strike=True), "vor"), "her")
    sheet["B7"].comment = Comment("zurückgezogen", "Amt")
    if broken:
        sheet["F5"] = "=1/0"
    book.create_sheet("Namen").sheet_state = "hidden"
    book.save(path)


def office_of(folder, converted, target: str, *, broken: bool) -> Office:
    workbook(folder / "liste.xlsx", broken=broken)
    made = converted(folder / "liste.xlsx", target)
    office = Office(folder)
    (folder / f"von_libreoffice{made.suffix}").write_bytes(made.read_bytes())
    file = f"von_libreoffice{made.suffix}"
    office.persons = {"file": file, "columns": {"person": "Nr", "year": "Jahr", "entered": "Beginn"}}
    office.parts["design"] = {"kind": "one_group", "assignment": "self_selected"}
    office.data["attendance"] = {"file": file, "columns": {"person": "Nr", "course": "Welle", "hours": "Std"}}
    office.measure(file=file)
    return office


@pytest.mark.parametrize("target", FORMATS)
def test_the_same_numbers_in_every_format(tmp_path, converted, target):
    tables = office_of(tmp_path, converted, target, broken=False).read()
    assert tables.persons["entered"].dt.day.tolist() == [1, 2, 3]
    assert tables.measurements["q1"].tolist() == [1, 2, 2, 3, 3, 4]
    assert tables.measurements["q2"].tolist() == [1.5, 3, 3, 4.5, 4.5, 6]
    assert tables.attendance["hours"].tolist() == [1.5] * 6
    marks = {
        (each.code, each.values["count"], each.values["row"]) for each in tables.remarks if "row" in each.values
    }
    marked = target in ("xlsx", "ods")  # the others have none, or are not looked through for them
    assert marks == ({("data.rows_struck", 2, 6), ("data.rows_commented", 1, 7)} if marked else set())


@pytest.mark.parametrize("target", FORMATS)
def test_an_error_is_found_in_every_format(tmp_path, converted, target):
    office = office_of(tmp_path, converted, target, broken=True)
    with pytest.raises(DataError) as caught:
        office.read()
    (problem,) = caught.value.problems
    assert (problem.code, problem.values["row"]) == ("data.error_cell", 5)

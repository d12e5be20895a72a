"""What the XML of sheets says: written by openpyxl where it can, and by hand as other programs spell it."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from wirkung.io.sheet_xml import MISSING_ERROR, SheetTooLargeError, sheet_xml

MOST = 5_000_000

RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>'
)
BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="T" r:id="r1"/></sheets></workbook>'
)


def excel(rows: str, prefix: str = "") -> bytes:
    """A workbook whose sheet has these rows, as XML."""
    space = f' xmlns{":" + prefix if prefix else ""}="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    tag = f"{prefix}:" if prefix else ""
    sheet = f"<{tag}worksheet{space}><{tag}sheetData>{rows}</{tag}sheetData></{tag}worksheet>"
    return packed(
        {"xl/workbook.xml": BOOK, "xl/_rels/workbook.xml.rels": RELATIONS, "xl/worksheets/sheet1.xml": sheet}
    )


def open_document(rows: str) -> bytes:
    spaces = " ".join(f'xmlns:{name}="urn:{name}"' for name in ("office", "table", "text", "calcext"))
    table = f'<table:table table:name="T">{rows}</table:table>'
    return packed({"content.xml": f"<office:document {spaces}>{table}</office:document>"})


def packed(parts: dict[str, str]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return written.getvalue()


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="B2" t="e"><v>#DIV/0!</v></c>',
        "<c r='B2' t='e'><v>#DIV/0!</v></c>",
        '<c t="e" r="B2"><v>#DIV/0!</v></c>',
        '<c r="B2" s="3" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
    ],
)
def test_error_cells_however_they_are_spelt(cell):
    found = sheet_xml(excel(f'<row r="2"><c r="A2"><v>1</v></c>{cell}<c r="C2"><v>7</v></c></row>'), "T", MOST)
    assert found.errors == {(1, 1): "#DIV/0!"}


def test_an_error_cell_without_text_does_not_take_that_of_its_neighbour():
    found = sheet_xml(excel('<row r="2"><c r="B2" t="e"/><c r="C2"><v>7</v></c></row>'), "T", MOST)
    assert found.errors == {(1, 1): MISSING_ERROR}


def test_error_cells_with_a_prefix_and_without_references():
    rows = '<x:row><x:c><x:v>1</x:v></x:c><x:c t="e"><x:v>#NV</x:v></x:c></x:row>'
    assert sheet_xml(excel(rows, prefix="x"), "T", MOST).errors == {(0, 1): "#NV"}


def test_open_document_errors_and_repeated_cells():
    rows = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        '<table:table-row><table:table-cell table:number-columns-repeated="2"><text:p>1</text:p>'
        "</table:table-cell>"
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" calcext:value-type="error">'
        "<text:p>#DIV/0!</text:p></table:table-cell></table:table-row>"
        '<table:table-row table:number-rows-repeated="1048573"><table:table-cell'
        ' table:number-columns-repeated="16384"/></table:table-row>'
    )
    found = sheet_xml(open_document(rows), "T", MOST)
    assert found.errors == {(2, 2): "#DIV/0!"}
    assert (found.rows, found.columns) == (3, 3)


def test_formulas_that_nobody_calculated():
    book = openpyxl.Workbook()
    book.active.title = "T"
    book.active.append([1, "=A1+1"])
    written = io.BytesIO()
    book.save(written)
    assert sheet_xml(written.getvalue(), "T", MOST).unvalued == {(0, 1)}


def test_a_stray_cell_in_the_far_corner_is_refused_before_anything_is_allocated():
    with pytest.raises(SheetTooLargeError):
        sheet_xml(excel('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "T", MOST)


def test_ten_thousand_error_cells_take_no_longer_than_a_line_each():
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="e"/></row>' for n in range(1, 10_001))
    assert len(sheet_xml(excel(rows), "T", MOST).errors) == 10_000


def test_other_files_say_nothing():
    assert sheet_xml(b"a;b", "T", MOST).errors == {}
    assert sheet_xml(packed({"a.txt": "b"}), "T", MOST).errors == {}


@pytest.mark.parametrize(
    "book",
    [
        excel('<row r="1"><c r="A1"><v>1</v></c></row><row r="3" hidden="1"><c r="A3"><v>2</v></c></row>'
              '<row r="4" hidden="0"><c><v>2</v></c></row><row r="5" hidden="true"/>'),
        open_document(
            "<table:table-row><table:table-cell><text:p>1</text:p></table:table-cell></table:table-row>"
            "<table:table-row/>"
            '<table:table-row table:visibility="filter"><table:table-cell><text:p>2</text:p></table:table-cell>'
            "</table:table-row>"
            '<table:table-row table:visibility="collapse"><table:table-cell/></table:table-row>'
        ),
    ],
)  # fmt: skip
def test_hidden_rows_with_cells(book):
    assert sheet_xml(book, "T", MOST).hidden == {2}

"""Whatever bytes a file has, it is read or its problem is told."""

import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wirkung.errors import DataError

CELLS = st.text(alphabet='Nr;Jahr1234.,-€%"\n\r\t\0ä ', max_size=40)


def reads_or_tells(office):
    try:
        assert not office.read().persons.empty
    except DataError as error:
        return [problem.text(language) for problem in error.problems for language in ("de", "en")]
    return []


@pytest.mark.parametrize("name", ["personen.csv", "personen.xlsx", "personen.ods", "personen.xls"])
@settings(max_examples=12, deadline=None)
@given(raw=st.binary(max_size=200))
def test_any_bytes(new_office, name, raw):
    office = new_office()
    office.persons["file"] = name
    (office.folder / name).write_bytes(raw)
    reads_or_tells(office)


@settings(max_examples=50, deadline=None)
@given(text=CELLS, rows=st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=3))
def test_any_text_below_the_headings(new_office, text, rows):
    office = new_office()
    office.write("personen.csv", "Nr;Jahr;Gruppe;Kurs\n" + text + "\n".join(";".join(row) for row in rows))
    reads_or_tells(office)


def test_opendocument_sheet(office):
    cells = ["Nr", "Jahr", "Gruppe", "Kurs", "1", "2024", "Kurs", "Räder"]
    marked = [
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    ]
    rows = "".join(f"<table:table-row>{''.join(part)}</table:table-row>" for part in (marked[:4], marked[4:]))
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    table = f'<table:table table:name="T">{rows}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    with zipfile.ZipFile(office.folder / "personen.ods", "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("META-INF/manifest.xml", "<manifest/>")
        book.writestr("content.xml", f"<office:document-content {names}>{body}</office:document-content>")
    office.persons["file"] = "personen.ods"
    assert office.read().persons["course"].tolist() == ["Räder"]

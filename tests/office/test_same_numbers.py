"""Every format says the same: what a table of the page says is in the PDF, the Word file and the workbook."""

from __future__ import annotations

import re
import subprocess
from html.parser import HTMLParser

import docx
import nbformat
import openpyxl
import pytest

from wirkung.report.document.printed import PrintedInterval, PrintedNumber
from wirkung.report.document.reading import read_document
from wirkung.report.writing.words import say


class Cells(HTMLParser):
    """The texts of all cells of all tables of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag, *_):
        if tag in ("td", "th"):
            self._inside = True
            self.texts.append("")

    def handle_endtag(self, tag):
        self._inside = self._inside and tag not in ("td", "th")

    def handle_data(self, data):
        if self._inside:
            self.texts[-1] += data


def compact(text: str) -> str:
    """Without what a line end may add or take: spaces and hyphens."""
    return re.sub(r"[\s\u00ad\u200b\u200e\u2010-]", "", text)


@pytest.fixture(scope="module")
def printed(sample) -> set[str]:
    found = {compact(text) for text in Cells((sample / "evaluation.html").read_text(encoding="utf-8")).texts}
    assert len(found) > 200
    return found


def test_the_pdf_says_what_the_page_says(sample, printed, pdftotext):
    both = (sample / "evaluation.pdf", sample / "evaluation.annex.pdf")
    commands = [[pdftotext, "-raw", str(path), "-"] for path in both]
    text = compact(
        "".join(subprocess.run(each, capture_output=True, text=True, check=True).stdout for each in commands)
    )
    assert {cell for cell in printed if cell not in text} == set()


def test_the_word_file_says_what_the_page_says(sample, printed):
    tables = docx.Document(str(sample / "evaluation.docx")).tables
    cells = {compact(cell.text) for table in tables for row in table.rows for cell in row.cells}
    assert printed - cells == set()


def test_the_sheets_say_what_the_page_says(sample, printed):
    """Numbers by value and format, as cells of the document know them; `test_libreoffice` has them shown."""
    book = openpyxl.load_workbook(sample / "evaluation.xlsx")
    cells = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    texts = {compact(cell.value) for cell in cells if cell.data_type == "s"}
    numbers = {(float(cell.value), cell.number_format) for cell in cells if cell.data_type == "n"}
    document = read_document(nbformat.read(sample / "evaluation.ipynb", as_version=4), language="de")
    rows = [row for exhibit in document.exhibits for row in exhibit.table.rows]
    known = {
        compact(cell): (cell.value, cell.number_format)
        for row in rows
        for cell in row
        if isinstance(cell, PrintedNumber)
    }
    limits = {
        compact(cell): {(limit.value, limit.number_format) for limit in (cell.low, cell.high) if limit is not None}
        for row in rows
        for cell in row
        if isinstance(cell, PrintedInterval)
    }
    heads = {  # an interval has a column for each limit there
        compact(column.head): {compact(say(f"workbook.{end}", "de", head=column.head)) for end in ("low", "high")}
        for exhibit in document.exhibits
        for column in exhibit.table.columns
    }
    for cell in printed - texts:
        if cell in heads:
            assert heads[cell] <= texts, cell
        else:
            assert (limits[cell] if cell in limits else {known[cell]}) <= numbers, cell

"""Word file and workbook in a real office program: they open, show the printed numbers, and survive saving."""

from __future__ import annotations

import html
import re
import subprocess

import docx
import nbformat
import openpyxl
import pytest

from wirkung.report.document.reading import read_document

MOST_PAGES = 33  # with its annex; 31 in the broad face that stands in for Arial, 29 in one of its width


def headings(document):
    return [
        (each.style.name, each.text)
        for each in document.paragraphs
        if re.match(r"(Heading \d|Title)$", each.style.name) and each.text
    ]


def tables(document):
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]


def alternatives(document):
    return [shape._inline.docPr.get("descr") for shape in document.inline_shapes]


@pytest.fixture(scope="module")
def written(sample):
    return docx.Document(str(sample / "evaluation.docx"))


@pytest.fixture(scope="module")
def saved(sample, converted):
    """Opened and saved again by LibreOffice."""
    return docx.Document(str(converted(sample / "evaluation.docx", "docx")))


def test_headings_survive_being_saved(written, saved):
    assert len(headings(written)) > 10
    assert headings(saved) == headings(written)


def test_tables_survive_being_saved(written, saved):
    assert len(tables(written)) > 8
    # A hyphen that does not break comes back as an element of its own, which python-docx reads as a hyphen.
    plain = str.maketrans("\u2011", "-")
    assert tables(saved) == [[[cell.translate(plain) for cell in row] for row in each] for each in tables(written)]


def test_words_for_pictures_survive_being_saved(written, saved):
    assert len(alternatives(written)) > 4
    assert all(alternatives(written))
    assert alternatives(saved) == alternatives(written)


def test_the_pages_have_contents_captions_and_page_numbers(sample, converted, pdftotext):
    pages = converted(sample / "evaluation.docx", "pdf")
    command = [pdftotext, "-layout", str(pages), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    first, second, *others = text.split("\f")[:-1]
    assert "Auf einen Blick" in first
    assert "Inhalt" in first + second
    assert "Daten und Herkunft" in first + second
    assert 2 + len(others) <= MOST_PAGES
    assert f"Seite 1 von {2 + len(others)}" in first
    assert f"Seite 2 von {2 + len(others)}" in second
    assert "Jugend macht MIN(T)!" in second.splitlines()[0]
    # Each caption keeps the number by which other places point to it, also where fields are counted anew.
    document = read_document(nbformat.read(sample / "evaluation.ipynb", as_version=4), language="de")
    captions = [f"{each.label}: {each.block.caption}" for each in document.exhibits if each.label[:7] == "Tabelle"]
    assert len(captions) > 20
    compact = "".join(text.split())
    assert [each for each in captions if "".join(each.split()) not in compact] == []
    assert "Fehler" not in text  # what LibreOffice writes where a link has lost its target


def test_a_sheet_shows_every_number_as_the_report_prints_it(sample, converted):
    """The real number formats, shown by a program that knows German: «+0,31», «62 %», «5.573 Stunden»."""
    shown = converted(sample / "evaluation.xlsx", "html").read_text(encoding="utf-8")
    cells = {html.unescape(re.sub("<[^>]+>", "", cell)).strip() for cell in re.findall(r"(?s)<td.*?</td>", shown)}
    assert len(cells) > 100
    book = openpyxl.load_workbook(sample / "evaluation.xlsx")
    assert sum(cell.data_type == "n" and cell.value is not None for s in book for row in s for cell in row) > 50
    printed = {
        cell.text.replace("\u00ad", "")
        for table in docx.Document(str(sample / "evaluation.docx")).tables
        for row in table.rows
        for cell in row.cells
    }
    shown_as = {" ".join(each.split()) for each in cells}

    def shows(text: str) -> bool:
        low, between, high = text.partition(" bis ")  # an interval stands in two cells, each with its unit
        limits = between and high in shown_as and any(each.startswith(low) for each in shown_as)
        return text in shown_as or bool(limits) or f"{text}, von" in shown_as

    assert [each for each in map(" ".join, map(str.split, printed)) if not shows(each)] == []

"""Titles and labels that nobody should write, and somebody will, in a Word file."""

from __future__ import annotations

import io
import re

import docx
import pytest
from docx.oxml.ns import qn

from wirkung.report.document.blocks import Column, Figure, Paragraph, Table, Title
from wirkung.report.document.reading import read_document
from wirkung.report.formats.word.report import report_word

COLUMNS = (Column(head="Merkmal", align="left"), Column(head="Wert"))
OWN_DATA = Table(caption="Daten", columns=COLUMNS, rows=(("z", "9"),))


def word_of(notebook, language="de"):
    return report_word(read_document(notebook, language=language))


def opened(content):
    return docx.Document(io.BytesIO(content))


ODD = [
    "x" * 300,
    "ein Wort " * 60,
    "<script>alert(1)</script>",
    '=HYPERLINK("http://x.y")',
    "a\x00b\x0b\ufffe\ud800c",
    "🎓 👩‍🔬",
    "$x^2$ \\frac{1}{2} #panic()",
    "a\nb\tc",
    "\"&amp;'",
]


@pytest.mark.parametrize("text", ODD)
def test_odd_labels_stay_readable_and_break_nothing(executed, text):
    columns = (Column(head=text, align="left"), Column(head=text))
    table = Table(caption=text, columns=columns, rows=((text, text),), notes=(text,), groups=(text,))
    figure = Figure(caption=text, alt=text, data=OWN_DATA)
    title = Title(text=text, above=text, below=text)
    document = opened(word_of(executed(title, "## A", table, figure, Paragraph(text=text, mark=text))))
    shown = re.sub("[\x00\x0b\ufffe\ud800]", "\ufffd", text)
    assert [cell.text for cell in document.tables[0].rows[2].cells] == [shown, shown]
    assert [each.text for each in document.paragraphs if each.style.name == "Title"] == [shown]
    assert len(document.core_properties.title) <= 255
    assert len(document.sections[0].header.paragraphs[0].text) <= 80


def test_words_from_right_to_left_are_marked(executed):
    text = "Kurs שלום עולם und مرحبا, 3"
    document = opened(word_of(executed("## A", Paragraph(text=text))))
    (found,) = [each for each in document.paragraphs if each.text == text]
    turned = [
        (run.text, run._r.rPr is not None and run._r.rPr.find(qn("w:rtl")) is not None) for run in found.runs
    ]
    assert turned == [("Kurs ", False), ("שלום עולם und مرحبا", True), (", 3", False)]


def test_forty_columns_and_four_hundred_rows_are_still_a_table(executed):
    columns = tuple(Column(head=f"Indikator {number}") for number in range(40))
    rows = tuple(tuple(f"{number},5" for _ in columns) for number in range(400))
    document = opened(word_of(executed("## A", Table(caption="V", columns=columns, rows=rows))))
    table = document.tables[0]._tbl
    assert len(table.tr_lst) == 401
    widths = [int(column.get(qn("w:w"))) for column in table.tblGrid]
    assert sum(widths) == 9638
    assert min(widths) > 0


def test_a_report_in_which_everything_is_withheld_shows_the_marks(executed):
    table = Table(
        caption="V", columns=COLUMNS, rows=(("a", "[g]"), ("b", "[g]")), notes=("[g] nicht ausgewiesen",)
    )
    document = opened(word_of(executed("## A", table)))
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows[1:]] == [
        ["a", "[g]"],
        ["b", "[g]"],
    ]

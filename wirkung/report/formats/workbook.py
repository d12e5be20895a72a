"""The tables of a report as an Excel workbook: one sheet per table, numbers to calculate with, no formula."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from nbformat import NotebookNode
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from wirkung.catalogue import LOCALES
from wirkung.report.document.blocks import Paragraph, Title
from wirkung.report.document.exhibits import Exhibit, exhibits
from wirkung.report.document.outline import Outline, outline
from wirkung.report.formats.archive import readable, without_times
from wirkung.report.formats.sheet_style import HEAD, LINE, NOTE, TEXT, TITLE, height, wrapped
from wirkung.report.formats.sheets import for_print, link, put, write_table
from wirkung.report.writing.words import say

LABEL_WIDTH, CAPTION_WIDTH = 16, 100
LONGEST_SHEET_NAME = 31
FORBIDDEN_IN_SHEET_NAMES = "[]:*?/\\'"


def report_workbook(notebook: NotebookNode, *, language: str) -> bytes:
    """The released tables of a notebook that ran to its end, for others to calculate with.

    Parameters
    ----------
    notebook
        Executed; `show()` left blocks in its outputs. What an evaluator's own cells showed is not in it: nobody
        released that as a table.
    language
        Of the few words around the tables, and of how the tables print numbers: «de» or «en».

    Returns
    -------
    bytes
        An XLSX file: a sheet with the contents, then one sheet for every table and for the data of every figure
        that no table holds. A cell that prints one number is that number, with as many digits as were printed;
        every other cell is text, never a formula. Equal notebooks give equal bytes.

    Raises
    ------
    RunError
        As `outline`.
    """
    report = outline(notebook)
    numbered = exhibits(report, language)
    book = Workbook()
    _describe(book, report, language)
    contents = book.worksheets[0]
    contents.title = _sheet_name(say("workbook.contents", language))
    _write_contents(contents, report, numbered, language)
    for exhibit in numbered:
        if exhibit.holds_its_data:
            sheet = book.create_sheet(_sheet_name(exhibit.label))
            caption = f"{exhibit.label}: {exhibit.block.caption}"
            write_table(sheet, exhibit.table, caption, contents=contents.title, language=language)
    written = io.BytesIO()
    book.save(written)
    return without_times(written.getvalue())


def _describe(book: Workbook, report: Outline, language: str) -> None:
    properties = book.properties
    head = next((shown.block for shown in report.head if isinstance(shown.block, Title)), None)
    properties.title = readable(head.text if head else say("html.report", language))
    properties.creator = readable(head.above if head else "")
    properties.subject = readable(head.below if head else "")
    properties.language = LOCALES[language].replace("_", "-")


def _sheet_name(label: str) -> str:
    """Labels come from the catalogue, numbered, so they are unique; what Excel forbids is replaced."""
    return "".join(" " if mark in FORBIDDEN_IN_SHEET_NAMES else mark for mark in label)[:LONGEST_SHEET_NAME]


def _write_contents(sheet: Worksheet, report: Outline, numbered: Sequence[Exhibit], language: str) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = LABEL_WIDTH, CAPTION_WIDTH
    for text, font in (*_head_lines(report), (say("workbook.lead", language), NOTE)):
        _append(sheet, "", text, font)
    _append(sheet, "", "", NOTE)
    head = _append(sheet, say("workbook.sheet", language), say("workbook.caption", language), HEAD)
    for exhibit in numbered:
        row = _append(sheet, exhibit.label, _caption(exhibit, language), TEXT)
        link(sheet, f"A{row}", _sheet_name(exhibit.data_in))
    for_print(sheet, head_row=head)


def _head_lines(report: Outline) -> Iterator[tuple[str, Font]]:
    for shown in report.head:
        match shown.block:
            case Title(text=text, above=above, below=below):
                yield text, TITLE
                yield " · ".join(part for part in (above, below) if part), TEXT
            case Paragraph(text=text, mark=mark):
                yield f"{mark}: {text}" if mark else text, NOTE


def _caption(exhibit: Exhibit, language: str) -> str:
    caption = exhibit.block.caption
    if exhibit.holds_its_data:
        return caption
    return say("workbook.data_in", language, caption=caption, place=exhibit.data_in)


def _append(sheet: Worksheet, label: str, text: str, font: Font) -> int:
    """One more row of the contents, and its number."""
    row = sheet.max_row + 1
    put(sheet, row, 1, label, font).alignment = wrapped()
    put(sheet, row, 2, text, font).alignment = wrapped()
    line = LINE * font.size / TEXT.size
    sheet.row_dimensions[row].height = height((label, text), (LABEL_WIDTH, CAPTION_WIDTH), line=line)
    return row

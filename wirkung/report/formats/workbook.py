"""The tables of a report as an Excel workbook: one sheet per table, numbers to calculate with, no formula."""

from __future__ import annotations

import io
from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from wirkung.catalogue import LOCALES
from wirkung.report.document.blocks import Paragraph
from wirkung.report.document.document import Document, Exhibit
from wirkung.report.formats.archive import readable, without_times
from wirkung.report.formats.sheet_style import HEAD, LINE, NOTE, TEXT, TITLE, height, scale, wrapped
from wirkung.report.formats.sheets import for_print, link, put, write_table
from wirkung.report.writing.words import say

LABEL_WIDTH, CAPTION_WIDTH = 16, 100
LONGEST_SHEET_NAME = 31
FORBIDDEN_IN_SHEET_NAMES = "[]:*?/\\'"


def report_workbook(document: Document) -> bytes:
    """The tables of a report, for others to calculate with.

    Returns
    -------
    bytes
        An XLSX file: a sheet with the contents, then one sheet for every table and for the data of every figure
        that no table holds. A cell that prints one number is that number, with as many digits as were printed;
        every other cell is text, never a formula. Equal documents give equal bytes.
    """
    language = document.language
    book = Workbook()
    _describe(book, document)
    contents = book.worksheets[0]
    contents.title = _sheet_name(say("workbook.contents", language))
    _write_contents(contents, document)
    for exhibit in document.exhibits:
        if exhibit.holds_its_data:
            sheet = book.create_sheet(_sheet_name(exhibit.label))
            caption = f"{exhibit.label}: {exhibit.block.caption}"
            write_table(sheet, exhibit.table, caption, contents=contents.title, language=language)
    _scale(book)
    written = io.BytesIO()
    book.save(written)
    return without_times(written.getvalue())


def _describe(book: Workbook, document: Document) -> None:
    properties, title = book.properties, document.title
    properties.title = readable(title.text)
    properties.creator = readable(title.above)
    properties.subject = readable(title.below)
    properties.language = LOCALES[document.language].replace("_", "-")


def _scale(book: Workbook) -> None:
    """Every sheet is printed as large as the widest can be."""
    widths = [[int(each.width) for each in sheet.column_dimensions.values()] for sheet in book.worksheets]
    common = scale(widths)
    for sheet in book.worksheets:
        sheet.page_setup.scale = common


def _sheet_name(label: str) -> str:
    """Labels come from the catalogue, numbered, so they are unique; what Excel forbids is replaced."""
    return "".join(" " if mark in FORBIDDEN_IN_SHEET_NAMES else mark for mark in label)[:LONGEST_SHEET_NAME]


def _write_contents(sheet: Worksheet, document: Document) -> None:
    language = document.language
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = LABEL_WIDTH, CAPTION_WIDTH
    for text, font in (*_head_lines(document), (say("workbook.lead", language), NOTE)):
        _append(sheet, "", text, font)
    _append(sheet, "", "", NOTE)
    head = _append(sheet, say("workbook.sheet", language), say("workbook.caption", language), HEAD)
    for exhibit in document.exhibits:
        row = _append(sheet, exhibit.label, _caption(exhibit, language), TEXT)
        link(sheet, f"A{row}", _sheet_name(exhibit.data_in))
    for_print(sheet, head_row=head)


def _head_lines(document: Document) -> Iterator[tuple[str, Font]]:
    title = document.title
    yield title.text, TITLE
    if title.above or title.below:
        yield " · ".join(filter(None, (title.above, title.below))), TEXT
    for each in (*document.banners, *document.front):
        if isinstance(each, Paragraph):
            yield f"{each.mark}: {each.text}" if each.mark else each.text, NOTE
    if document.barriers:
        yield document.barriers, NOTE


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
    larger = font.size / TEXT.size
    columns = [round(width / larger) for width in (LABEL_WIDTH, CAPTION_WIDTH)]  # in letters of this size
    sheet.row_dimensions[row].height = height((label, text), columns, line=LINE * larger)
    return row

"""Writing into a sheet: text that stays text, numbers that are numbers, links between sheets, whole tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from openpyxl.cell import Cell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from wirkung.report.document.blocks import Column, Table
from wirkung.report.document.printed import PrintedInterval, PrintedNumber
from wirkung.report.formats.archive import readable
from wirkung.report.formats.sheet_style import (
    CAPTION,
    FIRST_NARROWEST,
    HEAD,
    LINK,
    NOTE,
    NOTE_LINE,
    TEXT,
    height,
    widths,
    wrapped,
)
from wirkung.report.writing.words import say

SOFT_HYPHEN = "\u00ad"
FORMULA_STARTS = ("=", "+", "-", "@")
LONGEST_FORMAT = 255  # letters that Excel takes for a number format; a unit of a whole sentence is longer
HEAD_ROW = 4  # above it: the caption, the way back, an empty row


def write_table(sheet: Worksheet, table: Table, caption: str, *, contents: str, language: str) -> None:
    """A table with its caption, the way back to the sheet `contents`, and its notes below.

    A cell that prints one number becomes that number. Groups become a column of their own, so that rows can be
    sorted and filtered, and intervals two: one for each limit.
    """
    whole = _with_limits(_with_groups(table, language), language)
    columns = widths(whole)
    for place, width in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    put(sheet, 1, 1, caption, CAPTION)
    put(sheet, 2, 1, say("workbook.back", language), TEXT)
    link(sheet, "A2", contents)
    _write_head(sheet, whole, columns)
    for number, row in enumerate(whole.rows, start=HEAD_ROW + 1):
        _write_row(sheet, number, row, whole)
        sheet.row_dimensions[number].height = height(row, columns)
    for number, note in enumerate(whole.notes, start=sheet.max_row + 2):
        put(sheet, number, 1, note, NOTE).alignment = wrapped()
        sheet.row_dimensions[number].height = height((note,), (FIRST_NARROWEST,), line=NOTE_LINE)
    sheet.freeze_panes = f"A{HEAD_ROW + 1}"
    for_print(sheet, head_row=HEAD_ROW)


def put(sheet: Worksheet, row: int, column: int, text: str, font: Font) -> Cell:
    """Text that stays text, whatever it starts with, also when somebody edits the cell later."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)  # noqa: S101 - nothing here merges cells
    cell.value = readable(text.replace(SOFT_HYPHEN, ""))
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(FORMULA_STARTS)
    cell.font = font
    return cell


def link(sheet: Worksheet, cell: str, target: str) -> None:
    """Make a cell lead to another sheet."""
    sheet[cell].hyperlink = Hyperlink(ref=cell, location=f"'{target}'!A1")
    sheet[cell].font = LINK


def for_print(sheet: Worksheet, *, head_row: int) -> None:
    """A4 across, with the head on every page and page numbers."""
    sheet.print_title_rows = f"{head_row}:{head_row}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    footer = HeaderFooterItem()
    footer.right.text = "&P / &N"
    sheet.HeaderFooter = HeaderFooter(oddFooter=footer)


def _with_groups(table: Table, language: str) -> Table:
    if not table.groups:
        return table
    columns = (Column(head=say("workbook.group", language), align="left"), *table.columns)
    rows = tuple((group, *row) for group, row in zip(table.groups, table.rows, strict=True))
    return replace(table, columns=columns, rows=rows, groups=())


def _with_limits(table: Table, language: str) -> Table:
    """Two columns for every column with intervals; a mark that stands for one stands in both."""
    cells = zip(*table.rows, strict=True) if table.rows else ((),) * len(table.columns)
    columns: list[tuple[Column, Sequence[str]]] = []
    for column, below in zip(table.columns, cells, strict=True):
        if not any(isinstance(cell, PrintedInterval) for cell in below):
            columns.append((column, below))
            continue
        for end in ("low", "high"):
            head = say(f"workbook.{end}", language, head=column.head)
            columns.append((replace(column, head=head), [_limit(cell, end) for cell in below]))
    heads, cells = zip(*columns, strict=True)
    return replace(table, columns=heads, rows=tuple(zip(*cells, strict=True)))


def _limit(cell: str, end: str) -> str:
    return getattr(cell, end) or "" if isinstance(cell, PrintedInterval) else cell


def _write_head(sheet: Worksheet, table: Table, columns: Sequence[int]) -> None:
    for place, column in enumerate(table.columns, start=1):
        cell = put(sheet, HEAD_ROW, place, column.head, HEAD)
        cell.alignment = wrapped(column.align, indented=place > 1)
    heads = [column.head.replace(SOFT_HYPHEN, "") for column in table.columns]
    sheet.row_dimensions[HEAD_ROW].height = height(heads, columns)


def _write_row(sheet: Worksheet, number: int, row: Sequence[str], table: Table) -> None:
    for place, (text, column) in enumerate(zip(row, table.columns, strict=True), start=1):
        cell = put(sheet, number, place, text, TEXT)
        if isinstance(text, PrintedNumber) and len(text.number_format) <= LONGEST_FORMAT:
            cell.value, cell.number_format, cell.quotePrefix = text.value, readable(text.number_format), False
        cell.alignment = wrapped(column.align, indented=place > 1)

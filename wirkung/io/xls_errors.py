"""Error cells of `.xls` files, which the reading library leaves blank."""

from __future__ import annotations

import os

import xlrd

from wirkung.io.sheet_xml import SheetTooLargeError, SheetXml

_SIGNATURES = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")


def is_xls(raw: bytes) -> bool:
    """Whether the bytes begin as those of Excel 97 to 2003 and earlier do."""
    return raw.startswith(_SIGNATURES)


def xls_errors(raw: bytes, sheet: str, cells: int) -> SheetXml:
    """Where errors stand in a sheet; formulas always have a value in this format.

    Raises
    ------
    SheetTooLargeError
        The used range has more than `cells`.
    """
    found = SheetXml(most=cells)
    with open(os.devnull, "w", encoding="utf-8") as silent:  # noqa: PTH123 - a device, not a path of ours
        try:
            book = xlrd.open_workbook(file_contents=raw, on_demand=True, ragged_rows=True, logfile=silent)
            rows = book.sheet_by_name(sheet)
        except xlrd.XLRDError:
            return found  # the library that reads says what is wrong with it
    if rows.nrows * rows.ncols > cells:
        raise SheetTooLargeError
    for row in range(rows.nrows):
        for column, kind in enumerate(rows.row_types(row)):
            if kind == xlrd.XL_CELL_ERROR:
                code = rows.cell_value(row, column)
                found.errors[row, column] = xlrd.error_text_from_code.get(code, "#FEHLER")
    return found

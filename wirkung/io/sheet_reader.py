"""One sheet of a workbook as rows of text, read inside a process of its own."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    WorksheetNotFound,
)

from wirkung.io.cells import UNVALUED, cell_text
from wirkung.io.reader_problem import ReaderProblem
from wirkung.io.sheet_xml import SheetTooLargeError, sheet_xml
from wirkung.io.xls_errors import is_xls, xls_errors

# A workbook with a password is a container with this entry, its name in UTF-16.
_PROTECTED_XLSX = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e"


def read_sheet(raw: bytes, sheet: str, *, cells: int, unpacked: int) -> dict[str, Any]:
    """The rows of a sheet (else of the first that is not hidden), its name, and what is hidden.

    These are the names of sheets, and the places of rows with cells, from 0.

    Parameters
    ----------
    raw
        The workbook.
    sheet
        Its name; empty for the first.
    cells
        The largest used range.
    unpacked
        The most bytes of all parts together.
    """
    check_unpacked(raw, unpacked)
    if is_binary(raw):
        raise ReaderProblem("data.workbook_binary")
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        hidden = [each.name for each in workbook.sheets_metadata if each.visible is not SheetVisibleEnum.Visible]
        name = sheet or _first(workbook)
        found = xls_errors(raw, name, cells) if is_xls(raw) else sheet_xml(raw, name, cells)
        # The empty area is kept: otherwise row numbers would not be those that Excel shows.
        rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except WorksheetNotFound:
        raise ReaderProblem("data.sheet_missing", sheet=sheet, sheets=workbook.sheet_names) from None
    except SheetTooLargeError:
        raise ReaderProblem("data.sheet_too_large", most=cells) from None
    except CalamineError as error:
        protected = isinstance(error, PasswordError) or _PROTECTED_XLSX in raw
        raise ReaderProblem("data.workbook_protected" if protected else "data.workbook_damaged") from None
    texts = [[cell_text(cell) for cell in row] for row in rows]
    shown = {**found.errors, **dict.fromkeys(found.unvalued, UNVALUED)}
    others = [each for each in workbook.sheet_names if each not in (name, *hidden)]
    rows_of = {
        "rows": _with(texts, shown),
        "hidden_rows": sorted(found.hidden),
        "struck_rows": sorted(found.struck),
        "commented_rows": sorted(found.commented),
    }
    return {**rows_of, "sheet": name, "hidden": hidden, "others": others}


def check_unpacked(raw: bytes, most: int) -> None:
    """A problem where the parts of a packed file would take too many bytes: a bomb of a few kilobytes."""
    if not zipfile.is_zipfile(io.BytesIO(raw)):
        return
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        size = sum(part.file_size for part in archive.infolist())
    if size > most:
        raise ReaderProblem("data.unpacked_too_large", size=size // 1_000_000, most=most // 1_000_000)


def is_binary(raw: bytes) -> bool:
    """Whether it is a workbook of Excel's binary kind (.xlsb), whatever its suffix: its cells are no XML."""
    if not zipfile.is_zipfile(io.BytesIO(raw)):
        return False
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return "xl/workbook.bin" in archive.namelist()


def _first(workbook: CalamineWorkbook) -> str:
    """The first sheet with cells that is not hidden, else the first."""
    names = [
        each.name
        for each in workbook.sheets_metadata
        if each.visible is SheetVisibleEnum.Visible and each.typ is SheetTypeEnum.WorkSheet
    ]
    if not workbook.sheet_names:
        raise ReaderProblem("data.workbook_damaged")
    return next(iter([*names, *workbook.sheet_names]))


def _with(texts: list[list[str]], shown: dict[tuple[int, int], str]) -> list[list[str]]:
    """The rows, all of one length, with what the library leaves blank."""
    width = max(map(len, texts), default=0)
    for (row, column), text in shown.items():
        # The library may have cut off an area that holds nothing but errors.
        width = max(width, column + 1)
        texts.extend([] for _ in range(row + 1 - len(texts)))
        texts[row].extend("" for _ in range(width - len(texts[row])))
        texts[row][column] = text
    return [line + [""] * (width - len(line)) for line in texts]

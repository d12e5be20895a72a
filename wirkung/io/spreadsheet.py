"""Rows of Excel and OpenDocument sheets, as text."""

from __future__ import annotations

import datetime as dt
import io
import re
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

import numpy as np
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, WorksheetNotFound

from wirkung.errors import DataError, Place, Problem
from wirkung.io.quotable import might_be_somebodys
from wirkung.io.quoted import quoted
from wirkung.io.sheet_xml import MOST_CELLS, SheetTooLargeError, sheet_xml
from wirkung.programme.model import Source

SUFFIXES = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
UNVALUED = "=?"  # a formula that no program has calculated yet
# A workbook with a password is a container with this entry, its name in UTF-16.
_PROTECTED_XLSX = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e"
_LIKE_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}", re.ASCII)

Cell = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta


def sheet_rows(raw: bytes, source: Source, place: Place) -> list[list[str]]:
    """All rows of the sheet that the source names (else the first), from the sheet's first row on.

    Raises
    ------
    DataError
        The workbook cannot be read (damaged, password), or has no such sheet.
    """
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        name = source.sheet or next(iter(workbook.sheet_names), "")
        found = sheet_xml(raw, name)
        # The empty area is kept: otherwise row numbers would not be those that Excel shows.
        rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except WorksheetNotFound:
        if not workbook.sheet_names:
            raise DataError([Problem(code="data.workbook_damaged", place=place)]) from None
        sheets = [each for each in workbook.sheet_names if not might_be_somebodys(each)]
        values = {"sheet": name, "sheets": quoted(sheets, shown=None)}
        raise DataError([Problem(code="data.sheet_missing", place=place, values=values)]) from None
    except CalamineError as error:
        protected = isinstance(error, PasswordError) or _PROTECTED_XLSX in raw
        code = "data.workbook_protected" if protected else "data.workbook_damaged"
        raise DataError([Problem(code=code, place=place)]) from None
    except SheetTooLargeError:
        raise DataError([Problem(code="data.sheet_too_large", place=place, values={"most": MOST_CELLS})]) from None
    except (ParseError, KeyError, BadZipFile, ValueError):
        raise DataError([Problem(code="data.workbook_damaged", place=place)]) from None
    texts = [[cell_text(cell) for cell in row] for row in rows]
    width = max(map(len, texts), default=0)
    hidden = {**found.errors, **dict.fromkeys(found.unvalued, UNVALUED)}
    for (row, column), shown in hidden.items():
        # The library may have cut off an area that holds nothing but errors.
        width = max(width, column + 1)
        texts.extend([] for _ in range(row + 1 - len(texts)))
        texts[row].extend("" for _ in range(width - len(texts[row])))
        texts[row][column] = shown
    return [line + [""] * (width - len(line)) for line in texts]


def cell_text(cell: Cell) -> str:
    """A cell as text that the conversions read without doubt.

    Whole numbers have no decimals (an id 1234.0 is «1234»), dates are ISO, truth values are as a German
    Excel shows them («WAHR», «FALSCH»).

    Examples
    --------
    >>> cell_text(1234.0), cell_text(dt.date(2024, 12, 31)), cell_text(0.5), cell_text(1.234)
    ('1234', '2024-12-31', '0.5', '1.2340')
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "WAHR" if cell else "FALSCH"
    if isinstance(cell, float):
        return _number_text(cell)
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return str(cell)


def _number_text(number: float) -> str:
    if number.is_integer():
        return str(int(number))
    text = np.format_float_positional(number, trim="-")
    # The cell is a number, so its point is a decimal point; without the zero it could be 1234 as well.
    return f"{text}0" if _LIKE_THOUSANDS.fullmatch(text) else text

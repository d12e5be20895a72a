"""Cells in which Excel shows an error (#DIV/0!), which the reading library gives as empty and so would hide."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree as ET

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ERROR_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d+)"[^>]*\bt="e"[^>]*>.*?<v>([^<]*)</v>', re.DOTALL)


def error_cells(raw: bytes, sheet: str) -> dict[tuple[int, int], str]:
    """What stands in the error cells of a sheet, by row and column (both from 0); empty for other formats.

    Examples
    --------
    >>> error_cells(b"a;b", "Tabelle1")
    {}
    """
    if not zipfile.is_zipfile(io.BytesIO(raw)):
        return {}
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        part = _part_of(archive, sheet)
        text = archive.read(part) if part in archive.namelist() else b""
    if b't="e"' not in text:  # the usual case, and quick to know
        return {}
    return {
        (int(row) - 1, _column(letters.decode())): shown.decode()
        for letters, row, shown in _ERROR_CELL.findall(text)
    }


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str:
    """The file in the archive that holds a sheet; empty where the archive is no Excel workbook."""
    names = archive.namelist()
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return ""
    sheets = ET.fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")  # noqa: S314 - see below
    link = next((entry.get(_LINK) for entry in sheets if entry.get("name") == sheet), None)
    # expat, below ET, refuses the entity bombs that S314 is about.
    links = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - as above
    target = next((entry.get("Target", "") for entry in links if entry.get("Id") == link), "")
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1

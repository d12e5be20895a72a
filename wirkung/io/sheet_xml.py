"""What the XML of a sheet says and the reading library hides: errors, formulas without a value, stray cells.

One streaming pass with a real parser, before the library sees the file: it allocates all rows times all columns of
the used range, so a single cell in the far corner of 5 kB would ask for more memory than there is.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.etree import ElementTree as ET

from wirkung.io.sheet_marks import (
    attribute,
    commented_rows,
    is_struck,
    local,
    strikes,
    struck_styles,
    struck_texts,
)

MISSING_ERROR = "#FEHLER"  # an error cell that does not say which

_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_ODS_ERROR = re.compile(r"#[\w/]+[!?]?|Err:\d+")


class SheetTooLargeError(ValueError):
    """The used range has more cells than are read."""


@dataclass(slots=True)
class SheetXml:
    """Positions count from 0 as (row, column).

    `errors` are the texts of error cells; `unvalued` are formulas that no program has calculated yet; `most` is
    the largest used range. `hidden` are rows with cells that the program does not show (a filter), `struck` those
    with text that is struck through, `commented` those with a comment.
    """

    most: int
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    unvalued: set[tuple[int, int]] = field(default_factory=set)
    hidden: set[int] = field(default_factory=set)
    struck: set[int] = field(default_factory=set)
    commented: set[int] = field(default_factory=set)
    rows: int = 0
    columns: int = 0

    def seen(self, row: int, column: int) -> None:
        """A cell that is not blank; SheetTooLargeError where the used range grows too large."""
        self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + 1)
        if self.rows * self.columns > self.most:
            raise SheetTooLargeError


def sheet_xml(raw: bytes, sheet: str, most: int) -> SheetXml:
    """What the XML of one sheet of an Excel or OpenDocument file says; nothing for other formats.

    Raises
    ------
    SheetTooLargeError
        More than `most` cells in the used range.
    ElementTree.ParseError, KeyError, zipfile.BadZipFile
        The file is damaged.
    """
    if not zipfile.is_zipfile(io.BytesIO(raw)):
        return SheetXml(most)
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        names = archive.namelist()
        part = "content.xml" if "content.xml" in names else _excel_part(archive, sheet)
        if part not in names:
            return SheetXml(most)
        with archive.open(part) as stream:
            if part == "content.xml":
                return _open_document(stream, sheet, most)
            found = _excel(stream, most, frozenset(struck_styles(archive)), frozenset(struck_texts(archive)))
        found.commented.update(commented_rows(archive, part))
        return found


def _excel_part(archive: zipfile.ZipFile, sheet: str) -> str:
    """The file in the archive that holds a sheet; empty where the archive is no Excel workbook."""
    names = archive.namelist()
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return ""
    # expat, below ElementTree, refuses the entity bombs that S314 is about.
    entries = ET.fromstring(archive.read("xl/workbook.xml")).iter()  # noqa: S314 - see above
    link = next(
        (each.get(_LINK) for each in entries if local(each) == "sheet" and each.get("name") == sheet), None
    )
    links = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - as above
    target = next((each.get("Target", "") for each in links if each.get("Id") == link), "")
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _excel(stream: IO[bytes], most: int, styles: frozenset[str], texts: frozenset[str]) -> SheetXml:
    found, row, column, hidden = SheetXml(most), -1, -1, False
    for event, element in ET.iterparse(stream, events=("start", "end")):  # noqa: S314 - as above
        name = local(element)
        if event == "start" and name == "row":
            row, column = int(element.get("r", row + 2)) - 1, -1
            hidden = element.get("hidden") in ("1", "true")
        elif event == "end" and name == "c":
            row, column = _place(element.get("r", ""), row, column + 1)
            _excel_cell(element, found, (row, column))
            found.hidden.update([row] if hidden and len(element) else [])
            struck = element.get("s") in styles or _has_struck_text(element, texts)
            found.struck.update([row] if struck and len(element) else [])
        elif event == "end" and name == "row":
            element.clear()
    return found


def _excel_cell(cell: ET.Element, found: SheetXml, place: tuple[int, int]) -> None:
    parts = {local(part): part.text or "" for part in cell}
    if parts:
        found.seen(*place)
    if cell.get("t") == "e":
        found.seen(*place)
        found.errors[place] = parts.get("v") or MISSING_ERROR
    elif "f" in parts and not parts.get("v") and cell.get("t") not in ("str", "inlineStr"):
        found.unvalued.add(place)


def _has_struck_text(cell: ET.Element, texts: frozenset[str]) -> bool:
    """Whether a part of its text is struck through, which stands in the cell or among the shared ones."""
    match cell.get("t"):
        case "s":
            return bool(texts) and any(local(part) == "v" and part.text in texts for part in cell)
        case "inlineStr":
            return is_struck(cell)
        case _:
            return False


def _place(reference: str, row: int, column: int) -> tuple[int, int]:
    """Where a cell stands: as it says itself, else after the one before it."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return row, column
    number = 0
    for letter in match[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, number - 1


def _open_document(stream: IO[bytes], sheet: str, most: int) -> SheetXml:
    found, row, column, inside, hidden = SheetXml(most), 0, 0, False, False
    styles: set[str] = set()
    for event, element in ET.iterparse(stream, events=("start", "end")):  # noqa: S314 - as above
        name = local(element)
        if event == "start":
            inside = attribute(element, "name") == sheet if name == "table" else inside
            if name == "table-row":
                column, hidden = 0, attribute(element, "visibility") in ("collapse", "filter")
        elif name == "style":
            styles.update([attribute(element, "name")] if strikes(element) else [])
        elif name in ("table-cell", "covered-table-cell"):
            for place in _filled(element, row, column) if inside else ():
                _open_document_cell(element, found, place)
                found.hidden.update([row] if hidden else [])
                marked = styles and any(attribute(part, "style-name") in styles for part in element.iter())
                found.struck.update([row] if marked else [])
                found.commented.update([row] if any(local(part) == "annotation" for part in element) else [])
            column += int(attribute(element, "number-columns-repeated") or 1)
        elif name == "table-row":
            row += int(attribute(element, "number-rows-repeated") or 1) if inside else 0
            element.clear()
    return found


def _filled(cell: ET.Element, row: int, column: int) -> Iterator[tuple[int, int]]:
    """Every place of a cell that is not blank; a blank one is repeated to the end of the sheet."""
    if len(cell) or attribute(cell, "formula"):
        for each in range(int(attribute(cell, "number-columns-repeated") or 1)):
            yield row, column + each


def _open_document_cell(cell: ET.Element, found: SheetXml, place: tuple[int, int]) -> None:
    found.seen(*place)
    parts = (part for part in cell if local(part) != "annotation")  # a comment, which the cell does not show
    kind, shown = (
        attribute(cell, "value-type"),
        "".join(text for part in parts for text in part.itertext()).strip(),
    )
    if _calculated_error(cell, kind, shown):
        found.errors[place] = shown or MISSING_ERROR
    elif attribute(cell, "formula") and not kind:
        found.unvalued.add(place)


def _calculated_error(cell: ET.Element, kind: str, shown: str) -> bool:
    return kind == "error" or bool(attribute(cell, "formula") and _ODS_ERROR.fullmatch(shown))

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
    with cells that are struck through (Excel only).
    """

    most: int
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    unvalued: set[tuple[int, int]] = field(default_factory=set)
    hidden: set[int] = field(default_factory=set)
    struck: set[int] = field(default_factory=set)
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
            return _excel(stream, most, frozenset(_struck_styles(archive)))


def _excel_part(archive: zipfile.ZipFile, sheet: str) -> str:
    """The file in the archive that holds a sheet; empty where the archive is no Excel workbook."""
    names = archive.namelist()
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return ""
    # expat, below ElementTree, refuses the entity bombs that S314 is about.
    entries = ET.fromstring(archive.read("xl/workbook.xml")).iter()  # noqa: S314 - see above
    link = next(
        (each.get(_LINK) for each in entries if _local(each) == "sheet" and each.get("name") == sheet), None
    )
    links = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - as above
    target = next((each.get("Target", "") for each in links if each.get("Id") == link), "")
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _struck_styles(archive: zipfile.ZipFile) -> Iterator[str]:
    """The numbers of the styles of cells whose text is struck through."""
    if "xl/styles.xml" not in archive.namelist():
        return
    fonts: list[bool] = []
    with archive.open("xl/styles.xml") as stream:
        place, inside = 0, ""
        for event, element in ET.iterparse(stream, events=("start", "end")):  # noqa: S314 - as above
            name = _local(element)
            if event == "start" and name in ("fonts", "cellXfs", "cellStyleXfs", "dxfs"):
                inside = name
            elif event == "end" and name == "font" and inside == "fonts":
                struck = next((part for part in element if _local(part) == "strike"), None)
                fonts.append(struck is not None and struck.get("val", "1") in ("1", "true"))
            elif event == "end" and name == "xf" and inside == "cellXfs":
                number = int(element.get("fontId", 0))
                if number < len(fonts) and fonts[number]:
                    yield str(place)
                place += 1


def _excel(stream: IO[bytes], most: int, struck: frozenset[str]) -> SheetXml:
    found, row, column, hidden = SheetXml(most), -1, -1, False
    for event, element in ET.iterparse(stream, events=("start", "end")):  # noqa: S314 - as above
        name = _local(element)
        if event == "start" and name == "row":
            row, column = int(element.get("r", row + 2)) - 1, -1
            hidden = element.get("hidden") in ("1", "true")
        elif event == "end" and name == "c":
            row, column = _place(element.get("r", ""), row, column + 1)
            _excel_cell(element, found, (row, column))
            found.hidden.update([row] if hidden and len(element) else [])
            found.struck.update([row] if element.get("s") in struck and len(element) else [])
        elif event == "end" and name == "row":
            element.clear()
    return found


def _excel_cell(cell: ET.Element, found: SheetXml, place: tuple[int, int]) -> None:
    parts = {_local(part): part.text or "" for part in cell}
    if parts:
        found.seen(*place)
    if cell.get("t") == "e":
        found.seen(*place)
        found.errors[place] = parts.get("v") or MISSING_ERROR
    elif "f" in parts and not parts.get("v") and cell.get("t") not in ("str", "inlineStr"):
        found.unvalued.add(place)


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
    for event, element in ET.iterparse(stream, events=("start", "end")):  # noqa: S314 - as above
        name = _local(element)
        if event == "start":
            inside = _attribute(element, "name") == sheet if name == "table" else inside
            if name == "table-row":
                column, hidden = 0, _attribute(element, "visibility") in ("collapse", "filter")
        elif name in ("table-cell", "covered-table-cell"):
            for place in _filled(element, row, column) if inside else ():
                _open_document_cell(element, found, place)
                found.hidden.update([row] if hidden else [])
            column += int(_attribute(element, "number-columns-repeated") or 1)
        elif name == "table-row":
            row += int(_attribute(element, "number-rows-repeated") or 1) if inside else 0
            element.clear()
    return found


def _filled(cell: ET.Element, row: int, column: int) -> Iterator[tuple[int, int]]:
    """Every place of a cell that is not blank; a blank one is repeated to the end of the sheet."""
    if len(cell) or _attribute(cell, "formula"):
        for each in range(int(_attribute(cell, "number-columns-repeated") or 1)):
            yield row, column + each


def _open_document_cell(cell: ET.Element, found: SheetXml, place: tuple[int, int]) -> None:
    found.seen(*place)
    kind, shown = _attribute(cell, "value-type"), "".join(cell.itertext()).strip()
    if _calculated_error(cell, kind, shown):
        found.errors[place] = shown or MISSING_ERROR
    elif _attribute(cell, "formula") and not kind:
        found.unvalued.add(place)


def _calculated_error(cell: ET.Element, kind: str, shown: str) -> bool:
    return kind == "error" or bool(_attribute(cell, "formula") and _ODS_ERROR.fullmatch(shown))


def _attribute(element: ET.Element, local: str) -> str:
    """An attribute by its local name; of two, `calcext:value-type` says «error» where the other says «string»."""
    values = [value for name, value in element.attrib.items() if name.rpartition("}")[2] == local]
    return "error" if "error" in values else (values[0] if values else "")


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]

"""What people mark in a workbook and no reading library tells: text that is struck through, and comments.

Both may say that a row is not to count; nobody reads that but people, so the office is asked to look.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

_BLOCK = 1 << 20
_SHARED, _STYLES = "xl/sharedStrings.xml", "xl/styles.xml"


def local(element: ET.Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def attribute(element: ET.Element, name: str) -> str:
    """An attribute by its local name; of two, `calcext:value-type` says «error» where the other says «string»."""
    values = [value for key, value in element.attrib.items() if key.rpartition("}")[2] == name]
    return "error" if "error" in values else (values[0] if values else "")


def struck_styles(archive: zipfile.ZipFile) -> Iterator[str]:
    """The numbers of the styles of an Excel workbook whose text is struck through."""
    if _STYLES not in archive.namelist():
        return
    fonts: list[bool] = []
    with archive.open(_STYLES) as stream:
        place, inside = 0, ""
        for event, element in ET.iterparse(stream, events=("start", "end")):  # noqa: S314 - as in sheet_xml
            name = local(element)
            if event == "start" and name in ("fonts", "cellXfs", "cellStyleXfs", "dxfs"):
                inside = name
            elif event == "end" and name == "font" and inside == "fonts":
                fonts.append(is_struck(element))
            elif event == "end" and name == "xf" and inside == "cellXfs":
                number = int(element.get("fontId", 0))
                if number < len(fonts) and fonts[number]:
                    yield str(place)
                place += 1


def struck_texts(archive: zipfile.ZipFile) -> Iterator[str]:
    """The numbers of the shared texts of an Excel workbook of which a part is struck through."""
    # Texts of a million rows are parsed only where the word occurs.
    if _SHARED not in archive.namelist() or not _has_word(archive, _SHARED, b"strike"):
        return
    place = 0
    with archive.open(_SHARED) as stream:
        for _, element in ET.iterparse(stream):  # noqa: S314 - as in sheet_xml
            if local(element) == "si":
                if is_struck(element):
                    yield str(place)
                place += 1
                element.clear()


def _has_word(archive: zipfile.ZipFile, part: str, word: bytes) -> bool:
    """Whether a file of the archive has a word, without all of it in memory."""
    before = b""
    with archive.open(part) as stream:
        while read := stream.read(_BLOCK):
            if word in before + read:
                return True
            before = read[1 - len(word) :]
    return False


def is_struck(element: ET.Element) -> bool:
    """Whether something within an element of an Excel workbook is struck through."""
    return any(local(part) == "strike" and part.get("val", "1") in ("1", "true") for part in element.iter())


def commented_rows(archive: zipfile.ZipFile, part: str) -> Iterator[int]:
    """The rows (from 0) of cells of an Excel sheet that have a comment; `part` is the sheet's file."""
    folder, name = posixpath.split(part)
    links = f"{folder}/_rels/{name}.rels"
    if links not in archive.namelist():
        return
    for link in ET.fromstring(archive.read(links)):  # noqa: S314 - as in sheet_xml
        target = posixpath.normpath(posixpath.join("/" + folder, link.get("Target", ""))).lstrip("/")
        if link.get("Type", "").endswith("/comments") and target in archive.namelist():
            for element in ET.fromstring(archive.read(target)).iter():  # noqa: S314 - as in sheet_xml
                row = element.get("ref", "").lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
                if local(element) == "comment" and row.isdecimal():
                    yield int(row) - 1


def strikes(style: ET.Element) -> bool:
    """Whether a style of an OpenDocument file strikes text through."""
    kinds = (attribute(part, f"text-line-through-{what}") for part in style for what in ("style", "type"))
    return any(kind not in ("", "none") for kind in kinds)

"""Elements of WordprocessingML: what every part of a Word file is made of, with nothing that XML cannot hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import cast

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from wirkung.report.formats.archive import readable
from wirkung.report.writing.directions import RIGHT_TO_LEFT

_RIGHT_TO_LEFT = re.compile(f"({RIGHT_TO_LEFT.pattern})")
_SPECIAL = {"\n": "br", "\t": "tab", "\u00ad": "softHyphen"}


def element(tag: str, *children: BaseOxmlElement, **attributes: str | int) -> BaseOxmlElement:
    """An element `w:tag` with attributes `w:…`, and its children in order."""
    made = cast(
        "BaseOxmlElement", OxmlElement(f"w:{tag}")
    )  # or lxml's own class, which can do what is needed here
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    for child in children:
        made.append(child)
    return made


def paragraph(
    style: str, *content: BaseOxmlElement, properties: Iterable[BaseOxmlElement] = ()
) -> BaseOxmlElement:
    """A paragraph in a style; `properties` only where a style cannot say it."""
    return element("p", element("pPr", element("pStyle", val=style), *properties), *content)


def runs(
    text: str, *, style: str = "", properties: Iterable[str] = (), size: int | None = None
) -> Iterator[BaseOxmlElement]:
    """The text in runs: what is written from right to left in a run that says so.

    Parameters
    ----------
    text
        Characters that XML cannot hold are replaced; line ends, tabs and soft hyphens become Word's own.
    style
        A character style.
    properties
        Tags of further properties that are simply there («b», «i»).
    size
        Of the type in half points; None for that of the style.
    """
    for place, part in enumerate(_RIGHT_TO_LEFT.split(readable(text))):
        if part:
            marks = [element("rStyle", val=style)] if style else []
            marks += [element(tag) for tag in sorted(properties)]  # in the order of the standard
            marks += [] if size is None else [element("sz", val=size), element("szCs", val=size)]
            marks += [element("rtl")] if place % 2 else []
            yield element("r", *([element("rPr", *marks)] if marks else ()), *_characters(part))


def _characters(text: str) -> Iterator[BaseOxmlElement]:
    for piece in re.split("([\n\t\u00ad])", text):
        if piece in _SPECIAL:
            yield element(_SPECIAL[piece])
        elif piece:
            written = element("t")
            written.text = piece
            written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            yield written


def field(instruction: str, shown: str) -> BaseOxmlElement:
    """A field that Word can work out anew, with what it shows until then."""
    return element("fldSimple", *runs(shown), instr=f" {instruction} ")


def link_inside(bookmark: str, *content: BaseOxmlElement) -> BaseOxmlElement:
    """A link to another place of the same document."""
    return element("hyperlink", *content, anchor=bookmark, history=1)


def bookmarked(name: str, number: int, *content: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """The content as a place that links can lead to; `number` is unique in the document."""
    yield element("bookmarkStart", id=number, name=name)
    yield from content
    yield element("bookmarkEnd", id=number)

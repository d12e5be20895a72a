"""Prose of the notebook as Word paragraphs: emphasis, links, lists with their own numbers, pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docx.oxml.xmlchemy import BaseOxmlElement

from wirkung.report.document.blocks import Align, Column, Table
from wirkung.report.document.richtext import (
    Break,
    Code,
    Emphasis,
    Grid,
    Link,
    List,
    Node,
    Paragraph,
    Picture,
    Preformatted,
    Quote,
    Rule,
    Run,
    Strong,
    Text,
    plain_text,
)
from wirkung.report.formats.word.elements import element, paragraph, runs
from wirkung.report.formats.word.package import Package
from wirkung.report.formats.word.tables import grid, layout_of

DEEPEST_LIST = 3


def prose_elements(
    nodes: Sequence[Node], package: Package, *, style: str = "Normal", depth: int = 0
) -> Iterator[BaseOxmlElement]:
    """Prose as paragraphs and tables.

    Parameters
    ----------
    nodes
        What stands between two headings, or in an item of a list.
    package
        Takes pictures, addresses of links and numbers of lists.
    style
        Of plain paragraphs.
    depth
        How many lists they stand in.
    """
    for node in nodes:
        match node:
            case Paragraph():
                yield paragraph(style, *inline(node.runs, package))
            case List():
                yield from _list(node, package, depth=min(depth + 1, DEEPEST_LIST))
            case Quote():
                yield from prose_elements(node.content, package, style="Quote", depth=depth)
            case Preformatted():
                yield preformatted(node)
            case Grid():
                yield _grid(node, package)
                yield paragraph("Normal")
            case Rule():
                yield paragraph("ReportRule")


def preformatted(node: Preformatted) -> BaseOxmlElement:
    """Text as it was printed."""
    return paragraph("ReportPreformatted", *runs(node.text.rstrip()))


def inline(
    content: Sequence[Run], package: Package, *, style: str = "", properties: tuple[str, ...] = ()
) -> Iterator[BaseOxmlElement]:
    """The runs of a line; emphasis within emphasis adds up."""
    for run in content:
        match run:
            case Strong():
                yield from inline(run.runs, package, style=style, properties=(*properties, "b", "bCs"))
            case Emphasis():
                yield from inline(run.runs, package, style=style, properties=(*properties, "i", "iCs"))
            case Link():
                shown = inline(run.runs, package, style="Hyperlink", properties=properties)
                yield package.link(run.address, *shown)
            case Picture():
                yield package.picture(run.data, run.alt)
            case Code():
                yield from runs(run.text, style="ReportCode", properties=properties)
            case Text() | Break():
                yield from runs(_words(run), style=style, properties=properties)


def _words(run: Text | Break) -> str:
    if isinstance(run, Text):
        return run.text
    return "\n" if run.hard else " "


def _list(node: List, package: Package, *, depth: int) -> Iterator[BaseOxmlElement]:
    suffix = str(depth) if depth > 1 else ""
    number = None if node.start is None else package.new_list(start=node.start, level=depth - 1)
    style = f"{'ListBullet' if number is None else 'ListNumber'}{suffix}"
    for item in node.items:
        rest: Sequence[Node] = item
        if item and isinstance(item[0], Paragraph):
            place = [] if number is None else [_place(number, depth - 1)]
            yield paragraph(style, *inline(item[0].runs, package), properties=place)
            rest = item[1:]
        yield from prose_elements(rest, package, style=f"ListContinue{suffix}", depth=depth)


def _place(number: int, level: int) -> BaseOxmlElement:
    """Which list a paragraph belongs to, so that every list begins with its own number."""
    return element("numPr", element("ilvl", val=level), element("numId", val=number))


def _grid(node: Grid, package: Package) -> BaseOxmlElement:
    sides: list[Align] = ["right" if side == "right" else "left" for side in node.align]
    columns = [Column(head=plain_text(cell), align=side) for cell, side in zip(node.head, sides, strict=True)]
    rows = tuple(tuple(plain_text(cell) for cell in row) for row in node.rows)
    layout = layout_of(Table(caption="", columns=tuple(columns), rows=rows))
    head = [tuple(inline(cell, package)) for cell in node.head]
    return grid(head, [[tuple(inline(cell, package)) for cell in row] for row in node.rows], layout)

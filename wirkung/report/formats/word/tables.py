"""Tables of a report as Word tables: a head that repeats and is marked, row heads, groups, columns that fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docx.oxml.xmlchemy import BaseOxmlElement

from wirkung.report.document.blocks import Align, Table
from wirkung.report.formats.archive import readable
from wirkung.report.formats.column_widths import Layout as Printed
from wirkung.report.formats.column_widths import laid_out
from wirkung.report.formats.word.elements import element, paragraph, runs

TEXT_WIDTH = 9638  # twentieths of a point: A4 less two margins of 2 cm
BROADER = 1.17  # Arial next to the face that `column_widths` measures in
ROOM = TEXT_WIDTH / 20 / BROADER  # points of that face
PADDING: dict[Align, float] = {"left": 0.62, "right": 0.62}  # the style has the same, in its smallest type
FEW_ROWS = 6  # a table of so many rows stays on one page
HEAD_STYLES: dict[Align, str] = {"left": "ReportTableHead", "right": "ReportTableHeadNumber"}
CELL_STYLES: dict[Align, str] = {"left": "ReportTableText", "right": "ReportTableNumber"}

Cell = Sequence[BaseOxmlElement]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What a Word table needs besides its cells: widths, sides, size of type, a name for screen readers.

    Words are `hyphenated` only where they need it.
    """

    widths: tuple[int, ...]
    sides: tuple[Align, ...]
    size: int
    caption: str
    together: bool
    hyphenated: bool


def layout_of(table: Table) -> Layout:
    """How a table fills the width of the page: smaller type where its longest words need it."""
    return _layout(*_printed(table))


def _printed(table: Table) -> tuple[Table, Printed]:
    """With as much beside a cell as on printed pages, which leaves room for a broader face where Arial is missing.

    Where words would have to break for it, with no more than the style needs.
    """
    roomy = laid_out(table, width=ROOM)
    return laid_out(table, width=ROOM, padding=PADDING) if roomy[1].crowded else roomy


def _layout(table: Table, printed: Printed) -> Layout:
    shares = [int(width / sum(printed.widths) * TEXT_WIDTH) for width in printed.widths]
    shares[0] += TEXT_WIDTH - sum(shares)
    return Layout(
        widths=tuple(shares),
        sides=tuple(column.align for column in table.columns),
        size=int(2 * printed.size),
        caption=table.caption,
        hyphenated=printed.crowded,
        together=len(table.rows) <= FEW_ROWS,
    )


def table_elements(table: Table) -> Iterator[BaseOxmlElement]:
    """A table of the report and the notes under it; its caption stands above and is not in here."""
    table, printed = _printed(table)
    layout = _layout(table, printed)
    head = [tuple(runs(column.head, size=layout.size)) for column in table.columns]
    rows = [[tuple(runs(cell, size=layout.size)) for cell in row] for row in table.rows]
    yield grid(head, rows, layout, groups=table.groups)
    for note in table.notes:
        yield paragraph("ReportTableNote", *runs(note))
    yield paragraph("ReportGap")  # Word joins tables that follow each other, and needs a paragraph at the end


def grid(
    head: Sequence[Cell], rows: Sequence[Sequence[Cell]], layout: Layout, *, groups: Sequence[str] = ()
) -> BaseOxmlElement:
    """A Word table from cells that hold runs; neighbouring rows of one group stand under one head."""
    lines = [_row(head, layout, styles=HEAD_STYLES, kept=True, is_head=True)]
    for place, row in enumerate(rows):
        if groups and (place == 0 or groups[place] != groups[place - 1]):
            lines.append(_group(groups[place], layout))
        lines.append(_row(row, layout, styles=CELL_STYLES, kept=layout.together and place < len(rows) - 1))
    columns = element("tblGrid", *(element("gridCol", w=width) for width in layout.widths))
    return element("tbl", _properties(layout), columns, *lines)


def _properties(layout: Layout) -> BaseOxmlElement:
    look = element("tblLook", val="04A0", firstRow=1, lastRow=0, firstColumn=1, lastColumn=0, noHBand=0, noVBand=1)
    named = [element("tblCaption", val=readable(layout.caption))] if layout.caption else []
    return element(
        "tblPr",
        element("tblStyle", val="ReportTable"),
        element("tblW", w=sum(layout.widths), type="dxa"),
        element("tblLayout", type="fixed"),
        look,
        *named,
    )


def _row(
    cells: Sequence[Cell], layout: Layout, *, styles: dict[Align, str], kept: bool, is_head: bool = False
) -> BaseOxmlElement:
    properties = element("trPr", element("cantSplit"), *([element("tblHeader")] if is_head else ()))
    made = (
        _cell(cell, style=styles[side], width=width, kept=kept, hyphenated=layout.hyphenated)
        for cell, side, width in zip(cells, layout.sides, layout.widths, strict=True)
    )
    return element("tr", properties, *made)


def _group(text: str, layout: Layout) -> BaseOxmlElement:
    width, words = sum(layout.widths), tuple(runs(text, size=layout.size))
    span, hyphenated = len(layout.widths), layout.hyphenated
    cell = _cell(words, style="ReportTableGroup", width=width, kept=True, hyphenated=hyphenated, span=span)
    return element("tr", element("trPr", element("cantSplit")), cell)


def _cell(
    content: Cell, *, style: str, width: int, kept: bool, hyphenated: bool, span: int = 1
) -> BaseOxmlElement:
    spanning = [element("gridSpan", val=span)] if span > 1 else []
    properties = element("tcPr", element("tcW", w=width, type="dxa"), *spanning)
    with_next = [element("keepNext")] if kept else []
    breaking = [element("suppressAutoHyphens", val=0)] if hyphenated else []
    return element("tc", properties, paragraph(style, *content, properties=[*with_next, *breaking]))

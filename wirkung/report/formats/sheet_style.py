"""How a sheet of the workbook looks: few fonts, columns as wide and rows as high as what they hold."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from openpyxl.styles import Alignment, Font

from wirkung.report.document.blocks import Align, Table

INK, MUTED, ACCENT = "FF1C2530", "FF55606C", "FF0B5A8F"  # as in base.css
FAMILY = "Calibri"  # what Excel begins with; other programs have a font of the same widths

TITLE = Font(name=FAMILY, size=18, bold=True, color=INK)
CAPTION = Font(name=FAMILY, size=13, bold=True, color=INK)
HEAD = Font(name=FAMILY, size=11, bold=True, color=INK)
TEXT = Font(name=FAMILY, size=11, color=INK)
NOTE = Font(name=FAMILY, size=10, color=MUTED)
LINK = Font(name=FAMILY, size=11, underline="single", color=ACCENT)

LINE = 15.0  # points from line to line, for text of 11 points
NOTE_LINE = 13.5  # the same for notes
NARROWEST, WIDEST = 12, 48  # widths of a column, in digits
PAGE = 138  # digits beside each other on A4 across, printed at full size
SMALLEST_SCALE = 60  # per cent: below that a sheet gets narrower columns rather than smaller print
FIRST_NARROWEST = 46  # notes stand in the first column


def widths(table: Table) -> list[int]:
    """The width of every column: its longest cell or word of its head, within bounds and a printed page."""
    found = list(_widths(table))
    while sum(found) > 100 * PAGE / SMALLEST_SCALE and max(found) > NARROWEST:
        found[found.index(max(found))] -= 1
    return found


def scale(all_widths: Iterable[Sequence[int]]) -> int:
    """At how many per cent the widest of all sheets fills a printed page, at most 100: the scale of each."""
    widest = max(map(sum, all_widths), default=PAGE)
    return max(SMALLEST_SCALE, min(100, 100 * PAGE // widest))


def _widths(table: Table) -> Iterator[int]:
    for place, column in enumerate(table.columns):
        longest = max(len(part) for part in ("", *column.head.split(), *(row[place] for row in table.rows)))
        yield min(max(longest + 2, NARROWEST if place else FIRST_NARROWEST), WIDEST)


def height(texts: Sequence[str], columns: Sequence[int], *, line: float = LINE) -> float:
    """How high a row must be for its texts to show whole, in points: programs do not agree on finding out."""
    lines = (
        sum(len(textwrap.wrap(part, width)) or 1 for part in text.splitlines())
        for text, width in zip(texts, columns, strict=True)
    )
    return line * max(1, *lines)


def wrapped(side: Align = "left", *, indented: bool = False) -> Alignment:
    """Text on its side of the column; `indented` where words follow a column of numbers."""
    return Alignment(horizontal=side, vertical="top", wrap_text=True, indent=int(indented and side == "left"))

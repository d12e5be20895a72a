"""A table that an evaluator's cell showed, read from its HTML: what stands in its cells, and nothing else.

Table libraries (pandas, polars) write their tables so. Styles, scripts and links are not looked at.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from wirkung.report.document.blocks import Align, Column, Table
from wirkung.report.document.printed import PrintedNumber

BETWEEN_HEADS = " – "  # where a column has a head in several rows
MISSING = ("", "NaN", "None", "NaT", "<NA>", "null")
WIDEST_SPAN = 1000  # rows or columns; more is a mistake


def own_table(html: str) -> Table | None:
    """The only table of a piece of HTML; None where there is none, or more than one.

    A number that is printed in full, as Python prints it, keeps its value. What a library writes below a table
    that it shows in part («120 rows × 3 columns») becomes a note.

    Examples
    --------
    >>> html = "<table><thead><tr><th>Ort</th><th>n</th></tr></thead><tr><th>Stade</th><td>120</td></tr></table>"
    >>> table = own_table(html)
    >>> [column.head for column in table.columns], table.rows, table.rows[0][1].value
    (['Ort', 'n'], (('Stade', '120'),), 120.0)
    """
    if "<table" not in html:
        return None
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return _table(reader) if reader.tables == 1 and any(reader.rows) else None


@dataclass(slots=True)
class _Cell:
    """A cell with its text, and how many rows and columns it spans."""

    down: int
    across: int
    text: str = ""


class _Reader(HTMLParser):
    """Collects the rows of tables, how many of them are heads, the caption, and the text below."""

    def __init__(self) -> None:
        super().__init__()
        self.tables, self.heads = 0, 0
        self.rows: list[list[_Cell]] = []
        self.caption = self.below = ""
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        spans = {name: _span(value) for name, value in attrs if name in ("rowspan", "colspan")}
        if tag == "table":
            self.tables += 1
        elif tag == "tr":
            self.rows.append([])
            self.heads += "thead" in self._open
        elif tag in ("th", "td") and self.rows:
            self.rows[-1].append(_Cell(down=spans.get("rowspan", 1), across=spans.get("colspan", 1)))
        if tag in ("table", "thead", "th", "td", "caption", "style", "script"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            del self._open[len(self._open) - 1 - self._open[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        inside = self._open[-1] if self._open else ""
        if inside in ("th", "td") and self.rows and self.rows[-1]:
            self.rows[-1][-1].text += data
        elif inside == "caption":
            self.caption += data
        elif not inside and self.tables:
            self.below += data


def _span(value: str | None) -> int:
    return min(int(value), WIDEST_SPAN) if value and value.isdecimal() and int(value) else 1


def _table(reader: _Reader) -> Table:
    rows = _without_spans(reader.rows)
    width = max(map(len, rows))
    filled = [[*row, *[""] * (width - len(row))] for row in rows]
    heads, body = filled[: reader.heads], [tuple(map(_number, row)) for row in filled[reader.heads :]]
    parts = [[head[place] for head in heads] for place in range(width)]
    return Table(
        caption=_clean(reader.caption),
        columns=tuple(
            Column(head=BETWEEN_HEADS.join(dict.fromkeys(filter(None, each))), align=_side(place, body))
            for place, each in enumerate(parts)
        ),
        rows=tuple(body),
        notes=tuple(filter(None, (_clean(reader.below),))),
    )


def _without_spans(rows: Sequence[Sequence[_Cell]]) -> list[list[str]]:
    """Every cell once for each row and column that it spans, so that no row depends on another."""
    whole: list[list[str]] = []
    hanging: dict[int, tuple[int, str]] = {}  # by column: for how many rows more, and what
    for row in rows:
        cells: list[str] = []
        waiting = list(row)
        while waiting or len(cells) in hanging:
            place = len(cells)
            if place in hanging:
                left, text = hanging.pop(place)
                cells.append(text)
                new = {place: (left - 1, text)}
            else:
                cell = waiting.pop(0)
                cells += [_clean(cell.text)] * cell.across
                new = dict.fromkeys(range(place, len(cells)), (cell.down - 1, cells[-1]))
            hanging |= {column: (left, text) for column, (left, text) in new.items() if left}
        whole.append(cells)
    return whole


def _side(place: int, rows: Sequence[tuple[str, ...]]) -> Align:
    cells = [row[place] for row in rows]
    numbers = all(isinstance(cell, PrintedNumber) or cell in MISSING for cell in cells)
    return "right" if place and numbers else "left"


def _number(text: str) -> str:
    """A number where it is written so that it reads the same when it is printed again, which «007» does not."""
    try:
        value = float(text)
    except ValueError:
        return text
    decimals = len(text.partition(".")[2])
    if not math.isfinite(value) or f"{value:.{decimals}f}" != text:
        return text
    return PrintedNumber(text, value, ("0" + ("." + "0" * decimals if decimals else ""),))


def _clean(text: str) -> str:
    return " ".join(text.split())

"""Blocks as plain text: what a terminal, a screen reader of raw notebooks and nbval see."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from wirkung.report.document.blocks import Block, Bullets, Cautions, Figure, KeyFigures, Paragraph, Table, Title
from wirkung.report.writing.words import say

WIDTH = 100
GAP = "  "
SOFT_HYPHEN = "\u00ad"  # where a long word may break on a page


def plain(blocks: Sequence[Block], language: str) -> str:
    """The blocks as text of at most 100 characters a line; tables are aligned and may be wider."""
    text = "\n\n".join(_PLAIN[type(block)](block, language) for block in blocks)
    return text.replace(SOFT_HYPHEN, "")


def _title(block: Title, _language: str) -> str:
    return "\n".join(line for line in (block.above, block.text, block.below) if line)


def _paragraph(block: Paragraph, _language: str) -> str:
    return _filled(f"{block.mark}: {block.text}" if block.mark else block.text)


def _bullets(block: Bullets, _language: str) -> str:
    items = (_filled(item, first="- ", later="  ") for item in block.items)
    return "\n".join((*((_filled(block.lead),) if block.lead else ()), *items))


def _cautions(block: Cautions, language: str) -> str:
    return _bullets(block.bullets, language)


def _key_figures(block: KeyFigures, _language: str) -> str:
    return "\n".join(_filled(f"{item.label}: {item.value} ({item.detail})", later="  ") for item in block.items)


def _table(block: Table, _language: str) -> str:
    lines = [tuple(column.head.replace(SOFT_HYPHEN, "") for column in block.columns), *block.rows]
    widths = [max(len(line[place]) for line in lines) for place in range(len(block.columns))]
    head, *rows = (_aligned(line, widths, block) for line in lines)
    rule = GAP.join("-" * width for width in widths)
    notes = (_filled(note) for note in block.notes)
    return "\n".join((_filled(block.caption), rule, head, rule, *_in_groups(rows, block.groups), rule, *notes))


def _in_groups(rows: Sequence[str], groups: Sequence[str]) -> Iterator[str]:
    """The rows, with the head of their group before the first of each."""
    for place, row in enumerate(rows):
        if groups and (place == 0 or groups[place] != groups[place - 1]):
            yield f"[{groups[place]}]"
        yield row


def _aligned(line: Sequence[str], widths: Sequence[int], block: Table) -> str:
    cells = (
        cell.rjust(width) if column.align == "right" else cell.ljust(width)
        for cell, width, column in zip(line, widths, block.columns, strict=True)
    )
    return GAP.join(cells).rstrip()


def _figure(block: Figure, language: str) -> str:
    return _filled(say("figure.plain", language, caption=block.caption, alt=block.alt))


def _filled(text: str, *, first: str = "", later: str = "") -> str:
    return textwrap.fill(text, WIDTH, initial_indent=first, subsequent_indent=later, break_on_hyphens=False)


_PLAIN: dict[type[Block], Callable[[Any, str], str]] = {
    Title: _title,
    Paragraph: _paragraph,
    Bullets: _bullets,
    Cautions: _cautions,
    KeyFigures: _key_figures,
    Table: _table,
    Figure: _figure,
}

"""A finished figure: the block with its words and data, and its pictures."""

from __future__ import annotations

from dataclasses import dataclass

from wirkung.report.document.blocks import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A figure with its pictures; `svg` for pages, `png` for notebooks and word processors."""

    block: Figure
    svg: str
    png: bytes

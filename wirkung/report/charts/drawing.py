"""A finished figure: the block with its words and data, and its picture."""

from __future__ import annotations

from dataclasses import dataclass

from wirkung.report.document.blocks import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A figure with its picture as SVG; a format that cannot take that makes dots from it."""

    block: Figure
    svg: str

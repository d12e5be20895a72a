"""A matrix of shares: rows and columns with names, a field for each cell, the darker the more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wirkung.report.charts.hidden import hatched
from wirkung.report.charts.rows import wrapped
from wirkung.report.charts.style import INK, LINE, MUTED, PAPER, PROGRAMME

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW_HEIGHT = 0.52  # inches
FRAME_HEIGHT = 0.7
LIGHTEST, DARKEST = 0.04, 0.45  # of the house blue: dark letters stay readable on every cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A cell at a row and a column: its share (0..1; None: withheld), what stands in it, smaller what is below."""

    row: str
    column: str
    share: float | None
    text: str
    below: str = ""


def height_of_heat(rows: int) -> float:
    """Height in inches of a matrix with so many rows."""
    return ROW_HEIGHT * rows + FRAME_HEIGHT


def paint_heat(axes: Axes, rows: Sequence[str], columns: Sequence[str], fields: Iterable[Field]) -> None:
    """Draw every field at its row and column; a cell without a field stays blank."""
    axes.set_xlim(-0.5, len(columns) - 0.5)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xticks(range(len(columns)), [wrapped(column) for column in columns])
    axes.xaxis.tick_top()
    axes.tick_params(axis="both", length=0)
    axes.tick_params(axis="x", colors=INK)
    axes.set_yticks(range(len(rows)), [wrapped(row) for row in rows])
    axes.spines[:].set_visible(False)
    for field in fields:
        _paint_field(axes, field, columns.index(field.column), rows.index(field.row))


def _paint_field(axes: Axes, field: Field, column: int, row: int) -> None:
    from matplotlib.patches import Rectangle  # noqa: PLC0415 - loaded with the first figure

    corner = (column - 0.48, row - 0.46)
    if field.share is None:
        hatched(axes, left=corner[0], bottom=corner[1], width=0.96, height=0.92)
        box = {"facecolor": PAPER, "edgecolor": "none", "pad": 2.0}
        axes.text(column, row, field.text, ha="center", va="center", fontsize=9, color=MUTED, bbox=box)
        return
    shade = LIGHTEST + (DARKEST - LIGHTEST) * field.share
    axes.add_patch(Rectangle(corner, 0.96, 0.92, facecolor=PROGRAMME, alpha=shade, linewidth=0))
    axes.add_patch(Rectangle(corner, 0.96, 0.92, fill=False, edgecolor=LINE, linewidth=0.8))
    above = 0.14 if field.below else 0.0
    axes.text(column, row - above, field.text, ha="center", va="center", fontsize=10.5, color=INK)
    if field.below:
        axes.text(column, row + 0.24, field.below, ha="center", va="center", fontsize=7.5, color=INK)

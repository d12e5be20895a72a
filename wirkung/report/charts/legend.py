"""What shapes and colours mean, above a picture in which no mark can bear its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wirkung.report.charts.row_chart import MARK, Mark
from wirkung.report.charts.style import INK, PAPER

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LEGEND = 0.55  # inches that it takes
COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Key:
    """A mark as it looks in the picture, and what it means."""

    name: str
    mark: Mark


def legend(picture: Figure, keys: Sequence[Key]) -> None:
    """Draw the keys above the picture, in two columns."""
    from matplotlib.lines import Line2D  # noqa: PLC0415 - loaded with the first figure

    handles = [
        Line2D(
            [],
            [],
            linestyle="",
            marker=key.mark.shape,
            markersize=MARK,
            color=key.mark.colour,
            markerfacecolor=key.mark.colour if key.mark.filled else PAPER,
            label=key.name,
        )
        for key in keys
    ]
    picture.legend(
        handles=handles, loc="outside upper left", ncols=COLUMNS, frameon=False, fontsize=8.5, labelcolor=INK
    )

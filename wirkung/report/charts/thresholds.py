"""Probabilities along a row of thresholds in equal steps: from where on something is rather so than not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wirkung.report.charts.rows import wrapped_to
from wirkung.report.charts.style import INK, MUTED, PROGRAMME
from wirkung.report.writing.numbers import Numbers

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEIGHT = 2.9  # inches
AXIS_WIDTH = 80  # characters a line
MOST_TICKS = 7  # thresholds on the axis; with more, some are left out
ROOM = 0.13  # below none and above all, for the numbers
EVEN = 0.5
QUARTERS = (0.0, 0.25, EVEN, 0.75, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """One threshold as it is printed, the probability there (0..1), and that as it is printed."""

    name: str
    probability: float
    note: str


def paint_thresholds(
    axes: Axes, thresholds: Sequence[Threshold], *, axis: str, head: str, numbers: Numbers
) -> None:
    """Equal steps between the thresholds: they are to be read from, and grow by factors.

    Parameters
    ----------
    axes
        Empty.
    thresholds
        At least one, from left to right.
    axis, head
        What stands below the thresholds, and above the picture.
    numbers
        Prints the shares on the left.
    """
    places, values = range(len(thresholds)), [each.probability for each in thresholds]
    axes.axhline(EVEN, color=MUTED, linewidth=0.9, linestyle=(0, (4, 3)), zorder=0)
    axes.plot(places, values, color=MUTED, linewidth=1.0, zorder=1)
    axes.plot(places, values, "o", color=PROGRAMME, markersize=6.5, clip_on=False, zorder=2)
    before = ""
    for place, each in enumerate(thresholds):
        if each.note != before:
            _label(axes, each.note, (place, each.probability))
        before = each.note
    step = -(-len(thresholds) // MOST_TICKS)
    axes.set_xticks(places[::step], [each.name for each in thresholds[::step]])
    axes.set_yticks(QUARTERS, [numbers.share(share) for share in QUARTERS])
    axes.set_ylim(-ROOM, 1 + ROOM)
    axes.set_xlim(-0.4, len(thresholds) - 0.6)
    axes.set_xlabel(wrapped_to(axis, AXIS_WIDTH))
    axes.set_title(head, loc="left", fontsize=8.5, color=MUTED)


def _label(axes: Axes, text: str, at: tuple[float, float]) -> None:
    """The probability where the line does not run, which rises from the left: below low marks, above high ones."""
    low = at[1] < EVEN
    axes.annotate(
        text,
        at,
        xytext=(0, -7 if low else 7),
        textcoords="offset points",
        ha="center",
        va="top" if low else "bottom",
        fontsize=8.5,
        color=INK,
    )

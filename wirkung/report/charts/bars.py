"""Bars in rows: from zero, one after the other as the parts of a whole, or from one value to both sides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wirkung.estimate import Interval
from wirkung.report.charts.rows import guide, label_rows, note_rows, whisker
from wirkung.report.charts.style import BAND, COMPARISON, INK, MUTED, PROGRAMME

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis

PART_ROW = 0.36  # inches; one line of label a part
PART_HALF = 0.28  # of a row: half the thickness of a bar
Ticks = Callable[["Axis"], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A row with a bar from zero and its interval; without a value the note stands in its place."""

    label: str
    note: str
    value: float | None
    interval: Interval | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a whole; one that is `apart` differs in its outline, not only in colour."""

    label: str
    note: str
    value: float
    apart: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """What a result is at the least and at the greatest value of something."""

    label: str
    note: str
    at_low: float
    at_high: float


def paint_bars(axes: Axes, rows: Sequence[Bar], *, head: str, ticks: Ticks) -> None:
    """A bar for each row that has a value.

    Parameters
    ----------
    axes
        Empty.
    rows
        The first on top.
    head
        What the notes on the right are.
    ticks
        Prints the numbers of an axis.
    """
    label_rows(axes, [row.label for row in rows])
    for place, row in enumerate(rows):
        if row.value is None:
            axes.text(0, place, f" {row.note}", va="center", fontsize=9, color=MUTED)
            continue
        axes.barh(place, row.value, height=0.5, color=BAND, edgecolor=PROGRAMME, linewidth=1.2, zorder=1)
        whisker(axes, row.interval, place, INK)
    axes.set_xlim(left=0)
    ticks(axes.xaxis)
    note_rows(axes, ["" if row.value is None else row.note for row in rows], head=head)


def paint_parts(axes: Axes, parts: Sequence[Part], whole: Part, *, head: str, ticks: Ticks) -> None:
    """Each part begins where the one above it ends; the last bar is the whole from the beginning.

    Parameters
    ----------
    axes, head, ticks
        As for `paint_bars`.
    parts, whole
        The first on top, the whole below them.
    """
    rows = (*parts, whole)
    label_rows(axes, [row.label for row in rows])
    ends = [0.0]
    for place, part in enumerate(parts):
        look: dict[str, Any] = {"facecolor": BAND, "edgecolor": PROGRAMME, "linestyle": "-"}
        if part.apart:
            look = {"facecolor": "none", "edgecolor": COMPARISON, "linestyle": (0, (3, 2))}
        axes.barh(place, part.value, left=ends[-1], height=2 * PART_HALF, linewidth=1.2, zorder=2, **look)
        ends.append(ends[-1] + part.value)
        # down to where the next part begins
        axes.plot([ends[-1]] * 2, [place + PART_HALF, place + 1 - PART_HALF], color=MUTED, linewidth=0.7, zorder=1)
    axes.barh(len(parts), whole.value, height=2 * PART_HALF, color=PROGRAMME, linewidth=1.2, zorder=2)
    axes.set_xlim(left=min(ends), right=1.02 * max(whole.value, *ends[:-1]))
    ticks(axes.xaxis)
    note_rows(axes, [row.note for row in rows], head=head)
    axes.axhline(len(parts) - 0.5, color=INK, linewidth=0.8, zorder=0)


def paint_swings(
    axes: Axes, rows: Sequence[Swing], *, base: float, base_note: str, head: str, ticks: Ticks
) -> None:
    """A light bar from `base` to the one end of each row, a dark one to the other; a line at zero and at the base.

    Parameters
    ----------
    axes, head, ticks
        As for `paint_bars`.
    rows
        The first on top.
    base, base_note
        From where all bars begin, and the number that stands there.
    """
    label_rows(axes, [row.label for row in rows])
    guide(axes, 0.0)
    for place, row in enumerate(rows):
        for end, colour in ((row.at_low, BAND), (row.at_high, PROGRAMME)):
            look: dict[str, Any] = {"color": colour, "edgecolor": PROGRAMME, "linewidth": 1.0}
            axes.barh(place, end - base, left=base, height=0.5, zorder=2, **look)
    axes.axvline(base, color=INK, linewidth=0.9, linestyle=(0, (4, 3)), zorder=3)
    axes.annotate(
        base_note,
        (base, 1),
        xycoords=axes.get_xaxis_transform(),
        xytext=(0, 3),
        textcoords="offset points",
        ha="center",
        fontsize=8.5,
        color=INK,
    )
    axes.margins(x=0.06)
    ticks(axes.xaxis)
    note_rows(axes, [row.note for row in rows], head=head)

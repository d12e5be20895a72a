"""The row chart as data: labels on the left, marks and bars on one axis, numbers on the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from wirkung.estimate import Estimate, Interval
from wirkung.finding import Finding
from wirkung.report.charts.rows import (
    guide,
    label_rows,
    note_rows,
    print_axis,
    ticks_like,
    unit_of_ticks,
    whisker,
    wrapped_to,
)
from wirkung.report.charts.style import BAND, INK, LINE, MUTED, PAPER, PROGRAMME
from wirkung.report.writing.numbers import Numbers

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Prints a value of the axis; the second number is the step between two neighbours, which says how exactly.
Ticks = Callable[[float, float], str]

AXIS_TITLE_WIDTH = 50  # small letters a line
TITLE_WIDTH = 84  # small letters a line
SIDE = 0.25  # a line in the left quarter has its words on its right, where there is room for them
MARK = 6.5  # points
ROOM = 0.08  # beside the data, as a part of them
BAR = 0.5  # of a row
LINK = (0.25, 0.75)  # of a row, from the lower edge of a bar to the upper edge of the next


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A value in a row, with its interval; without a shape only the interval.

    Parameters
    ----------
    value
        Where it stands on the axis.
    interval
        Drawn as a line with small ends, as an arrow where it has no bound.
    shape
        Circle, square, diamond, cross.
    colour
        One of the house style.
    filled
        Hollow for what was before, or only checks something else.
    below
        How far below the middle of the row it stands, in rows; negative above.
    name
        Written above or below it, in place of a legend.
    large
        For the only mark of a picture.
    """

    value: float
    interval: Interval | None = None
    shape: Literal["o", "s", "D", "X", ""] = "o"
    colour: str = PROGRAMME
    filled: bool = True
    below: float = 0.0
    name: str = ""
    large: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar from one value to another; dashed for what is there without being paid or observed."""

    start: float = 0.0
    end: float
    face: str = BAND
    edge: str = PROGRAMME
    dashed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row: its label, what is drawn in it, and the number beside it.

    `joined` draws a line from its first to its last mark; `link` one down to the next row, at a value.
    """

    label: str = ""
    note: str = ""
    marks: tuple[Mark, ...] = ()
    bars: tuple[Bar, ...] = ()
    joined: bool = False
    link: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """A line across all rows to compare with, and what is written on it: over the picture, or in it beside it."""

    at: float
    dashed: bool = False
    text: str = ""
    beside: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueAxis:
    """The axis of the values: its title, its ends (None: from the data, with `room` as a part of them)."""

    ticks: Ticks
    title: str = ""
    low: float | None = None
    high: float | None = None
    room: float = ROOM


def axis_like(
    estimate: Estimate,
    finding: Finding,
    numbers: Numbers,
    *,
    low: float | None = None,
    high: float | None = None,
    room: float = ROOM,
) -> ValueAxis:
    """An axis whose numbers are printed as the estimate is, with their unit as its title."""
    ticks, title = ticks_like(estimate, finding, numbers), unit_of_ticks(estimate, numbers.language)
    return ValueAxis(ticks=ticks, title=title, low=low, high=high, room=room)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChart:
    """One panel of rows.

    Parameters
    ----------
    rows
        From the top down.
    axis
        That all of them share.
    guides
        Lines across all rows.
    head
        Over the numbers on the right.
    title, above
        Over the panel, and over that.
    shaded
        From where to where, behind everything: the side on which a goal is met.
    total
        Whether the last row is the sum of the others, and so parted from them by a line.
    """

    rows: tuple[Row, ...]
    axis: ValueAxis
    guides: tuple[Guide, ...] = ()
    head: str = ""
    title: str = ""
    above: str = ""
    shaded: tuple[float, float] | None = None
    total: bool = False


def paint_rows(axes: Axes, chart: RowChart) -> None:
    """Draw a row chart into empty axes."""
    label_rows(axes, [row.label for row in chart.rows])
    if not any(row.label for row in chart.rows):
        axes.set_yticks([])
    for place, row in enumerate(chart.rows):
        _row(axes, place, row)
    _ends(axes, chart.axis)
    if chart.shaded is not None:
        axes.axvspan(*chart.shaded, color=BAND, linewidth=0, zorder=0)
    for each in chart.guides:
        _guide(axes, each)
    if chart.total:
        axes.axhline(len(chart.rows) - 1.5, color=INK, linewidth=0.8, zorder=0)
    print_axis(axes.xaxis, chart.axis.ticks)
    if chart.axis.title:
        axes.set_xlabel(wrapped_to(chart.axis.title, AXIS_TITLE_WIDTH))
    note_rows(axes, [row.note for row in chart.rows], head=chart.head)
    _titles(axes, chart)


def paint_panels(picture: Figure, charts: Sequence[RowChart], heights: Sequence[float]) -> None:
    """Draw several row charts below each other, each with its part of the height."""
    panels = picture.subplots(len(charts), 1, squeeze=False, height_ratios=heights).flat
    for axes, chart in zip(panels, charts, strict=True):
        paint_rows(axes, chart)


def _row(axes: Axes, place: int, row: Row) -> None:
    for bar in row.bars:
        axes.barh(
            place,
            bar.end - bar.start,
            left=bar.start,
            height=BAR,
            facecolor=bar.face,
            edgecolor=bar.edge,
            linewidth=1.2,
            linestyle=(0, (3, 2)) if bar.dashed else "-",
            zorder=2,
            clip_on=False,
        )
    if row.link is not None:
        axes.plot([row.link] * 2, [place + end for end in LINK], color=MUTED, linewidth=0.7, zorder=1)
    if row.joined:
        ends = (row.marks[0], row.marks[-1])
        axes.plot(
            [mark.value for mark in ends], [place + mark.below for mark in ends], color=LINE, linewidth=2, zorder=1
        )
    for mark in row.marks:
        _mark(axes, place + mark.below, mark)


def _mark(axes: Axes, height: float, mark: Mark) -> None:
    whisker(axes, mark.interval, height, mark.colour)
    if mark.shape:
        axes.plot(
            mark.value,
            height,
            mark.shape,
            markersize=MARK + mark.large,
            color=mark.colour,
            markerfacecolor=mark.colour if mark.filled else PAPER,
            clip_on=False,
            zorder=4,
        )
    if mark.name:
        above = mark.below <= 0
        axes.annotate(
            mark.name,
            (mark.value, height),
            xytext=(0, 6 if above else -6),
            textcoords="offset points",
            ha="center",
            va="bottom" if above else "top",
            fontsize=8,
            color=mark.colour,
        )


def _ends(axes: Axes, axis: ValueAxis) -> None:
    axes.margins(x=axis.room)
    if axis.low is not None:
        axes.set_xlim(left=axis.low)
    if axis.high is not None:
        axes.set_xlim(right=axis.high)


def _guide(axes: Axes, line: Guide) -> None:
    if line.strong:
        axes.axvline(line.at, color=INK, linewidth=0.9, linestyle=(0, (4, 3)), zorder=3)
    else:
        guide(axes, line.at, dashed=line.dashed)
    if not line.text:
        return
    low, high = axes.get_xlim()
    right = line.at - low < SIDE * (high - low)
    aside = {"xytext": (3 if right else -3, -2), "ha": "left" if right else "right", "va": "top"}
    over = {"xytext": (0, 3), "ha": "center", "va": "bottom"}
    axes.annotate(
        line.text,
        (line.at, 1),
        xycoords=axes.get_xaxis_transform(),
        textcoords="offset points",
        fontsize=8.5 if line.strong else 8,
        color=INK if line.strong else MUTED,
        **(aside if line.beside else over),
    )


def _titles(axes: Axes, chart: RowChart) -> None:
    if not chart.title:
        return
    title = wrapped_to(chart.title, TITLE_WIDTH)
    axes.set_title(title, loc="left", fontsize=9.5, color=INK, pad=6)
    if chart.above:
        axes.annotate(
            wrapped_to(chart.above, TITLE_WIDTH),
            (0, 1),
            xycoords="axes fraction",
            xytext=(0, 20 + 12 * title.count("\n")),
            textcoords="offset points",
            fontsize=8.5,
            color=MUTED,
            annotation_clip=False,
        )

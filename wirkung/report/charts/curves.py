"""Shares over time: a curve for each group with its band, and below the axis how many are still observed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wirkung.report.charts.labels import apart
from wirkung.report.charts.style import COMPARISON, INK, LINE, MUTED, PAPER, PROGRAMME

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PANEL_HEIGHT, MARGIN = 2.35, 0.2  # inches
FAINT = 0.35  # lines that only guide the eye
AT_THE_END = 0.9  # of the axis of time: from here on a curve is named beside the picture
TOPS = (0.1, 0.2, 0.4, 0.6, 0.8, 1.0)  # ends of the axis of shares, which begins at 0
LABEL_HEIGHT = 0.13  # of the axis
NUMBERS_APART = 0.075  # of the axis of time, so that two numbers do not touch
FIRST_LINE, NEXT_LINE = 30.0, 12.0  # points below the axis
BAND = 0.16  # how dark the band of an interval is
SHORT = 36  # months: an axis up to here is marked every half year, a longer one every year


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """A share (0..1) at a time with its limits, and how many are still observed, as printed."""

    time: float
    share: float
    low: float
    high: float
    observed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """The points of a group in order of time, at least one, and the last share as printed.

    `compared` is the group that another is compared with.
    """

    name: str
    points: tuple[CurvePoint, ...]
    last: str
    compared: bool

    @property
    def colour(self) -> str:
        """That of its group."""
        return COMPARISON if self.compared else PROGRAMME


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """What is compared under one title."""

    title: str
    curves: tuple[Curve, ...]


def paint_curves(panels: Sequence[tuple[Axes, Panel]], *, time: str, observed: str) -> None:
    """Draw a panel under the other, all with the same axes; the caller prints the axes of shares.

    Parameters
    ----------
    panels
        Each with where it is drawn.
    time, observed
        What the axis of time is called, and the numbers below it.
    """
    points = [point for _, panel in panels for curve in panel.curves for point in curve.points]
    top = next(top for top in TOPS if max(max(point.share, point.high) for point in points) <= top)
    end = max(point.time for point in points)
    for axes, panel in panels:
        axes.set_title(panel.title, loc="left", fontsize=9.5, color=INK)
        axes.set_xlim(0, end)
        axes.set_ylim(0, top)
        axes.grid(axis="y", color=LINE, alpha=FAINT, linewidth=0.6)
        axes.set_xticks(range(0, int(end) + 1, 6 if end <= SHORT else 12))
        axes.tick_params(axis="y", length=0, labelsize=8.5)
        for curve in panel.curves:
            _paint_curve(axes, curve)
        _name_curves(axes, panel.curves, top=top, end=end)
        _still_observed(axes, panel.curves, observed, end=end)
    _below(panels[-1][0], time, 1, 4 - FIRST_LINE, colour=MUTED, align="right", size=8.5)


def _paint_curve(axes: Axes, curve: Curve) -> None:
    """It begins with nobody; between two times that may be shown the course is not known."""
    times = [0.0, *(point.time for point in curve.points)]
    low, high = ([0.0, *limits] for limits in zip(*((p.low, p.high) for p in curve.points), strict=True))
    axes.fill_between(times, low, high, color=curve.colour, alpha=BAND, linewidth=0, zorder=1)
    axes.plot(
        times,
        [0.0, *(point.share for point in curve.points)],
        marker="o",
        markevery=slice(1, None),
        markersize=4.5,
        markerfacecolor=PAPER if curve.compared else curve.colour,
        color=curve.colour,
        linewidth=1.5,
        linestyle=(0, (4, 2)) if curve.compared else "-",
        clip_on=False,
        zorder=3,
    )


def _name_curves(axes: Axes, curves: Sequence[Curve], *, top: float, end: float) -> None:
    wanted = [curve.points[-1].share for curve in curves]
    for curve, place in zip(curves, apart(wanted, LABEL_HEIGHT * top), strict=True):
        last = curve.points[-1].time
        axes.text(
            (end if last >= AT_THE_END * end else last) + 0.015 * end,
            place,
            f"{curve.name} {curve.last}",
            va="center",
            ha="left",
            fontsize=8.5,
            color=curve.colour,
        )


def _still_observed(axes: Axes, curves: Sequence[Curve], head: str, *, end: float) -> None:
    """Under the axis, at their times, how many are still observed."""
    for line, curve in enumerate(curves, start=1):
        down = -FIRST_LINE - NEXT_LINE * line
        for point in _with_room(curve.points, end):
            _below(axes, point.observed, point.time / end, down, colour=curve.colour)
        _below(axes, curve.name, -0.01, down, colour=curve.colour, align="right")
    _below(axes, head, -0.01, -FIRST_LINE, colour=MUTED, align="right")


def _with_room(points: Sequence[CurvePoint], end: float) -> Iterator[CurvePoint]:
    """The last point and, going back, every one that is far enough from the one after it."""
    after: float | None = None
    for point in reversed(points):
        if after is None or after - point.time >= NUMBERS_APART * end:
            after = point.time
            yield point


def _below(
    axes: Axes, text: str, place: float, down: float, *, colour: str, align: str = "center", size: float = 8
) -> None:
    axes.annotate(
        text,
        (place, 0),
        xycoords="axes fraction",
        xytext=(0, down),
        textcoords="offset points",
        ha=align,
        va="center",
        fontsize=size,
        color=colour,
        annotation_clip=False,
    )

"""Shares over the years: lines with names at their ends, and at every year the interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from wirkung.estimate import Interval
from wirkung.report.charts.labels import apart
from wirkung.report.charts.row_chart import Ticks
from wirkung.report.charts.rows import print_axis, wrapped
from wirkung.report.charts.style import INK, LINE, PAPER, PROGRAMME

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEIGHT = 3.1  # inches
LABEL_HEIGHT = 0.105  # of the axis from 0 to 1, so that two labels of two lines do not touch
FAINT = 0.35  # lines that only guide the eye


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPoint:
    """A share (0..1) in a year."""

    year: int
    share: float
    interval: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line, oldest year first: what it is called, and its last share as printed."""

    name: str
    points: tuple[YearPoint, ...]
    last: str


def paint_trend(axes: Axes, lines: Sequence[Line], *, year: int, ticks: Ticks) -> None:
    """Draw the lines, with the points of `year` filled; `ticks` prints the numbers of the axis of shares."""
    for line in lines:
        _paint_line(axes, line, year)
    years = sorted({point.year for line in lines for point in line.points})
    end = years[-1]
    wanted = [line.points[-1].share for line in lines]
    for line, place in zip(lines, apart(wanted, LABEL_HEIGHT), strict=True):
        last = line.points[-1]
        axes.plot([last.year, end + 0.12, end + 0.17], [last.share, place, place], color=LINE, linewidth=0.8)
        text = f"{wrapped(line.name)}: {line.last}"
        axes.text(end + 0.2, place, text, va="center", ha="left", fontsize=8.5, color=INK)
    axes.set_xlim(years[0] - 0.2, end + 0.2)
    axes.set_xticks(years, [str(each) for each in years])
    axes.set_ylim(0, 1.02)
    axes.grid(axis="y", color=LINE, alpha=FAINT, linewidth=0.6)
    print_axis(axes.yaxis, ticks)
    axes.tick_params(axis="y", length=0, labelsize=8.5)


def _paint_line(axes: Axes, line: Line, year: int) -> None:
    """Neighbouring years are joined; where one is missing between two, the line has a gap."""
    for before, after in pairwise(line.points):
        if after.year - before.year == 1:
            places, shares = [before.year, after.year], [before.share, after.share]
            axes.plot(places, shares, color=PROGRAMME, linewidth=1.2, zorder=2)
    for point in line.points:
        if point.interval is not None:
            limits = [point.interval.low, point.interval.high]
            axes.plot([point.year, point.year], limits, color=PROGRAMME, linewidth=1.6, zorder=2)
        face = PROGRAMME if point.year == year else PAPER
        axes.plot(point.year, point.share, "o", markersize=6, color=PROGRAMME, markerfacecolor=face, zorder=3)

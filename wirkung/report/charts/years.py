"""Measures over the years: a small panel for each, all from zero."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wirkung.estimate import Interval
from wirkung.report.charts.rows import wrapped_to
from wirkung.report.charts.style import INK, LINE, MUTED, PROGRAMME

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLUMNS = 2
PANEL_HEIGHT = 1.55  # inches
TITLE_WIDTH = 40  # characters a line
NOTE_WIDTH = 12  # characters a line
FRAME = 0.2  # inches
HEADROOM = 1.32  # above the highest mark, for its number
LABELLED = 5  # with more years only the first and the last have their numbers in the picture


@dataclass(frozen=True, slots=True, kw_only=True)
class InYear:
    """The value of a year, its interval, and its number as it is printed; without a value why there is none."""

    year: int
    value: float | None
    note: str
    interval: Interval | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One panel: its title and its years."""

    title: str
    years: tuple[InYear, ...]


def height_of_measures(measures: Sequence[Measure]) -> float:
    """Height in inches of a figure with so many panels."""
    return PANEL_HEIGHT * -(-len(measures) // COLUMNS) + FRAME


def paint_measures(picture: Figure, measures: Sequence[Measure]) -> None:
    """A panel for each measure that has a value in at least one year; all over the same years."""
    years = sorted({each.year for measure in measures for each in measure.years})
    grid = list(picture.subplots(-(-len(measures) // COLUMNS), COLUMNS, squeeze=False).flat)
    for axes, measure in zip(grid, measures, strict=False):
        _panel(axes, measure, years)
        axes.set_xticks(years, [str(year) for year in years])
    for axes in grid[len(measures) :]:
        axes.set_axis_off()


def _panel(axes: Axes, measure: Measure, years: Sequence[int]) -> None:
    axes.set_title(wrapped_to(measure.title, TITLE_WIDTH), loc="left", fontsize=8.5, color=INK)
    axes.set_yticks([])
    axes.axhline(0.0, color=LINE, linewidth=0.8, zorder=0)
    values = {each.year: each.value for each in measure.years if each.value is not None}
    # The line stops at a year without a value, or without anything: nobody knows what lies between.
    every = range(years[0], years[-1] + 1)
    axes.plot(every, [values.get(year, math.nan) for year in every], color=MUTED, linewidth=1.0, zorder=1)
    axes.plot(list(values), list(values.values()), "o", color=PROGRAMME, markersize=5.5, zorder=3)
    numbered = list(values) if len(values) <= LABELLED else [min(values), max(values)]
    tops = []
    for each in measure.years:
        if each.value is None:
            _missing(axes, each)
        else:
            tops.append(_one(axes, each, each.value, numbered=each.year in numbered))
    axes.set_ylim(min(0.0, *values.values()), HEADROOM * max(tops) or 1.0)
    axes.set_xlim(years[0] - 0.5, years[-1] + 0.5)


def _one(axes: Axes, each: InYear, value: float, *, numbered: bool) -> float:
    """The interval of a year and the number above it; how high the marks reach."""
    interval, top = each.interval, value
    if interval is not None:
        axes.plot([each.year] * 2, [interval.low, interval.high], color=PROGRAMME, linewidth=1.5, zorder=2)
        top = max(value, interval.high)
    if numbered:
        axes.annotate(
            each.note,
            (each.year, top),
            xytext=(0, 4),
            textcoords="offset points",
            ha="center",
            va="bottom",
            fontsize=8.5,
            color=INK,
        )
    return top


def _missing(axes: Axes, each: InYear) -> None:
    axes.text(
        each.year,
        0.5,
        wrapped_to(each.note, NOTE_WIDTH),
        transform=axes.get_xaxis_transform(),
        ha="center",
        va="center",
        fontsize=8,
        color=MUTED,
    )

"""Costs over the years in constant prices: a small panel for each measure, all from zero."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from wirkung.codes import Role
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Finding
from wirkung.report.charts.canvas import drawn
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.hidden import not_shown, told
from wirkung.report.charts.rows import known, shown, value_of, with_interval, wrapped_to
from wirkung.report.charts.style import INK, LINE, MUTED, PROGRAMME
from wirkung.report.document.blocks import Table
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import findings_of
from wirkung.report.writing.words import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLUMNS = 2
PANEL_HEIGHT = 1.55  # inches
TITLE_WIDTH = 40  # characters a line
FRAME = 0.2  # inches
HEADROOM = 1.32  # above the highest mark, for its number
LABELLED = 5  # with more years only the first and the last have their numbers in the picture


def draw_cost_years(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """Every measure by year with its interval, where it has one; None for nothing to show."""
    findings = shown(answer, Role.MAIN)
    if not findings:
        return None
    numbers = Numbers(language)
    released = findings_of(answer.items)
    measures = list(dict.fromkeys(finding.subject.group for finding in findings))
    panels = [[each for each in released if each.subject.group == measure] for measure in measures]

    def paint(picture: Figure) -> None:
        _paint(picture, panels, numbers)
        not_shown(picture, answer, language)

    return drawn(
        paint,
        height=PANEL_HEIGHT * -(-len(panels) // COLUMNS) + FRAME,
        name=f"cost-years-{answer.year}",
        caption=say("figure.cost_years", language, year=answer.year, price_year=answer.price_year),
        alt=told(
            say("alt.cost_years", language),
            [_line(panel, numbers) for panel in panels],
            answer,
            language,
        ),
        data=data,
    )


def _line(panel: Sequence[Finding], numbers: Numbers) -> str:
    """One measure over the years."""
    there = [finding for finding in panel if finding.main.value is not None]
    values = ", ".join(f"{each.subject.label} {with_interval(each.main, each, numbers)}" for each in there)
    return f"{there[0].subject.group}: {values}"


def _paint(picture: Figure, panels: Sequence[Sequence[Finding]], numbers: Numbers) -> None:
    years = sorted({finding.subject.at or 0.0 for panel in panels for finding in panel})
    labels = {finding.subject.at or 0.0: finding.subject.label for panel in panels for finding in panel}
    grid = list(picture.subplots(-(-len(panels) // COLUMNS), COLUMNS, squeeze=False).flat)
    for axes, panel in zip(grid, panels, strict=False):
        _panel(axes, panel, years, numbers)
        axes.set_xticks(years, [labels[year] for year in years])
    for axes in grid[len(panels) :]:
        axes.set_axis_off()


def _panel(axes: Axes, panel: Sequence[Finding], years: Sequence[float], numbers: Numbers) -> None:
    axes.set_title(wrapped_to(panel[0].subject.group, TITLE_WIDTH), loc="left", fontsize=8.5, color=INK)
    axes.set_yticks([])
    axes.axhline(0.0, color=LINE, linewidth=0.8, zorder=0)
    there = [finding for finding in panel if value_of(finding.main) is not None]
    values = {finding.subject.at or 0.0: known(finding, Role.MAIN)[1] for finding in there}
    # The line stops at a year without a value: nobody knows what lies between.
    axes.plot(years, [values.get(year, math.nan) for year in years], color=MUTED, linewidth=1.0, zorder=1)
    axes.plot(list(values), list(values.values()), "o", color=PROGRAMME, markersize=5.5, zorder=3)
    numbered = there if len(there) <= LABELLED else (there[0], there[-1])
    tops = [_one(axes, finding, numbers, numbered=finding in numbered) for finding in there]
    for finding in panel:
        if finding not in there:
            _missing(axes, finding, numbers)
    axes.set_ylim(min(0.0, *values.values()), HEADROOM * max(tops) or 1.0)
    axes.set_xlim(years[0] - 0.5, years[-1] + 0.5)


def _one(axes: Axes, finding: Finding, numbers: Numbers, *, numbered: bool) -> float:
    """The interval of a year and the number above it; how high the marks reach."""
    year, (estimate, value) = finding.subject.at or 0.0, known(finding, Role.MAIN)
    interval = estimate.interval
    if interval is not None:
        axes.plot([year, year], [interval.low, interval.high], color=PROGRAMME, linewidth=1.5, zorder=2)
    top = value if interval is None else max(value, interval.high)
    if numbered:
        axes.annotate(
            numbers.estimate(estimate, finding.subject),
            (year, top),
            xytext=(0, 4),
            textcoords="offset points",
            ha="center",
            va="bottom",
            fontsize=8.5,
            color=INK,
        )
    return top


def _missing(axes: Axes, finding: Finding, numbers: Numbers) -> None:
    axes.text(
        finding.subject.at or 0.0,
        0.5,
        wrapped_to(say("mark.no_value", numbers.language), 12),
        transform=axes.get_xaxis_transform(),
        ha="center",
        va="center",
        fontsize=8,
        color=MUTED,
    )

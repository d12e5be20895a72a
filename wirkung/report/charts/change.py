"""Before and after: two marks a row with their intervals, on the whole scale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from wirkung.codes import Role
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.estimate import Estimate
from wirkung.finding import Finding
from wirkung.report.charts.canvas import drawn
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.hidden import not_shown
from wirkung.report.charts.rows import (
    MOST_ROWS,
    height_of,
    known,
    label_rows,
    left_out,
    note_rows,
    print_ticks,
    shown,
    whisker,
    with_interval,
    wrapped_to,
)
from wirkung.report.charts.style import COMPARISON, LINE, PAPER, PROGRAMME
from wirkung.report.charts.words import alternative, tendency
from wirkung.report.document.blocks import Table
from wirkung.report.writing.labels import label
from wirkung.report.writing.language import Language, unit_name
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.words import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

UNIT_WIDTH = 50  # small letters a line
MOST_PANELS = 4  # each has an axis of its own
OFFSET = 0.13  # rows between the two marks, so that their intervals do not cover each other

ScaleKey = tuple[float | None, float | None, str]


def draw_change(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """Means before and after the programme, one panel for each scale; None where nothing can be shown."""
    findings = shown(answer, Role.MAIN, Role.BEFORE, Role.AFTER)
    if not findings:
        return None
    numbers = Numbers(language)
    panels = _by_scale(findings[:MOST_ROWS], language)[:MOST_PANELS]
    rows = sum(map(len, panels))
    lead = tendency(say("alt.change", language), [finding.main for finding in findings], language)

    def paint(picture: Figure) -> None:
        heights = [height_of(len(panel)) for panel in panels]
        for axes, panel in zip(
            picture.subplots(len(panels), 1, squeeze=False, height_ratios=heights)[:, 0], panels, strict=True
        ):
            _panel(axes, panel, numbers)
        not_shown(picture, answer, language, before=left_out(rows, len(findings), language))

    return drawn(
        paint,
        height=height_of(rows, len(panels)),
        name=f"change-{answer.year}",
        caption=say("figure.change", language, year=answer.year),
        alt=alternative(lead, findings, lambda finding: _line(finding, numbers), answer, language),
        data=data,
    )


def _by_scale(findings: Sequence[Finding], language: Language) -> list[list[Finding]]:
    panels: dict[ScaleKey, list[Finding]] = {}
    for finding in findings:
        key = (finding.subject.low, finding.subject.high, unit_name(finding.main.unit, language))
        panels.setdefault(key, []).append(finding)
    return list(panels.values())


def _panel(axes: Axes, findings: Sequence[Finding], numbers: Numbers) -> None:
    label_rows(axes, [label(finding.subject, numbers.language) for finding in findings])
    for row, finding in enumerate(findings):
        (before, start), (after, end) = known(finding, Role.BEFORE), known(finding, Role.AFTER)
        axes.plot([start, end], [row - OFFSET, row + OFFSET], color=LINE, linewidth=2, zorder=1)
        _mark(axes, before, start, row - OFFSET, colour=COMPARISON, filled=False)
        _mark(axes, after, end, row + OFFSET, colour=PROGRAMME, filled=True)
    _name_marks(axes, findings[0], numbers.language)
    _scale(axes, findings[0], numbers)
    note_rows(
        axes,
        [with_interval(finding.main, finding, numbers, gap="\n") for finding in findings],
        head=say("column.change", numbers.language),
    )


def _mark(axes: Axes, estimate: Estimate, value: float, row: float, *, colour: str, filled: bool) -> None:
    whisker(axes, estimate.interval, row, colour)
    axes.plot(value, row, "o", markersize=6.5, color=colour, markerfacecolor=colour if filled else PAPER, zorder=3)


def _name_marks(axes: Axes, finding: Finding, language: Language) -> None:
    """Name the marks of the first row directly, in place of a legend."""
    for role, row, colour, above in (
        (Role.BEFORE, -OFFSET, COMPARISON, True),
        (Role.AFTER, OFFSET, PROGRAMME, False),
    ):
        axes.annotate(
            say(f"column.{role}", language),
            (known(finding, role)[1], row),
            xytext=(0, 6 if above else -6),
            textcoords="offset points",
            ha="center",
            va="bottom" if above else "top",
            fontsize=8,
            color=colour,
        )


def _scale(axes: Axes, finding: Finding, numbers: Numbers) -> None:
    subject = finding.subject
    if subject.low is not None and subject.high is not None:
        room = 0.02 * (subject.high - subject.low)
        axes.set_xlim(subject.low - room, subject.high + room)
    else:
        axes.margins(x=0.08)
    print_ticks(axes.xaxis, finding, numbers, estimate=finding.main)
    unit = unit_name(finding.main.unit, numbers.language)
    if unit:
        axes.set_xlabel(wrapped_to(unit, UNIT_WIDTH))


def _line(finding: Finding, numbers: Numbers) -> str:
    return say(
        "alt.change.line",
        numbers.language,
        label=label(finding.subject, numbers.language),
        before=numbers.estimate(known(finding, Role.BEFORE)[0], finding.subject),
        after=numbers.estimate(known(finding, Role.AFTER)[0], finding.subject),
        change=with_interval(finding.main, finding, numbers),
    )

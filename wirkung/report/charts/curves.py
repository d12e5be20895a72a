"""How many had made a step after which time: a curve for each group with its band, and who was still observed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from wirkung.codes import CountRole, Role
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Finding
from wirkung.report.charts.canvas import drawn
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.hidden import not_shown, told
from wirkung.report.charts.labels import apart
from wirkung.report.charts.rows import known, print_ticks, with_interval
from wirkung.report.charts.style import COMPARISON, INK, LINE, MUTED, PAPER, PROGRAMME
from wirkung.report.document.blocks import Table
from wirkung.report.sections.timing import COMPARISON as COMPARED
from wirkung.report.sections.timing import curves_of, is_point
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.words import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PANEL_HEIGHT = 2.35  # inches
MOST_PANELS = 4  # the last steps; all are in the table
FEWEST_POINTS = 2
FAINT = 0.35  # lines that only guide the eye
AT_THE_END = 0.9  # of the axis of time: from here on a curve is named beside the picture
TOPS = (0.1, 0.2, 0.4, 0.6, 0.8, 1.0)  # ends of the axis of shares, which begins at 0
LABEL_HEIGHT = 0.13  # of the axis
NUMBERS_APART = 0.075  # of the axis of time, so that two numbers do not touch
FIRST_LINE, NEXT_LINE = 30.0, 12.0  # points below the axis
BAND = 0.16  # how dark the band of an interval is

Curves = dict[str, list[Finding]]


def draw_timing(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """A panel for each step with the curves of the groups; None where nothing can be shown."""
    steps = _drawable(answer, language)
    if not steps:
        return None
    points = replace(answer, items=tuple(filter(is_point, answer.items)))
    numbers = Numbers(language)

    def paint(picture: Figure) -> None:
        panels = picture.subplots(len(steps), 1, squeeze=False)[:, 0]
        top, end = _top(list(steps.values())), _end(list(steps.values()))
        for axes, (step, curves) in zip(panels, steps.items(), strict=True):
            axes.set_title(step, loc="left", fontsize=9.5, color=INK)
            _panel(axes, curves, numbers, top=top, end=end)
        panels[-1].annotate(
            say("axis.timing", language),
            (1, 0),
            xycoords="axes fraction",
            xytext=(0, -FIRST_LINE + 4),
            textcoords="offset points",
            ha="right",
            va="center",
            fontsize=8.5,
            color=MUTED,
        )
        not_shown(picture, points, language)

    return drawn(
        paint,
        height=PANEL_HEIGHT * len(steps) + 0.2,
        name=f"timing-{answer.year}",
        caption=say("figure.timing", language, year=answer.year),
        alt=told(say("alt.timing", language), _lines(steps, numbers), points, language),
        data=data,
    )


def _drawable(answer: ReleasedAnswer, language: Language) -> dict[str, Curves]:
    """The last steps, each with the curves that have a course; a single point stands in the table."""
    steps = {
        step: {group: points for group, points in curves.items() if len(points) >= FEWEST_POINTS}
        for step, curves in curves_of(answer, language).items()
    }
    return dict([(step, curves) for step, curves in steps.items() if curves][-MOST_PANELS:])


def _panel(axes: Axes, curves: Curves, numbers: Numbers, *, top: float, end: float) -> None:
    for group, points in curves.items():
        _curve(axes, points, compared=group == COMPARED)
    axes.set_xlim(0, end)
    axes.set_ylim(0, top)
    axes.grid(axis="y", color=LINE, alpha=FAINT, linewidth=0.6)
    first = next(iter(curves.values()))[0]
    print_ticks(axes.yaxis, first, numbers, estimate=first.main)
    axes.set_xticks(range(0, int(end) + 1, 6 if end <= 36 else 12))  # noqa: PLR2004 - three years
    axes.tick_params(axis="y", length=0, labelsize=8.5)
    _name_curves(axes, curves, numbers, top=top, end=end)
    _still_observed(axes, curves, numbers, end=end)


def _curve(axes: Axes, points: Sequence[Finding], *, compared: bool) -> None:
    """Nobody has made the step at entry; between two times that may be shown the course is not known."""
    colour = COMPARISON if compared else PROGRAMME
    times = [0.0, *(point.subject.at or 0.0 for point in points)]
    values = [0.0, *(known(point, Role.MAIN)[1] for point in points)]
    limits = [point.main.interval for point in points]
    low = [0.0, *(value if limit is None else limit.low for value, limit in zip(values[1:], limits, strict=True))]
    high = [
        0.0,
        *(value if limit is None else limit.high for value, limit in zip(values[1:], limits, strict=True)),
    ]
    axes.fill_between(times, low, high, color=colour, alpha=BAND, linewidth=0, zorder=1)
    axes.plot(
        times,
        values,
        marker="o",
        markevery=slice(1, None),
        markersize=4.5,
        markerfacecolor=PAPER if compared else colour,
        color=colour,
        linewidth=1.5,
        linestyle=(0, (4, 2)) if compared else "-",
        clip_on=False,
        zorder=3,
    )


def _name_curves(axes: Axes, curves: Curves, numbers: Numbers, *, top: float, end: float) -> None:
    wanted = [known(points[-1], Role.MAIN)[1] for points in curves.values()]
    for (group, points), place in zip(curves.items(), apart(wanted, LABEL_HEIGHT * top), strict=True):
        share = numbers.estimate(points[-1].main, points[-1].subject)
        last = points[-1].subject.at or 0.0
        axes.text(
            (end if last >= AT_THE_END * end else last) + 0.015 * end,
            place,
            f"{say(f'curve.{group}', numbers.language)} {share}",
            va="center",
            ha="left",
            fontsize=8.5,
            color=COMPARISON if group == COMPARED else PROGRAMME,
        )


def _still_observed(axes: Axes, curves: Curves, numbers: Numbers, *, end: float) -> None:
    """Under the axis, at their times, how many had not made the step and were still observed."""
    for line, (group, points) in enumerate(curves.items()):
        colour = COMPARISON if group == COMPARED else PROGRAMME
        down = -FIRST_LINE - NEXT_LINE * (line + 1)
        for point in _with_room(points, end):
            number = next(c.number for c in point.main.counts if c.role is CountRole.AT_RISK)
            _below(axes, numbers.whole(number), (point.subject.at or 0.0) / end, down, colour=colour)
        _below(axes, say(f"curve.{group}", numbers.language), -0.01, down, colour=colour, align="right")
    _below(axes, say("head.at_risk", numbers.language), -0.01, -FIRST_LINE, colour=MUTED, align="right")


def _with_room(points: Sequence[Finding], end: float) -> list[Finding]:
    """The last point and, going back, every one that is far enough from the one after it."""
    chosen: list[Finding] = []
    for point in reversed(points):
        after = chosen[-1].subject.at if chosen else None
        if after is None or after - (point.subject.at or 0.0) >= NUMBERS_APART * end:
            chosen.append(point)
    return chosen


def _below(axes: Axes, text: str, place: float, down: float, *, colour: str, align: str = "center") -> None:
    axes.annotate(
        text,
        (place, 0),
        xycoords="axes fraction",
        xytext=(0, down),
        textcoords="offset points",
        ha=align,
        va="center",
        fontsize=8,
        color=colour,
        annotation_clip=False,
    )


def _top(steps: Sequence[Curves]) -> float:
    """Where the axis of shares ends: the same for all steps, so that they can be compared."""
    intervals = [point.main.interval for curves in steps for points in curves.values() for point in points]
    values = [point.main.value or 0.0 for curves in steps for points in curves.values() for point in points]
    highest = max(chain(values, (interval.high for interval in intervals if interval is not None)))
    return next(top for top in TOPS if highest <= top)


def _end(steps: Sequence[Curves]) -> float:
    return max(point.subject.at or 0.0 for curves in steps for points in curves.values() for point in points)


def _lines(steps: dict[str, Curves], numbers: Numbers) -> list[str]:
    return [
        say(
            "alt.line",
            numbers.language,
            label=f"{step} ({say(f'curve.{group}', numbers.language)})",
            values=f"{points[-1].subject.label} {with_interval(points[-1].main, points[-1], numbers)}",
        )
        for step, curves in steps.items()
        for group, points in curves.items()
    ]

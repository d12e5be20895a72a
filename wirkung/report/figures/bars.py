"""Bars from zero: how many of a cohort got how far, and what one unit cost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from wirkung.disclosure import ReleasedAnswer
from wirkung.estimate import Quantity
from wirkung.finding import Finding, Role
from wirkung.report.blocks import Table
from wirkung.report.figures.canvas import drawn
from wirkung.report.figures.drawing import Drawing
from wirkung.report.figures.rows import (
    height_of,
    known,
    label_rows,
    note_rows,
    print_ticks,
    shown,
    whisker,
    with_interval,
)
from wirkung.report.figures.style import BAND, INK, PROGRAMME
from wirkung.report.figures.words import alternative
from wirkung.report.numbers import Numbers
from wirkung.report.sentences import reached
from wirkung.report.words import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Note = Callable[[Finding, Numbers], str]


def draw_funnel(answer: ReleasedAnswer, *, data: Table, language: str) -> Drawing | None:
    """The share of all starters who reached each step; None for nothing to show."""
    findings = shown(answer, Role.MAIN)
    return _bars(answer, findings, _persons, data=data, language=language, full=1.0) if findings else None


def draw_unit_costs(answer: ReleasedAnswer, *, data: Table, language: str) -> Drawing | None:
    """What one unit cost; sums are left to their table. None for nothing to show."""
    findings = tuple(each for each in shown(answer, Role.MAIN) if each.main.quantity is Quantity.UNIT_COST)
    return _bars(answer, findings, _amount, data=data, language=language) if findings else None


def _bars(
    answer: ReleasedAnswer,
    findings: Sequence[Finding],
    note: Note,
    *,
    data: Table,
    language: str,
    full: float | None = None,
) -> Drawing:
    numbers = Numbers(language)
    stem = answer.question.value

    def line(finding: Finding) -> str:
        return f"{finding.subject.label}: {note(finding, numbers)}"

    return drawn(
        lambda picture: _paint(
            picture.subplots(), findings, note, numbers, full, head=say(f"head.{stem}", language)
        ),
        height=height_of(len(findings)),
        name=f"{stem}-{answer.year}",
        caption=say(f"figure.{stem}", language, year=answer.year),
        alt=alternative(say(f"alt.{stem}", language), findings, line, answer, language),
        data=data,
    )


def _paint(
    axes: Axes, findings: Sequence[Finding], note: Note, numbers: Numbers, full: float | None, *, head: str
) -> None:
    label_rows(axes, [finding.subject.label for finding in findings])
    for row, finding in enumerate(findings):
        estimate, value = known(finding, Role.MAIN)
        axes.barh(row, value, height=0.5, color=BAND, edgecolor=PROGRAMME, linewidth=1.2, zorder=1)
        whisker(axes, estimate.interval, row, INK)
    axes.set_xlim(left=0, right=full)
    print_ticks(axes.xaxis, findings[0], numbers, estimate=findings[0].main)
    note_rows(axes, [note(finding, numbers) for finding in findings], head=head)


def _persons(finding: Finding, numbers: Numbers) -> str:
    return f"{numbers.estimate(finding.main, finding.subject)} ({numbers.whole(reached(finding)[0])})"


def _amount(finding: Finding, numbers: Numbers) -> str:
    return with_interval(finding.main, finding, numbers)

"""On which assumptions the net present value hangs: a bar for each, the widest on top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from wirkung.codes import Role
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Finding
from wirkung.report.charts.canvas import drawn
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.hidden import not_shown
from wirkung.report.charts.rows import (
    guide,
    height_of,
    known,
    label_rows,
    left_out,
    note_rows,
    print_ticks,
    shown,
)
from wirkung.report.charts.scenario import stamp_scenario
from wirkung.report.charts.style import BAND, INK, PROGRAMME
from wirkung.report.charts.words import alternative
from wirkung.report.document.blocks import Table
from wirkung.report.sections.sensitivity import full_label, swings_of
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.words import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST = 8  # what hangs on less can be read in the table
STAMP_HEIGHT = 0.3  # inches


def draw_tornado(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """The net present value from the least to the greatest value of each assumption; None for nothing to show."""
    answer = replace(answer, items=swings_of(answer))
    findings = shown(answer, Role.MAIN, Role.LOW, Role.HIGH)
    if not findings:
        return None
    numbers = Numbers(language)
    base = numbers.estimate(findings[0].main, findings[0].subject)
    rows = findings[:MOST]
    key = f"{say('axis.sensitivity', language)} {left_out(len(rows), len(findings), language)}".rstrip()

    def paint(picture: Figure) -> None:
        _paint(picture, rows, numbers)
        not_shown(picture, answer, language, before=key)

    return drawn(
        paint,
        height=height_of(len(rows)) + STAMP_HEIGHT,
        name=f"sensitivity-{answer.year}",
        caption=say("figure.sensitivity", language, year=answer.year),
        alt=alternative(
            say("alt.sensitivity", language, value=base),
            findings,
            lambda finding: f"{full_label(finding.subject)}: {_ends(finding, numbers)}",
            answer,
            language,
        ),
        data=data,
    )


def _paint(picture: Figure, findings: Sequence[Finding], numbers: Numbers) -> None:
    stamp_scenario(picture, numbers.language)
    axes = picture.subplots()
    label_rows(axes, [full_label(finding.subject) for finding in findings])
    base = known(findings[0], Role.MAIN)[1]
    guide(axes, 0.0)
    for row, finding in enumerate(findings):
        for role, colour in ((Role.LOW, BAND), (Role.HIGH, PROGRAMME)):
            end = known(finding, role)[1]
            axes.barh(
                row, end - base, left=base, height=0.5, color=colour, edgecolor=PROGRAMME, linewidth=1.0, zorder=2
            )
    _mark_base(axes, findings[0], base, numbers)
    axes.margins(x=0.06)
    print_ticks(axes.xaxis, findings[0], numbers, estimate=findings[0].main)
    notes = [_ends(finding, numbers) for finding in findings]
    note_rows(axes, notes, head=say("head.sensitivity", numbers.language))


def _mark_base(axes: Axes, finding: Finding, base: float, numbers: Numbers) -> None:
    """The net present value with all assumed values, as a line and a number above it."""
    axes.axvline(base, color=INK, linewidth=0.9, linestyle=(0, (4, 3)), zorder=3)
    axes.annotate(
        numbers.estimate(finding.main, finding.subject),
        (base, 1),
        xycoords=axes.get_xaxis_transform(),
        xytext=(0, 3),
        textcoords="offset points",
        ha="center",
        fontsize=8.5,
        color=INK,
    )


def _ends(finding: Finding, numbers: Numbers) -> str:
    low, high = (known(finding, role)[0] for role in (Role.LOW, Role.HIGH))
    return f"{numbers.estimate(low, finding.subject)} / {numbers.estimate(high, finding.subject)}"

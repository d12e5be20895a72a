"""The Love plot: how far apart the groups were beforehand, against the marks of the rule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from wirkung.codes import Role, Verdict
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Finding
from wirkung.report.charts.canvas import drawn
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.hidden import not_shown
from wirkung.report.charts.rows import (
    guide,
    height_for,
    known,
    label_rows,
    left_out,
    note_rows,
    print_ticks,
    shown,
)
from wirkung.report.charts.style import COMPARISON, MUTED, PROGRAMME
from wirkung.report.charts.words import alternative
from wirkung.report.document.blocks import Table
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.words import say

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# What Works Clearinghouse (2022), Procedures and Standards Handbook 5.0, baseline equivalence.
EQUIVALENT_TO = 0.05
ADJUST_TO = 0.25

MOST = 16  # the largest; all are in the table

MARKERS = {Verdict.EQUIVALENT: "o", Verdict.NEEDS_ADJUSTMENT: "D", Verdict.NOT_EQUIVALENT: "X"}


def draw_love(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """The size of every standardised difference before the programme; None for nothing to show."""
    findings = sorted(shown(answer, Role.MAIN), key=lambda finding: -abs(known(finding, Role.MAIN)[1]))
    if not findings:
        return None
    numbers = Numbers(language)
    rows = findings[:MOST]

    def paint(picture: Figure) -> None:
        _paint(picture, rows, numbers)
        left = left_out(len(rows), len(findings), language, code="figure.largest_rows")
        not_shown(picture, answer, language, before=left)

    return drawn(
        paint,
        height=height_for([finding.subject.label for finding in rows]),
        name=f"baseline-{answer.year}",
        caption=say("figure.baseline", language, year=answer.year),
        alt=alternative(
            say("alt.baseline", language),
            findings,
            lambda finding: f"{finding.subject.label}: {_size(finding, numbers)}{_mark(finding, numbers)}",
            answer,
            language,
        ),
        data=data,
    )


def _paint(picture: Figure, findings: Sequence[Finding], numbers: Numbers) -> None:
    axes = picture.subplots()
    label_rows(axes, [finding.subject.label for finding in findings])
    for limit in (EQUIVALENT_TO, ADJUST_TO):
        guide(axes, limit, dashed=True)
        axes.annotate(
            numbers.decimal(limit, 2),
            (limit, 1),
            xycoords=axes.get_xaxis_transform(),
            xytext=(0, 2),
            textcoords="offset points",
            ha="center",
            fontsize=8,
            color=MUTED,
        )
    for row, finding in enumerate(findings):
        _, value = known(finding, Role.MAIN)
        colour = COMPARISON if finding.verdict is Verdict.NOT_EQUIVALENT else PROGRAMME
        marker = MARKERS.get(finding.verdict, "o") if finding.verdict else "o"
        axes.plot(abs(value), row, marker, markersize=6.5, color=colour, clip_on=False, zorder=3)
    axes.set_xlim(left=0, right=max(0.3, 1.1 * max(abs(known(each, Role.MAIN)[1]) for each in findings)))
    axes.set_xlabel(say("axis.baseline", numbers.language))
    print_ticks(axes.xaxis, findings[0], numbers, estimate=findings[0].main)
    note_rows(axes, [_size(each, numbers) for each in findings], head=say("head.baseline", numbers.language))


def _size(finding: Finding, numbers: Numbers) -> str:
    return numbers.decimal(abs(known(finding, Role.MAIN)[1]), 2)


def _mark(finding: Finding, numbers: Numbers) -> str:
    """Which of the marks a difference is above, as the picture shows it."""
    _, value = known(finding, Role.MAIN)
    passed = [limit for limit in (EQUIVALENT_TO, ADJUST_TO) if abs(value) > limit]
    return say("alt.baseline.above", numbers.language, limit=numbers.decimal(passed[-1], 2)) if passed else ""

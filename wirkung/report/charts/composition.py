"""Full cost as the sum of its parts: bars one after the other, what nobody paid told apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from wirkung.codes import Quantity, Role
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Finding
from wirkung.report.charts.canvas import drawn
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.rows import (
    FRAME_HEIGHT,
    known,
    label_rows,
    note_rows,
    print_ticks,
    shown,
)
from wirkung.report.charts.style import BAND, COMPARISON, INK, MUTED, PROGRAMME
from wirkung.report.charts.words import alternative
from wirkung.report.document.blocks import Table
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.words import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FULL = "cost.full"
# Sums over several categories, which are no further part of full cost.
OVERLAPPING = ("cost.paid", "cost.own", "cost.third_party")
NOT_PAID = ("cost.volunteers", "cost.in_kind")
ROW = 0.36  # inches; one line of label a row


def draw_composition(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """What was paid, the largest first, what was not paid, and full cost; None where full cost is not shown."""
    findings = [each for each in shown(answer, Role.MAIN) if each.main.quantity is Quantity.TOTAL_COST]
    full = [each for each in findings if each.subject.id == FULL]
    parts = [each for each in findings if each.subject.id not in (FULL, *OVERLAPPING)]
    if not full or not parts:
        return None
    rows = (*sorted(parts, key=_paid_first), *full)
    numbers = Numbers(language)
    return drawn(
        lambda picture: _paint(picture.subplots(), rows, numbers),
        height=ROW * len(rows) + FRAME_HEIGHT,
        name=f"cost-composition-{answer.year}",
        caption=say("caption.cost.composition", language, year=answer.year),
        alt=alternative(
            say("alt.cost.composition", language),
            (*full, *rows[:-1]),
            lambda finding: f"{finding.subject.label} {_amount(finding, numbers)}",
            answer,
            language,
        ),
        data=data,
    )


def _paid_first(finding: Finding) -> tuple[bool, float]:
    return finding.subject.id in NOT_PAID, -known(finding, Role.MAIN)[1]


def _paint(axes: Axes, rows: Sequence[Finding], numbers: Numbers) -> None:
    """Each part begins where the one above it ends; the last bar is full cost from the beginning."""
    label_rows(axes, [finding.subject.label for finding in rows])
    values = [known(finding, Role.MAIN)[1] for finding in rows]
    starts = [0.0, *accumulate(values[:-2]), 0.0]
    for row, (finding, start, value) in enumerate(zip(rows, starts, values, strict=True)):
        paid = finding.subject.id not in NOT_PAID
        axes.barh(
            row,
            value,
            left=start,
            height=0.56,
            facecolor=_face(finding),
            edgecolor=PROGRAMME if paid else COMPARISON,
            linewidth=1.2,
            linestyle="-" if paid else (0, (3, 2)),
            zorder=2,
        )
        if row < len(rows) - 1:  # down to where the next part begins
            axes.plot([start + value] * 2, [row + 0.28, row + 0.72], color=MUTED, linewidth=0.7, zorder=1)
    axes.set_xlim(left=min(0.0, *starts), right=1.02 * max(values[-1], *starts))
    print_ticks(axes.xaxis, rows[0], numbers, estimate=rows[0].main)
    notes = [_amount(finding, numbers) for finding in rows]
    note_rows(axes, notes, head=say("head.cost", numbers.language))
    axes.axhline(len(rows) - 1.5, color=INK, linewidth=0.8, zorder=0)


def _face(finding: Finding) -> str:
    """Filled what was paid, darkest the total, hollow what nobody paid."""
    if finding.subject.id == FULL:
        return PROGRAMME
    return "none" if finding.subject.id in NOT_PAID else BAND


def _amount(finding: Finding, numbers: Numbers) -> str:
    return numbers.estimate(finding.main, finding.subject)

"""Bars from zero: what one of each thing cost; of what cannot be told the row stays, without a bar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from wirkung.codes import Quantity, Role
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Finding
from wirkung.report.charts.canvas import drawn
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.hidden import not_shown
from wirkung.report.charts.rows import (
    MOST_ROWS,
    height_of,
    label_rows,
    left_out,
    note_rows,
    print_ticks,
    value_of,
    whisker,
    with_interval,
)
from wirkung.report.charts.style import BAND, INK, MUTED, PROGRAMME
from wirkung.report.charts.words import alternative
from wirkung.report.document.blocks import Table
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import findings_of
from wirkung.report.writing.words import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DRAWN = (Quantity.UNIT_COST, Quantity.COST_OF_ADDITIONAL_OUTCOME)


def draw_unit_costs(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """A bar for each unit cost, with its interval; None where not one has a value."""
    findings = tuple(each for each in findings_of(answer.items) if each.main.quantity in DRAWN)
    if not any(value_of(finding.get(Role.MAIN)) is not None for finding in findings):
        return None
    numbers = Numbers(language)
    rows = findings[:MOST_ROWS]

    def paint(picture: Figure) -> None:
        _paint(picture.subplots(), rows, numbers)
        not_shown(picture, answer, language, before=left_out(len(rows), len(findings), language))

    return drawn(
        paint,
        height=height_of(len(rows)),
        name=f"cost-{answer.year}",
        caption=say("figure.cost", language, year=answer.year),
        alt=alternative(
            say("alt.cost", language),
            findings,
            lambda finding: f"{finding.subject.label}: {_amount(finding, numbers)}",
            answer,
            language,
        ),
        data=data,
    )


def _paint(axes: Axes, findings: Sequence[Finding], numbers: Numbers) -> None:
    label_rows(axes, [finding.subject.label for finding in findings])
    told = [finding for finding in findings if finding.main.value is not None]
    for row, finding in enumerate(findings):
        value = finding.main.value
        if value is None:
            axes.text(0, row, f" {_amount(finding, numbers)}", va="center", fontsize=9, color=MUTED)
            continue
        axes.barh(row, value, height=0.5, color=BAND, edgecolor=PROGRAMME, linewidth=1.2, zorder=1)
        whisker(axes, finding.main.interval, row, INK)
    axes.set_xlim(left=0)
    print_ticks(axes.xaxis, told[0], numbers, estimate=told[0].main)
    notes = ["" if finding.main.value is None else _amount(finding, numbers) for finding in findings]
    note_rows(axes, notes, head=say("head.cost", numbers.language))


def _amount(finding: Finding, numbers: Numbers) -> str:
    if finding.main.value is None:
        return say("mark.no_value", numbers.language)
    return with_interval(finding.main, finding, numbers)

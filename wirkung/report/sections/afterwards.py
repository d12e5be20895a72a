"""Where participants stand in what was measured once: a level with its interval, drawn on the whole scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wirkung.codes import CountRole, Quantity, Role, UnitKind
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.estimate import Count
from wirkung.finding import Finding
from wirkung.report.charts.canvas import drawn
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.hidden import not_shown
from wirkung.report.charts.levels import MOST_PANELS, by_scale, level_panel
from wirkung.report.charts.row_chart import Mark, Row, paint_panels
from wirkung.report.charts.rows import MOST_ROWS, height_of, known, left_out, shown, with_interval
from wirkung.report.charts.style import PROGRAMME
from wirkung.report.charts.words import alternative
from wirkung.report.document.blocks import Table
from wirkung.report.section import FirstPage, Section, first_known
from wirkung.report.writing.cells import RoleCell, TableColumn, interval_cell, value_cell
from wirkung.report.writing.labels import label
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.sentences import unknown
from wirkung.report.writing.tables import (
    findings_table,
    in_one,
    interval_head,
    interval_note,
    outcome_note,
    source_note,
)
from wirkung.report.writing.words import say

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def afterwards_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """Level with interval, and of how many persons; of a share also how many that are."""
    items = answer.items
    return (
        findings_table(
            items,
            caption=say("caption.afterwards", language, year=answer.year),
            head=say("column.indicator", language),
            columns=(
                TableColumn(say("column.level", language), value_cell(Role.MAIN)),
                TableColumn(interval_head(items, language), interval_cell()),
                TableColumn(
                    say("column.persons", language),
                    RoleCell(Role.MAIN, _persons, persons=(CountRole.BASE, CountRole.REACHED)),
                ),
            ),
            notes=(
                say("note.afterwards", language),
                *outcome_note(items, language, tested=False),
                *in_one(interval_note(items, language), source_note(items, language)),
            ),
            language=language,
        ),
    )


def _persons(finding: Finding, numbers: Numbers) -> str:
    """How many were asked; of a share that may be told exactly also of how many it is true."""
    counts = {count.role: count for count in finding.main.counts}
    exact = next((of for count in counts.values() if (of := _of_all(count, numbers))), "")
    return exact or numbers.count(counts[CountRole.BASE])


def _of_all(count: Count, numbers: Numbers) -> str:
    """«53 von 80», where both may be told."""
    if count.of is None or count.at_most is not None:
        return ""
    return say("count.of", numbers.language, number=numbers.whole(count.number), of=numbers.whole(count.of))


def afterwards_statement(finding: Finding, language: Language) -> str:
    """How high it is, or how many of how many it is; never that anything changed."""
    main, numbers = finding.main, Numbers(language)
    if main.value is None:
        return unknown(finding, language)
    kind = "share" if main.unit.kind is UnitKind.SHARE else "mean"
    kind = "median" if main.quantity is Quantity.MEDIAN else kind
    counted = next((of for count in main.counts if (of := _of_all(count, numbers))), "")
    return say(
        f"sentence.afterwards.{kind}.counted" if counted else f"sentence.afterwards.{kind}",
        language,
        label=label(finding.subject, language),
        value=numbers.estimate(main, finding.subject, named=True),
        counted=counted,
    )


def draw_afterwards(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """Levels on the whole scale, one panel for each scale; None where nothing can be shown."""
    findings = shown(answer, Role.MAIN)
    if not findings:
        return None
    numbers = Numbers(language)
    panels = by_scale(findings[:MOST_ROWS], language)[:MOST_PANELS]
    rows = sum(map(len, panels))

    def paint(picture: Figure) -> None:
        charts = [
            level_panel(
                panel, [_row(each, numbers) for each in panel], numbers, head=say("column.level", language)
            )
            for panel in panels
        ]
        paint_panels(picture, charts, [height_of(len(panel)) for panel in panels])
        not_shown(picture, answer, language, before=left_out(rows, len(findings), language))

    return drawn(
        paint,
        height=height_of(rows, len(panels)),
        caption=say("figure.afterwards", language, year=answer.year),
        alt=alternative(
            say("alt.afterwards", language), findings, lambda finding: _line(finding, numbers), answer, language
        ),
        data=data,
    )


def _row(finding: Finding, numbers: Numbers) -> Row:
    estimate, value = known(finding, Role.MAIN)
    return Row(
        label=label(finding.subject, numbers.language),
        note=with_interval(estimate, finding, numbers, gap="\n"),
        marks=(Mark(value=value, interval=estimate.interval, colour=PROGRAMME),),
    )


def _line(finding: Finding, numbers: Numbers) -> str:
    return f"{label(finding.subject, numbers.language)}: {with_interval(finding.main, finding, numbers)}"


SECTION = Section(
    tables=afterwards_table,
    statement=afterwards_statement,
    figure=draw_afterwards,
    first_page=FirstPage(rank=25, answering=True, key=first_known),
)

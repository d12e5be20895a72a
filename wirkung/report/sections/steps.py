"""Did more participants reach a step than persons of the comparison group?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wirkung.codes import CountRole, Role
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.report.charts.canvas import drawn
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.forest import difference_note, forest
from wirkung.report.charts.hidden import not_shown
from wirkung.report.charts.row_chart import paint_rows
from wirkung.report.charts.rows import MOST_ROWS, height_for, known, left_out, shown
from wirkung.report.charts.words import alternative, tendency
from wirkung.report.document.blocks import Table
from wirkung.report.section import FirstPage, Section, first_known
from wirkung.report.sections.comparison import comparison_statement
from wirkung.report.writing.cells import TableColumn, count_cell, interval_cell, value_cell
from wirkung.report.writing.labels import label
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import (
    findings_table,
    in_one,
    interval_head,
    interval_note,
    outcome_note,
    source_note,
    standardiser_note,
)
from wirkung.report.writing.words import say

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def steps_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """The share of both groups that reached each step, their difference with interval, and persons."""
    items = answer.items
    return (
        findings_table(
            items,
            caption=say("caption.steps", language, year=answer.year),
            head=say("column.step", language),
            columns=(
                TableColumn(say("column.programme", language), value_cell(Role.PROGRAMME)),
                TableColumn(say("column.comparison", language), value_cell(Role.COMPARISON)),
                TableColumn(say("column.difference", language), value_cell(Role.MAIN)),
                TableColumn(interval_head(items, language), interval_cell()),
                TableColumn(say("column.effect_size", language), value_cell(Role.STANDARDISED)),
                TableColumn(
                    say("column.persons_by_group", language), count_cell(CountRole.PROGRAMME, CountRole.COMPARISON)
                ),
            ),
            notes=(
                say("note.steps_compared", language),
                *outcome_note(items, language),
                *in_one(
                    standardiser_note(items, Role.STANDARDISED, language),
                    interval_note(items, language),
                    source_note(items, language),
                ),
            ),
            language=language,
        ),
    )


def draw_steps(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """The differences in percentage points against the line of no difference; None for nothing to show."""
    findings = shown(answer, Role.MAIN)
    if not findings:
        return None
    numbers, rows = Numbers(language), findings[:MOST_ROWS]
    names = [label(finding.subject, language) for finding in rows]
    lead = tendency(
        say("alt.comparison.raw", language), [known(each, Role.MAIN)[0] for each in findings], language
    )

    def paint(picture: Figure) -> None:
        paint_rows(picture.subplots(), forest(rows, Role.MAIN, numbers, names=names))
        not_shown(picture, answer, language, before=left_out(len(rows), len(findings), language))

    return drawn(
        paint,
        height=height_for(names),
        caption=say("figure.steps", language, year=answer.year),
        alt=alternative(
            lead,
            findings,
            lambda finding: f"{label(finding.subject, language)}: {difference_note(finding, Role.MAIN, numbers)}",
            answer,
            language,
        ),
        data=data,
    )


SECTION = Section(
    tables=steps_table,
    statement=comparison_statement,
    figure=draw_steps,
    first_page=FirstPage(rank=15, answering=True, key=first_known),
)

"""How the programme group changed: before and after, drawn on the whole scale and told in a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from wirkung.codes import CountRole, Role, UnitKind
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Finding
from wirkung.report.charts.canvas import drawn
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.hidden import drawable, not_shown
from wirkung.report.charts.levels import MOST_PANELS, by_scale, level_panel
from wirkung.report.charts.row_chart import Mark, Row, RowChart, paint_panels
from wirkung.report.charts.rows import MOST_ROWS, height_of, known, left_out, shown, with_interval
from wirkung.report.charts.style import COMPARISON, PROGRAMME
from wirkung.report.charts.words import alternative, tendency
from wirkung.report.charts.yes_no import draw_before_and_after, told_in_bars
from wirkung.report.document.blocks import Table
from wirkung.report.section import FirstPage, Section, first_known
from wirkung.report.writing.cells import TableColumn, count_cell, interval_cell, value_cell
from wirkung.report.writing.labels import label
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import RANK_MEASURES, Numbers
from wirkung.report.writing.relevance import relevance_column, relevance_note
from wirkung.report.writing.sentences import directed, of_hundred
from wirkung.report.writing.tables import (
    findings_table,
    has_role,
    in_one,
    interval_head,
    interval_note,
    ordered_note,
    outcome_note,
    source_note,
    standardiser_note,
)
from wirkung.report.writing.words import say

if TYPE_CHECKING:
    from matplotlib.figure import Figure

APART = (
    0.13  # rows from the middle of its row to each of two marks, so that their intervals do not cover each other
)


def change_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """Before, after, change with interval, effect size and persons; a second table where a follow-up was made."""
    items = answer.items
    table = findings_table(
        items,
        caption=say("caption.change", language, year=answer.year),
        head=say("column.indicator", language),
        columns=(
            TableColumn(say("column.before", language), value_cell(Role.BEFORE)),
            TableColumn(say("column.after", language), value_cell(Role.AFTER)),
            TableColumn(say("column.change", language), value_cell(Role.MAIN)),
            TableColumn(interval_head(items, language), interval_cell()),
            *relevance_column(items, language),
            TableColumn(say("column.effect_size", language), value_cell(Role.STANDARDISED)),
            TableColumn(say("column.persons", language), count_cell(CountRole.PAIRS)),
        ),
        notes=(
            say("note.change", language),
            *outcome_note(items, language),
            *ordered_note(items, language),
            *relevance_note(items, language),
            *in_one(
                standardiser_note(items, Role.STANDARDISED, language),
                interval_note(items, language),
                source_note(items, language),
            ),
        ),
        language=language,
    )
    return (table, *_follow_up_table(answer, language))


def _follow_up_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    if not has_role(answer.items, Role.FOLLOW_UP):
        return ()
    return (
        findings_table(
            answer.items,
            caption=say("caption.follow_up", language, year=answer.year),
            head=say("column.indicator", language),
            columns=(
                TableColumn(say("column.change", language), value_cell(Role.FOLLOW_UP)),
                TableColumn(interval_head(answer.items, language), interval_cell(Role.FOLLOW_UP)),
                TableColumn(say("column.persons", language), count_cell(CountRole.PAIRS, of=Role.FOLLOW_UP)),
            ),
            notes=(say("note.follow_up", language),),
            language=language,
        ),
    )


def change_statement(finding: Finding, language: Language) -> str:
    """The change, always as a description: the catalogue holds no other verb for it."""
    main = finding.main
    if main.quantity in RANK_MEASURES:
        return directed(f"sentence.change.ordered.{main.direction}", finding, language)
    if main.unit.kind is not UnitKind.SHARE:
        return directed(f"sentence.change.{main.direction}", finding, language)
    hundred = of_hundred("before_after", finding, language, before=Role.BEFORE, after=Role.AFTER)
    return directed(f"sentence.change.share.{main.direction}", finding, language, hundred=hundred)


def draw_change(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """Levels before and after the programme, one panel for each scale; None where nothing can be shown."""
    answer = drawable(answer, Role.BEFORE, Role.AFTER)
    in_bars = {finding.subject.id for finding in told_in_bars(answer)}
    found = shown(answer, Role.MAIN, Role.BEFORE, Role.AFTER)
    findings = tuple(finding for finding in found if finding.subject.id not in in_bars)
    if not findings:
        return None
    numbers = Numbers(language)
    panels = by_scale(findings[:MOST_ROWS], language)[:MOST_PANELS]
    rows = sum(map(len, panels))
    lead = tendency(say("alt.change", language), [finding.main for finding in findings], language)

    def paint(picture: Figure) -> None:
        charts = [_chart(panel, numbers) for panel in panels]
        paint_panels(picture, charts, [height_of(len(panel)) for panel in panels])
        not_shown(picture, answer, language, before=left_out(rows, len(findings), language))

    return drawn(
        paint,
        height=height_of(rows, len(panels)),
        caption=say("figure.change", language, year=answer.year),
        alt=alternative(lead, findings, lambda finding: _line(finding, numbers), answer, language),
        data=data,
    )


def _chart(findings: Sequence[Finding], numbers: Numbers) -> RowChart:
    rows = [_row(finding, numbers, named=place == 0) for place, finding in enumerate(findings)]
    return level_panel(findings, rows, numbers, head=say("column.change", numbers.language))


def _row(finding: Finding, numbers: Numbers, *, named: bool) -> Row:
    """Hollow before, filled after; the marks of the first row bear their names, in place of a legend."""
    language = numbers.language
    (before, start), (after, end) = known(finding, Role.BEFORE), known(finding, Role.AFTER)
    return Row(
        label=label(finding.subject, language),
        note=with_interval(finding.main, finding, numbers, gap="\n"),
        marks=(
            Mark(
                value=start,
                interval=before.interval,
                colour=COMPARISON,
                filled=False,
                below=-APART,
                name=say("column.before", language) if named else "",
            ),
            Mark(
                value=end,
                interval=after.interval,
                colour=PROGRAMME,
                below=APART,
                name=say("column.after", language) if named else "",
            ),
        ),
        joined=True,
    )


def _line(finding: Finding, numbers: Numbers) -> str:
    return say(
        "alt.change.line",
        numbers.language,
        label=label(finding.subject, numbers.language),
        before=numbers.estimate(known(finding, Role.BEFORE)[0], finding.subject),
        after=numbers.estimate(known(finding, Role.AFTER)[0], finding.subject),
        change=with_interval(finding.main, finding, numbers),
    )


SECTION = Section(
    tables=change_table,
    bars=draw_before_and_after,
    statement=change_statement,
    figure=draw_change,
    drawn_from_first=True,
    first_page=FirstPage(rank=20, answering=True, key=first_known),
)

"""Tables on the programme group itself: how it changed."""

from __future__ import annotations

from wirkung.codes import CountRole, Role
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Finding
from wirkung.report.document.blocks import Table
from wirkung.report.section import Section, figure_of
from wirkung.report.writing.language import Language
from wirkung.report.writing.relevance import relevance_column, relevance_note
from wirkung.report.writing.sentences import directed
from wirkung.report.writing.tables import (
    TableColumn,
    count_cell,
    estimates_of,
    findings_table,
    in_one,
    interval_cell,
    interval_head,
    interval_note,
    source_note,
    standardiser_note,
    value_cell,
)
from wirkung.report.writing.words import say


def change_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """Before, after, change with interval, effect size and persons; a second table where a follow-up was made."""
    items = answer.items
    table = findings_table(
        answer,
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
    if not estimates_of(answer.items, Role.FOLLOW_UP):
        return ()
    return (
        findings_table(
            answer,
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
    return directed(f"sentence.change.{finding.main.direction}", finding, language)


SECTION = Section(
    tables=change_table,
    statement=change_statement,
    figure=figure_of("change", "draw_change"),
    drawn_from_first=True,
)

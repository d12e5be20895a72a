"""Standardised effects under every usual convention, so that two tools with two numbers can be told apart."""

from __future__ import annotations

from wirkung.codes import Role
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.report.document.blocks import Table
from wirkung.report.section import Section, no_sentences
from wirkung.report.writing.cells import TableColumn, interval_cell, value_cell
from wirkung.report.writing.labels import convention_name, heading
from wirkung.report.writing.language import Language
from wirkung.report.writing.naming import Naming, RowName
from wirkung.report.writing.tables import findings_table, interval_head, source_note
from wirkung.report.writing.words import say


def conventions_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """Every convention with its number and why it differs, indicator by indicator."""
    items = answer.items
    return (
        findings_table(
            items,
            caption=say("caption.conventions", language, year=answer.year),
            head=say("column.measure", language),
            columns=(
                TableColumn(say("column.effect_size", language), value_cell(Role.MAIN)),
                TableColumn(interval_head(items, language), interval_cell()),
            ),
            notes=(say("note.conventions", language), *source_note(items, language)),
            language=language,
            units=False,
            naming=naming_of_conventions(language),
        ),
    )


def naming_of_conventions(language: Language) -> Naming:
    """Of a convention: the indicator, and the convention with its reason."""
    return lambda subject: RowName(heading(subject, language), convention_name(subject, language))


SECTION = Section(
    detailed=True,
    tables=conventions_table,
    sentences=no_sentences,
    naming=naming_of_conventions,
)

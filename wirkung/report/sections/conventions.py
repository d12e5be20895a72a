"""Standardised effects under every usual convention, so that two tools with two numbers can be told apart."""

from __future__ import annotations

from wirkung.codes import Role
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Subject
from wirkung.report.document.blocks import Table
from wirkung.report.section import Section, no_sentences
from wirkung.report.writing.language import Language
from wirkung.report.writing.naming import Naming, RowName
from wirkung.report.writing.tables import (
    TableColumn,
    findings_table,
    interval_cell,
    interval_head,
    source_note,
    value_cell,
)
from wirkung.report.writing.words import say

BETWEEN = " – "


def conventions_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """Every convention with its number and why it differs, indicator by indicator."""
    items = answer.items
    return (
        findings_table(
            answer,
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


def naming_of_conventions(language: Language) -> Naming:  # noqa: ARG001 - namings are made per language
    """Of a convention: the indicator, and the convention with its reason."""

    def naming(subject: Subject) -> RowName:
        indicator, between, convention = subject.label.partition(BETWEEN)
        return RowName(indicator, convention) if between else RowName("", subject.label)

    return naming


SECTION = Section(
    tables=conventions_table,
    sentences=no_sentences,
    naming=naming_of_conventions,
)

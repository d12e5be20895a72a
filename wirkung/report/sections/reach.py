"""Whom the programme reached, and whether it took place as planned: a table of counts."""

from __future__ import annotations

from wirkung.codes import Role
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Finding
from wirkung.programme.parts import text_in
from wirkung.report.document.blocks import Table
from wirkung.report.section import Section, no_sentences
from wirkung.report.writing.cells import TableColumn, value_cell
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import findings_table
from wirkung.report.writing.words import say


def reach_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """Every number with its source."""
    return (
        findings_table(
            answer.items,
            caption=say("caption.reach", language, year=answer.year),
            head=say("column.reach", language),
            columns=(
                TableColumn(say("column.reach.number", language), value_cell(Role.MAIN, named=True)),
                TableColumn(say("column.source", language), _source, "left"),
            ),
            notes=(say("note.reach", language),),
            language=language,
            units=False,
        ),
    )


def _source(finding: Finding, numbers: Numbers) -> str:
    source = finding.source
    return say("mark.not_applicable", numbers.language) if source is None else text_in(source, numbers.language)


SECTION = Section(tables=reach_table, sentences=no_sentences)

"""Were the groups alike beforehand?"""

from __future__ import annotations

from wirkung.codes import Role
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Finding
from wirkung.report.document.blocks import Table
from wirkung.report.section import Section, figure_of
from wirkung.report.writing.labels import label
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.sentences import verdict_of
from wirkung.report.writing.tables import (
    TableColumn,
    findings_of,
    findings_table,
    in_one,
    source_note,
    standardiser_note,
    value_cell,
    verdict_cell,
)
from wirkung.report.writing.words import say


def baseline_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """Both groups before the programme, their standardised difference and what the rule says of it."""
    items = answer.items
    return (
        findings_table(
            answer,
            items,
            caption=say("caption.baseline", language, year=answer.year),
            head=say("column.characteristic", language),
            columns=(
                TableColumn(say("column.programme", language), value_cell(Role.PROGRAMME)),
                TableColumn(say("column.comparison", language), value_cell(Role.COMPARISON)),
                TableColumn(say("column.standardised_difference", language), value_cell(Role.MAIN)),
                TableColumn(say("column.verdict", language), verdict_cell, "left"),
            ),
            notes=(
                say("note.baseline", language),
                *in_one(standardiser_note(items, Role.MAIN, language), source_note(items, language)),
            ),
            language=language,
        ),
    )


def baseline_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """The characteristic in which the groups differ most: if that one is harmless, all are."""
    known = [
        each for each in findings_of(answer.items) if each.main.value is not None and each.verdict is not None
    ]
    most = sorted(known, key=lambda finding: abs(finding.main.value or 0.0))[-1:]
    # The rule judges the value, not its interval.
    return tuple(baseline_statement(finding, language) for finding in most)


def baseline_statement(finding: Finding, language: Language) -> str:
    """How much the groups differ in a characteristic, and what the rule says of it."""
    return say(
        f"sentence.baseline.{verdict_of(finding)}",
        language,
        label=label(finding.subject, language),
        value=Numbers(language).estimate(finding.main, finding.subject),
    )


SECTION = Section(
    tables=baseline_table,
    statement=baseline_statement,
    sentences=baseline_sentences,
    figure=figure_of("love", "draw_love"),
)

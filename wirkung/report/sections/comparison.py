"""Tables on programme and comparison group: alike beforehand, different afterwards."""

from __future__ import annotations

from wirkung.codes import CountRole, Quantity
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Role
from wirkung.report.document.blocks import Table
from wirkung.report.writing.relevance import relevance_column, relevance_note
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
    verdict_cell,
)
from wirkung.report.writing.words import say


def baseline_table(answer: ReleasedAnswer, language: str) -> tuple[Table, ...]:
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


def comparison_table(answer: ReleasedAnswer, language: str) -> tuple[Table, ...]:
    """Both groups, their difference with interval, effect size and persons."""
    items = answer.items
    of_changes = any(each.quantity is Quantity.DIFFERENCE_IN_CHANGE for each in estimates_of(items, Role.MAIN))
    kind = "changes" if of_changes else "values"
    return (
        findings_table(
            answer,
            items,
            caption=say(f"caption.comparison.{kind}", language, year=answer.year),
            head=say("column.indicator", language),
            columns=(
                TableColumn(say("column.programme", language), value_cell(Role.PROGRAMME, signed=of_changes)),
                TableColumn(say("column.comparison", language), value_cell(Role.COMPARISON, signed=of_changes)),
                TableColumn(say("column.difference", language), value_cell(Role.MAIN)),
                TableColumn(interval_head(items, language), interval_cell()),
                *relevance_column(items, language),
                TableColumn(say("column.effect_size", language), value_cell(Role.STANDARDISED)),
                TableColumn(
                    say("column.persons_by_group", language), count_cell(CountRole.PROGRAMME, CountRole.COMPARISON)
                ),
            ),
            notes=(
                say(f"note.comparison.{kind}", language),
                *relevance_note(items, language),
                *in_one(
                    standardiser_note(items, Role.STANDARDISED, language),
                    interval_note(items, language),
                    source_note(items, language),
                ),
            ),
            language=language,
        ),
    )

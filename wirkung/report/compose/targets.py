"""The table of goals: what was aimed at, what was measured, and whether that is enough."""

from __future__ import annotations

from wirkung.disclosure import ReleasedAnswer
from wirkung.finding import Finding, Role
from wirkung.report.blocks import Table
from wirkung.report.compose.tables import (
    TableColumn,
    findings_table,
    interval_cell,
    interval_head,
    interval_note,
    value_cell,
    verdict_cell,
)
from wirkung.report.numbers import Numbers
from wirkung.report.sentences import goal_target
from wirkung.report.words import say


def goals_table(answer: ReleasedAnswer, language: str) -> tuple[Table, ...]:
    """Goal, target, measured value with interval, and the state in icon and word."""
    items = answer.items
    return (
        findings_table(
            answer,
            items,
            caption=say("caption.goals", language, year=answer.year),
            head=say("column.goal", language),
            columns=(
                TableColumn(say("column.target", language), _target),
                TableColumn(say("column.measured", language), value_cell(Role.MAIN, named=True)),
                TableColumn(interval_head(items, language), interval_cell()),
                TableColumn(say("column.state", language), verdict_cell, "left"),
            ),
            notes=(say("note.goals", language), *interval_note(items, language)),
            language=language,
            units=False,
        ),
    )


def _target(finding: Finding, numbers: Numbers) -> str:
    return goal_target(finding, numbers.language)

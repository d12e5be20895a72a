"""Tables on costs: what was spent on what, and what one participant, hour or outcome cost."""

from __future__ import annotations

from collections.abc import Sequence

from wirkung.disclosure import Released, ReleasedAnswer
from wirkung.estimate import CountRole, Quantity
from wirkung.finding import Role
from wirkung.report.blocks import Table
from wirkung.report.compose.tables import (
    Item,
    TableColumn,
    count_cell,
    estimates_of,
    findings_table,
    in_one,
    interval_cell,
    interval_head,
    interval_note,
    source_note,
    value_cell,
)
from wirkung.report.words import say


def cost_tables(answer: ReleasedAnswer, language: str) -> tuple[Table, ...]:
    """The sums first, then the unit costs; a table without rows is left out."""
    sums = tuple(item for item in answer.items if _is_sum(item))
    units = tuple(item for item in answer.items if not _is_sum(item))
    tables = ((sums, _sums_table), (units, _units_table))
    return tuple(table(answer, items, language) for items, table in tables if items)


def _is_sum(item: Item) -> bool:
    return isinstance(item, Released) and item.finding.main.quantity is Quantity.TOTAL_COST


def _sums_table(answer: ReleasedAnswer, items: Sequence[Item], language: str) -> Table:
    return findings_table(
        answer,
        items,
        caption=say("caption.cost.sums", language, year=answer.year),
        head=say("column.cost_category", language),
        columns=(TableColumn(say("column.cost", language), value_cell(Role.MAIN)),),
        notes=(say("note.full_cost", language), *_price_note(answer, language), *source_note(items, language)),
        language=language,
    )


def _price_note(answer: ReleasedAnswer, language: str) -> tuple[str, ...]:
    return () if answer.price_year is None else (say("note.price_year", language, year=answer.price_year),)


def _units_table(answer: ReleasedAnswer, items: Sequence[Item], language: str) -> Table:
    base = TableColumn(say("column.base", language), value_cell(Role.BASE, named=True))
    persons = TableColumn(say("column.persons", language), count_cell(CountRole.BASE))
    return findings_table(
        answer,
        items,
        caption=say("caption.cost.units", language, year=answer.year),
        head=say("column.measure", language),
        columns=(
            TableColumn(say("column.cost", language), value_cell(Role.MAIN)),
            TableColumn(interval_head(items, language), interval_cell()),
            base if estimates_of(items, Role.BASE) else persons,
        ),
        notes=(
            *_price_note(answer, language),
            *in_one(interval_note(items, language), source_note(items, language)),
        ),
        language=language,
    )

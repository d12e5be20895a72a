"""The tables and figures of a report with their numbers, and where the data of each figure stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wirkung.catalogue import message
from wirkung.report.document.blocks import Figure, Table
from wirkung.report.document.document import Exhibit
from wirkung.report.document.outputs import Shown

Named = tuple[str, str, Table | Figure, str]


def numbered(shown: Sequence[Shown], language: str) -> tuple[Exhibit, ...]:
    """Every table and figure among what was shown, in order.

    Parameters
    ----------
    shown
        In reading order.
    language
        Of the labels: «Tabelle 3», «Figure 1».
    """
    named = tuple(_named(shown, language))
    return tuple(_exhibit(each, named) for each in named)


def _named(shown: Sequence[Shown], language: str) -> Iterator[Named]:
    counts = {"table": 0, "figure": 0}
    for each in shown:
        if isinstance(each.block, Table | Figure):
            kind = "table" if isinstance(each.block, Table) else "figure"
            counts[kind] += 1
            label = message("report", f"html.{kind}", language, number=counts[kind])
            yield label, f"{kind}-{counts[kind]}", each.block, each.picture


def _exhibit(named: Named, others: Sequence[Named]) -> Exhibit:
    label, anchor, block, picture = named
    data_in, data_at = label, anchor
    if isinstance(block, Figure):
        data_in, data_at = next(_holding(block.data, others), (label, anchor))
    return Exhibit(label=label, anchor=anchor, block=block, data_in=data_in, data_at=data_at, picture=picture)


def _holding(data: Table, others: Sequence[Named]) -> Iterator[tuple[str, str]]:
    """Label and anchor of every table that has all rows of the data."""
    wanted = _rows(data)
    for label, anchor, table, _ in others:
        if isinstance(table, Table) and table.columns == data.columns and wanted <= _rows(table):
            yield label, anchor


def _rows(table: Table) -> set[tuple[str, ...]]:
    groups = table.groups or ("",) * len(table.rows)
    return {(group, *row) for group, row in zip(groups, table.rows, strict=True)}

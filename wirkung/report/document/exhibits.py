"""The tables and figures of a report with their numbers, for formats that refer from one to another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wirkung.report.document.blocks import Figure, Table
from wirkung.report.document.cells import Shown
from wirkung.report.document.outline import Outline
from wirkung.report.writing.words import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """A numbered table or figure: «Tabelle 3», and the label of the table that holds its data.

    `data_in` is the exhibit's own label where no table of the report has all rows of a figure's data.
    """

    label: str
    block: Table | Figure
    data_in: str

    @property
    def table(self) -> Table:
        """The table itself, or the data of the figure."""
        return self.block if isinstance(self.block, Table) else self.block.data

    @property
    def holds_its_data(self) -> bool:
        """Whether its rows stand nowhere else in the report."""
        return self.data_in == self.label


def exhibits(report: Outline, language: str) -> tuple[Exhibit, ...]:
    """Every table and figure in reading order, numbered as in the other formats.

    Parameters
    ----------
    report
        From `outline`.
    language
        Of the labels.
    """
    numbered = tuple(_numbered(report, language))
    tables = [(label, block) for label, block in numbered if isinstance(block, Table)]
    return tuple(
        Exhibit(label=label, block=block, data_in=_place(label, block, tables)) for label, block in numbered
    )


def _numbered(report: Outline, language: str) -> Iterator[tuple[str, Table | Figure]]:
    counts = {"table": 0, "figure": 0}
    for shown in (*report.head, *report.body.results()):
        block = shown.block if isinstance(shown, Shown) else None
        if isinstance(block, Table | Figure):
            kind = "table" if isinstance(block, Table) else "figure"
            counts[kind] += 1
            yield say(f"html.{kind}", language, number=counts[kind]), block


def _place(label: str, block: Table | Figure, tables: Sequence[tuple[str, Table]]) -> str:
    if isinstance(block, Table):
        return label
    wanted, columns = _rows(block.data), block.data.columns
    return next((other for other, table in tables if table.columns == columns and wanted <= _rows(table)), label)


def _rows(table: Table) -> set[tuple[str, ...]]:
    groups = table.groups or ("",) * len(table.rows)
    return {(group, *row) for group, row in zip(groups, table.rows, strict=True)}

"""Matrices of numbers: no withheld cell can be worked out from rows, columns and their totals.

What such a table counts are not always persons (a person is counted in every period), so that its cells are not
looked for among the groups of persons. A total that would be withheld as one of all totals takes its row or column
with it. Then everything is withheld that is needed so that no withheld cell can be worked out from what is shown,
and each may as well hold the smallest group or more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from wirkung.codes import CountRole
from wirkung.disclosure.hidden_cells import cells_to_hide
from wirkung.finding import Finding

Cell = Mapping[CountRole, int]


def hidden_in_tables(findings: Sequence[Finding], smallest: int) -> set[str]:
    """The ids of the subjects of all cells that a matrix among the findings must withhold."""
    hidden: set[str] = set()
    for table in _tables(findings):
        hidden |= _hidden_in(table, smallest)
    return hidden


def _hidden_in(table: Table, smallest: int) -> set[str]:
    hidden = {name for name, cell in table.cells.items() if _too_few([cell], smallest)}
    secret = {whole for axis in table.axes for whole in _hidden_totals(axis, table, smallest)}
    hidden |= {cell for whole in secret for cell in table.wholes[whole]}
    known = [table.cells, *(cells for whole, cells in table.wholes.items() if whole not in secret)]
    members = np.array([[name in cells for name in table.cells] for cells in known], dtype=float)
    away = np.array([name in hidden for name in table.cells])
    for role in _sum(table.cells.values()):
        values = [cell.get(role, 0) for cell in table.cells.values()]
        away |= cells_to_hide(values, members, away, smallest=smallest)
    return {name for name, gone in zip(table.cells, away, strict=True) if gone}


def _hidden_totals(axis: Sequence[str], table: Table, smallest: int) -> set[str]:
    """The totals of rows (or of columns) that are withheld where they are the parts of one whole."""
    totals = {whole: _sum(table.cells[cell] for cell in table.wholes[whole]) for whole in axis}
    everybody = _sum(totals.values())
    hidden = {
        whole
        for whole, cell in totals.items()
        if any(0 < number < smallest or 0 < everybody[role] - number < smallest for role, number in cell.items())
    }
    return hidden | set(_too_easily_found(totals, hidden, smallest))


def _too_easily_found(cells: dict[str, dict[CountRole, int]], hidden: set[str], smallest: int) -> list[str]:
    """Which further parts of a whole to hide, the last first, until the hidden ones are enough together.

    The last, since the release misses it least and withholds it. Nobody is not worth hiding: it adds no person to
    those in whose number the hidden ones are lost.
    """
    shown = [name for name in reversed(cells) if name not in hidden and any(cells[name].values())]
    further: list[str] = []
    while shown and _too_few([cells[name] for name in (*hidden, *further)], smallest):
        further.append(shown.pop(0))
    return further


def _too_few(cells: Iterable[Cell], smallest: int) -> bool:
    return any(0 < total < smallest for total in _sum(cells).values())


def _numbers(finding: Finding) -> dict[CountRole, int]:
    """Each cell of a finding once, whichever of its estimates names it."""
    return {count.role: count.number for _, estimate in finding.estimates for count in estimate.counts}


def _sum(cells: Iterable[Cell]) -> dict[CountRole, int]:
    """The numbers of all cells added up, role by role."""
    totals: dict[CountRole, int] = {}
    for cell in cells:
        for role, number in cell.items():
            totals[role] = totals.get(role, 0) + number
    return totals


@dataclass(frozen=True, slots=True)
class Table:
    """A matrix: its cells by id, the wholes (rows, columns) with their cells, and which wholes make up an axis."""

    cells: Mapping[str, Cell]
    wholes: Mapping[str, tuple[str, ...]]
    axes: tuple[tuple[str, ...], ...]


def _tables(findings: Sequence[Finding]) -> list[Table]:
    """The matrices among the findings: parts of several wholes each, joined by the wholes they share."""
    cells = [finding for finding in findings if len(finding.subject.part_of) > 1]
    found: list[Table] = []
    while cells:
        wholes = set(cells[0].subject.part_of)
        while more := {w for c in cells if wholes & set(c.subject.part_of) for w in c.subject.part_of} - wholes:
            wholes |= more
        found.append(_table([cell for cell in cells if wholes & set(cell.subject.part_of)]))
        cells = [cell for cell in cells if not wholes & set(cell.subject.part_of)]
    return found


def _table(cells: Sequence[Finding]) -> Table:
    wholes: dict[str, list[str]] = {}
    for cell in cells:
        for whole in cell.subject.part_of:
            wholes.setdefault(whole, []).append(cell.subject.id)
    return Table(
        cells={cell.subject.id: _numbers(cell) for cell in cells},
        wholes={whole: tuple(parts) for whole, parts in wholes.items()},
        axes=tuple(
            tuple(dict.fromkeys(axis)) for axis in zip(*(cell.subject.part_of for cell in cells), strict=True)
        ),
    )

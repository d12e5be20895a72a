"""Tables with findings in rows and columns: cohorts by time, states by time, from where to where."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

from wirkung.disclosure.release import Released, Withheld
from wirkung.estimate import PERSONS
from wirkung.finding import Finding, Subject
from wirkung.report.document.blocks import Column, Table
from wirkung.report.writing.cells import Cell
from wirkung.report.writing.language import Language
from wirkung.report.writing.naming import RowName
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import Item, findings_of, subject_of, withheld_notes
from wirkung.report.writing.words import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How findings become a matrix.

    `row` names the row of a finding (with the group it is in, or none) and `column` its column; `cell` fills it.
    `head` stands above the names of the rows, `base` above a column with the persons that the shares of a row
    refer to (None: no such column). `gap` explains a cell for which there is no finding.
    """

    head: str
    row: Callable[[Subject], RowName]
    column: Callable[[Subject], str]
    cell: Cell
    gap: str
    base: str | None = None


def share_cell(finding: Finding, numbers: Numbers) -> str:
    """A share and in brackets its interval: «59 % (54 bis 64 %)»."""
    main = finding.main
    if main.value is None:
        return say("mark.no_value", numbers.language)
    value = numbers.estimate(main, finding.subject)
    return value if main.interval is None else f"{value} ({numbers.interval(main, finding.subject)})"


def matrix_table(
    items: Sequence[Item],
    layout: Layout,
    *,
    caption: str,
    notes: tuple[str, ...],
    language: Language,
) -> Table:
    """One row and one column for each name that the findings have, in the order in which they come.

    Parameters
    ----------
    items
        The cells; a withheld one carries its mark.
    layout
        How they become rows and columns.
    caption, notes
        What the table shows, what stands below it.
    language
        «de» or «en».
    """
    numbers = Numbers(language)
    names = tuple(dict.fromkeys(layout.row(subject_of(item)) for item in items))
    heads = tuple(dict.fromkeys(layout.column(subject_of(item)) for item in items))
    cells = {(layout.row(subject_of(item)), layout.column(subject_of(item))): item for item in items}
    first = () if layout.base is None else (layout.base,)
    rows = [tuple(_cell(cells.get((name, head)), layout, numbers) for head in heads) for name in names]
    bases = [() if layout.base is None else (_base(items, layout, name, numbers),) for name in names]
    gaps = len(cells) < len(names) * len(heads)
    return Table(
        caption=caption,
        columns=(Column(head=layout.head, align="left"), *(Column(head=text) for text in (*first, *heads))),
        rows=tuple((name.row, *base, *row) for name, base, row in zip(names, bases, rows, strict=True)),
        groups=tuple(name.group for name in names) if any(name.group for name in names) else (),
        notes=(*withheld_notes(set(chain(*bases, *rows)), language), *((layout.gap,) if gaps else ()), *notes),
    )


def _cell(item: Item | None, layout: Layout, numbers: Numbers) -> str:
    match item:
        case Released():
            return layout.cell(item.finding, numbers)
        case Withheld():
            return say("mark.withheld", numbers.language)
        case None:
            return say("mark.gap", numbers.language)


def _base(items: Sequence[Item], layout: Layout, name: RowName, numbers: Numbers) -> str:
    """Of how many persons the shares of a row are; known from any cell that may be shown."""
    found = (base_of(finding) for finding in findings_of(items) if layout.row(finding.subject) == name)
    known = next((number for number in found if number is not None), None)
    return say("mark.withheld", numbers.language) if known is None else numbers.whole(known)


def base_of(finding: Finding) -> int | None:
    """How many persons the main share of a finding is a part of; None where it is no part."""
    return next((count.of for count in finding.main.counts if count.of is not None), None)


def of_whom(finding: Finding, numbers: Numbers, *, unknown: str) -> str:
    """Of how many persons a share is, in words; where its number is told as a range alone, what is `unknown`."""
    base = base_of(finding)
    return say(unknown, numbers.language) if base is None else numbers.value(base, PERSONS, 0)

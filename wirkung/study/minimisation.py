"""What need not be there: data that nobody uses are best deleted where they come from (GDPR, article 5 (1) c)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wirkung.disclosure.amounts import amounts_of
from wirkung.disclosure.merging import special_categories
from wirkung.disclosure.protection import Decision, Shown
from wirkung.disclosure.release import decide
from wirkung.disclosure.treatment import treated
from wirkung.finding import Answer, ColumnUse, FileColumns, Minimisation
from wirkung.io.tables import Tables
from wirkung.programme.model import Characteristic
from wirkung.questions import Asked
from wirkung.year.data import YearData


def columns_by_file(tables: Tables) -> tuple[FileColumns, ...]:
    """The columns of each file or sheet once, used where any of its sources uses them."""
    found: dict[tuple[str, str], FileColumns] = {}
    for each in tables.columns:
        at = (each.file, each.sheet)
        found[at] = _together(found[at], each) if at in found else each
    return tuple(found.values())


def _together(one: FileColumns, other: FileColumns) -> FileColumns:
    by_place = {column.place: column for column in one.columns}
    for column in other.columns:
        known = by_place.get(column.place)
        by_place[column.place] = column if known is None else _joined(known, column)
    return replace(one, columns=tuple(by_place[place] for place in sorted(by_place)))


def _joined(one: ColumnUse, other: ColumnUse) -> ColumnUse:
    return ColumnUse(
        place=one.place,
        heading=one.heading or other.heading,
        names=tuple(dict.fromkeys((*one.names, *other.names))),
        used=one.used or other.used,
    )


def minimisation(data: YearData | None) -> Minimisation:
    """Columns that nobody uses, and characteristics of which a report of this year alone shows no number.

    Reports that were published before are not looked at: with them, more may be withheld.
    """
    if data is None:
        return Minimisation(unused=(), withheld=())
    unused = (
        replace(each, columns=tuple(column for column in each.columns if not column.used))
        for each in columns_by_file(data.tables)
    )
    return Minimisation(
        unused=tuple(each for each in unused if each.columns),
        withheld=tuple(each.label for each in _withheld(data)),
        sensitive=tuple(each.label for each in data.programme.characteristics if each.is_sensitive),
        special=tuple(dict.fromkeys(_special(data))),
    )


def _special(data: YearData) -> Iterator[str]:
    """Categories that need a larger group though their characteristic does not."""
    persons = data.persons()
    for entry in data.programme.characteristics:
        if entry.kind == "category" and not entry.is_sensitive:
            levels = sorted(map(str, persons[entry.id].dropna().unique()))
            yield from sorted(special_categories(entry, levels))


def _withheld(data: YearData) -> tuple[Characteristic, ...]:
    """Institutions are never shown, but protect others: they are not among them."""
    asked = [each for each in data.programme.characteristics if each.kind != "institution"]
    if not asked or data.persons().empty:
        return ()
    smallest = data.programme.privacy.smallest_group
    used = treated(data, smallest).data
    answers = Asked(used).everything()
    decision = decide(answers, smallest_group=smallest, amounts=amounts_of(used))
    return tuple(each for each in asked if not _tells(each.id, answers, decision))


def _tells(characteristic: str, answers: tuple[Answer, ...], decision: Decision) -> bool:
    """Whether any number about a characteristic is shown, be it as a range."""
    about = {
        (answer.question, finding.subject.id)
        for answer in answers
        for finding in answer.findings
        if finding.subject.characteristic == characteristic
    }
    return any(how is not Shown.WITHHELD for name, how in decision.shown.items() if name[:2] in about)

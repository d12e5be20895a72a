"""The tables and figures of a report with their numbers, and where the data of each figure stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wirkung.catalogue import message
from wirkung.report.document.blocks import Figure, Table
from wirkung.report.document.document import Endnotes, Exhibit
from wirkung.report.document.outputs import Shown
from wirkung.report.document.printed import MethodNote


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """A table or figure with its label and anchor."""

    label: str
    anchor: str
    block: Table | Figure
    picture: str


def numbered(main: Sequence[Shown], annex: Sequence[Shown], language: str) -> tuple[Exhibit, ...]:
    """Every table and figure among what was shown, in order.

    Parameters
    ----------
    main, annex
        What was shown in each, in reading order.
    language
        Of the labels: «Tabelle 3», «Figure 1»; tables of the annex have numbers of their own, «Tabelle A2».
    """
    shown = [(each, False) for each in main] + [(each, True) for each in annex]
    exhibits = [(each, later) for each, later in shown if isinstance(each.block, Table | Figure)]
    data = [each.block.data for each, _ in exhibits if isinstance(each.block, Figure)]
    counts: Counter[str] = Counter()
    named, moved = [], []
    for each, later in exhibits:
        told = isinstance(each.block, Table) and (each.block.detail or any(_holds(each.block, of) for of in data))
        named.append(_named(each, counts, language, later=later or told))
        moved.append(told and not later)
    in_main = [not later and not away for (_, later), away in zip(exhibits, moved, strict=True)]
    places = [_place(each, named) for each in named]
    notes_of = [
        _plain_notes(each.block if isinstance(each.block, Table) else each.block.data) if at == each.anchor else ()
        for each, (_, at) in zip(named, places, strict=True)
    ]
    pointed = {label for each, (label, _) in zip(named, places, strict=True) if isinstance(each.block, Figure)}
    noted = _notes_once(list(zip(notes_of, in_main, strict=True)))
    return tuple(
        Exhibit(
            label=each.label,
            anchor=each.anchor,
            block=each.block,
            data_in=place[0],
            data_at=place[1],
            picture=each.picture,
            apart=away,
            notes=notes,
            pointed=each.label in pointed,
        )
        for each, place, away, notes in zip(named, places, moved, noted, strict=True)
    )


def endnotes(exhibits: Sequence[Exhibit], language: str) -> Endnotes:
    """What tables share, how their numbers were computed, and where the formulas stand."""
    kept = {note for each in exhibits for note in each.notes}
    methods: dict[str, list[str]] = {}
    sources: set[str] = set()
    told = [each for each in exhibits if each.holds_its_data]
    for each in told:
        for note in _methods_of(each):
            sources.update(note.sources)
            if note.method:
                methods.setdefault(note.method, []).append(each.label)
    shared = dict.fromkeys(note for each in told for note in _plain_notes(each.table) if note not in kept)
    said = (
        message("report", "endnotes.method", language, labels=", ".join(labels), method=method)
        for method, labels in methods.items()
    )
    return Endnotes(shared=tuple(shared), methods=tuple(said), sources=tuple(sorted(sources)))


def _methods_of(exhibit: Exhibit) -> Iterator[MethodNote]:
    yield from (note for note in exhibit.table.notes if isinstance(note, MethodNote))


def _plain_notes(table: Table) -> tuple[str, ...]:
    return tuple(note for note in table.notes if not isinstance(note, MethodNote))


def _notes_once(tables: Sequence[tuple[tuple[str, ...], bool]]) -> list[tuple[str, ...]]:
    """The notes that each table has to itself, and those that no table before it in the main part has.

    What only tables of the annex share is said once for all of them. `tables` has the notes of each, and whether
    it stands in the main part.
    """
    found = Counter(note for notes, _ in tables for note in set(notes))
    said: set[str] = set()
    kept = []
    for notes, in_main in tables:
        own = tuple(note for note in notes if found[note] == 1 or (in_main and note not in said))
        said.update(own)
        kept.append(own)
    return kept


def _named(shown: Shown, counts: Counter[str], language: str, *, later: bool) -> _Named:
    assert isinstance(shown.block, Table | Figure)  # noqa: S101 - nothing else is numbered
    kind = "table" if isinstance(shown.block, Table) else "figure"
    mark = "A" if later and kind == "table" else ""
    counts[kind + mark] += 1
    number = f"{mark}{counts[kind + mark]}"
    return _Named(
        label=message("report", f"html.{kind}", language, number=number),
        anchor=f"{kind}-{number.lower()}",
        block=shown.block,
        picture=shown.picture,
    )


def _place(each: _Named, others: Sequence[_Named]) -> tuple[str, str]:
    """Label and anchor of the table that has all rows of a figure's data; its own where there is none."""
    if isinstance(each.block, Figure):
        for other in others:
            if isinstance(other.block, Table) and _holds(other.block, each.block.data):
                return other.label, other.anchor
    return each.label, each.anchor


def _holds(table: Table, data: Table) -> bool:
    return table.columns == data.columns and _rows(data) <= _rows(table)


def _rows(table: Table) -> set[tuple[str, ...]]:
    groups = table.groups or ("",) * len(table.rows)
    return {(group, *row) for group, row in zip(groups, table.rows, strict=True)}

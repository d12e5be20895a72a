"""The parts of persons' data, each person's as a keyed mark: by which a second report of a year notices changes.

The mark is of the data alone, without the person's id: whoever is in the data under another id has the same ones.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from wirkung.disclosure.keys import Keys, Purpose
from wirkung.disclosure.register.contents import FORGOTTEN, Marks
from wirkung.disclosure.register.marks import persons_of
from wirkung.io.tables import Tables
from wirkung.io.total_parts import parts_in
from wirkung.programme.design import kept_as
from wirkung.programme.model import Programme
from wirkung.year.participations import STATES, participations

# Who is in the list of persons, and what it says of them beside their characteristics.
LIST = "persons"
_COLUMNS = ("group", "course", "entered")
LEFT = "left"
ATTENDANCE = "attendance"
EVENTS = "events"

_MARK_BYTES = 8


def of_characteristic(name: str) -> str:
    """The part that is a characteristic."""
    return f"{LIST}.{name}"


def of_column(name: str) -> str:
    """The part that is another column of the list of persons."""
    return f"{LIST}/{name}"


def of_indicator(name: str) -> str:
    """The part that is an indicator, with the answers of all waves."""
    return f"answers.{name}"


def listed_columns(programme: Programme) -> tuple[str, ...]:
    """The columns of the list of persons on which any result can depend: those of the design among them."""
    return tuple(dict.fromkeys((*_COLUMNS, *map(kept_as, programme.design.columns))))


def parts_of(programme: Programme, tables: Tables, year: int, keys: Keys) -> dict[str, Marks]:
    """By part: a mark of what each person of the study has there up to a year, 0 where that is nothing."""
    persons = pd.Index(persons_of(tables))
    key = keys.sub_key(Purpose.ANSWERS)
    if tables.totals is not None:  # of a participation nothing is known but that it is one, and of which category
        rows = participations(tables).drop(columns=list(STATES)).assign(person=persons)
        if not any(parts_in(tables.totals)):
            return {LIST: np.full(len(persons), FORGOTTEN + 1, dtype=np.uint64)}
        return {LIST: _marks(key, persons, rows)}
    return {
        name: _marks(hmac.digest(key, f"part {name}".encode(), "sha256"), persons, rows)
        for name, rows in _rows(programme, tables, year)
    }


def _rows(programme: Programme, tables: Tables, year: int) -> Iterator[tuple[str, pd.DataFrame]]:
    """By part its rows: `person`, and whatever else is to stay as it is."""
    listed = tables.persons[tables.persons["year"] <= year]
    yield LIST, listed[["person", "year"]]
    for column in listed_columns(
        programme
    ):  # each for itself: where one is new for everybody, who left is still noticed
        yield of_column(column), listed[["person", "year", column]]
    if LEFT in listed:
        yield of_column(LEFT), listed[["person", "year", LEFT]]
    for characteristic in programme.characteristics:
        yield of_characteristic(characteristic.id), listed[["person", "year", characteristic.id]]
    if tables.attendance is not None:
        attended = tables.attendance[tables.attendance["year"] <= year]
        yield ATTENDANCE, attended[["person", "year", "course", "hours", "planned_hours"]]
    if tables.events is not None:
        yield EVENTS, tables.events[["person", "event", "date"]]
    if tables.measurements is None:
        return
    answered = tables.measurements[tables.measurements["year"] <= year]
    for indicator in programme.indicators:
        items = sorted(indicator.items)
        given = answered[items].notna().any(axis="columns")
        yield of_indicator(indicator.id), answered.loc[given, ["person", "year", "wave", *items]]


def _marks(key: bytes, persons: pd.Index[str], rows: pd.DataFrame) -> Marks:
    """Of each person the mark of all rows, in whatever order they come."""
    marks = np.zeros(len(persons), dtype=np.uint64)
    written: dict[str, list[str]] = {}
    for person, row in zip(rows["person"], _written(rows.drop(columns="person")), strict=True):
        written.setdefault(person, []).append(row)
    for person, place in zip(persons, range(len(persons)), strict=True):
        if person in written:
            mark = hmac.digest(key, "\0".join(sorted(written[person])).encode(), "sha256")[:_MARK_BYTES]
            marks[place] = max(int.from_bytes(mark, "little"), FORGOTTEN + 1)
    return marks


def _written(rows: pd.DataFrame) -> Sequence[str]:
    """Each row as text; numbers in one way, whole or not, and one way for what is missing."""
    columns = []
    for name in rows:
        column = rows[name]
        plain = column.astype(float) + 0.0 if pd.api.types.is_numeric_dtype(column) else column
        columns.append(plain.astype(str).where(column.notna(), "").tolist())
    return ["\x1f".join(cells) for cells in zip(*columns, strict=True)]

"""A copy of a table that may be handed on: pseudonyms for names, years for dates of birth, no free text."""

from __future__ import annotations

import datetime as dt
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from wirkung.declared import Personal
from wirkung.errors import DataError, Place, Problem
from wirkung.io.dates import date
from wirkung.io.headings import Head, find_head
from wirkung.io.identifying import kind_of_column
from wirkung.io.no_persons import no_persons
from wirkung.io.spelling import folded, tidy

PSEUDONYM, BIRTH_YEAR, AGE = "Kennung", "Geburtsjahr", "Alter"
_DIGITS = 24  # hexadecimal: among a million persons two are the same with a chance of 1 to 10**17
_BETWEEN = "\x1f"  # no cell holds it, so «An» and «na» are not «Ann» and «a»

Cell = object  # text, and in workbooks numbers, dates and truth values as well


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the holder of the names says.

    person
        Headings of the columns that together make a person.
    drop, keep
        Headings of columns to leave out as well, and of columns that look personal and are not.
    age_on
        The day on which the age counts; None: the year of birth is written.
    """

    person: tuple[str, ...]
    drop: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    age_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """The table of the copy, headings first, and what was done.

    `dropped` are headings with the reason (None: wished); `births` headings whose dates became years or ages, with
    the number of cells that were no date and are blank now; `no_persons` counts rows left out as sums and notes,
    `above` those above the headings, `without_person` those that have no pseudonym because the name is blank.
    """

    rows: tuple[tuple[Cell, ...], ...]
    persons: int
    dropped: tuple[tuple[str, Personal | None], ...]
    births: tuple[tuple[str, int], ...]
    no_persons: int
    above: int
    without_person: int


def shareable(rows: Sequence[Sequence[Cell]], wishes: Wishes, key: bytes, place: Place) -> Copy:
    """The copy of one table.

    Parameters
    ----------
    rows
        All rows of the file; above the headings may stand titles, which are left out, since they may name people.
    wishes
        What makes a person, and what to drop or keep.
    key
        Of the holder of the names; the same key gives the same person the same pseudonym in every file.
    place
        The file.

    Raises
    ------
    DataError
        There are no headings, or not those that make a person.
    """
    found, table, cells = _below_the_head(rows, wishes.person, place)
    at = [found.positions(heading)[0] for heading in wishes.person]
    is_person, blank = _persons(table, at)
    columns = [
        _column(heading, table[number], [row[number] for row in cells], wishes)
        for number, heading in enumerate(_filled(found.lowest, table.shape[1]))
        if number not in at
    ]
    shown = [column for column in columns if column.is_shown]
    kept = [row for row in range(len(table)) if is_person[row]]
    pseudonyms = ["" if blank[row] else _pseudonym(table.iloc[row, at].tolist(), key) for row in kept]
    return Copy(
        rows=(
            (PSEUDONYM, *(column.named(wishes.age_on) for column in shown)),
            *(
                (name, *(column.cells[row] for column in shown))
                for name, row in zip(pseudonyms, kept, strict=True)
            ),
        ),
        persons=len({name for name in pseudonyms if name}),
        dropped=tuple((column.heading, column.reason) for column in columns if column.is_told_as_dropped),
        births=tuple((column.heading, column.wrong) for column in columns if column.fate is Personal.BIRTH_DATE),
        no_persons=len(table) - len(kept),
        above=found.top,
        without_person=pseudonyms.count(""),
    )


_KEPT, _WISHED = "kept", "wished"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """A column that makes no person: what becomes of it, and its cells in the copy."""

    heading: str
    fate: Personal | str
    is_empty: bool
    cells: Sequence[Cell]
    wrong: int = 0

    @property
    def is_shown(self) -> bool:
        """Whether the copy has it."""
        return self.fate in (_KEPT, Personal.BIRTH_DATE)

    @property
    def is_told_as_dropped(self) -> bool:
        """Whether the holder is told that it is left out: not of a blank column without a heading."""
        return not self.is_shown and bool(self.heading or not self.is_empty)

    @property
    def reason(self) -> Personal | None:
        """What made it personal; None where it was wished away, or is kept."""
        return self.fate if isinstance(self.fate, Personal) else None

    def named(self, age_on: dt.date | None) -> str:
        """Its heading in the copy."""
        if self.fate is not Personal.BIRTH_DATE:
            return self.heading
        return BIRTH_YEAR if age_on is None else AGE


def _below_the_head(
    rows: Sequence[Sequence[Cell]], person: Sequence[str], place: Place
) -> tuple[Head, pd.DataFrame, list[list[Cell]]]:
    """The headings, and the rows below them as texts and as they are, all of one width."""
    texts = [[_text(cell) for cell in row] for row in rows]
    found = find_head(texts, person)
    if found is None:
        raise DataError([Problem(code="data.file_empty", place=place)])
    if problems := found.problems(person, place):
        raise DataError(problems)
    width = max(len(row) for row in texts[found.top :])
    table = pd.DataFrame([_filled(row, width) for row in texts[found.first_row :]], dtype="str")
    return found, table, [[*row, *[None] * (width - len(row))] for row in rows[found.first_row :]]


def _column(heading: str, texts: pd.Series[str], cells: Sequence[Cell], wishes: Wishes) -> _Column:
    fate, wrong = _planned(heading, texts, wishes), 0
    if fate is Personal.BIRTH_DATE:
        cells, wrong = _births(texts, wishes.age_on)
    return _Column(heading=heading, fate=fate, is_empty=bool(texts.eq("").all()), cells=cells, wrong=wrong)


def _planned(heading: str, cells: pd.Series[str], wishes: Wishes) -> Personal | str:
    if folded(heading) in map(folded, wishes.drop):
        return _WISHED
    if folded(heading) in map(folded, wishes.keep):
        return _KEPT
    if not heading and cells.ne("").sum() == 0:
        return _WISHED
    return kind_of_column(heading, cells.tolist()) or _KEPT


def _persons(table: pd.DataFrame, at: Sequence[int]) -> tuple[list[bool], list[bool]]:
    """Which rows are kept (no sums, no notes, not blank), and which of all rows have nobody's name."""
    missing = table == ""
    blank = missing[list(at)].all(axis=1)
    others = [column for column in range(table.shape[1]) if column not in at]
    first = table[at[0]].where(table[at[0]].ne(""))
    sums = no_persons(first, missing[others].all(axis=1))
    empty = missing.all(axis=1)
    return (~sums & ~empty).tolist(), blank.tolist()


def _pseudonym(person: Sequence[str], key: bytes) -> str:
    """HMAC-SHA-256 (RFC 2104) of the cells; upper and lower case and blanks make no difference."""
    message = _BETWEEN.join("".join(folded(cell).split()) for cell in person)
    return hmac.digest(key, message.encode(), "sha256").hex()[:_DIGITS]


def _births(cells: pd.Series[str], on: dt.date | None) -> tuple[list[Cell], int]:
    days = [date(cell) for cell in cells]
    wrong = sum(day is None and cell != "" for day, cell in zip(days, cells, strict=True))
    return [None if day is None else _year_or_age(day, on) for day in days], wrong


def _year_or_age(born: dt.date, on: dt.date | None) -> int:
    if on is None:
        return born.year
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return tidy(str(cell))


def _filled(row: Sequence[str], width: int) -> list[str]:
    return [*row, *[""] * (width - len(row))]

"""One source of the programme file -> its mapped columns, all of them still text."""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypedDict

import pandas as pd

from wirkung.declared import Doubt, SourceRole
from wirkung.errors import DataError, Place, Problem, WirkungError
from wirkung.finding import ColumnUse
from wirkung.io import spss, typed
from wirkung.io.above import data_above
from wirkung.io.cells import UNVALUED
from wirkung.io.consent import Consents, columns_of_consent, consent_of, consents_in, ids_in, no_longer_needed
from wirkung.io.delimited import delimited_rows, separator_of
from wirkung.io.encoding import decode
from wirkung.io.files import checked_file, file_bytes
from wirkung.io.headings import Head, find_head
from wirkung.io.large_text import PlainText, plain_text
from wirkung.io.limits import LARGE, USUAL
from wirkung.io.personal import personal_problems
from wirkung.io.quotable import might_be_somebodys
from wirkung.io.quoted import quoted
from wirkung.io.row_shapes import headings_again, in_one_cell, wrong_lengths
from wirkung.io.spelling import tidy
from wirkung.io.spreadsheet import SUFFIXES, Sheet, sheet_rows
from wirkung.io.units import thousands
from wirkung.io.wanted import column_uses, headings_named, wanted_columns
from wirkung.programme.sources import Source, beside

_NO_LIST = ("data.headings_missing", "data.file_empty")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTable:
    """The mapped columns of one file as text.

    cells
        One column per name of the programme file; the index is the row's number as a spreadsheet shows it
        (the headings have a number too; in Parquet files and databases they have none). Blank cells are "" or
        missing.
    encoding, separator
        As detected or given, «Parquet» for such a file, «SQLite» or «PostgreSQL»; empty for spreadsheets.
    fingerprint
        Of the file's bytes, of a database of the rows, under the key of the call; empty without one.
    columns
        Every column of the file that has a heading.
    remarks
        What who has the file should know of how it was read.
    recognisable
        Columns that make persons recognisable and must not be there, and what is unclear about consent: they stop
        a report, but nothing else is less true because of them.
    consents
        What the rows said of consent; None where nothing is said of it.
    without_consent
        The persons of the rows that are left out for it; they are not among `cells`.
    """

    role: SourceRole
    source: Source
    place: Place
    cells: pd.DataFrame
    fingerprint: str
    columns: tuple[ColumnUse, ...] = ()
    encoding: str = ""
    separator: str = ""
    remarks: tuple[Problem, ...] = ()
    recognisable: tuple[Problem, ...] = ()
    consents: Consents | None = None
    without_consent: pd.Series[str] = field(default_factory=lambda: pd.Series(dtype="str"), repr=False)

    def without_rows(self, rows: pd.Index[int]) -> TextTable:
        """The table without the rows of persons who did not consent.

        Raises
        ------
        DataError
            No row is left.
        """
        ids = ids_in(self.cells.loc[rows], self.source)
        cells = self.cells.drop(index=rows)
        if cells.empty:
            raise DataError([*self.recognisable, Problem(code="data.nobody_consented", place=self.place)])
        return replace(self, cells=cells, without_consent=pd.concat([self.without_consent, ids]))


def read_source(source: Source, role: SourceRole, folder: Path, *, key: bytes | None = None) -> TextTable:
    """The mapped columns of a CSV, Excel, OpenDocument, SPSS or Parquet file, or of a database.

    Parameters
    ----------
    source
        Where the file is and which of its columns are wanted.
    role
        Which table it is for.
    folder
        The folder of the programme file, from which `source.file` counts.
    key
        For the file's fingerprint; None for none.

    Raises
    ------
    DataError
        The file cannot be read, has no rows, or lacks headings: every heading is named at once. Nobody consented.
    """
    place = Place(file=source.name)
    try:
        return _with_consent(_read(source, role, folder, place, key))
    except WirkungError:
        raise
    except Exception as error:  # the one boundary behind which no reader's exception is a program error
        raise DataError([Problem(code="data.not_readable", place=place)]) from error


def _read(source: Source, role: SourceRole, folder: Path, place: Place, key: bytes | None) -> TextTable:
    limits = LARGE if source.large else USUAL
    path = folder / (source.file or "")
    suffix = path.suffix.lower()
    if source.database is not None or suffix in typed.SUFFIXES:
        return _typed(source, role, folder, place, key)
    if source.large and suffix not in SUFFIXES | spss.SUFFIXES:
        checked_file(path, folder, place, limits, None)
        if (plain := plain_text(path, source, key)) is not None:
            return _plain(plain, source, role, place)
    raw = file_bytes(path, folder, place, limits)
    fingerprint = "" if key is None else hmac.digest(key, raw, "sha256").hex()
    whole = partial(TextTable, role=role, source=source, fingerprint=fingerprint)
    if suffix in SUFFIXES:
        place = Place(file=source.name, sheet=source.sheet or "")
        sheet = sheet_rows(raw, source.sheet or "", place, limits)
        mapped = _mapped_sheet(sheet, source, place)
        first = int(mapped["cells"].index[0])
        return whole(place=place, remarks=tuple(_hidden(sheet, first, place)), **mapped)
    if suffix in spss.SUFFIXES:
        return whole(place=place, **_mapped(spss.spss_rows(path, place, limits), source, place))
    decoded = decode(raw, source.encoding, place)
    separator = source.separator or separator_of(decoded.text, headings_named(source))
    rows = delimited_rows(decoded.text, separator, place)
    if wrong := in_one_cell(rows, separator, place):
        raise DataError(wrong)
    mapped = _mapped(rows, source, place)
    if wrong := wrong_lengths(rows, source, place):
        raise DataError([*mapped["recognisable"], *wrong])
    return whole(place=place, encoding=decoded.encoding, separator=separator, **mapped)


def _with_consent(table: TextTable) -> TextTable:
    """The table without the rows of persons who did not consent."""
    consent = consent_of(table.source)
    if consent is None:
        return table
    # Of columns that come typed, and of large files, nobody has asked yet.
    consents = table.consents or consents_in(table.cells, consent, table.source, table.place)
    recognisable = (*consents.problems, *table.recognisable)
    left = replace(table, consents=consents, recognisable=recognisable).without_rows(consents.rows_without)
    return replace(left, cells=left.cells.drop(columns=no_longer_needed(table.source)))


def _plain(plain: PlainText, source: Source, role: SourceRole, place: Place) -> TextTable:
    """A large text file, of which the first rows tell what the columns hold."""
    mapped = _mapped(plain.first_rows, source, place)
    return TextTable(
        role=role,
        source=source,
        place=place,
        cells=plain.cells,
        fingerprint=plain.fingerprint,
        columns=mapped["columns"],
        encoding="utf-8",
        separator=plain.separator,
        recognisable=mapped["recognisable"],
    )


def _typed(source: Source, role: SourceRole, folder: Path, place: Place, key: bytes | None) -> TextTable:
    """A Parquet file or a database, whose columns say what is in them."""
    limits = LARGE if source.large else USUAL
    if source.database is not None:
        found = typed.database_columns(source.database, folder, source, place, limits)
        fingerprint = "" if key is None else typed.fingerprint(found.cells, key)
    else:
        path = folder / (source.file or "")
        fingerprint = checked_file(path, folder, place, limits, key)
        found = typed.parquet_columns(path, source, place, limits)
    return TextTable(
        role=role,
        source=source,
        place=place,
        cells=found.cells,
        fingerprint=fingerprint,
        columns=found.uses,
        encoding=found.kind,
        recognisable=found.recognisable,
    )


def _hidden(sheet: Sheet, first: int, place: Place) -> Iterator[Problem]:
    """What is said of hidden sheets and rows, and of marks of people: these rows may not be meant to count."""
    if sheet.hidden:
        shown = quoted(each for each in sheet.hidden if not might_be_somebodys(each))
        yield Problem(code="data.sheets_hidden", place=place, values={"sheets": shown, "read": sheet.name})
    for code, places in (
        ("data.rows_hidden", sheet.hidden_rows),
        ("data.rows_struck", sheet.struck_rows),
        ("data.rows_commented", sheet.commented_rows),
    ):
        rows = [at + 1 for at in places if at + 1 >= first]
        if rows:
            yield Problem(code=code, place=place, values={"count": len(rows), "row": rows[0]})


class _Mapped(TypedDict):
    """Fields of `TextTable`: the columns that are read, all of them, and which make persons recognisable."""

    cells: pd.DataFrame
    columns: tuple[ColumnUse, ...]
    recognisable: tuple[Problem, ...]
    consents: Consents | None


def _mapped(rows: Sequence[Sequence[str]], source: Source, place: Place) -> _Mapped:
    head = find_head(rows, headings_named(source))
    if head is None:
        raise DataError([Problem(code="data.file_empty", place=place)])
    problems = head.problems(headings_named(source), place)
    first = head.first_row
    if not any(tidy(cell) for row in rows[first:] for cell in row):
        problems.append(Problem(code="data.no_rows", place=place, values={"row": first}))
    if problems:  # where headings are missing, the row may be a person's, and nothing of it is to be named
        raise DataError(problems)
    rows, consents = _consenting(rows, head, source, place)
    unclear = () if consents is None else consents.problems
    recognisable = [*personal_problems(_by_heading(head, rows[first:]), source, place)]
    columns = _columns(rows[first:], head, source)
    if unread := [
        *_above(rows, head, source, place),
        *headings_again(rows, head, source, place),
        *_titles(rows[: head.top], source, place),
        *_unvalued(columns, first, place),
    ]:
        raise DataError([*unclear, *recognisable, *unread])
    # Python counts from 0, spreadsheets from 1.
    cells = pd.DataFrame(columns, index=pd.RangeIndex(first + 1, len(rows) + 1), dtype="str")
    uses = tuple(column_uses(head, source))
    return {"cells": cells, "columns": uses, "recognisable": tuple(recognisable), "consents": consents}


def _consenting(
    rows: Sequence[Sequence[str]], head: Head, source: Source, place: Place
) -> tuple[Sequence[Sequence[str]], Consents | None]:
    """The rows, those of persons who did not consent without any cell but the person, and what they said."""
    consent = consent_of(source)
    if consent is None:
        return rows, None
    wanted, first = wanted_columns(head, source), head.first_row
    places = {name: wanted[name] for name in columns_of_consent(source)}
    cells = {name: [row[at] if at < len(row) else "" for row in rows[first:]] for name, at in places.items()}
    frame = pd.DataFrame(cells, index=pd.RangeIndex(first + 1, len(rows) + 1), dtype="str")
    consents = consents_in(frame, consent, source, place)
    without = set(consents.rows_without)
    kept = {wanted["person"], *(wanted[beside(heading)] for heading in source.id_with)}
    left = [
        [cell if at in kept else "" for at, cell in enumerate(row)] if number in without else row
        for number, row in enumerate(rows, start=1)
    ]
    return left, consents


def _mapped_sheet(sheet: Sheet, source: Source, place: Place) -> _Mapped:
    """What `_mapped` gives; where the first sheet is a cover, the others are named."""
    try:
        return _mapped(sheet.rows, source, place)
    except DataError as error:
        unknown = any(problem.code in _NO_LIST for problem in error.problems)
        if source.sheet or not sheet.others or not unknown:
            raise
        shown = quoted(each for each in sheet.others if not might_be_somebodys(each))
        values = {"read": sheet.name, "sheets": shown}
        raise DataError([Problem(code="data.other_sheets", place=place, values=values)]) from None


def _above(rows: Sequence[Sequence[str]], head: Head, source: Source, place: Place) -> Iterator[Problem]:
    """What is said of data that stand above the headings."""
    if Doubt.ROWS_ABOVE in source.accept:
        return
    if found := data_above(rows[: head.top], rows[head.first_row :], wanted_columns(head, source)):
        values = {"count": len(found), "row": found[0] + 1, "headings": head.top + 1}
        yield Problem(code="data.rows_above", place=place, values=values)


def _titles(above: Sequence[Sequence[str]], source: Source, place: Place) -> Iterator[Problem]:
    """What is said of a title above a ledger that says in what its amounts are counted («Angaben in T€»)."""
    if source.columns.keys() & {"amount", "planned"} and Doubt.THOUSANDS not in source.accept:
        said = next((words for row in above for cell in row if (words := thousands(cell))), None)
        if said:
            yield Problem(code="data.thousands", place=place, values={"words": said})


def _unvalued(columns: dict[str, list[str]], first: int, place: Place) -> Iterator[Problem]:
    """What is said of formulas that no program has calculated."""
    found = [first + 1 + at for cells in columns.values() for at, cell in enumerate(cells) if cell == UNVALUED]
    if found:
        values = {"count": len(found), "row": found[0]}
        yield Problem(code="data.formula_without_value", place=place, values=values)


def _by_heading(head: Head, rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, Iterator[str]]]:
    for at, heading in enumerate(head.lowest):
        yield heading, (row[at] for row in rows if at < len(row))


def _columns(rows: Sequence[Sequence[str]], head: Head, source: Source) -> dict[str, list[str]]:
    wanted = wanted_columns(head, source)
    width = max(wanted.values()) + 1
    full = [row if len(row) >= width else [*row, *[""] * width] for row in rows]
    return {name: [row[at] for row in full] for name, at in wanted.items()}

"""One source of the programme file -> its mapped columns, all of them still text."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pandas as pd

from wirkung.declared import Doubt, SourceRole
from wirkung.errors import DataError, Place, Problem
from wirkung.io import dates, spss
from wirkung.io.delimited import delimited_rows, separator_of
from wirkung.io.encoding import decode
from wirkung.io.files import file_bytes
from wirkung.io.headings import SUBMITTED, heading_problems, heading_row, positions, submitted_column
from wirkung.io.personal import personal_problems
from wirkung.io.spelling import tidy
from wirkung.io.spreadsheet import SUFFIXES, UNVALUED, sheet_rows
from wirkung.programme.model import Source, beside


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTable:
    """The mapped columns of one file as text.

    cells
        One column per name of the programme file; the index is the row's number as a spreadsheet shows it
        (the headings have a number too). Blank cells are "".
    encoding, separator
        As detected or given; empty for spreadsheets.
    fingerprint
        Of the file's bytes under the key of the call; empty without one.
    """

    role: SourceRole
    source: Source
    place: Place
    cells: pd.DataFrame
    fingerprint: str
    encoding: str = ""
    separator: str = ""


def read_source(source: Source, role: SourceRole, folder: Path, *, key: bytes | None = None) -> TextTable:
    """The mapped columns of a CSV, Excel, OpenDocument or SPSS file.

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
        The file cannot be read, has no rows, or lacks headings: every heading is named at once.
    """
    place = Place(file=source.file)
    raw = file_bytes(folder / source.file, place)
    fingerprint = "" if key is None else hmac.digest(key, raw, "sha256").hex()
    if PurePosixPath(source.file).suffix.lower() in SUFFIXES:
        place = Place(file=source.file, sheet=source.sheet or "")
        cells = _mapped(sheet_rows(raw, source, place), source, place)
        return TextTable(role=role, source=source, place=place, cells=cells, fingerprint=fingerprint)
    if PurePosixPath(source.file).suffix.lower() in spss.SUFFIXES:
        cells = _mapped(spss.spss_rows(folder / source.file, place), source, place)
        return TextTable(role=role, source=source, place=place, cells=cells, fingerprint=fingerprint)
    decoded = decode(raw, source.encoding, place)
    separator = source.separator or separator_of(decoded.text, _headings(source))
    rows = delimited_rows(decoded.text, separator, place)
    cells = _mapped(rows, source, place)
    _check_lengths(rows, source, place)
    return TextTable(
        role=role,
        source=source,
        place=place,
        cells=cells,
        fingerprint=fingerprint,
        encoding=decoded.encoding,
        separator=separator,
    )


def _headings(source: Source) -> list[str]:
    """The headings that the programme file names, in its order."""
    return [*source.read.values(), *source.id_with]


def _joined(ids: Sequence[str], others: Sequence[str]) -> list[str]:
    """Ids that are made of two columns («4711 Anna»); a row without the first has none."""
    return [f"{one} {other}" if tidy(one) else "" for one, other in zip(ids, others, strict=True)]


def _check_lengths(rows: Sequence[Sequence[str]], source: Source, place: Place) -> None:
    """A problem where rows hold more cells than there are headings: their values stand under the wrong ones.

    That happens where a decimal comma or a separator inside a cell is not in quotation marks.
    """
    top = heading_row(rows, _headings(source))
    if top is None:
        return
    width = len(rows[top])
    long = [at for at, row in enumerate(rows[top + 1 :], start=top + 2) if any(map(tidy, row[width:]))]
    problems = [_lengths("data.row_too_long", long, width, place)] if long else []
    if Doubt.SHORT_ROWS not in source.accept:
        needed = max(positions(rows[top], heading)[0] for heading in _headings(source)) + 1
        short = [
            at
            for at, row in enumerate(rows[top + 1 :], start=top + 2)
            if len(row) < needed and sum(bool(tidy(cell)) for cell in row) > 1
        ]
        problems += [_lengths("data.row_too_short", short, width, place)] if short else []
    if problems:
        raise DataError(problems)


def _lengths(code: str, rows: Sequence[int], width: int, place: Place) -> Problem:
    return Problem(code=code, place=place, values={"count": len(rows), "row": rows[0], "width": width})


def _mapped(rows: Sequence[Sequence[str]], source: Source, place: Place) -> pd.DataFrame:
    headings = _headings(source)
    top = heading_row(rows, headings)
    if top is None:
        raise DataError([Problem(code="data.file_empty", place=place)])
    problems = heading_problems(rows[top], headings, place)
    if not any(tidy(cell) for row in rows[top + 1 :] for cell in row):
        problems.append(Problem(code="data.no_rows", place=place, values={"row": top + 1}))
    # Where headings are missing, the row may be a person's, and nothing of it is to be named.
    problems = problems or personal_problems(rows[top], rows[top + 1 :], source, place)
    if problems:
        raise DataError(problems)
    wanted = {name: positions(rows[top], heading)[0] for name, heading in source.read.items()}
    if SUBMITTED not in wanted and (found := submitted_column(rows[top])) is not None:
        wanted[SUBMITTED] = found
    if source.crosses is not None and not source.crosses.dates:
        wanted |= {beside(tidy(cell)): at for at, cell in enumerate(rows[top]) if dates.date(tidy(cell))}
    width = max(*wanted.values(), *(positions(rows[top], heading)[0] for heading in headings)) + 1
    full = [row if len(row) >= width else [*row, *[""] * width] for row in rows[top + 1 :]]
    columns = {name: [row[at] for row in full] for name, at in wanted.items()}
    for heading in source.id_with:
        (at,) = positions(rows[top], heading)
        columns["person"] = _joined(columns["person"], [row[at] for row in full])
    if unvalued := [
        top + 2 + at for cells in columns.values() for at, cell in enumerate(cells) if cell == UNVALUED
    ]:
        values = {"count": len(unvalued), "row": unvalued[0]}
        raise DataError([Problem(code="data.formula_without_value", place=place, values=values)])
    # Python counts from 0, spreadsheets from 1, and the first row of data is the one after the headings.
    return pd.DataFrame(columns, index=pd.RangeIndex(top + 2, top + 2 + len(full)), dtype="str")

"""Tables with typed columns (Parquet, databases), read in a process of their own: the mapped columns as text."""

from __future__ import annotations

import hmac
import json
import os
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pyarrow as pa

from wirkung.errors import DataError, Place, Problem
from wirkung.finding import ColumnUse
from wirkung.io.child import read_in_child
from wirkung.io.files import checked_file
from wirkung.io.headings import Head
from wirkung.io.limits import Limits
from wirkung.io.personal import personal_problems
from wirkung.io.spelling import folded
from wirkung.io.wanted import column_uses, headings_named, wanted_columns
from wirkung.programme.sources import Database, Source

SUFFIXES = frozenset({".parquet"})

# What is said of the file of SQLite is said of a database: no path is named.
_OF_DATABASES = {
    "data.reader_too_slow": "data.database_too_slow",
    "data.reader_crashed": "data.database_too_large",
    **dict.fromkeys(
        ("data.file_missing", "data.file_missing_near", "data.folder_missing", "data.file_is_folder"),
        "data.database_unreachable",
    ),
    "data.file_unreadable": "data.database_unreachable",
    "data.path_backslash": "data.database_unreachable",
}
_SQLITE = "sqlite:///"


class Columns(NamedTuple):
    """The columns that are read, as text, an account of all, which of them tell persons, and what was read."""

    cells: pd.DataFrame
    uses: tuple[ColumnUse, ...]
    recognisable: tuple[Problem, ...]
    kind: str


def parquet_columns(path: Path, source: Source, place: Place, limits: Limits) -> Columns:
    """The columns of a Parquet file; rows are counted from 1.

    Raises
    ------
    DataError
        The file is damaged, none of Parquet, without rows, lacks headings, or takes too much memory or time.
    """
    facts: dict[str, Any] = {"path": str(path), "damaged": "data.parquet_damaged", **_asked(source)}
    return _columns(read_in_child("parquet", place, limits, **facts), source, place, "Parquet")


def database_columns(database: Database, folder: Path, source: Source, place: Place, limits: Limits) -> Columns:
    """The columns of a table or query; rows are counted from 1, in the order in which the database gives them.

    Raises
    ------
    DataError
        There is no address, nobody answers there, or what was asked for cannot be read; never with the address.
    """
    address = os.environ.get(database.address, "").strip()
    if not address:
        raise DataError([Problem(code="data.database_address", place=place, values={"name": database.address})])
    asked = {"table": database.table} if database.table else {"query": database.query}
    facts: dict[str, Any] = {"variable": database.address, "asked": asked, "damaged": "data.database_damaged"}
    path = ""
    try:
        if address.startswith(_SQLITE):
            file = folder / address.removeprefix(_SQLITE)
            checked_file(file, folder, place, limits, None)
            path = str(file)
        answer = read_in_child("database", place, limits, path=path, **facts, **_asked(source))
    except DataError as error:
        raise DataError(_of_database(each, database.address) for each in error.problems) from None
    return _columns(answer, source, place, "SQLite" if path else "PostgreSQL")


def _of_database(problem: Problem, variable: str) -> Problem:
    values = dict(problem.values) | {"name": variable}
    return Problem(code=_OF_DATABASES.get(problem.code, problem.code), place=problem.place, values=values)


def fingerprint(cells: pd.DataFrame, key: bytes) -> str:
    """HMAC-SHA-256 of the rows of a database, in whatever order they came, with our names for the columns."""
    names = sorted(map(str, cells.columns))
    digest = hmac.new(key, json.dumps(names).encode(), "sha256")
    columns = (pa.array(cells[name]).to_pylist() for name in names)
    for row in sorted(map(json.dumps, zip(*columns, strict=True))):
        digest.update(b"\n" + row.encode())
    return digest.hexdigest()


def _asked(source: Source) -> dict[str, Any]:
    """Which columns the process that reads hands over."""
    dates = source.crosses is not None and not source.crosses.dates
    return {"wanted": [folded(heading) for heading in headings_named(source)], "dates": dates}


def _columns(answer: dict[str, Any], source: Source, place: Place, kind: str) -> Columns:
    names, table = answer["names"], answer["table"]
    if not any(names):
        raise DataError([Problem(code="data.file_empty", place=place)])
    head = Head([names], 0)
    problems = head.problems(headings_named(source), place)
    if not problems and not table.num_rows:
        problems.append(Problem(code="data.table_empty", place=place))
    if problems:
        raise DataError(problems)
    recognisable = personal_problems(zip(head.lowest, answer["samples"], strict=True), source, place)
    columns = {name: _words(table, at) for name, at in wanted_columns(head, source).items()}
    cells = pd.DataFrame(columns, copy=False).set_axis(pd.RangeIndex(1, table.num_rows + 1), axis="index")
    return Columns(cells, tuple(column_uses(head, source)), tuple(recognisable), kind)


def _words(table: pa.Table, at: int) -> pd.Series[str]:
    """The column as it is: every different text once, and for each row a small number."""
    column = table.column(str(at))
    return pd.Series(column, dtype=pd.ArrowDtype(column.type), copy=False)

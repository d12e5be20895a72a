"""A table or query of a database, read in a process of its own, which says nothing of the address."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import UUID

import pyarrow as pa
from sqlalchemy import Connection, CursorResult, Engine, create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError
from sqlalchemy.pool import NullPool

from wirkung.io.reader_problem import ReaderProblem
from wirkung.io.typed_answer import SAMPLED_ROWS, is_wanted, typed_answer
from wirkung.io.typed_text import HERE, as_text, value_text

_BATCH = 10_000
_CONNECT_SECONDS = 5
_SELECT = re.compile(r"(select|with|values)\b", re.IGNORECASE)
# What PostgreSQL calls its errors (its manual, appendix A), and what is said of them.
_STATES = {
    "42P01": "data.database_table",
    "42501": "data.database_rights",
    "57014": "data.database_too_slow",
    "25006": "data.database_writes",
}
_NO_ENTRY = re.compile(r"passwor|authenti", re.IGNORECASE)  # a refused connection has no such name, in no language


def read_database(
    variable: str,
    path: str,
    asked: dict[str, str],
    wanted: Collection[str],
    *,
    dates: bool,
    limits: dict[str, int],
) -> dict[str, Any]:
    """What `typed_answer` gives of a table or query.

    Parameters
    ----------
    variable
        Of the environment, which holds the address.
    path
        The file of SQLite; «» for a server.
    asked
        `table` or `query`.
    wanted, dates
        Which columns are read (`is_wanted`).
    limits
        The most cells that are read, and seconds that it may take.
    """
    engine = _sqlite(path) if path else _postgresql(os.environ[variable], limits["seconds"])
    try:
        connection = engine.connect()
    except DBAPIError as error:
        refused = _NO_ENTRY.search(str(error.orig)) is not None
        raise ReaderProblem("data.database_password" if refused else "data.database_unreachable") from None
    with connection:
        try:
            return _answer(connection, _relation(asked), wanted, dates=dates, cells=limits["cells"])
        except DBAPIError as error:
            raise ReaderProblem(_code(error), table=asked.get("table", "")) from None


def _postgresql(address: str, seconds: int) -> Engine:
    try:
        url = make_url(address)
        if url.get_backend_name() not in ("postgresql", "postgres"):
            raise ReaderProblem("data.database_kind")
        # Every statement is prepared, and what is prepared is one statement: nobody ends the transaction that only
        # reads. Moments are told in the time of the place.
        settings = (
            f"-c statement_timeout={1000 * seconds} -c default_transaction_read_only=on -c TimeZone={HERE.key}"
        )
        return create_engine(
            url.set(drivername="postgresql+psycopg"),
            poolclass=NullPool,
            execution_options={"postgresql_readonly": True, "no_parameters": True},
            connect_args={"connect_timeout": _CONNECT_SECONDS, "prepare_threshold": 0, "options": settings},
        )
    except (ArgumentError, NoSuchModuleError, ValueError):
        raise ReaderProblem("data.database_kind") from None


def _sqlite(path: str) -> Engine:
    def opened() -> sqlite3.Connection:
        connection = sqlite3.connect(f"file:{quote(str(Path(path).resolve()))}?mode=ro", uri=True)
        connection.execute("PRAGMA query_only = on")
        return connection

    return create_engine(
        "sqlite://", creator=opened, poolclass=NullPool, execution_options={"no_parameters": True}
    )


def _relation(asked: dict[str, str]) -> str:
    """What stands behind FROM."""
    if "table" in asked:
        return ".".join(map(_quoted, asked["table"].split(".")))
    query = asked["query"].strip().rstrip(";")
    if not _SELECT.match(query):
        raise ReaderProblem("data.database_writes")
    return f"({query}\n) AS asked"  # its last line may be a comment


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _answer(
    connection: Connection, relation: str, wanted: Collection[str], *, dates: bool, cells: int
) -> dict[str, Any]:
    """A sample of all columns, then all rows of those that are read."""
    found = connection.exec_driver_sql(f"SELECT * FROM {relation} LIMIT {SAMPLED_ROWS}")  # noqa: S608 - one statement
    names = list(found.keys())
    sample = [_texts(column, None) for column in zip(*found.fetchall(), strict=True)] or [_texts([], None)] * len(
        names
    )
    places = [
        at for at, name in enumerate(names) if is_wanted(name, wanted, dates=dates) and names.count(name) == 1
    ]
    chosen = ", ".join(_quoted(names[at]) for at in places) or "NULL"
    most = cells // max(1, len(places))
    rows = connection.execution_options(stream_results=True).exec_driver_sql(
        f"SELECT {chosen} FROM {relation} LIMIT {most + 1}"  # noqa: S608 - see above
    )
    with rows:
        columns = _columns(rows, [names[at] for at in places], most, cells)
    table = pa.table(sample, names=[str(at) for at in range(len(names))])
    return typed_answer(names, table, dict(zip(places, columns, strict=True)))


def _columns(rows: CursorResult[Any], names: Sequence[str], most: int, cells: int) -> list[pa.ChunkedArray]:
    parts: list[list[pa.Array]] = [[] for _ in names]
    number = 0
    for batch in _batches(rows):
        number += len(batch)
        if number > most:
            raise ReaderProblem("data.table_too_large", most=cells)
        for part, name, column in zip(parts, names, zip(*batch, strict=True), strict=False):
            part.append(_texts(column, name).dictionary_encode())
    kind = pa.dictionary(pa.int32(), pa.string())
    return [as_text(pa.chunked_array(part, kind), name) for part, name in zip(parts, names, strict=True)]


def _batches(rows: CursorResult[Any]) -> Iterator[Sequence[Any]]:
    while batch := rows.fetchmany(_BATCH):
        yield batch


def _texts(values: Sequence[Any], name: str | None) -> pa.StringArray:
    """The values of a column as text; what is no single value is blank, or a problem where the column is read."""
    single = [_single(value) for value in values]
    if name is not None and any(
        value is not None and one is None for value, one in zip(values, single, strict=True)
    ):
        raise ReaderProblem("data.column_no_cells", column=name)
    return pa.array([value_text(value) for value in single], pa.string())


def _single(value: Any) -> Any:  # noqa: ANN401 - whatever a driver gives
    if isinstance(value, bytes | memoryview | list | tuple | dict):
        return None
    return str(value) if isinstance(value, UUID) else value


def _code(error: DBAPIError) -> str:
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return _STATES.get(state, "data.database_query")
    said = str(error.orig)
    if said.startswith("no such table"):
        return "data.database_table"
    if isinstance(error, OperationalError) and "readonly" in said:
        return "data.database_writes"
    damaged = "not a database" in said or "malformed" in said
    return "data.database_damaged" if damaged else "data.database_query"

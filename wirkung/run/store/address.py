"""Where the results store is: a file of SQLite among the reports, or the server that the environment names."""

from __future__ import annotations

import os
import secrets
import sqlite3
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from wirkung.errors import Problem, WorkspaceError
from wirkung.run.files import PUBLISHED_FILE, write
from wirkung.run.store.files import FILE, FOLDER_ID, VARIABLE, database_files

_CONNECT_SECONDS = 10
_WAIT_SECONDS = 60.0  # until another run has written; it takes milliseconds
_LOCK = 0x77697264  # any number; who writes holds it
_PRIMARY = 0xFF  # the kind of an error of SQLite, without its details
_DAMAGE = (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)  # the first: no such table


def engine_of(out: Path) -> Engine:
    """How to reach the store of an output folder; nothing is opened yet.

    Parameters
    ----------
    out
        The output folder.

    Raises
    ------
    WorkspaceError
        The address is none, or its driver is not installed; the message does not repeat it.
    """
    address = os.environ.get(VARIABLE, "")
    return _server(address) if address else _file(out / FILE)


def folder_id(out: Path) -> str:
    """The name by which a server knows this output folder; made when it is asked for first."""
    path = out / FOLDER_ID
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        made = secrets.token_hex(16)
        write(path, f"{made}\n".encode())
        return made


def is_damaged(engine: Engine, error: Exception) -> bool:
    """Whether an error says that the file of SQLite is none, is broken, or holds other tables than ours.

    A server looks after its own disk: what it says is not taken for damage.
    """
    if engine.dialect.name != "sqlite":
        return False
    if not isinstance(error, DBAPIError):
        return True
    return getattr(error.orig, "sqlite_errorcode", 0) & _PRIMARY in _DAMAGE


def discard(out: Path) -> None:
    """Remove the file of SQLite; its journal first, so that no other file is ever put right by it."""
    for path in reversed(database_files(out)):
        path.unlink(missing_ok=True)


def _file(path: Path) -> Engine:
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PUBLISHED_FILE))
    engine = create_engine(
        URL.create("sqlite", database=str(path)), poolclass=NullPool, connect_args={"timeout": _WAIT_SECONDS}
    )

    @event.listens_for(engine, "connect")
    def _no_transactions_of_its_own(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # else one begins with the first change only, after what was read
        connection.execute("PRAGMA secure_delete = ON")  # what is withheld later is not left in unused pages

    @event.listens_for(engine, "begin")
    def _alone(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _server(address: str) -> Engine:
    try:
        url = make_url(address)
    except ArgumentError:
        raise WorkspaceError([Problem(code="store.address", values={"variable": VARIABLE})]) from None
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise WorkspaceError([Problem(code="store.kind", values={"variable": VARIABLE})])
    try:
        engine = create_engine(
            url.set(drivername="postgresql+psycopg"),
            poolclass=NullPool,
            hide_parameters=True,
            connect_args={"connect_timeout": _CONNECT_SECONDS},
        )
    except (ImportError, NoSuchModuleError):
        raise WorkspaceError([Problem(code="store.driver")]) from None

    @event.listens_for(engine, "begin")
    def _alone(connection: Connection) -> None:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})

    return engine

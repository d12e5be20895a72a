"""The results store goes away in the middle of a run: at every statement, commit and closing of its connection.

SQLite, where the database is a file: somebody reads it and does not let go, deletes it, writes something else over
it, or its disk is full. A real PostgreSQL: the server ends the connection, or loses power and is back only for the
next run. With both, the run itself is killed.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.faults.operations import Act, connections, kill_at
from tests.io.postgres import ESCAPED, PASSWORD, is_running, server, start, stop
from wirkung.run.store import address
from wirkung.run.store.files import FILE, VARIABLE

_LONG_ENOUGH = 0.05  # seconds to wait for a lock that nobody gives back; 60 in a real run
Fault = Callable[[Path, int], Act]  # from the output folder and the number of an operation
_held: list[sqlite3.Connection] = []  # as long as the process


@dataclass(frozen=True, kw_only=True)
class Store:
    """A kind of database: its faults by name, and how it is there again."""

    name: str
    faults: Mapping[str, Fault]
    empty: Callable[[], None]
    back: Callable[[], None]


@contextmanager
def stores() -> Iterator[Iterator[Store]]:
    """Both kinds, one after the other; each is the one that runs use while it is looked at."""
    wait, address._WAIT_SECONDS = address._WAIT_SECONDS, _LONG_ENOUGH
    try:
        with server() as folder:
            yield _one_by_one(folder)
    finally:
        address._WAIT_SECONDS = wait
        os.environ.pop(VARIABLE, None)


def _one_by_one(folder: Path) -> Iterator[Store]:
    os.environ.pop(VARIABLE, None)
    yield Store(name="SQLite", faults=_OF_FILE, empty=lambda: None, back=lambda: None)
    os.environ[VARIABLE] = f"postgresql://amt:{ESCAPED}@/postgres?host={folder}"
    of_server: dict[str, Fault] = {
        "connection ended": lambda _, number: _at(number, lambda: _end_connection(folder)),
        "server ended": lambda _, number: _at(number, lambda: stop(folder)),
        "run killed": lambda _, number: kill_at(number),
    }
    yield Store(name="PostgreSQL", faults=of_server, empty=lambda: _empty(folder), back=lambda: _back(folder))


def _at(number: int, fault: Callable[[], object]) -> Act:
    def act(done: int, _: str) -> None:
        if done == number:
            fault()

    return act


def _hold(file: Path) -> None:
    connection = sqlite3.connect(file, timeout=0, isolation_level=None)
    connection.execute("BEGIN")
    _held.append(connection)
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _fill() -> None:
    """No page more than there are; as SQLite says it of a full disk."""
    driver = connections[0].connection.driver_connection
    (pages,) = driver.execute("PRAGMA page_count").fetchone()
    driver.execute(f"PRAGMA max_page_count = {max(pages, 1)}")


_OF_FILE: dict[str, Fault] = {
    "read by somebody": lambda out, number: _at(number, lambda: _hold(out / FILE)),
    "deleted": lambda out, number: _at(number, lambda: (out / FILE).unlink(missing_ok=True)),
    "overwritten": lambda out, number: _at(number, lambda: (out / FILE).write_bytes(b"nothing" * 2000)),
    "disk full": lambda _, number: _at(number, _fill),
    "run killed": lambda _, number: kill_at(number),
}


def _login(folder: Path) -> psycopg.Connection:
    return psycopg.connect(host=str(folder), user="amt", password=PASSWORD, dbname="postgres", autocommit=True)


def _end_connection(folder: Path) -> None:
    ours = connections[0].connection.driver_connection.info.backend_pid
    with _login(folder) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [ours])


def _empty(folder: Path) -> None:
    with _login(folder) as connection:
        connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")


def _back(folder: Path) -> None:
    if not is_running(folder):
        start(folder)

"""Runs in processes of their own, and what happens to them at their file or database operation number n.

File operations are enumerated by Python's own audit events (PEP 578) of `open`, `os` and `shutil` on paths in the
workspace and in the folder for temporary files, and by the exchange of two folders, which has no event: before
each of them, and before and after the exchange. Those of the database are SQLAlchemy's events: before each
statement, before each commit, and before the connection is closed. A run of which nothing is stopped says which
there are. A run is a forked process, so that kill -9 is a real one.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine, event
from sqlalchemy.pool import Pool

from tests.faults import toy
from wirkung.run import staging

_WRITES = ("os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod")
_EVENTS = ("open", *_WRITES, "os.listdir", "os.scandir", "shutil.rmtree")
Act = Callable[[int, str], None]
_act: list[Act] = []  # what happens at operation number n; an audit hook cannot be taken away again
_place: list[str] = []  # where files count; nowhere while those of the database do
_kinds: list[str] = []  # of the operations so far
connections: list[Connection] = []  # the one whose operation comes next


def enumerate_from_now_on() -> None:
    """Count the operations of this process and of those that are forked from it."""
    sys.addaudithook(_operation)
    event.listen(Engine, "before_cursor_execute", _in_database)
    event.listen(Engine, "commit", _in_database)
    event.listen(Pool, "checkin", _in_database)


def _operation(name: str, arguments: tuple[object, ...]) -> None:
    if not (_act and _place) or name not in _EVENTS:
        return
    if any(str(each).startswith(_place[0]) for each in arguments[:2]):
        _count("write" if name in _WRITES or (name == "open" and _for_writing(arguments)) else "read")


def _for_writing(arguments: tuple[object, ...]) -> bool:
    flags = arguments[2] if len(arguments) > 2 else 0
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def _in_database(connection: object, *_: object) -> None:
    if _act and not _place:
        connections[:] = [connection] if isinstance(connection, Connection) else connections
        _count("database")


def _count(kind: str) -> None:
    _kinds.append(kind[0])
    _act[0](len(_kinds), kind)


def _counted_exchange(one: Path, other: Path) -> bool:
    _count("write")
    result = _EXCHANGE(one, other)
    _count("write")
    return result


_EXCHANGE = staging.exchange


def forked(
    workspace: Path,
    year: int,
    act: Act | None = None,
    *,
    of_database: bool = False,
    after: float | None = None,
    clock: int | None = None,
) -> tuple[int, str]:
    """A run in a process of its own: its exit status (negative: its signal) and the kinds of its operations."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            tempfile.tempdir = str(workspace / "tmp")
            if clock is not None:
                toy.set_clock(clock)
            if act is not None:
                _count_with(act, None if of_database else workspace)
            outcome = toy.run(workspace, year)
            _act.clear()
            os.write(writing, "".join(_kinds).encode())
            os._exit(0 if outcome.error is None else 1)
        except BaseException:  # noqa: BLE001 - the parent judges what is left
            os._exit(2)
    os.close(writing)
    if after is not None:
        time.sleep(after)
        os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    told = os.read(reading, 60_000).decode()
    os.close(reading)
    return os.waitstatus_to_exitcode(status), told


def _count_with(act: Act, files_in: Path | None) -> None:
    _kinds.clear()
    _act[:], _place[:] = [act], [] if files_in is None else [str(files_in)]
    if files_in is not None:
        staging.exchange = _counted_exchange


def kill_at(number: int) -> Act:
    """Kill -9 before operation number n."""

    def act(done: int, _: str) -> None:
        if done == number:
            os.kill(os.getpid(), signal.SIGKILL)

    return act


def fail_from(number: int, code: int, *, once: bool) -> Act:
    """Writing fails: once as when somebody makes room, or from then on."""

    def act(done: int, kind: str) -> None:
        if kind == "write" and (done == number if once else done >= number):
            raise OSError(code, os.strerror(code))

    return act

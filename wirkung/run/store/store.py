"""Write the results store from report folders, and read it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine, delete, insert, select
from sqlalchemy.exc import DBAPIError

from wirkung.errors import Problem, WorkspaceError
from wirkung.run.lock import hold
from wirkung.run.staging import MANIFEST, OUTPUT_LOCK
from wirkung.run.store.address import discard, engine_of, folder_id, is_damaged
from wirkung.run.store.files import VARIABLE
from wirkung.run.store.migrate import migrate
from wirkung.run.store.rows import StoredReport, sha256_of, stored_report
from wirkung.run.store.tables import FOLDER, REPORT, RESULT

_REPORTS = f"[0-9][0-9][0-9][0-9]/*/{MANIFEST}"
Answer = TypeVar("Answer")


def put(folder: Path) -> None:
    """Let the store say of one report what its folder says; the errors of `in_store`.

    Parameters
    ----------
    folder
        reports/<year>/<programme>; where there is no report any more, its rows go.
    """
    in_store(folder.parent.parent, lambda connection: _replace(connection, folder))


def put_right(out: Path) -> int:
    """Let the store say of every report what its folder says; the errors of `in_store`.

    Parameters
    ----------
    out
        The output folder.

    Returns
    -------
    int
        Of how many reports it said something else.
    """
    return in_store(out, lambda connection: compare(connection, out))


def compare(connection: Connection, out: Path) -> int:
    """What `put_right` does, as a part of a larger transaction."""
    known = connection.execute(select(REPORT.c.year, REPORT.c.programme, REPORT.c.manifest_sha256))
    stored = {out / str(year) / programme: sha256 for year, programme, sha256 in known}
    there = {manifest.parent: sha256_of(manifest) for manifest in out.glob(_REPORTS)}
    differing = [folder for folder in {**stored, **there} if stored.get(folder) != there.get(folder)]
    for folder in differing:
        _replace(connection, folder)
    return len(differing)


def in_store(out: Path, action: Callable[[Connection], Answer]) -> Answer:
    """Do something with the store of an output folder, alone with it; all changes or none.

    A file that is damaged is made anew from the reports: nothing stands in it that does not stand there.

    Parameters
    ----------
    out
        The output folder.
    action
        May be called twice.

    Raises
    ------
    WorkspaceError
        It cannot be reached or written, belongs to another folder, or a later version made it.
    OSError
        The output folder cannot be written.
    """
    engine = engine_of(out)
    try:
        return _alone(engine, out, action)
    except (DBAPIError, ValueError) as error:  # what cannot be read as a date or as JSON is a ValueError
        if not is_damaged(engine, error):
            raise _unreachable(error) from None
    with hold(out / OUTPUT_LOCK):
        discard(out)
    try:
        _alone(engine, out, lambda connection: compare(connection, out))
        return _alone(engine, out, action)
    except DBAPIError as error:
        raise _unreachable(error) from None


def _alone(engine: Engine, out: Path, action: Callable[[Connection], Answer]) -> Answer:
    with engine.begin() as connection:
        migrate(connection)
        if engine.dialect.name != "sqlite":
            _ours(connection, out)
        return action(connection)


def _unreachable(error: Exception) -> Exception:
    if not isinstance(error, DBAPIError):
        return error
    # What a driver says may repeat the address.
    values = {"kind": type(error.orig).__name__, "variable": VARIABLE}
    return WorkspaceError([Problem(code="store.unreachable", values=values)])


def _replace(connection: Connection, folder: Path) -> None:
    """Read now, after the lock was given: who wrote last has read last."""
    year, programme = int(folder.parent.name), folder.name
    connection.execute(delete(RESULT).where(RESULT.c.report_year == year, RESULT.c.programme == programme))
    connection.execute(delete(REPORT).where(REPORT.c.year == year, REPORT.c.programme == programme))
    report = stored_report(folder)
    if report is not None:
        _insert(connection, report)


def _insert(connection: Connection, report: StoredReport) -> None:
    connection.execute(insert(REPORT), [report.report])
    if report.results:
        connection.execute(insert(RESULT), list(report.results))


def _ours(connection: Connection, out: Path) -> None:
    """A server is told on first use which folder it serves."""
    own, served = folder_id(out), connection.scalar(select(FOLDER.c.id))
    if served is None:
        connection.execute(insert(FOLDER), [{"id": own}])
    elif served != own:
        raise WorkspaceError(
            [Problem(code="store.other_folder", values={"folder": out.name, "variable": VARIABLE})]
        )

"""Any exception as an error with a sentence, so that one programme's failure stays its own."""

from __future__ import annotations

import errno
import traceback
from pathlib import Path

from wirkung.errors import Place, Problem, RunError, WirkungError, WorkspaceError
from wirkung.run.lock import LockedError

_CODES = {
    "run.disk_full": (errno.ENOSPC, errno.EDQUOT, errno.EFBIG),
    "run.no_permission": (errno.EACCES, errno.EPERM, errno.EROFS),
}


def known(error: Exception) -> WirkungError:
    """The error to report for an exception; the exception itself stays its cause.

    Parameters
    ----------
    error
        A `WirkungError` comes back as it is. A full disk or a folder without permission is a
        `WorkspaceError`; anything else is a mistake of the program, and a `RunError` says so.
    """
    if isinstance(error, WirkungError):
        return error
    result: WirkungError
    if isinstance(error, OSError):
        result = WorkspaceError([_system(error)])
    else:
        # Its text may hold what stands in a cell; kind and place do not.
        values = {"kind": type(error).__name__, "where": _where(error)}
        result = RunError([Problem(code="run.unexpected", values=values)])
    result.__cause__ = error
    return result


def _system(error: OSError) -> Problem:
    # Only the file's name: its path leads over folders that the reader may not know.
    place = Place(file=_name(error.filename))
    if isinstance(error, LockedError):
        return Problem(code="run.locked")
    code = next((code for code, numbers in _CODES.items() if error.errno in numbers), "run.system")
    return Problem(code=code, place=place, values={"reason": error.strerror or str(error)})


def first_line(error: Exception) -> str:
    """The first line of an exception's text."""
    return next(iter(str(error).splitlines()), "")


def _where(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}, {frames[-1].lineno}" if frames else "–"


def _name(filename: object) -> str:
    return str(filename).replace("\\", "/").rsplit("/", 1)[-1] if filename else ""

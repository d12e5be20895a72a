"""Locks between runs: a file that one process holds, and that its death of whatever kind lets go."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


PATIENCE = 60.0  # seconds; a lock on the output folder is held for milliseconds
_PAUSE = 0.05


class LockedError(OSError):
    """Another process that is alive holds the lock."""


@contextmanager
def hold(path: Path, *, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock that is the file `path`; the file is there only as long as somebody holds it.

    Parameters
    ----------
    path
        The lock file; its folder exists.
    patience
        Seconds to wait for another holder; 0 to try once.

    Raises
    ------
    LockedError
        When another process still holds it then.
    OSError
        When the file cannot be written.
    """
    handle = _acquire(path, time.monotonic() + patience)
    try:
        yield
    finally:
        # Taken away while still held, so that nobody can lock a file that is about to vanish. Windows
        # refuses that; there the file stays and the next holder takes it.
        with suppress(OSError):
            path.unlink()
        os.close(handle)


def _acquire(path: Path, deadline: float) -> int:
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o640)
        if _is_ours(handle, path):
            return handle
        os.close(handle)
        if time.monotonic() >= deadline:
            raise LockedError(f"another run holds {path.name}")
        time.sleep(_PAUSE)


def _is_ours(handle: int, path: Path) -> bool:
    try:
        _lock(handle)
        # A holder before us may have taken the file away between our opening and our locking it.
        return os.path.samestat(os.fstat(handle), path.stat())
    except (BlockingIOError, PermissionError, FileNotFoundError):
        return False

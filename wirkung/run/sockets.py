"""Where a kernel is spoken to: a temporary folder with its sockets and its connection file."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wirkung.run.lock import LockedError, hold

PREFIX = "wirkung-"
_LOCK = "lock"
_YOUNG = 60  # seconds in which a run that makes its folder surely holds it


@contextmanager
def socket_folder() -> Iterator[Path]:
    """A folder for one kernel, gone afterwards; what runs that were killed left is removed as well.

    The path of a socket must be short (107 bytes on Linux), hence not in the output folder.
    """
    sweep(Path(tempfile.gettempdir()))
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    try:
        with hold(folder / _LOCK, patience=0):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(temporary: Path) -> None:
    """Remove the folders of runs that are dead; those of others cannot be opened, or are held."""
    for folder in temporary.glob(f"{PREFIX}*"):
        try:
            if time.time() - folder.stat().st_mtime < _YOUNG or not (folder / _LOCK).exists():
                continue
            with hold(folder / _LOCK, patience=0):
                shutil.rmtree(folder, ignore_errors=True)
        except (LockedError, OSError):
            continue

"""Files that hold secrets or what must not be lost: whole or not at all, and for their owner only."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

# Whatever lies in such a folder is no part of a repository.
_IGNORED = "*\n"


def private_folder(folder: Path) -> None:
    """Make a folder for its owner only, ignored by git; one that is there becomes so.

    Raises
    ------
    OSError
        When it cannot be made.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    ignored = folder / ".gitignore"
    if not ignored.exists():
        put(ignored, _IGNORED.encode())


def put(path: Path, content: bytes) -> None:
    """Write a file (0600) so that there is the old one or the new one after whatever happens, never half of it.

    Parameters
    ----------
    path
        In a folder that exists.
    content
        The whole content.

    Raises
    ------
    OSError
        When it cannot be written; the old file is then as it was.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)  # made 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _on_the_disk(path.parent)


def _on_the_disk(folder: Path) -> None:
    """Without this a power cut could take the renaming back, and what was written after it not."""
    if os.name == "nt":
        return  # a folder cannot be opened there
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""Where the results store is, and what it keeps among the reports."""

from __future__ import annotations

from pathlib import Path

VARIABLE = "WIRKUNG_STORE"  # the environment variable that names a server instead
FILE = "results.sqlite"
FOLDER_ID = ".store"  # which rows of a server are of these reports


def database_files(out: Path) -> tuple[Path, ...]:
    """The file of SQLite, and the traces of a write that is going on."""
    return tuple(out / f"{FILE}{end}" for end in ("", "-journal", "-wal", "-shm"))


def store_files(out: Path) -> tuple[Path, ...]:
    """All that the store keeps."""
    return (out / FOLDER_ID, *database_files(out))

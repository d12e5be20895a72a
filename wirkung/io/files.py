"""The bytes of the office's files, and what to say where there are none."""

from __future__ import annotations

import difflib
from pathlib import Path

from wirkung.errors import DataError, Place, Problem
from wirkung.io.quoted import quoted


def file_bytes(path: Path, place: Place) -> bytes:
    """All bytes of a file.

    Raises
    ------
    DataError
        There is no such file, it cannot be read, or it is none (a folder, a pipe, a device, which may never end).
    """
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise DataError([Problem(code="data.file_not_regular", place=place)])
        return path.read_bytes()
    except FileNotFoundError:
        raise DataError([_not_found(path, place)]) from None
    except IsADirectoryError:
        raise DataError([Problem(code="data.file_is_folder", place=place)]) from None
    except OSError:
        raise DataError([Problem(code="data.file_unreadable", place=place)]) from None


def _not_found(path: Path, place: Place) -> Problem:
    if "\\" in place.file:
        return Problem(code="data.path_backslash", place=place, values={"path": place.file.replace("\\", "/")})
    if not path.parent.is_dir():
        return Problem(code="data.folder_missing", place=place)
    names = sorted(entry.name for entry in path.parent.iterdir() if entry.is_file())
    stems = dict.fromkeys(Path(name).stem.casefold() for name in names)
    near = difflib.get_close_matches(path.stem.casefold(), stems)
    if near:
        similar = quoted(name for name in names if Path(name).stem.casefold() in near)
        return Problem(code="data.file_missing_near", place=place, values={"files": similar})
    return Problem(code="data.file_missing", place=place)

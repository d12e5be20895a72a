"""The bytes of the office's files, and what to say where there are none.

A programme file may come from anybody; it must not make this program read what its user never meant to show.
"""

from __future__ import annotations

import difflib
import hmac
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from wirkung.errors import DataError, Place, Problem
from wirkung.io.limits import MEGABYTE, Limits
from wirkung.io.quoted import quoted

# Further folders, separated as in PATH, that data may come from: a network drive, say.
DATA_FOLDERS = "WIRKUNG_DATA_FOLDERS"
_Read = TypeVar("_Read")
_NOTEBOOK = Path("notebooks", "evaluation.ipynb")  # what makes a folder the workspace


def file_bytes(path: Path, folder: Path, place: Place, limits: Limits) -> bytes:
    """All bytes of a file, as `checked_file` gives it."""
    return _opened(path.read_bytes, path, folder, place, limits)


def checked_file(path: Path, folder: Path, place: Place, limits: Limits, key: bytes | None) -> str:
    """The fingerprint of a file that a programme file in `folder` names, which then may be read.

    It is «» without a key.

    Raises
    ------
    DataError
        There is no such file, it cannot be read, it is none (a folder, a pipe, a device, which may never end), it
        lies outside the folders that data may come from, or it is too large.
    """
    return _opened(lambda: "" if key is None else _fingerprint(path, key), path, folder, place, limits)


def _fingerprint(path: Path, key: bytes) -> str:
    digest = hmac.new(key, digestmod="sha256")
    with path.open("rb") as file:
        while part := file.read(MEGABYTE):
            digest.update(part)
    return digest.hexdigest()


def _opened(reading: Callable[[], _Read], path: Path, folder: Path, place: Place, limits: Limits) -> _Read:
    try:
        _check(path, folder, place, limits)
        return reading()
    except FileNotFoundError:
        raise DataError([_not_found(path, place)]) from None
    except (IsADirectoryError, PermissionError) as error:
        none = isinstance(error, IsADirectoryError) or path.is_dir()
        code = "data.file_is_folder" if none else "data.file_unreadable"
        raise DataError([Problem(code=code, place=place)]) from None
    except (OSError, ValueError):  # a path with a NUL is a ValueError
        raise DataError([Problem(code="data.file_unreadable", place=place)]) from None


def _check(path: Path, folder: Path, place: Place, limits: Limits) -> None:
    """A problem unless this is a file of the allowed size in an allowed folder; nothing of it is read."""
    about = path.stat()
    if not stat.S_ISDIR(about.st_mode) and not stat.S_ISREG(about.st_mode):
        raise DataError([Problem(code="data.file_not_regular", place=place)])
    real = path.resolve()
    if not any(real.is_relative_to(each) for each in _allowed(folder)):
        raise DataError([Problem(code="data.file_outside", place=place, values={"name": DATA_FOLDERS})])
    if about.st_size > limits.size:
        values = {"size": about.st_size // MEGABYTE, "most": limits.size // MEGABYTE}
        raise DataError([Problem(code="data.file_too_large", place=place, values=values)])


def _allowed(folder: Path) -> list[Path]:
    """The workspace, or what the programme file's folder lies in, and what the user of this machine allows."""
    here = folder.resolve()
    workspace = next((each for each in (here, *here.parents) if (each / _NOTEBOOK).is_file()), here.parent)
    further = os.environ.get(DATA_FOLDERS, "").split(os.pathsep)
    return [workspace, *(Path(each).resolve() for each in further if each)]


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

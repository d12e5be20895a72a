"""What a notebook leaves among the reports by itself: refused, since nobody protects persons in it."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

from wirkung.errors import Problem, RunError
from wirkung.run.records import Manifest
from wirkung.run.staging import INDEX, MANIFEST, OUTPUT_LOCK, PREFIX, Staging
from wirkung.run.store.files import store_files

_MOST_NAMED = 5
Seen = dict[Path, tuple[int, int]]


def files_of(out: Path) -> Seen:
    """Every file among the reports, with size and time of writing; temporary folders of runs do not count."""
    found: Seen = {}
    for folder, folders, names in os.walk(out):  # which does not mind that another run takes a folder away
        folders[:] = [name for name in folders if not (Path(folder) == out and name.startswith(PREFIX))]
        for path in (Path(folder, name) for name in names):
            with suppress(FileNotFoundError):
                found[path] = (path.lstat().st_size, path.lstat().st_mtime_ns)
    return found


def refuse_strays(place: Staging, before: Seen) -> None:
    """Refuse a report whose notebook wrote files among the reports.

    Parameters
    ----------
    place
        Of the report; nothing was written there yet.
    before
        What `files_of` found before the notebook ran.

    Raises
    ------
    RunError
        Names the files; they stay where they are, for whoever wrote them.
    """
    written = [path for path, seen in files_of(place.out).items() if before.get(path) != seen]
    strays = [path for path in written if not _published(path, place.out)]
    strays += [path for path in place.new.rglob("*") if not path.is_dir()]
    if strays:
        named = ", ".join(sorted(path.name for path in strays)[:_MOST_NAMED])
        raise RunError([Problem(code="run.strays", values={"number": len(strays), "names": named})])


def _published(path: Path, out: Path) -> bool:
    """Whether another run published it meanwhile, or noted what it published."""
    if path in (out / INDEX, out / OUTPUT_LOCK, *store_files(out)):
        return True
    try:
        manifest = Manifest.model_validate_json((path.parent / MANIFEST).read_bytes())
        if path.name == MANIFEST:
            return True
        return manifest.files.get(path.name) == hashlib.sha256(path.read_bytes()).hexdigest()
    except (OSError, ValidationError):
        return False

"""What is due in a workspace today, and what is not deleted and why."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from wirkung.disclosure.keys import KEYS
from wirkung.disclosure.register.room import Room
from wirkung.errors import Place, Problem, WorkspaceError
from wirkung.programme.lawful import needs_no_basis, processing_of, sources_of_persons
from wirkung.programme.load import LoadedProgramme, load_programme
from wirkung.run.deletion.records import Due, Kind, Left, Plan, Stays
from wirkung.run.disclosure_command import AUDITS
from wirkung.run.lock import LockedError, hold
from wirkung.run.staging import OUTPUT, PREFIX, RUN_LOCK

PARAMS = "params"
CHECKPOINTS = ".ipynb_checkpoints"
_NOT_OURS = (".git", ".venv", "node_modules")  # programs and their history
_OPEN = ("~$", ".~lock.")
_NO_DATA = ("README.md", ".gitignore")
_MEGABYTE = 1 << 20


@dataclass(slots=True)
class _File:
    """What the programme files of a workspace say of one file."""

    days: set[dt.date | None] = field(default_factory=set)
    programmes: set[str] = field(default_factory=set)
    has_costs: bool = False


def plan_of(workspace: Path, room: Room, today: dt.date, *, register_too: bool = False) -> Plan:
    """What is to be deleted today.

    Parameters
    ----------
    workspace
        No link; holds the folder `params`.
    room
        Of its programmes.
    today
        The day.
    register_too
        Whether register and keys go with the last data of persons. The office decides that: they are needed as
        long as reports are in the world from which somebody can subtract.

    Raises
    ------
    WirkungError
        A programme file cannot be read, so nobody knows what is due; something leads through a symbolic link; a
        run is going on. Everything at once.
    """
    programmes = [load_programme(path) for path in sorted((workspace / PARAMS).glob("*.y*ml"))]
    if not programmes:
        raise WorkspaceError([Problem(code="deletion.no_programme", place=Place(file=str(workspace / PARAMS)))])
    real = [each for each in programmes if not needs_no_basis(each.programme)]
    files, stays, days = _files(real)
    due = [*_sources(files, stays, workspace, today)]
    if real:
        due += [_due(path, workspace, kind) for path, kind in _leftovers(workspace)]
    if days and all(day is not None and day < today for day in days) and not _in_database(stays):
        due += _of_room(room, stays, workspace, register_too=register_too)
    stays += _beside(due, stays, programmes, workspace)
    _refuse_links(due, workspace)
    return Plan(
        workspace=str(workspace),
        register_too=register_too,
        due=tuple(due),
        stays=tuple(stays),
        contents=_contents(due, workspace),
    )


def _sources(files: Mapping[Path, _File], stays: list[Stays], workspace: Path, today: dt.date) -> Iterator[Due]:
    """The files that are due; the others are added to what stays."""
    for path, about in sorted(files.items()):
        last = max((day for day in about.days if day is not None), default=None)
        until = last.isoformat() if last else ""
        why = _why_it_stays(path, about, last, workspace, today)
        if why is None:
            yield _due(path, workspace, Kind.SOURCE, about.programmes, until)
        else:
            stays.append(_stays(_shown(path, workspace), why, about.programmes, until))


def _files(
    real: Iterable[LoadedProgramme],
) -> tuple[dict[Path, _File], list[Stays], list[dt.date | None]]:
    """Every file of persons or costs that is there, sources that are no files, and the days of all sources."""
    files: dict[Path, _File] = defaultdict(_File)
    stays: list[Stays] = []
    days: list[dt.date | None] = []
    for loaded in real:
        programme = loaded.programme
        for _, source in sources_of_persons(programme):
            until = processing_of(programme, source).delete_by
            days.append(until)
            if source.file is None:
                day = until.isoformat() if until else ""
                stays.append(_stays(source.name, Left.DATABASE, {programme.id}, day))
                continue
            about = files[_lexical(loaded, source.file)]
            about.days.add(until)
            about.programmes.add(programme.id)
        costs = programme.data.costs
        if costs is not None and costs.file is not None:
            about = files[_lexical(loaded, costs.file)]
            about.has_costs = True
            about.programmes.add(programme.id)
    return {path: about for path, about in files.items() if os.path.lexists(path)}, stays, days


def _lexical(loaded: LoadedProgramme, file: str) -> Path:
    """The path as the programme file has it; symbolic links are seen later."""
    return Path(os.path.normpath(loaded.path.parent / file))


def _why_it_stays(path: Path, about: _File, last: dt.date | None, workspace: Path, today: dt.date) -> Left | None:
    if about.has_costs:
        return Left.WITH_COSTS if about.days else Left.OTHER_PERIOD
    if None in about.days or last is None:
        return Left.NO_DATE
    if last >= today:
        return Left.LATER
    return None if path.is_relative_to(workspace) else Left.OUTSIDE


def _stays(name: str, why: Left, programmes: Iterable[str], until: str) -> Stays:
    return Stays(name=name, why=why, programmes=tuple(sorted(programmes)), until=until)


def _in_database(stays: Iterable[Stays]) -> bool:
    """Whether persons are left somewhere else, of whom further reports may tell."""
    return any(each.why is Left.DATABASE for each in stays)


def _beside(
    due: Iterable[Due], stays: Iterable[Stays], programmes: Iterable[LoadedProgramme], workspace: Path
) -> Iterator[Stays]:
    """What lies beside sources that are due and nobody names: a copy, perhaps."""
    folders = {(workspace / each.path).parent for each in due if each.kind is Kind.SOURCE}
    known = {workspace / each.path for each in due} | {workspace / each.name for each in stays}
    for loaded in programmes:
        data = loaded.programme.data
        sources = [data.persons, *data.measurements, data.attendance, data.events, data.totals, data.costs]
        known |= {_lexical(loaded, each.file) for each in sources if each is not None and each.file is not None}
    for folder in sorted(folders):
        for path in sorted(folder.iterdir()):
            if path.is_file() and path not in known and path.name not in _NO_DATA:
                yield Stays(name=_shown(path, workspace), why=Left.UNKNOWN)


def _leftovers(workspace: Path) -> Iterator[tuple[Path, Kind]]:
    """What programs leave beside the data; nobody needs it, and it can hold what cells showed."""
    for place, folders, names in os.walk(workspace):
        folder = Path(place)
        folders[:] = sorted(name for name in folders if name not in _NOT_OURS)
        folders[:] = [name for name in folders if not (folder / name / "pyvenv.cfg").exists()]
        if folder.name.startswith(PREFIX) and folder.parent == workspace / OUTPUT:
            _refuse_if_alive(folder)
        links = [name for name in folders if name == CHECKPOINTS and (folder / name).is_symlink()]
        for name in (*sorted(names), *links):
            kind = _kind(folder / name, workspace)
            if kind is not None:
                yield folder / name, kind


def _kind(path: Path, workspace: Path) -> Kind | None:
    parts = path.relative_to(workspace).parts
    if CHECKPOINTS in parts:
        return Kind.CHECKPOINT
    if parts[0] == OUTPUT and len(parts) > 1 and parts[1].startswith(PREFIX):
        return None if path.name == RUN_LOCK else Kind.STOPPED_RUN  # the lock goes when nobody holds it
    if path.name.startswith(_OPEN):
        return Kind.OPEN_FILE
    if path.suffix == ".log":
        return Kind.LOG
    elsewhere = parts[0] not in (OUTPUT, "notebooks") and path.suffix == ".ipynb"
    return Kind.EXECUTED if elsewhere and _was_executed(path) else None


def _was_executed(path: Path) -> bool:
    """Whether papermill wrote the notebook."""
    try:
        return "papermill" in json.loads(path.read_bytes()).get("metadata", {})
    except (OSError, ValueError, AttributeError):
        return False


def _refuse_if_alive(folder: Path) -> None:
    try:
        with hold(folder / RUN_LOCK, patience=0):
            return
    except LockedError:
        raise WorkspaceError([Problem(code="deletion.run_alive", place=Place(file=str(folder)))]) from None


def _of_room(room: Room, stays: list[Stays], workspace: Path, *, register_too: bool) -> Iterator[Due]:
    """What goes with the last data of persons; the rest of the register's room is added to what stays."""
    for path, kind in _in_room(room):
        if kind is not Kind.EVALUATORS_AUDIT and not register_too:
            stays.append(Stays(name=_shown(path, workspace), why=Left.REGISTER))
        elif path.is_relative_to(workspace):
            yield _due(path, workspace, kind)
        else:
            stays.append(Stays(name=str(path), why=Left.OUTSIDE))


def _in_room(room: Room) -> Iterator[tuple[Path, Kind]]:
    for path in sorted((room.folder / AUDITS).glob("*.txt")):
        yield path, Kind.EVALUATORS_AUDIT
    for path in sorted(room.folder.glob("register*")):
        yield path, Kind.REGISTER
    if room.keys.is_there:
        yield room.keys.folder / KEYS, Kind.KEYS


def _due(path: Path, workspace: Path, kind: Kind, programmes: Iterable[str] = (), until: str = "") -> Due:
    about = path.lstat()
    seen = (about.st_size, about.st_mtime_ns)
    of = tuple(sorted(programmes))
    return Due(path=_shown(path, workspace), kind=kind, programmes=of, until=until, seen=seen)


def _shown(path: Path, workspace: Path) -> str:
    return path.relative_to(workspace).as_posix() if path.is_relative_to(workspace) else str(path)


def _refuse_links(due: Iterable[Due], workspace: Path) -> None:
    """Whatever leads through a link may lie elsewhere, or twice here."""
    led = [each.path for each in due if (workspace / each.path).resolve() != workspace / each.path]
    folders = [each.path for each in due if (workspace / each.path).is_dir() and each.path not in led]
    problems = [Problem(code="deletion.link", place=Place(file=path)) for path in led]
    problems += [Problem(code="deletion.folder", place=Place(file=path)) for path in folders]
    if problems:
        raise WorkspaceError(problems)


def _contents(due: Iterable[Due], workspace: Path) -> str:
    digest = hashlib.sha256()
    for each in due:
        with (workspace / each.path).open("rb") as file:
            while part := file.read(_MEGABYTE):
                digest.update(part)
    return digest.hexdigest()

"""A plan is kept when it was shown, and carried out exactly as it was shown, or not at all."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

from wirkung.disclosure.keys import now
from wirkung.disclosure.register.room import Room
from wirkung.disclosure.safe_file import private_folder, put
from wirkung.errors import Place, Problem, WorkspaceError
from wirkung.run.deletion.due import CHECKPOINTS
from wirkung.run.deletion.records import Deleted, DeletionRecord, Due, Kind, Plan, ShownPlan
from wirkung.run.files import json_text
from wirkung.run.journal.book import Event, note
from wirkung.run.journal.lines import JournalEvent
from wirkung.run.remember import writing
from wirkung.run.staging import PREFIX

PLAN = "deletion-plan.json"
RECORDS = "deletions"


def keep(plan: Plan, room: Room) -> None:
    """Keep a plan that was shown, until it is carried out or another is shown."""
    private_folder(room.folder)
    put(room.folder / PLAN, json_text(ShownPlan(plan=plan, hash=plan.hash)).encode())


def shown_plan(room: Room) -> Plan:
    """The plan that was shown last.

    Raises
    ------
    WorkspaceError
        None was, or its file is not as it was written.
    """
    path = room.folder / PLAN
    if not path.is_file():
        raise WorkspaceError([Problem(code="deletion.no_plan", place=Place(file=str(path)))])
    try:
        shown = ShownPlan.model_validate_json(path.read_bytes())
    except ValidationError:
        shown = None
    if shown is None or shown.plan.hash != shown.hash:
        raise WorkspaceError([Problem(code="deletion.plan_changed", place=Place(file=str(path)))])
    return shown.plan


def carry_out(plan: Plan, fresh: Plan, room: Room) -> Path:
    """Delete what a plan lists, see that nothing of it is left, and record it.

    Parameters
    ----------
    plan
        That was shown.
    fresh
        Made just now.
    room
        Of the workspace.

    Returns
    -------
    Path
        The file of the record.

    Raises
    ------
    WorkspaceError
        Something has changed since the plan was shown, or a folder cannot be written: nothing is deleted then. Or
        something could not be deleted: the record says what was.
    OSError
        Audit log or record cannot be written; in the first case nothing is deleted.
    """
    if fresh != plan:
        raise WorkspaceError([Problem(code="deletion.workspace_changed", place=Place(file=plan.workspace))])
    workspace = Path(plan.workspace)
    _refuse_read_only(plan, workspace)
    with writing(room):
        if room.keys.is_there:  # without keys nothing was ever published, and there is no log
            note(room, *_noted(plan))
        _delete(plan.due, workspace, room)
        left = [each for each in plan.due if os.path.lexists(workspace / each.path)]
        path = _record(plan, left, room)
    if left:
        raise WorkspaceError([Problem(code="deletion.not_deleted", place=Place(file=each.path)) for each in left])
    (room.folder / PLAN).unlink()
    return path


def _refuse_read_only(plan: Plan, workspace: Path) -> None:
    folders = sorted({(workspace / each.path).parent for each in plan.due})
    closed = [folder for folder in folders if not os.access(folder, os.W_OK | os.X_OK)]
    if closed:
        raise WorkspaceError([Problem(code="deletion.read_only", place=Place(file=str(each))) for each in closed])


def _noted(plan: Plan) -> Iterator[Event]:
    for programmes, number in sorted(Counter(each.programmes for each in plan.due).items()):
        yield Event(what=JournalEvent.DELETION, programme=", ".join(programmes), count=number)
    if any(each.kind is Kind.KEYS for each in plan.due):
        yield Event(what=JournalEvent.KEYS_DESTROYED)


def _delete(due: Iterable[Due], workspace: Path, room: Room) -> None:
    folders: set[Path] = set()
    for each in due:
        path = workspace / each.path
        with suppress(OSError):  # what is left is told afterwards, all of it
            if each.kind is Kind.KEYS:
                room.keys.destroy()
            else:
                path.unlink()
        if each.kind in (Kind.CHECKPOINT, Kind.STOPPED_RUN):
            folders.add(next(part for part in path.parents if part.name.startswith((CHECKPOINTS, PREFIX))))
    for top in folders:
        for folder, _, _ in os.walk(top, topdown=False):
            with suppress(OSError):  # somebody put something there
                Path(folder).rmdir()


def _record(plan: Plan, left: Iterable[Due], room: Room) -> Path:
    remaining = {each.path for each in left}
    gone = [each for each in plan.due if each.path not in remaining]
    counted = Counter((each.kind, each.programmes, each.until) for each in gone)
    record = DeletionRecord(
        when=now(),
        plan=plan.hash,
        complete=not remaining,
        deleted=tuple(
            Deleted(kind=kind, programmes=programmes, until=until, files=number)
            for (kind, programmes, until), number in counted.items()
        ),
    )
    folder = room.folder / RECORDS
    private_folder(folder)
    path = folder / f"{record.when[:19].replace(':', '')}.json"
    put(path, json_text(record).encode())
    return path

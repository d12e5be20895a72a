"""A run and the register: nothing becomes visible that is not remembered first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from wirkung.disclosure.keys import SealError, now
from wirkung.disclosure.register.contents import Draft, Register
from wirkung.disclosure.register.handing_over import handed_over
from wirkung.disclosure.register.meanwhile import is_overtaken
from wirkung.disclosure.register.memory import Memory, begin, open_memory
from wirkung.disclosure.register.records import Entry, RegisterEvent
from wirkung.disclosure.register.room import Room, room_of
from wirkung.disclosure.safe_file import private_folder
from wirkung.errors import Place, Problem, RunError, WorkspaceError
from wirkung.run.guard import known
from wirkung.run.journal.book import Event, note
from wirkung.run.journal.lines import JournalEvent
from wirkung.run.lock import hold
from wirkung.run.plan import Item, Job, Refused
from wirkung.run.records import Manifest
from wirkung.run.staging import MANIFEST, OUTPUT

# Seconds: a run waits until another has published, since what may be shown depends on what that one shows.
PATIENCE = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What the register notes of a report, beside its rows; `id` stands in the manifest as well."""

    id: str
    programme: str
    year: int
    notebooks: tuple[str, ...]
    editions: tuple[str, ...]
    own_cells: int = 0  # what they show no protection of small groups covers


def prepare(planned: Iterable[Item], out: Path | None) -> tuple[list[Item], list[Room]]:
    """Every job that the register allows, the others refused; and the rooms that were made, each once.

    Parameters
    ----------
    planned
        From `plan`.
    out
        The output folder; None for `reports` in the workspace of each.
    """
    made: list[Room] = []
    result: list[Item] = []
    for item in planned:
        if isinstance(item, Job):
            try:
                made += _ready(item, out or item.workspace / OUTPUT)
            except Exception as error:  # noqa: BLE001 - one programme must not stop the others; it is reported
                result.append(Refused(name=item.name, error=known(error)))
                continue
        result.append(item)
    return result, made


def _ready(job: Job, out: Path) -> list[Room]:
    """Make the register where nothing was published yet; refuse where something was that it does not know."""
    room = room_of(job.loaded.path)
    memory = open_memory(room)
    reports = unremembered(out, job.loaded.programme.id, memory)
    if reports:
        values = {"reports": ", ".join(reports), "file": job.name, "folder": room.folder}
        raise WorkspaceError([Problem(code="register.unremembered", place=Place(file=job.name), values=values)])
    if memory is not None:
        if _unconfirmed(out, memory):
            with writing(room):
                _confirm(out, room)
        return []
    private_folder(room.folder)
    with writing(room):
        if open_memory(room) is not None:
            return []  # another run was quicker
        had_keys = room.keys.is_there
        begin(room)
        made = () if had_keys else (Event(what=JournalEvent.KEYS_MADE),)
        note(room, *made, Event(what=JournalEvent.REGISTER_BEGUN, programme=job.loaded.programme.id))
    return [room]


def _unconfirmed(out: Path, memory: Memory) -> list[str]:
    """Publications that were stopped after their report became visible and before the register said so."""
    return [
        entry.publication
        for entry in memory.register.entries
        if not entry.confirmed
        and any(_publication(folder) == entry.publication for folder in _folders(out, entry.programme, entry.year))
    ]


def _confirm(out: Path, room: Room) -> None:
    memory = open_memory(room)
    if memory is None:
        return  # taken away meanwhile; the run will say so
    for publication in _unconfirmed(out, memory):
        memory.register.confirm(publication)
    memory.write()


def unremembered(out: Path, programme: str, memory: Memory | None) -> list[str]:
    """The published reports of a programme that the register does not know, as `2024/mint`."""
    entries = memory.register.entries if memory else []
    events = memory.register.events if memory else []
    remembered = {entry.publication for entry in entries}
    accepted = {name for event in events if event.what is RegisterEvent.BEGUN for name in event.reports}
    found = [(f"{folder.parent.name}/{folder.name}", _publication(folder)) for folder in _folders(out, programme)]
    return [
        name
        for name, publication in found
        if publication not in remembered and report_name(name, publication) not in accepted
    ]


def report_name(name: str, publication: str | None) -> str:
    """A report as a beginning records it: of a later one in its place nothing is said."""
    return f"{name} {publication}" if publication else name


def reports_of(out: Path, programme: str) -> tuple[str, ...]:
    """All published reports of a programme, as a beginning records them."""
    folders = _folders(out, programme)
    return tuple(report_name(f"{folder.parent.name}/{folder.name}", _publication(folder)) for folder in folders)


def _folders(out: Path, programme: str, year: int | str = "[0-9]*") -> list[Path]:
    """All reports of a programme, those of notebooks beside its main one among them."""
    return sorted(out.glob(f"{year}/{programme}")) + sorted(out.glob(f"{year}/{programme}.*"))


def _publication(report: Path) -> str | None:
    try:
        return Manifest.model_validate_json((report / MANIFEST).read_bytes()).publication
    except (OSError, ValidationError):
        return None


@contextmanager
def writing(room: Room) -> Iterator[None]:
    """The right to write the register, and so to publish."""
    with hold(room.lock, patience=PATIENCE):
        for left in room.folder.glob(f".{room.register.name}-*"):
            left.unlink()  # of a run that was killed while it wrote
        yield


@contextmanager
def remembering(room: Room, drafts: Path, publication: Publication) -> Iterator[None]:
    """Remember what a report gives away, then let it become visible; the caller holds the right to write.

    Whatever ends the run in between: what may have become visible is remembered.

    Parameters
    ----------
    room
        Of the programme.
    drafts
        Where the notebook left what was released.
    publication
        What else to note.

    Raises
    ------
    WorkspaceError
        The register is gone or unreadable.
    RunError
        The notebook left nothing: its numbers do not come from a study.
    OSError
        Register or audit log cannot be written.
    """
    memory = memory_of(room)
    entry = Entry(
        publication=publication.id,
        programme=publication.programme,
        year=publication.year,
        when=now(),
        notebooks=publication.notebooks,
        editions=publication.editions,
        rows=(),
    )
    for draft in _drafts(memory, drafts, publication):
        memory.register.add(draft, entry.model_copy(update={"programme": draft.programme, "year": draft.year}))
    note(room, *_noted(publication))
    memory.write()
    yield
    memory.register.confirm(publication.id)
    with suppress(OSError):  # the report is out, and remembered; what is not confirmed counts as published
        memory.write()


def _noted(publication: Publication) -> Iterator[Event]:
    """What the audit log says of it, before anything else does."""
    of = Event(
        what=JournalEvent.PUBLICATION,
        programme=publication.programme,
        year=publication.year,
        publication=publication.id,
    )
    yield of
    if publication.own_cells:
        yield replace(of, what=JournalEvent.OWN_CELLS, count=publication.own_cells)


def memory_of(room: Room) -> Memory:
    """The register, which a run made or found before it began."""
    memory = open_memory(room)
    if memory is None:
        raise WorkspaceError([Problem(code="register.gone", place=Place(file=str(room.register)))])
    return memory


def forget_if_overtaken(room: Room, then: Register, drafts: Path) -> bool:
    """Whether others published what could change what the drafts may show; these are then removed.

    The caller holds the right to write; `then` is the register as it was before the notebook ran.
    """
    memory = memory_of(room)
    try:
        overtaken = any(is_overtaken(then, memory.register, each) for each in handed_over(drafts, memory.keys))
    except SealError:
        return False  # something else lies there, which is refused
    if overtaken:
        for path in drafts.iterdir():
            path.unlink()
    return overtaken


def _drafts(memory: Memory, folder: Path, publication: Publication) -> Sequence[Draft]:
    try:
        drafts = handed_over(folder, memory.keys)
    except SealError:
        drafts = []
    if (publication.programme, publication.year) not in {(draft.programme, draft.year) for draft in drafts}:
        raise RunError([Problem(code="register.nothing_handed_over")])
    return drafts

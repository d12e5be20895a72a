"""The commands `wirkung register …`, without their option parsing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from wirkung.catalogue import message
from wirkung.disclosure.keys import now
from wirkung.disclosure.register.marks import ids_of
from wirkung.disclosure.register.memory import Memory, accept_unremembered, open_memory
from wirkung.disclosure.register.records import Event, RegisterEvent
from wirkung.disclosure.register.room import Room, room_of
from wirkung.disclosure.safe_file import private_folder
from wirkung.errors import ExitCode, Place, Problem, WorkspaceError
from wirkung.programme.load import load_programme
from wirkung.run.console import guarded, say, standard_output
from wirkung.run.remember import reports_of, writing
from wirkung.run.staging import OUTPUT
from wirkung.run.workspace import find_workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Of:
    """A programme and its room."""

    id: str
    path: Path
    room: Room


def register_command(action: Callable[[Of], Memory], file: Path, *, language: str, debug: bool) -> ExitCode:
    """Do something to the register of a programme file, then say what is in it.

    Parameters
    ----------
    action
        What to do, from the other functions.
    file
        A programme file.
    language
        «de» or «en».
    debug
        Show tracebacks.
    """

    def act() -> ExitCode:
        loaded = load_programme(file)
        memory = action(Of(id=loaded.programme.id, path=loaded.path, room=room_of(loaded.path)))
        for sentence in _status(memory, language):
            say(standard_output(), sentence)
        return ExitCode.OK

    return guarded(act, language=language, debug=debug)


def show_register(of: Of) -> Memory:
    """Nothing but say what is in it."""
    memory = open_memory(of.room)
    if memory is None:
        raise WorkspaceError([Problem(code="register.nothing", place=Place(file=str(of.room.folder)))])
    return memory


def begin_register(of: Of, *, reason: str, out: Path | None) -> Memory:
    """Go on without knowing what the published reports gave away; recorded with the reason."""
    folder = out or find_workspace(of.path) / OUTPUT
    private_folder(of.room.folder)
    with writing(of.room):
        reports = reports_of(folder, of.id)
        return accept_unremembered(of.room, programme=of.id, reason=reason, reports=reports)


def withdraw(of: Of, *, year: int, reason: str) -> Memory:
    """Note that a report was withdrawn; what it gave away stays known."""
    with _changing(of) as memory:
        if not any((entry.programme, entry.year) == (of.id, year) for entry in memory.register.entries):
            values = {"programme": of.id, "year": year}
            place = Place(file=str(of.room.register))
            raise WorkspaceError([Problem(code="register.no_publication", place=place, values=values)])
        event = Event(when=now(), what=RegisterEvent.WITHDRAWN, programme=of.id, year=year, reason=reason)
        memory.register.events.append(event)
    return memory


def forget(of: Of, *, person: str) -> Memory:
    """Delete what the register has of a person; that somebody was in the old numbers stays."""
    with _changing(of) as memory:
        found = [memory.register.forget(each) for each in ids_of(person, memory.keys)]
        if not any(found):
            raise WorkspaceError([Problem(code="register.not_known", place=Place(file=str(of.room.register)))])
        # Not who: the record must not bring back what was deleted.
        memory.register.events.append(Event(when=now(), what=RegisterEvent.FORGOTTEN, programme=of.id))
    return memory


@contextmanager
def _changing(of: Of) -> Iterator[Memory]:
    show_register(of)  # before the lock, whose folder may not be there
    with writing(of.room):
        memory = show_register(of)
        yield memory
        memory.write()


def _status(memory: Memory, language: str) -> Iterator[str]:
    yield message("problems", "cli.register.where", language, file=memory.room.register)
    for entry in memory.register.entries:
        code = "published" if entry.confirmed else "intended"
        values = {"programme": entry.programme, "year": entry.year, "rows": len(entry.rows)}
        yield f"{entry.when}  {message('problems', f'cli.register.{code}', language, **values)}"
    for event in memory.register.events:
        values = {"programme": event.programme, "year": event.year, "reason": event.reason}
        values["reports"] = ", ".join(event.reports) or "–"
        yield f"{event.when}  {message('problems', f'cli.register.event.{event.what}', language, **values)}"

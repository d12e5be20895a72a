"""What the commands `wirkung register …` do and say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wirkung.catalogue import message
from wirkung.disclosure.keys import KeyEvent, now
from wirkung.disclosure.register.marks import ids_of
from wirkung.disclosure.register.memory import Memory, accept_unremembered, open_memory
from wirkung.disclosure.register.records import Event as RegisterRecord
from wirkung.disclosure.register.records import RegisterEvent
from wirkung.disclosure.safe_file import private_folder
from wirkung.errors import Place, Problem, WorkspaceError
from wirkung.run.journal.book import Event, begin_anew, is_of_other_keys, note
from wirkung.run.journal.lines import JournalEvent
from wirkung.run.remember import reports_of, writing
from wirkung.run.room_command import Of
from wirkung.run.staging import OUTPUT
from wirkung.run.workspace import find_workspace


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
        before = [event for _, event, _ in of.room.keys.log()]
        had_keys = of.room.keys.is_there
        reports = reports_of(folder, of.id)
        memory = accept_unremembered(of.room, programme=of.id, reason=reason, reports=reports)
        _note_beginning(of, had_keys=had_keys, destroyed=KeyEvent.DESTROYED in before[-1:])
        return memory


def _note_beginning(of: Of, *, had_keys: bool, destroyed: bool) -> None:
    noted = [Event(what=JournalEvent.REGISTER_BEGUN, programme=of.id)]
    if not had_keys:
        noted.insert(0, Event(what=JournalEvent.KEYS_MADE))
    if not is_of_other_keys(of.room):
        note(of.room, *noted)
        return
    if not destroyed:
        noted.insert(0, Event(what=JournalEvent.KEYS_LOST))
    begin_anew(of.room, *noted)  # nobody can check the old log any more


def withdraw(of: Of, *, year: int, reason: str) -> Memory:
    """Note that a report was withdrawn; what it gave away stays known."""
    with _changing(of) as memory:
        if not any((entry.programme, entry.year) == (of.id, year) for entry in memory.register.entries):
            values = {"programme": of.id, "year": year}
            place = Place(file=str(of.room.register))
            raise WorkspaceError([Problem(code="register.no_publication", place=place, values=values)])
        note(of.room, Event(what=JournalEvent.RETRACTED, programme=of.id, year=year))
        withdrawn = RegisterEvent.WITHDRAWN
        event = RegisterRecord(when=now(), what=withdrawn, programme=of.id, year=year, reason=reason)
        memory.register.events.append(event)
    return memory


def forget(of: Of, *, person: str) -> Memory:
    """Delete what the register has of a person; that somebody was in the old numbers stays."""
    with _changing(of) as memory:
        found = [memory.register.forget(each) for each in ids_of(person, memory.keys)]
        if not any(found):
            raise WorkspaceError([Problem(code="register.not_known", place=Place(file=str(of.room.register)))])
        # Not who: the record must not bring back what was deleted.
        note(of.room, Event(what=JournalEvent.PERSON_FORGOTTEN, programme=of.id))
        memory.register.events.append(RegisterRecord(when=now(), what=RegisterEvent.FORGOTTEN, programme=of.id))
    return memory


def register_status(memory: Memory, language: str) -> Iterator[str]:
    """What was published and what was decided, in order."""
    yield message("problems", "cli.register.where", language, file=memory.room.register)
    for entry in memory.register.entries:
        code = "published" if entry.confirmed else "intended"
        values = {"programme": entry.programme, "year": entry.year, "rows": len(entry.rows)}
        yield f"{entry.when}  {message('problems', f'cli.register.{code}', language, **values)}"
    for event in memory.register.events:
        values = {"programme": event.programme, "year": event.year, "reason": event.reason}
        values["reports"] = ", ".join(event.reports) or "–"
        yield f"{event.when}  {message('problems', f'cli.register.event.{event.what}', language, **values)}"


@contextmanager
def _changing(of: Of) -> Iterator[Memory]:
    show_register(of)  # before the lock, whose folder may not be there
    with writing(of.room):
        memory = show_register(of)
        yield memory
        memory.write()

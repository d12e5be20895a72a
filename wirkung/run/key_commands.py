"""What the commands `wirkung key …` do and say."""

from __future__ import annotations

from collections.abc import Iterator

from wirkung.catalogue import message
from wirkung.disclosure.keys import KeyEvent, KeyRoom
from wirkung.disclosure.register.memory import rotate
from wirkung.disclosure.safe_file import private_folder
from wirkung.errors import Place, Problem, WorkspaceError
from wirkung.run.journal.book import Event, note
from wirkung.run.journal.lines import JournalEvent
from wirkung.run.remember import writing
from wirkung.run.room_command import Of


def make_keys(of: Of) -> KeyRoom:
    """New keys where there are none, for an office that wants to put them elsewhere before the first run."""
    keys = of.room.keys
    private_folder(of.room.folder)
    with writing(of.room):
        if any(event is KeyEvent.REGISTER_BEGUN for _, event, _ in keys.log()):
            # New keys open nothing; whoever wants a new register says so, with a reason.
            raise WorkspaceError([Problem(code="key.had_been", place=Place(file=str(keys.folder)))])
        keys.make()
        note(of.room, Event(what=JournalEvent.KEYS_MADE))
    return keys


def rotate_keys(of: Of) -> KeyRoom:
    """A new key for encryption; the register is sealed with it, and the old one is deleted."""
    keys = _there(of)
    with writing(of.room):
        note(of.room, Event(what=JournalEvent.KEYS_ROTATED))
        rotate(of.room)
    return keys


def destroy_keys(of: Of) -> KeyRoom:
    """Delete the keys: the register cannot be read any more, so nothing further is published."""
    keys = _there(of)
    with writing(of.room):
        note(of.room, Event(what=JournalEvent.KEYS_DESTROYED))
        keys.destroy()
    return keys


def show_keys(of: Of) -> KeyRoom:
    """Nothing but say what lies there."""
    return of.room.keys


def key_status(keys: KeyRoom, language: str) -> Iterator[str]:
    """Where the keys are, and what was done to them."""
    is_there = "there" if keys.is_there else "not_there"
    yield message("problems", f"cli.key.{is_there}", language, folder=keys.folder)
    for when, event, key in keys.log():
        yield f"{when}  {message('problems', f'cli.key.event.{event}', language, key=key)}"


def _there(of: Of) -> KeyRoom:
    keys = of.room.keys
    if not keys.is_there:
        raise WorkspaceError([Problem(code="key.none", place=Place(file=str(keys.folder)))])
    private_folder(of.room.folder)
    return keys

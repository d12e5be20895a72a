"""The commands `wirkung key …`, without their option parsing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from wirkung.catalogue import message
from wirkung.disclosure.keys import KeyEvent
from wirkung.disclosure.register.memory import rotate
from wirkung.disclosure.register.room import Room, room_of
from wirkung.disclosure.safe_file import private_folder
from wirkung.errors import ExitCode, Place, Problem, WorkspaceError
from wirkung.programme.load import load_programme
from wirkung.run.console import guarded, say, standard_output
from wirkung.run.remember import writing


def key_command(action: Callable[[Room], object], file: Path, *, language: str, debug: bool) -> ExitCode:
    """Do something in the key room of a programme file, then say what lies there.

    Parameters
    ----------
    action
        `make_keys`, `rotate_keys`, `destroy_keys` or `show_keys`.
    file
        A programme file.
    language
        «de» or «en».
    debug
        Show tracebacks.
    """

    def act() -> ExitCode:
        room = room_of(load_programme(file).path)
        action(room)
        for sentence in _status(room, language):
            say(standard_output(), sentence)
        return ExitCode.OK

    return guarded(act, language=language, debug=debug)


def make_keys(room: Room) -> None:
    """New keys where there are none, for an office that wants to put them elsewhere before the first run."""
    private_folder(room.folder)
    with writing(room):
        if any(event is KeyEvent.REGISTER_BEGUN for _, event, _ in room.keys.log()):
            # New keys open nothing; whoever wants a new register says so, with a reason.
            raise WorkspaceError([Problem(code="key.had_been", place=Place(file=str(room.keys.folder)))])
        room.keys.make()


def rotate_keys(room: Room) -> None:
    """A new key for encryption; the register is sealed with it, and the old one is deleted."""
    _there(room)
    with writing(room):
        rotate(room)


def destroy_keys(room: Room) -> None:
    """Delete the keys: the register cannot be read any more, so nothing further is published."""
    _there(room)
    with writing(room):
        room.keys.destroy()


def show_keys(room: Room) -> None:
    """Nothing but say what lies there."""


def _there(room: Room) -> None:
    if not room.keys.is_there:
        raise WorkspaceError([Problem(code="key.none", place=Place(file=str(room.keys.folder)))])
    private_folder(room.folder)


def _status(room: Room, language: str) -> list[str]:
    is_there = "there" if room.keys.is_there else "not_there"
    lines = [message("problems", f"cli.key.{is_there}", language, folder=room.keys.folder)]
    for when, event, key in room.keys.log():
        lines.append(f"{when}  {message('problems', f'cli.key.event.{event}', language, key=key)}")
    return lines

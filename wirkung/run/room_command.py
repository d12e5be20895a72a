"""The shape of the commands `wirkung key …` and `wirkung register …`: do something, then say what lies there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from wirkung.disclosure.register.room import Room, room_of
from wirkung.errors import ExitCode
from wirkung.programme.load import load_programme
from wirkung.run.console import guarded, say, standard_output

Thing = TypeVar("Thing")


_PROGRAMMES = (".yaml", ".yml", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Of:
    """A programme and its room."""

    id: str
    path: Path
    room: Room


def room_command(
    action: Callable[[Of], Thing],
    status: Callable[[Thing, str], Iterable[str]],
    file: Path,
    *,
    language: str,
    debug: bool,
    of_lists: bool = False,
) -> ExitCode:
    """Do something in the room of a programme file, then say what lies there.

    Parameters
    ----------
    action
        What to do, from `key_commands` or `register_commands`.
    status
        What to say of what it gave back, in a language: from the same file.
    file
        A programme file.
    language
        «de» or «en».
    debug
        Show tracebacks.
    of_lists
        Whether the file may be a list instead: who holds the names has keys beside it and no programme file.
    """

    def act() -> ExitCode:
        if of_lists and file.is_file() and file.suffix.lower() not in _PROGRAMMES:
            of = Of(id="", path=file.resolve(), room=room_of(file.resolve()))
        else:
            loaded = load_programme(file)
            of = Of(id=loaded.programme.id, path=loaded.path, room=room_of(loaded.path))
        done = action(of)
        for sentence in status(done, language):
            say(standard_output(), sentence)
        return ExitCode.OK

    return guarded(act, language=language, debug=debug)

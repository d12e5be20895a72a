"""Where the register of a programme lies, and its keys."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from wirkung.disclosure.keys import KeyRoom

# An office may keep them elsewhere: the keys on another drive than what they open, for example.
REGISTER_VARIABLE = "WIRKUNG_REGISTER"
KEYS_VARIABLE = "WIRKUNG_KEYS"

FOLDER = ".wirkung"
_PARAMS = "params"


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The folder of the register, and the key room."""

    folder: Path
    keys: KeyRoom

    @property
    def register(self) -> Path:
        """The file of the register."""
        return self.folder / "register"

    @property
    def lock(self) -> Path:
        """Held by whoever may write the register."""
        return self.folder / "lock"


def room_of(programme: Path) -> Room:
    """The room of a programme file: all programmes of one `params` folder share it.

    Parameters
    ----------
    programme
        The resolved path of the programme file. Its room is `.wirkung` beside the folder `params`, or beside the
        file where it lies in no such folder; `WIRKUNG_REGISTER` and `WIRKUNG_KEYS` name other folders.
    """
    return room_in(programme.parent.parent if programme.parent.name == _PARAMS else programme.parent)


def room_in(workspace: Path) -> Room:
    """The room of the folder in which the programme files lie, or their folder `params`."""
    folder = Path(os.environ.get(REGISTER_VARIABLE) or workspace / FOLDER).absolute()
    keys = Path(os.environ.get(KEYS_VARIABLE) or folder / "keys").absolute()
    return Room(folder=folder, keys=KeyRoom(keys))

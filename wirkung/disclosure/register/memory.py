"""The register on the disk, encrypted: opened, made, written."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import BadZipFile

from pydantic import ValidationError

from wirkung.disclosure.keys import KeyEvent, Keys, Purpose, SealError, now
from wirkung.disclosure.register.contents import Register
from wirkung.disclosure.register.records import Event, RegisterEvent
from wirkung.disclosure.register.room import Room
from wirkung.disclosure.safe_file import private_folder, put
from wirkung.errors import Place, Problem, WorkspaceError


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """A register that is open, and the keys that opened it."""

    room: Room
    keys: Keys = field(repr=False)
    register: Register = field(repr=False)

    def write(self) -> None:
        """Write the register; the caller holds `room.lock`.

        Raises
        ------
        OSError
            When it cannot be written; the old one is then as it was.
        """
        put(self.room.register, self.keys.seal(self.register.to_bytes(), Purpose.REGISTER))


def open_memory(room: Room) -> Memory | None:
    """The register of a room; None where nothing was ever published from there.

    Raises
    ------
    WorkspaceError
        There was a register and it is gone; its keys are lost or destroyed; it belongs to other keys, or was cut
        off or changed. Each says what to do.
    """
    log = [event for _, event, _ in room.keys.log()]
    begun = KeyEvent.REGISTER_BEGUN in log
    if not room.keys.is_there:
        if not log and not room.register.exists():
            return None
        destroyed = bool(log) and log[-1] is KeyEvent.DESTROYED
        raise _error("key.destroyed" if destroyed else "key.missing", room, room.keys.folder)
    if not room.register.exists():
        if begun:
            raise _error("register.missing", room, room.register)
        return None
    keys = room.keys.keys()
    return Memory(room=room, keys=keys, register=_register(room, keys))


def begin(room: Room) -> Memory:
    """An empty register, and keys where there are none; the caller holds `room.lock`.

    What was there and cannot be read is kept beside it: a backup of the keys may still turn up.
    """
    private_folder(room.folder)
    keys = room.keys.keys() if room.keys.is_there else room.keys.make()
    if room.register.exists():
        shutil.move(room.register, room.folder / f"register.{now().replace(':', '')}")
    memory = Memory(room=room, keys=keys, register=Register())
    memory.write()
    room.keys.record(KeyEvent.REGISTER_BEGUN, keys.sealing[0].id)
    return memory


def accept_unremembered(room: Room, *, programme: str, reason: str, reports: tuple[str, ...]) -> Memory:
    """Go on though reports are out that the register does not know; recorded with the reason.

    A register that can be read is kept, and one that cannot is replaced. The caller holds `room.lock`.
    """
    try:
        memory = open_memory(room) or begin(room)
    except WorkspaceError:
        memory = begin(room)
    event = Event(when=now(), what=RegisterEvent.BEGUN, programme=programme, reason=reason, reports=reports)
    memory.register.events.append(event)
    memory.write()
    return memory


def rotate(room: Room) -> None:
    """Seal the register with a new key; the caller holds `room.lock`.

    A run that ends in between leaves both keys, and either opens the register.
    """
    memory = open_memory(room)
    keys = room.keys.with_new_key()
    if memory is not None:
        Memory(room=room, keys=keys, register=memory.register).write()
    room.keys.keep_newest()


def _register(room: Room, keys: Keys) -> Register:
    try:
        return Register.from_bytes(keys.open(room.register.read_bytes(), Purpose.REGISTER))
    except SealError as error:
        raise _error(
            "register.other_key" if error.other_key else "register.damaged", room, room.register
        ) from error
    except (ValidationError, BadZipFile, ValueError, KeyError) as error:
        raise _error("register.other_version", room, room.register) from error


def _error(code: str, room: Room, path: Path) -> WorkspaceError:
    values = {"folder": room.folder, "keys": room.keys.folder}
    return WorkspaceError([Problem(code=code, place=Place(file=str(path)), values=values)])

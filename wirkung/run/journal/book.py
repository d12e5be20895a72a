"""The audit log on the disk, beside the register: read, checked, written to.

    .wirkung/journal.jsonl    one line an event
    .wirkung/journal.head     where it ends, keyed

The head is written first. Whatever stops a run in between, the next one writes the line that the head announced.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from wirkung.disclosure.keys import KeyEvent, Keys, Purpose, now
from wirkung.disclosure.register.room import Room
from wirkung.disclosure.safe_file import private_folder, put
from wirkung.errors import Place, Problem, WorkspaceError
from wirkung.run.journal.chain import Break, checked, rows_of, settled
from wirkung.run.journal.lines import NOTHING_BEFORE, Caller, Head, JournalEvent, Line, authentic, hashed
from wirkung.run.lock import hold

NAME = "journal"
# Whole calendar years after that of a line. Claims fall under the statute of limitations three years after the end
# of the year (BGB, sections 195 and 199): as long must be shown who did what; longer, nobody needs it.
KEPT_YEARS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What is to be recorded; `publication` is its id in the register and in the manifest of its report."""

    what: JournalEvent
    programme: str = ""
    year: int | None = None
    roles: tuple[str, ...] = ()
    publication: str | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Book:
    """A log that is whole; without a head it has not begun."""

    lines: tuple[Line, ...] = ()
    head: Head | None = None


def log_of(room: Room) -> Path:
    """The file of the log."""
    return room.folder / f"{NAME}.jsonl"


def head_of(room: Room) -> Path:
    """The file that says where it ends."""
    return room.folder / f"{NAME}.head"


def note(room: Room, *events: Event) -> None:
    """Write to the log, before what it tells of is done.

    Raises
    ------
    WorkspaceError
        The log is not whole, is gone, or has no keys. Then nothing may be published.
    OSError
        When it cannot be written; the same holds.
    """
    if not room.folder.is_dir():
        raise _error("journal.no_keys", room.keys.folder)
    with _writing(room):
        keys = _keys(room)
        book = _settled(room, keys)
        if book.head is None:
            book = _add(room, keys, book, Event(what=JournalEvent.BEGUN))
        if not _has_begun(room):
            room.keys.record(KeyEvent.JOURNAL_BEGUN, keys.sealing[0].id)
        book = _shortened(room, keys, book)
        for event in events:
            book = _add(room, keys, book, event)


def whole_log(room: Room) -> tuple[Line, ...]:
    """Every line of a log that is whole.

    Raises
    ------
    WorkspaceError
        It is not, is gone, or has no keys: says where.
    """
    keys = _keys(room)
    if not room.folder.is_dir():
        raise _error("register.nothing", room.folder)
    with _writing(room):  # nobody is between the head and the line
        book = _book(room, keys, settle=False)
    if book.head is None:
        raise _error("journal.not_begun", log_of(room))
    return book.lines


def lines_as_they_stand(room: Room) -> list[Line]:
    """Every line that can be read, whether or not the log is whole."""
    path = log_of(room)
    found: list[Line] = []
    for row in rows_of(path.read_bytes()) if path.exists() else ():
        try:
            found.append(Line.model_validate_json(row))
        except ValidationError:
            continue  # whoever shows them says that the log is not whole
    return found


def is_of_other_keys(room: Room) -> bool:
    """Whether there is a log that the keys of this room have not written."""
    path = head_of(room)
    try:
        return path.exists() and Head.model_validate_json(path.read_bytes()).room != _keys(room).room
    except ValidationError:
        return False


def begin_anew(room: Room, *events: Event) -> Path:
    """Put a log aside that is not whole, and begin another; the old one is kept as long as a line of it would be.

    Returns
    -------
    Path
        The old one's new name; nothing need be there, where it was lost.
    """
    private_folder(room.folder)
    with _writing(room):
        keys = _keys(room)
        aside = room.folder / f"{NAME}-{now()[:19].replace(':', '')}"
        for path in (log_of(room), head_of(room)):
            if path.exists():
                path.rename(aside.with_suffix(path.suffix))
        book = _Book()
        for event in (Event(what=JournalEvent.BEGUN_ANEW), *events):
            book = _add(room, keys, book, event)
        if not _has_begun(room):
            room.keys.record(KeyEvent.JOURNAL_BEGUN, keys.sealing[0].id)
    return aside.with_suffix(log_of(room).suffix)


@contextmanager
def _writing(room: Room) -> Iterator[None]:
    """A lock of its own, held for milliseconds: who publishes holds that of the register meanwhile."""
    with hold(room.folder / f"{NAME}-lock"):
        for left in room.folder.glob(f".{NAME}.*-*"):
            left.unlink()  # of a run that was killed while it wrote
        yield


def _keys(room: Room) -> Keys:
    if room.keys.is_there:
        return room.keys.keys()
    events = [event for _, event, _ in room.keys.log()]
    destroyed = KeyEvent.DESTROYED in events[-1:]
    if not events and not room.register.exists() and not log_of(room).exists():
        raise _error("register.nothing", room.folder)
    raise _error("journal.keys_destroyed" if destroyed else "journal.no_keys", room.keys.folder)


def _has_begun(room: Room) -> bool:
    """Whether there must be a log: one that vanishes must not look as if there had been none."""
    return KeyEvent.JOURNAL_BEGUN in [event for _, event, _ in room.keys.log()]


def _settled(room: Room, keys: Keys) -> _Book:
    return _book(room, keys, settle=True)


def _book(room: Room, keys: Keys, *, settle: bool) -> _Book:
    head = _head(room, keys)
    if head is None:
        return _Book()
    path, key = log_of(room), keys.sub_key(Purpose.JOURNAL)
    if not path.exists() and head.number > 1:
        raise _error("journal.missing", path)
    content = path.read_bytes() if path.exists() else b""
    if settle and (whole := settled(content, head, key)) != content:
        if isinstance(checked(whole, head, key), Break):
            whole = content  # not what a stopped run leaves
        else:
            put(path, whole)
        content = whole
    found = checked(content, head, key)
    if isinstance(found, Break):
        raise _error(found.code, path, found.line)
    return _Book(lines=found, head=head)


def _head(room: Room, keys: Keys) -> Head | None:
    path = head_of(room)
    if not path.exists():
        if log_of(room).exists():
            raise _error("journal.head_missing", path)
        if _has_begun(room):
            raise _error("journal.missing", log_of(room))
        return None
    head = authentic(Head, path.read_bytes(), keys.sub_key(Purpose.JOURNAL))
    if head is None:
        raise _error("journal.other_key" if is_of_other_keys(room) else "journal.head_changed", path)
    return head


def _add(room: Room, keys: Keys, book: _Book, event: Event, *, due: int = 0) -> _Book:
    """Write one line; the first `due` lines of the log go with it."""
    key = keys.sub_key(Purpose.JOURNAL)
    last = book.lines[-1] if book.lines else None
    line = Line(
        number=last.number + 1 if last else 1,
        when=now(),
        event=event.what,
        caller=_caller(),
        roles=event.roles,
        programme=event.programme,
        year=event.year,
        publication=event.publication,
        count=event.count,
        before=last.hash if last else NOTHING_BEFORE,
    )
    line = hashed(line, key)
    gone = book.lines[due - 1] if due else None
    head = Head(
        room=keys.room,
        number=line.number,
        dropped=gone.number if gone else (book.head.dropped if book.head else 0),
        before=gone.hash if gone else (book.head.before if book.head else NOTHING_BEFORE),
        line=line.text(),
    )
    head = hashed(head, key)
    kept = (*book.lines[due:], line)
    put(head_of(room), head.text().encode())
    put(log_of(room), b"".join(each.text().encode() + b"\n" for each in kept))
    return replace(book, lines=kept, head=head)


def _shortened(room: Room, keys: Keys, book: _Book) -> _Book:
    """Without the lines that are due, and without logs that were put aside as long ago."""
    for path in room.folder.glob(f"{NAME}-[0-9]*"):
        if _is_due(path.name.removeprefix(f"{NAME}-")):
            path.unlink()
    due = next((place for place, line in enumerate(book.lines) if not _is_due(line.when)), len(book.lines))
    return _add(room, keys, book, Event(what=JournalEvent.SHORTENED, count=due), due=due) if due else book


def _is_due(when: str) -> bool:
    return int(when[:4]) + KEPT_YEARS < int(now()[:4])


def _caller() -> Caller:
    """Whether somebody sits at a terminal, also for a process that was started from there."""
    if sys.platform == "win32":
        return Caller.TERMINAL if sys.stdin and sys.stdin.isatty() else Caller.UNATTENDED
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return Caller.UNATTENDED
    return Caller.TERMINAL


def _error(code: str, path: Path, line: int | None = None) -> WorkspaceError:
    return WorkspaceError([Problem(code=code, place=Place(file=str(path), line=line))])

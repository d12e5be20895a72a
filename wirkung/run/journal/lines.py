"""What stands in the audit log: one line an event, and the head that says where it ends.

Each line has the hash of the one before and a hash of its own, both keyed (HMAC-SHA-256, RFC 2104): nobody writes
a line who has not the key. The head repeats the last line, so that a cut end is noticed, and a line that was
announced when the machine went down is not lost.
"""

from __future__ import annotations

import hmac
from enum import StrEnum
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

NOTHING_BEFORE = "0" * 64

Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class JournalEvent(StrEnum):
    """What is recorded; the words stand in the catalogue under `journal.event`."""

    BEGUN = "begun"
    BEGUN_ANEW = "begun_anew"
    SHORTENED = "shortened"
    RUN_BEGUN = "run_begun"
    RUN_DONE = "run_done"
    RUN_FAILED = "run_failed"
    PUBLICATION = "publication"
    OWN_CELLS = "own_cells"
    RELEASED = "released"
    MADE_PUBLIC = "made_public"
    RETRACTED = "retracted"
    REGISTER_BEGUN = "register_begun"
    DELETION = "deletion"
    PERSON_FORGOTTEN = "person_forgotten"
    KEYS_MADE = "keys_made"
    KEYS_ROTATED = "keys_rotated"
    KEYS_DESTROYED = "keys_destroyed"
    KEYS_LOST = "keys_lost"


class Caller(StrEnum):
    """What kind of caller it was; the words stand in the catalogue under `journal.caller`."""

    TERMINAL = "terminal"
    UNATTENDED = "unattended"  # a scheduler, a service


class _Hashed(BaseModel):
    """A record with a keyed hash of all else in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    hash: Hash = NOTHING_BEFORE

    def text(self) -> str:
        """The one spelling in which it stands in a file."""
        return self.model_dump_json()

    def expected_hash(self, key: bytes) -> str:
        """What its hash must be."""
        return hmac.new(key, self.model_dump_json(exclude={"hash"}).encode(), "sha256").hexdigest()


class Line(_Hashed):
    """One event; nothing in it is of a person, whoever did it is a role or a kind of caller."""

    number: Annotated[int, Field(ge=1)]
    when: str
    event: JournalEvent
    caller: Caller
    roles: tuple[str, ...] = ()
    programme: str = ""
    year: int | None = None
    publication: str | None = None
    count: int | None = None
    before: Hash


class Head(_Hashed):
    """Where the log begins and ends; `dropped` lines were deleted when due, the last with hash `before`."""

    version: Literal[1] = 1
    room: str
    number: Annotated[int, Field(ge=1)]
    dropped: Annotated[int, Field(ge=0)] = 0
    before: Hash = NOTHING_BEFORE
    line: str


Record = TypeVar("Record", Line, Head)


def hashed(record: Record, key: bytes) -> Record:
    """The record with its hash."""
    return record.model_copy(update={"hash": record.expected_hash(key)})


def authentic(kind: type[Record], text: bytes, key: bytes) -> Record | None:
    """The record that stands there; None where it is not exactly as somebody with the key wrote it."""
    try:
        record = kind.model_validate_json(text)
    except ValidationError:
        return None
    as_written = record.text().encode() == text and hmac.compare_digest(record.hash, record.expected_hash(key))
    return record if as_written else None

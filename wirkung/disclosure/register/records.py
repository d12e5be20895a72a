"""What the register writes down of a publication, beside the bits of its rows."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict


class RegisterEvent(StrEnum):
    """What can happen to a register, other than that something is published."""

    BEGUN = "begun"
    WITHDRAWN = "withdrawn"
    FORGOTTEN = "forgotten"


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RowRecord(_Record):
    """A row, `members` by the number of its set of persons: the same set is stored once."""

    variable: str
    members: int
    persons: tuple[int, int] | None


class PartRecord(_Record):
    """A part of persons' data in a publication: the state it was in, and the sets of persons of its numbers."""

    state: int
    sets: tuple[int, ...]


class Entry(_Record):
    """One publication.

    `confirmed` says that the report became visible. Where it is False the run ended in between, and what it was
    about to publish counts as published. `rows` are numbers of row records. `parts` are those of persons' data of
    which it has numbers; None where that was not written down yet.
    """

    publication: str
    programme: str
    year: int
    when: str
    notebooks: tuple[str, ...]
    editions: tuple[str, ...]
    rows: tuple[int, ...]
    confirmed: bool = False
    parts: Mapping[str, PartRecord] | None = None


class Event(_Record):
    """Something that somebody decided, and why; `reports` are those that a beginning accepts unremembered."""

    when: str
    what: RegisterEvent
    programme: str
    reason: str = ""
    year: int | None = None
    reports: tuple[str, ...] = ()


class Index(_Record):
    """Everything in the register that is no array; `answers` names the arrays of marks of answers in order.

    Version 2 knows no parts of persons' data.
    """

    version: Literal[2, 3] = 3
    entries: tuple[Entry, ...] = ()
    events: tuple[Event, ...] = ()
    rows: tuple[RowRecord, ...] = ()
    answers: tuple[str, ...] = ()
    states: int = 0

"""Whom a count of a line may count."""

from __future__ import annotations

from dataclasses import dataclass

from tests.attack.meaning.schema import Group, Line, Schema

Pair = tuple[Group | None, Group | None]


@dataclass(frozen=True, slots=True)
class Told:
    """A count of a line: its role, and in which reports it stands."""

    schema: Schema
    line: Line
    role: str

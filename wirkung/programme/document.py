"""A programme file as it is written: every value with its line, none of them interpreted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Final

from wirkung.errors import Place, Problem

# Longer values are cut where a message quotes them.
_LONGEST_QUOTE: Final = 60

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One value of the file: text, keys with values, a list, or nothing.

    `line` counts from 1, and is that of the key where there is one. `size` is the number of values in it, those
    that an alias repeats counted again.
    """

    content: str | dict[str, Node] | list[Node] | None
    line: int
    size: int = 1

    @property
    def text(self) -> str:
        """The text of a single value; empty for everything else."""
        return self.content if isinstance(self.content, str) else ""

    @property
    def entries(self) -> dict[str, Node]:
        """Keys and values; empty for everything that has no keys."""
        return self.content if isinstance(self.content, dict) else {}

    @property
    def members(self) -> list[Node]:
        """The entries of a list; empty for everything that is no list."""
        return self.content if isinstance(self.content, list) else []

    @property
    def is_there(self) -> bool:
        """Whether the file gives a value here."""
        return self.content is not None

    def child(self, key: str | int) -> Node | None:
        """What stands under a key, or at a position of a list counted from 0."""
        if isinstance(key, str):
            return self.entries.get(key)
        return self.members[key] if key < len(self.members) else None

    def at(self, *path: str | int) -> Node:
        """What stands at a path; a node without content where there is nothing, so that checks can go on."""
        found: Node | None = self
        for key in path:
            found = found.child(key) if found is not None else None
        return found if found is not None else Node(content=None, line=self.line)

    def line_at(self, path: KeyPath) -> int:
        """The line of a path, or of the innermost part of it that is there."""
        here = self
        for key in path:
            there = here.child(key)
            if there is None:
                break
            here = there
        return here.line

    def under_key(self, line: int) -> Node:
        """The same value, to be found at the line of its key."""
        return replace(self, line=line)

    def plain(self) -> object:
        """The value as dicts, lists, text and None."""
        if isinstance(self.content, dict):
            return {key: value.plain() for key, value in self.content.items()}
        if isinstance(self.content, list):
            return [value.plain() for value in self.content]
        return self.content


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One mistake in a programme file: `code` names its sentence; `line` where the path does not tell it."""

    code: str
    path: KeyPath = ()
    values: Mapping[str, object] = field(default_factory=dict)
    line: int | None = None

    def problem(self, file: str, root: Node) -> Problem:
        """The fault with the place where a reader finds it."""
        line = self.line if self.line is not None else root.line_at(self.path)
        return Problem(
            code=self.code, place=Place(file=file, line=line, key=key_text(self.path)), values=self.values
        )


def key_text(path: KeyPath) -> str:
    """A path as people read it; positions in lists count from 1.

    >>> key_text(("indicators", 1, "scale", "low"))
    'indicators[2].scale.low'
    """
    parts = [f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path]
    return "".join(parts).removeprefix(".")


def quoted(text: str) -> str:
    """A text as messages quote it: on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_QUOTE else f"{line[: _LONGEST_QUOTE - 1]}…"


def unknown_name(code: str, name: str, known: Iterable[str], path: KeyPath, **values: object) -> Fault:
    """A name that is not among the known ones: with the nearest of them, or with all where none is near."""
    choice = list(dict.fromkeys(known))
    said = {"found": quoted(name), "known": ", ".join(choice) or "–", **values}
    nearest = get_close_matches(name, choice, n=1, cutoff=0.6)
    if nearest:
        return Fault(code=f"{code}.nearest", path=path, values={**said, "nearest": nearest[0]})
    return Fault(code=code, path=path, values=said)


def repeated(names: Iterable[Node]) -> Iterator[tuple[int, Node, Node]]:
    """Position, node and first occurrence of every text that stood earlier in the sequence."""
    first: dict[str, Node] = {}
    for position, node in enumerate(names):
        if node.text and node.text in first:
            yield position, node, first[node.text]
        else:
            first[node.text] = node

"""Prose as a small tree: what every export renders in its own way, HTML, PDF and Word.

Leaves are plain text: an exporter escapes it. There is no raw HTML in it, and every picture brings its bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

PictureKind = Literal["image/png", "image/jpeg"]
CellAlign = Literal["left", "center", "right", ""]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Words without emphasis."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Strong:
    """Words of weight."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Emphasis:
    """Stressed words."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """Words as they are typed into a machine, within a line."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Words that lead to an address; the parser lets no `javascript:` through."""

    address: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """The end of a line: `hard` where the writer wants one, otherwise no more than a space."""

    hard: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture with what it shows in words."""

    kind: PictureKind
    data: bytes
    alt: str


Run = Text | Strong | Emphasis | Code | Link | Break | Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of prose."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class List:
    """A list; `start` is the number of its first item, None for bullets; a `tight` one has no space in between."""

    items: tuple[tuple[Node, ...], ...]
    start: int | None = None
    tight: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What somebody else said."""

    content: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preformatted:
    """Text whose spaces and lines stay as they are: code in prose, what an evaluator's cell printed."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table written in prose: cells with runs, without caption and number; one alignment per column."""

    head: tuple[tuple[Run, ...], ...]
    rows: tuple[tuple[tuple[Run, ...], ...], ...]
    align: tuple[CellAlign, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the page."""


Node = Paragraph | List | Quote | Preformatted | Grid | Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """What stands between two headings."""

    content: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of the prose: level 1-6 and its words."""

    level: int
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The heading without emphasis, for bookmarks, contents and anchors."""
        return plain_text(self.runs)


def plain_text(runs: Sequence[Run]) -> str:
    """The words of runs, without emphasis; a picture gives its alternative text.

    Examples
    --------
    >>> plain_text((Text(text="Was "), Strong(runs=(Text(text="bleibt"),)), Break(hard=False), Code(text="x")))
    'Was bleibt x'
    """
    return "".join(_words(run) for run in runs)


def _words(run: Run) -> str:
    match run:
        case Text() | Code():
            return run.text
        case Strong() | Emphasis() | Link():
            return plain_text(run.runs)
        case Picture():
            return run.alt
        case Break():
            return " "

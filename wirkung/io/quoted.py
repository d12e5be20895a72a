"""Values from a file inside a sentence, quoted as the sentence's language quotes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wirkung.catalogue import message

SHOWN = 5
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Quoted:
    """Texts that a catalogue sentence quotes itself: `{values:«»}` in German, `{values:‘’}` in English.

    `counts` (empty, or one for each value) follow in brackets; `more` says that not all are shown.

    Examples
    --------
    >>> f"{Quoted(('ja', 'nein'), counts=(3, 1)):«»}"
    '«ja» (3), «nein» (1)'
    """

    values: tuple[str, ...]
    counts: tuple[int, ...] = ()
    more: bool = False

    def __format__(self, marks: str) -> str:
        opening, closing = marks[0], marks[1]
        quoted = [f"{opening}{_shortened(value)}{closing}" for value in self.values]
        if self.counts:
            quoted = [f"{text} ({count})" for text, count in zip(quoted, self.counts, strict=True)]
        return ", ".join([*quoted, "…"] if self.more else quoted)


def quoted(values: Iterable[str], *, shown: int | None = SHOWN) -> Quoted:
    """The first `shown` values, each once, in their order; all of them with `shown=None`."""
    each = tuple(dict.fromkeys(values))
    return Quoted(each[:shown], more=shown is not None and len(each) > shown)


def quoted_counts(counts: Mapping[str, int]) -> Quoted:
    """The values that occur most often, with how often."""
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    first = ranked[:SHOWN]
    return Quoted(tuple(v for v, _ in first), tuple(n for _, n in first), more=len(ranked) > SHOWN)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


@dataclass(frozen=True, slots=True)
class Listed:
    """Codes that a catalogue sentence names in its own language, or as they are written in a programme file."""

    family: str
    codes: tuple[str, ...]

    def __format__(self, language: str) -> str:
        if not language:
            return ", ".join(self.codes)
        return ", ".join(message("problems", f"{self.family}.{code}", language) for code in self.codes)

"""Kinds of contradiction in a finished report, a rule each: what is said, against the released numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from wirkung.report.document.results import ResultLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two things that cannot both be true; `kind` is the name of the rule."""

    kind: str
    first: str
    second: str


Told = tuple[str, ...]
Results = tuple[ResultLine, ...]
Rule = Callable[[Told, Results, str], Iterator[Contradiction]]

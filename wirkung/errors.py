"""What can go wrong through a user's file, said so that the user can put it right.

A `Problem` is a code and the facts; its sentence (what was expected, what came, what to do) stands in the
message catalogue in every language. An error carries all problems that were found, not the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import ClassVar

from wirkung.catalogue import message


class ExitCode(IntEnum):
    """What the command line returns, by kind; 2 stays Typer's own (wrong options)."""

    OK = 0
    RUN_FAILED = 1
    PROGRAMME_FILE = 3
    DATA = 4
    WORKSPACE = 5
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a problem is: a file, in it a line, a sheet, and a key or column."""

    file: str = ""
    line: int | None = None
    sheet: str = ""
    key: str = ""

    def text(self, language: str) -> str:
        """For example «params/mint.yaml, line 7, design.kind»; empty where the place is unknown."""
        parts = [self.file]
        if self.sheet:
            parts.append(message("problems", "place.sheet", language, sheet=self.sheet))
        if self.line is not None:
            parts.append(message("problems", "place.line", language, line=self.line))
        parts.append(self.key)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing to put right: `code` names its sentence in the catalogue, `values` fill it in."""

    code: str
    place: Place = Place()
    values: Mapping[str, object] = field(default_factory=dict)  # goes from one process to another

    def text(self, language: str) -> str:
        """Where, what was expected, what came, what to do, in one or two sentences."""
        where = self.place.text(language)
        sentence = message("problems", self.code, language, **self.values)
        return f"{where}: {sentence}" if where else sentence


class WirkungError(Exception):
    """A problem that a user can solve; never raised for a mistake of the program itself."""

    exit_code: ClassVar[ExitCode] = ExitCode.RUN_FAILED

    def __init__(self, problems: Iterable[Problem], *, language: str = "de") -> None:
        self.problems = tuple(problems)
        self.language = language
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(problem.text(self.language) for problem in self.problems)

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows instead of a traceback (IPython's hook)."""
        return [f"{type(self).__name__}:", *str(self).splitlines()]


class ProgrammeFileError(WirkungError):
    """The programme file cannot be used as it is."""

    exit_code = ExitCode.PROGRAMME_FILE


class DataError(WirkungError):
    """A data file cannot be used as it is."""

    exit_code = ExitCode.DATA


class WorkspaceError(WirkungError):
    """The folder has not what a run needs, or cannot be written."""

    exit_code = ExitCode.WORKSPACE


class RunError(WirkungError):
    """A notebook did not run to its end, so nothing was published."""

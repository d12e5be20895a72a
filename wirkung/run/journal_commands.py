"""The commands `wirkung audit …`, without their option parsing: is the audit log whole, and what stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from wirkung.catalogue import message
from wirkung.disclosure.register.memory import open_memory
from wirkung.disclosure.register.room import Room, room_in, room_of
from wirkung.errors import ExitCode, Place, Problem, WirkungError, WorkspaceError
from wirkung.run.console import from_here, guarded, say, standard_output
from wirkung.run.journal.book import begin_anew, lines_as_they_stand, log_of, whole_log
from wirkung.run.journal.lines import Line

_COLUMNS = ("number", "when", "event", "by", "programme", "year", "publication")


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """Which lines are shown; of what is not named, all."""

    programmes: tuple[str, ...] = ()
    years: tuple[int, ...] = ()

    def has(self, line: Line) -> bool:
        """Whether the line is wanted."""
        of_programme = not self.programmes or line.programme in self.programmes
        return of_programme and (not self.years or line.year in self.years)


def verify_log_command(workspace: Path, *, language: str, debug: bool) -> ExitCode:
    """Say whether the audit log is whole.

    Parameters
    ----------
    workspace
        The folder of the workspace, or a programme file.
    language
        «de» or «en».
    debug
        Show tracebacks.
    """

    def act() -> ExitCode:
        room = _room(workspace)
        lines = _verified(room)
        values = {"file": from_here(log_of(room)), "number": len(lines), "since": lines[0].when}
        say(standard_output(), message("problems", "cli.audit.whole", language, **values))
        return ExitCode.OK

    return guarded(act, language=language, debug=debug)


def show_log_command(workspace: Path, which: Which, *, language: str, debug: bool) -> ExitCode:
    """List the audit log, then say what is wrong with it, if anything is.

    Parameters
    ----------
    workspace
        The folder of the workspace, or a programme file.
    which
        Which lines.
    language
        «de» or «en».
    debug
        Show tracebacks.
    """

    def act() -> ExitCode:
        room = _room(workspace)
        lines = [line for line in lines_as_they_stand(room) if which.has(line)]
        if lines:
            standard_output().print(_table(lines, language))
        _verified(room)
        if not lines:
            say(standard_output(), message("problems", "cli.audit.none", language))
        return ExitCode.OK

    return guarded(act, language=language, debug=debug)


def begin_log_command(workspace: Path, *, language: str, debug: bool) -> ExitCode:
    """Put an audit log aside that is not whole, and begin another.

    Parameters
    ----------
    workspace
        The folder of the workspace, or a programme file.
    language
        «de» or «en».
    debug
        Show tracebacks.
    """

    def act() -> ExitCode:
        room = _room(workspace)
        if _is_whole(room):
            raise WorkspaceError([Problem(code="journal.is_whole", place=Place(file=str(log_of(room))))])
        aside = begin_anew(room)
        values = {"file": from_here(log_of(room)), "aside": from_here(aside) if aside.exists() else "–"}
        say(standard_output(), message("problems", "cli.audit.begun", language, **values))
        return ExitCode.OK

    return guarded(act, language=language, debug=debug)


def _room(workspace: Path) -> Room:
    path = workspace.resolve()
    if path.is_file():
        return room_of(path)
    if not path.is_dir():
        raise WorkspaceError([Problem(code="journal.no_folder", place=Place(file=str(workspace)))])
    return room_in(path)


def _is_whole(room: Room) -> bool:
    try:
        return bool(_verified(room))
    except WirkungError:
        return False


def _verified(room: Room) -> Sequence[Line]:
    """The lines of a log that is whole and has every publication that the register has since the log begins."""
    lines = whole_log(room)
    memory = open_memory(room)
    known = {line.publication for line in lines}
    entries = memory.register.entries if memory else []
    missing = [each for each in entries if each.when > lines[0].when and each.publication not in known]
    if missing:
        named = ", ".join(f"{each.programme} {each.year} ({each.when})" for each in missing)
        values = {"publications": named}
        raise WorkspaceError([Problem(code="journal.older", place=Place(file=str(log_of(room))), values=values)])
    return lines


def _table(lines: Sequence[Line], language: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for column in _COLUMNS:
        table.add_column(message("problems", f"cli.audit.column.{column}", language), overflow="fold")
    for line in lines:
        what = message("problems", f"journal.event.{line.event}", language, number=line.count or 0)
        by = "; ".join(line.roles) or message("problems", f"journal.caller.{line.caller}", language)
        year = "" if line.year is None else str(line.year)
        cells = (str(line.number), line.when, what, by, line.programme, year, line.publication or "")
        table.add_row(*map(escape, cells))
    return table

"""The command `wirkung retention`, without its option parsing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from wirkung.catalogue import message
from wirkung.disclosure.register.room import room_in
from wirkung.errors import ExitCode, Place, Problem, WorkspaceError
from wirkung.run.console import from_here, guarded, say, standard_output
from wirkung.run.deletion.deed import carry_out, keep, shown_plan
from wirkung.run.deletion.due import plan_of
from wirkung.run.deletion.records import Due, Kind, Left, Plan, Stays


def retention_command(workspace: Path, *, apply: bool, register_too: bool, language: str, debug: bool) -> ExitCode:
    """Show what is due to be deleted, or delete what was shown.

    Parameters
    ----------
    workspace
        The folder of the workspace.
    apply
        Delete; else only show.
    register_too
        Whether a plan has register and keys, when no data of persons are left.
    language
        «de» or «en».
    debug
        Show tracebacks.
    """

    def act() -> ExitCode:
        if not workspace.is_dir():
            raise WorkspaceError([Problem(code="journal.no_folder", place=Place(file=str(workspace)))])
        folder = workspace.resolve()
        room, console = room_in(folder), standard_output()
        today = dt.datetime.now().astimezone().date()
        if apply:
            shown = shown_plan(room)
            record = carry_out(shown, plan_of(folder, room, today, register_too=shown.register_too), room)
            values = {"number": len(shown.due), "file": from_here(record)}
            say(console, message("problems", "cli.retention.done", language, **values))
            return ExitCode.OK
        plan = plan_of(folder, room, today, register_too=register_too)
        for line in _told(plan, language):
            say(console, line)
        keep(plan, room)
        return ExitCode.OK

    return guarded(act, language=language, debug=debug)


def _told(plan: Plan, language: str) -> Iterator[str]:
    """First what is to be offered to an archive, then what has a period of its own, then all the rest."""
    sources = [each for each in plan.due if each.kind in (Kind.SOURCE, Kind.REGISTER)]
    others = [each for each in plan.due if each not in sources]
    own = [each for each in plan.stays if each.why is Left.OTHER_PERIOD]
    rest = [each for each in plan.stays if each not in own]
    for heading, items in (("archive", sources), ("other_period", own), ("due", others), ("stays", rest)):
        if items:
            yield message("problems", f"cli.retention.{heading}", language)
            yield from (f"  {_line(each, language)}" for each in items)
    last = "apply" if plan.due else "nothing"
    yield message("problems", f"cli.retention.{last}", language, number=len(plan.due), hash=plan.hash[:12])


def _line(each: Due | Stays, language: str) -> str:
    if isinstance(each, Due):
        name, said = each.path, message("problems", f"deletion.kind.{each.kind}", language)
    else:
        name, said = each.name, message("problems", f"deletion.left.{each.why}", language)
    until = each.until and message("problems", "deletion.until", language, day=each.until)
    return "  ".join(part for part in (name, said, ", ".join(each.programmes), until) if part)

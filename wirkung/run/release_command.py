"""The command `wirkung release-report`, without its option parsing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from wirkung.catalogue import message
from wirkung.errors import ExitCode
from wirkung.run.console import from_here, guarded, say, standard_output
from wirkung.run.release import Decision, release_report
from wirkung.run.staging import REPORT
from wirkung.run.store.keeper import kept


def release_command(
    folder: Path, *, first: str, second: str, on: dt.date | None, language: str, debug: bool
) -> ExitCode:
    """Release a draft that two roles have read.

    Parameters
    ----------
    folder
        reports/<year>/<programme>.
    first, second
        Who released it: two roles of the office, no names.
    on
        The day; None for today.
    language
        Of messages, «de» or «en»; the report keeps its own.
    debug
        Show tracebacks.
    """

    def act() -> ExitCode:
        day = on or dt.datetime.now().astimezone().date()
        released = release_report(folder, Decision(first=first, second=second, on=day))
        report = from_here(released / REPORT)
        say(standard_output(), message("problems", "cli.release.done", language, file=report))
        return kept(released, language=language, debug=debug)

    return guarded(act, language=language, debug=debug)

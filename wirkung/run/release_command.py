"""The commands `wirkung release-report` and `wirkung publish-report`, without their option parsing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from wirkung.catalogue import message
from wirkung.errors import ExitCode
from wirkung.run.console import from_here, guarded, say, standard_output
from wirkung.run.release import Decision, publish_report, release_report
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
        released = release_report(folder, Decision(first=first, second=second, on=on or _today()))
        return _done("release", released, language, debug=debug)

    return guarded(act, language=language, debug=debug)


def publish_command(folder: Path, *, on: dt.date | None, language: str, debug: bool) -> ExitCode:
    """Note that a released report was published.

    Parameters
    ----------
    folder
        reports/<year>/<programme>.
    on
        The day; None for today.
    language
        Of messages, «de» or «en»; the report keeps its own.
    debug
        Show tracebacks.
    """

    def act() -> ExitCode:
        return _done("publish", publish_report(folder, on or _today()), language, debug=debug)

    return guarded(act, language=language, debug=debug)


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()


def _done(what: str, folder: Path, language: str, *, debug: bool) -> ExitCode:
    said = message("problems", f"cli.{what}.done", language, file=from_here(folder / REPORT))
    say(standard_output(), said)
    return kept(folder, language=language, debug=debug)

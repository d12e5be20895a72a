"""The commands `wirkung verify` and `wirkung retract`, without their option parsing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from wirkung.catalogue import message
from wirkung.errors import ExitCode
from wirkung.run.console import from_here, guarded, say, standard_error, standard_output
from wirkung.run.limits import Limits
from wirkung.run.progress import show_progress
from wirkung.run.retract import retract
from wirkung.run.run_command import stopped_like_interrupted
from wirkung.run.staging import REPORT
from wirkung.run.store.keeper import kept
from wirkung.run.verify import verify


def verify_command(folder: Path, *, language: str, debug: bool) -> ExitCode:
    """Compute a published report again and say whether it is the same.

    Parameters
    ----------
    folder
        reports/<year>/<programme>.
    language
        Of messages, «de» or «en».
    debug
        Show tracebacks.
    """

    def act() -> ExitCode:
        console = standard_error()
        with (
            stopped_like_interrupted(),
            show_progress(console, total=1, language=language, drawn=True) as progress,
        ):
            number = verify(folder, on_cell=progress.started(from_here(folder)), limits=Limits())
        values = {"file": from_here(folder), "number": number}
        say(standard_output(), message("problems", "cli.verify.same", language, **values))
        return ExitCode.OK

    return guarded(act, language=language, debug=debug)


def retract_command(folder: Path, *, reason: str, language: str, debug: bool) -> ExitCode:
    """Mark a published report as withdrawn.

    Parameters
    ----------
    folder
        reports/<year>/<programme>.
    reason
        For the register.
    language
        Of messages, «de» or «en»; the report keeps its own.
    debug
        Show tracebacks.
    """

    def act() -> ExitCode:
        done = retract(folder, reason=reason, on=dt.datetime.now().astimezone().date())
        values = {"file": from_here(done / REPORT)}
        say(standard_output(), message("problems", "cli.retract.done", language, **values))
        return kept(done, language=language, debug=debug)

    return guarded(act, language=language, debug=debug)

"""The command `wirkung run`, without its option parsing."""

from __future__ import annotations

import logging
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from wirkung.catalogue import message
from wirkung.errors import ExitCode
from wirkung.run.batch import run_all
from wirkung.run.console import (
    from_here,
    guarded,
    outcome_line,
    outcome_table,
    say,
    say_problems,
    standard_error,
    standard_output,
)
from wirkung.run.outcome import Outcome, exit_code
from wirkung.run.plan import Refused, plan
from wirkung.run.progress import show_progress
from wirkung.run.remember import prepare


def run_command(
    files: Sequence[Path], *, year: int | None, out: Path | None, language: str, debug: bool
) -> ExitCode:
    """Evaluate programmes and publish their reports.

    Parameters
    ----------
    files
        Programme files.
    year
        None for the latest year that has data.
    out
        None for `reports` in the workspace.
    language
        «de» or «en».
    debug
        Show tracebacks.

    Returns
    -------
    ExitCode
        By kind of failure.
    """
    _no_core_files()
    # papermill logs a dead kernel on its own, asyncio what waited for one; our sentence says it and what to do.
    for other in ("papermill", "asyncio"):
        logging.getLogger(other).addHandler(logging.NullHandler())

    def run() -> ExitCode:
        outcomes: list[Outcome] = []
        try:
            with stopped_like_interrupted():
                _run_into(outcomes, files, year=year, out=out, language=language, debug=debug)
        finally:
            if outcomes:
                standard_output().print(outcome_table(outcomes, language))
        return exit_code(outcome.error for outcome in outcomes)

    return guarded(run, language=language, debug=debug)


def _run_into(
    outcomes: list[Outcome],
    files: Sequence[Path],
    *,
    year: int | None,
    out: Path | None,
    language: str,
    debug: bool,
) -> None:
    planned, made = prepare(plan(files, year=year, language=language), out)
    refused = [item.error for item in planned if isinstance(item, Refused)]
    console = standard_error()
    say_problems(console, refused, language=language, debug=debug)
    for room in made:
        values = {"folder": from_here(room.folder), "keys": from_here(room.keys.folder)}
        say(console, message("problems", "register.made", language, **values))
    with show_progress(console, total=len(planned), language=language) as progress:
        for outcome in run_all(planned, out=out, progress=progress):
            outcomes.append(outcome)
            if not console.is_terminal:
                say(console, outcome_line(outcome, language))
            if outcome.error is not None and outcome.error not in refused:
                say_problems(console, [outcome.error], language=language, debug=debug)


def _no_core_files() -> None:
    """What crashes, here or in a kernel, writes no image of its memory, in which everybody's data are."""
    with suppress(ImportError):  # Windows has no such files
        import resource  # noqa: PLC0415 - see above

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


@contextmanager
def stopped_like_interrupted() -> Iterator[None]:
    """A scheduler that stops a run, or a terminal that is closed, gets the same clearing up as Ctrl-C.

    Who started it with nohup wants it to go on without its terminal.
    """
    numbers = [signal.SIGTERM]
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        numbers.append(signal.SIGHUP)
    before = {number: signal.signal(number, signal.default_int_handler) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

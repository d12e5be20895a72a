"""The command `wirkung run`, without its option parsing."""

from __future__ import annotations

import logging
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from wirkung.disclosure.register.room import Room
from wirkung.errors import ExitCode
from wirkung.run.batch import run_all
from wirkung.run.console import (
    from_here,
    guarded,
    outcome_table,
    plan_table,
    say,
    standard_error,
    standard_output,
    summary_line,
)
from wirkung.run.current import compared, not_over_final
from wirkung.run.limits import Limits, no_core_files
from wirkung.run.log import JsonLines, Lines, Log
from wirkung.run.outcome import Outcome, exit_code
from wirkung.run.plan import Asked, Item, Refused, plan
from wirkung.run.progress import Progress, show_progress
from wirkung.run.remember import prepare
from wirkung.run.store.keeper import Keeper


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How a run is to go: which years, what is left as it is, and what is said of it.

    `out` is None for `reports` in the workspace; `plan_only` says what would be made and why, and makes nothing;
    `resume` makes only what is not verified as up to date; `jobs` are made at once, or by the workers of a Dask
    `cluster`: its address, or «local» for one of our own; `json` writes the log for programs.
    """

    asked: Asked
    limits: Limits
    out: Path | None = None
    plan_only: bool = False
    resume: bool = False
    jobs: int = 1
    cluster: str = ""
    json: bool = False


def run_command(files: Sequence[Path], wishes: Wishes, *, language: str, debug: bool) -> ExitCode:
    """Evaluate programmes and publish their reports.

    Parameters
    ----------
    files
        Programme files.
    wishes
        How.
    language
        «de» or «en».
    debug
        Show tracebacks.

    Returns
    -------
    ExitCode
        By kind of failure.
    """
    no_core_files()
    # papermill logs a dead kernel on its own, asyncio what waited for one; our sentence says it and what to do.
    for other in ("papermill", "asyncio"):
        logging.getLogger(other).addHandler(logging.NullHandler())
    console = standard_error()
    log = JsonLines(console, language) if wishes.json else Lines(console, language, debug=debug)

    def run() -> ExitCode:
        known: dict[int, Outcome] = {}  # by their number in the plan
        keeper = Keeper()
        began = time.monotonic()
        try:
            with stopped_like_interrupted():
                planned = _planned(files, wishes, log, language)
                if wishes.plan_only:
                    standard_output().print(plan_table(planned, language))
                    return exit_code(item.error for item in planned if isinstance(item, Refused))
                bars = show_progress(console, total=len(planned), language=language, drawn=not wishes.json)
                with bars as progress:
                    _run_into(known, planned, wishes, keeper, progress=progress, log=log)
        except KeyboardInterrupt:
            log.told("cli.interrupted")
            return ExitCode.INTERRUPTED
        finally:
            outcomes = [known[number] for number in sorted(known)]
            if outcomes:
                standard_output().print(outcome_table(outcomes, language))
            if len(outcomes) > 1:
                say(standard_output(), summary_line(outcomes, time.monotonic() - began, language))
        return exit_code((*(outcome.error for outcome in outcomes), *keeper.problems))

    return guarded(run, language=language, debug=debug)


def _planned(files: Sequence[Path], wishes: Wishes, log: Log, language: str) -> list[Item]:
    planned = plan(files, wishes.asked, language=language)
    if wishes.asked.compare:
        planned = compared(planned, wishes.out, skip=wishes.resume)
    elif wishes.asked.until is not None:
        planned = not_over_final(planned, wishes.out)
    made: list[Room] = []
    if not wishes.plan_only:
        planned, made = prepare(planned, wishes.out)
    log.problems([item.error for item in planned if isinstance(item, Refused)])
    for room in made:
        log.told("register.made", folder=from_here(room.folder), keys=from_here(room.keys.folder))
    return planned


def _run_into(
    known: dict[int, Outcome],
    planned: Sequence[Item],
    wishes: Wishes,
    keeper: Keeper,
    *,
    progress: Progress,
    log: Log,
) -> None:
    refused = [item.error for item in planned if isinstance(item, Refused)]
    made = run_all(
        planned,
        out=wishes.out,
        limits=wishes.limits,
        jobs=wishes.jobs,
        cluster=wishes.cluster,
        progress=progress,
        log=log,
    )
    with closing(made):  # whatever stops us stops what is being made
        for number, outcome in made:
            known[number] = outcome
            log.ended(outcome, done=len(known), total=len(planned))
            if outcome.error is not None and outcome.error not in refused:
                log.problems([outcome.error])
            if outcome.report is not None:
                log.problems(keeper.keep(outcome.report))


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

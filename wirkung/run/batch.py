"""Several programmes one after the other, each on its own feet."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from wirkung.run.guard import known
from wirkung.run.limits import Limits
from wirkung.run.log import Log
from wirkung.run.make import make_report
from wirkung.run.outcome import Outcome
from wirkung.run.plan import Item, Job, Refused, Skipped
from wirkung.run.progress import Progress
from wirkung.run.staging import OUTPUT


def run_all(
    planned: Sequence[Item], *, out: Path | None, limits: Limits, progress: Progress, log: Log
) -> Iterator[Outcome]:
    """Make every report that can be made.

    Parameters
    ----------
    planned
        From `plan`.
    out
        The output folder; None for `reports` in the workspace.
    limits
        Of each run.
    progress
        Told about every programme and cell.
    log
        Told what begins.

    Yields
    ------
    Outcome
        One per item, in order and as soon as it is known; a failure does not stop the next.
    """
    for item in planned:
        if isinstance(item, Refused):
            outcome = Outcome(name=item.name, year=None, seconds=0.0, error=item.error)
        elif isinstance(item, Skipped):
            outcome = Outcome(name=item.name, year=item.year, seconds=0.0, as_is=item.as_is)
        else:
            log.begins(item)
            folder = (out or item.workspace / OUTPUT).resolve()
            outcome = _run(item, out=folder, limits=limits, progress=progress)
        progress.finished()
        yield outcome


def _run(job: Job, *, out: Path, limits: Limits, progress: Progress) -> Outcome:
    started = time.monotonic()
    year = job.parameters["year"]
    on_cell = progress.started(f"{job.name} {year}")
    try:
        report = make_report(job, out, on_cell=on_cell, limits=limits)
    except Exception as error:  # noqa: BLE001 - one programme must not stop the others; it is reported
        return Outcome(name=job.name, year=year, seconds=time.monotonic() - started, error=known(error))
    return Outcome(name=job.name, year=year, seconds=time.monotonic() - started, report=report)

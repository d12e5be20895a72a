"""All reports of a plan, one after the other or several at once, each on its own feet."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from pathlib import Path

from wirkung.run.cluster import in_cluster
from wirkung.run.limits import Limits
from wirkung.run.log import Log
from wirkung.run.outcome import Outcome
from wirkung.run.plan import Item, Job, Refused, Skipped
from wirkung.run.progress import Progress
from wirkung.run.staging import OUTPUT
from wirkung.run.task import Task
from wirkung.run.workers import in_workers

Numbered = tuple[int, Outcome]


def run_all(
    planned: Sequence[Item],
    *,
    out: Path | None,
    limits: Limits,
    jobs: int,
    progress: Progress,
    log: Log,
    cluster: str = "",
) -> Generator[Numbered]:
    """Make every report that can be made.

    Parameters
    ----------
    planned
        From `plan`.
    out
        The output folder; None for `reports` in the workspace.
    limits
        Of each run.
    jobs
        How many at once; more than one are made in processes of their own.
    cluster
        Whose workers make them: the address of a Dask scheduler, or «local» for workers of our own; none if empty.
    progress
        Told about every report and cell.
    log
        Told what begins.

    Yields
    ------
    tuple
        For each item its number in the plan and its outcome, as soon as it is known; a failure stops no other.
        Several at once end in any order.
    """
    tasks: dict[int, Task] = {}
    for number, item in enumerate(planned):
        if isinstance(item, Job):
            tasks[number] = Task(job=item, out=(out or item.workspace / OUTPUT).resolve(), limits=limits)
        else:
            progress.finished()
            yield number, _as_it_is(item)
    for number, outcome in _made(tasks, jobs, cluster, progress, log):
        progress.finished(tasks[number].job.title)
        yield number, outcome


def _as_it_is(item: Refused | Skipped) -> Outcome:
    if isinstance(item, Refused):
        return Outcome(name=item.name, year=None, seconds=0.0, error=item.error)
    return Outcome(name=item.name, year=item.year, seconds=0.0, as_is=item.as_is, beside=item.beside)


def _made(tasks: dict[int, Task], jobs: int, cluster: str, progress: Progress, log: Log) -> Iterator[Numbered]:
    if cluster and tasks:
        return in_cluster(tasks, cluster, jobs, log)
    if min(jobs, len(tasks)) > 1:
        return in_workers(tasks, jobs, progress, log)
    return _one_by_one(tasks, progress, log)


def _one_by_one(tasks: dict[int, Task], progress: Progress, log: Log) -> Iterator[Numbered]:
    for number, task in tasks.items():
        log.begins(task.job)
        yield number, task.make(progress.started(task.job.title))

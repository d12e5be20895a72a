"""Several reports at once: a process for each, and what happens when one of them dies."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from wirkung.errors import Problem, RunError
from wirkung.run.execute import OnCell
from wirkung.run.log import Log
from wirkung.run.outcome import Outcome
from wirkung.run.progress import Progress
from wirkung.run.task import Task
from wirkung.run.worker import work

_PATIENCE = 30.0  # seconds in which a worker that is told to stop clears up


@dataclass(slots=True)
class _Worker:
    """A process, the line to it, and what it is doing."""

    process: BaseProcess
    line: Connection
    number: int = -1
    began: float = 0.0
    on_cell: OnCell | None = None  # None while it does nothing


def in_workers(
    tasks: Mapping[int, Task], jobs: int, progress: Progress, log: Log
) -> Iterator[tuple[int, Outcome]]:
    """Make reports, several at once.

    Parameters
    ----------
    tasks
        By their numbers.
    jobs
        How many processes.
    progress, log
        Told what begins, and about every cell.

    Yields
    ------
    tuple
        Number and outcome of each, as soon as it is known.

    Notes
    -----
    Of a programme only one report is made at a time: what the next may show depends on it.
    """
    waiting = dict(tasks)
    workers: list[_Worker] = []
    try:
        while waiting or any(each.on_cell for each in workers):
            while (number := _next(waiting, tasks, workers)) is not None and (worker := _free(workers, jobs)):
                task = waiting.pop(number)
                log.begins(task.job)
                worker.number, worker.began = number, time.monotonic()
                worker.on_cell = progress.started(task.job.title)
                with suppress(BrokenPipeError, ConnectionResetError):  # dead; its line says so next
                    worker.line.send(task)
            for line in wait([each.line for each in workers if each.on_cell]):
                worker = next(each for each in workers if each.line is line)
                outcome = _said(worker, tasks[worker.number])
                if outcome is not None:
                    worker.on_cell = None
                    yield worker.number, outcome
            workers = [each for each in workers if not each.line.closed]
    finally:
        _stop(workers)


def _next(waiting: Mapping[int, Task], tasks: Mapping[int, Task], workers: list[_Worker]) -> int | None:
    """The first task of whose programme nothing is being made."""
    running = {tasks[each.number].job.loaded.path for each in workers if each.on_cell}
    return next((number for number, task in waiting.items() if task.job.loaded.path not in running), None)


def _free(workers: list[_Worker], jobs: int) -> _Worker | None:
    """A worker that has nothing to do; started if there may be one more."""
    for each in [worker for worker in workers if worker.on_cell is None]:
        if each.process.is_alive():
            return each
        each.line.close()
        workers.remove(each)
    if len(workers) == jobs:
        return None
    workers.append(_started())
    return workers[-1]


def _started() -> _Worker:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=work, args=(theirs,), daemon=True)
    with _without_ctrl_c():
        process.start()
    theirs.close()
    return _Worker(process=process, line=ours)


@contextmanager
def _without_ctrl_c() -> Iterator[None]:
    """A process that is started now does not hear it while it imports; we do, afterwards."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _said(worker: _Worker, task: Task) -> Outcome | None:
    """The outcome of its task, if that is what a worker says."""
    try:
        said = worker.line.recv()
    except (EOFError, OSError):
        worker.line.close()
        worker.process.join()
        return task.outcome(worker.began, error=RunError([Problem(code="run.worker_died")]))
    if isinstance(said, Outcome):
        return said
    if worker.on_cell is not None:
        worker.on_cell(*said)
    return None


def _stop(workers: list[_Worker]) -> None:
    """Tell all to clear up and end; the closed line is what tells them."""
    for each in workers:
        each.line.close()
    until = time.monotonic() + _PATIENCE
    for each in workers:
        each.process.join(max(until - time.monotonic(), 0))
        if each.process.is_alive():
            each.process.kill()

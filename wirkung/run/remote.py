"""What a worker of a cluster does for one report: make it in memory and send it back. It publishes nothing."""

from __future__ import annotations

import datetime as dt
import tempfile
import threading
import time
import traceback
from dataclasses import dataclass
from pathlib import Path

from distributed import get_worker

from wirkung.errors import Place, Problem, RunError, WirkungError
from wirkung.run import environment
from wirkung.run.guard import known
from wirkung.run.limits import no_core_files
from wirkung.run.make import Made, compose
from wirkung.run.task import Task

Versions = dict[str, str]
_one_at_a_time = threading.Lock()  # figures are drawn by a library that bears no second thread


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A report as it comes back, with what the register is to remember of it, encrypted; or why there is none."""

    started: dt.datetime
    seconds: float
    made: Made | None = None
    drafts: dict[str, bytes]
    error: WirkungError | None = None


def versions() -> Versions:
    """With what a report is made; where it differs, the manifest of whoever publishes it would not be true."""
    ours = {environment.PACKAGE: environment.code_sha256(), "python": environment.python_version()}
    return {**environment.package_versions(), **ours}


def make_remotely(task: Task, expected: Versions) -> Sent:
    """Make one report; may be done twice, since nothing outside of this worker changes by it.

    Parameters
    ----------
    task
        Of which the folders are there on this machine as well, under the same paths.
    expected
        Of the machine that publishes.
    """
    with _one_at_a_time, tempfile.TemporaryDirectory(dir=get_worker().local_directory) as folder:
        # Of a worker that is killed, Dask removes that folder with all it holds.
        no_core_files()
        started, tick = dt.datetime.now(dt.UTC), time.monotonic()
        made, error = None, None
        try:
            _refuse_another_place(task, expected)
            made = compose(task.job, Path(folder), started, on_cell=_nobody, limits=task.limits)
        except Exception as failure:  # noqa: BLE001 - the cluster's log would show what it holds; it is reported
            error = known(failure)
            error.add_note("".join(traceback.format_exception(error)))
        drafts = {path.name: path.read_bytes() for path in Path(folder).iterdir()} if made else {}
        return Sent(started=started, seconds=time.monotonic() - tick, made=made, drafts=drafts, error=error)


def _refuse_another_place(task: Task, expected: Versions) -> None:
    place = Place(file=task.job.name)
    if not task.job.loaded.path.is_file():
        raise RunError([Problem(code="cluster.not_shared", place=place)])
    ours = versions()
    other = sorted(name for name in expected.keys() | ours.keys() if expected.get(name) != ours.get(name))
    if other:
        raise RunError([Problem(code="cluster.other_versions", place=place, values={"names": ", ".join(other)})])


def _nobody(_done: int, _total: int) -> None:
    """No line leads from a worker to the bars."""

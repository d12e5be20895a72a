"""Several reports at once on the workers of a Dask cluster; whoever runs the command publishes them.

Workers read programme files, data and register from folders that they share with this machine, and send each
report back in memory, so that they need no right to write. A worker that dies loses nothing: Dask gives its task
to another.
"""

from __future__ import annotations

import ipaddress
import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from wirkung.errors import Place, Problem, RunError, WirkungError, WorkspaceError
from wirkung.programme.lawful import needs_no_basis
from wirkung.run.guard import known
from wirkung.run.journal.lines import JournalEvent
from wirkung.run.log import Log
from wirkung.run.make import Begun, Made, compose, publish_made
from wirkung.run.outcome import Outcome
from wirkung.run.task import Task

if TYPE_CHECKING:
    from distributed import Client, Future

    from wirkung.run.remote import Sent

LOCAL = "local"  # in place of an address: workers of our own, for as long as the run lasts
_CONNECT = 30  # seconds until a scheduler must have answered
_LOOK = 20.0  # seconds after which somebody looks whether there still are workers
_NOBODY = 180.0  # seconds without any worker after which nothing more is waited for
_LOOPBACK = "127.0.0.1"
_OTHERS = ("distributed", "distributed.nanny", "distributed.worker", "distributed.scheduler", "distributed.core")


def in_cluster(tasks: Mapping[int, Task], address: str, jobs: int, log: Log) -> Iterator[tuple[int, Outcome]]:
    """Have reports made by a cluster, and publish them.

    Parameters
    ----------
    tasks
        By their numbers.
    address
        Of the scheduler, as `tls://scheduler.example:8786`; `local` starts workers on this machine.
    jobs
        How many, if it is `local`.
    log
        Told what is sent.

    Yields
    ------
    tuple
        Number and outcome of each, as soon as it is known.

    Raises
    ------
    WirkungError
        The extra is not installed, or no cluster answers.

    Notes
    -----
    Of a programme only one report is made at a time: what the next may show depends on it. Data of persons stay on
    this machine: a programme whose persons are neither invented nor published is given to its own workers only.
    """
    with _client(address, jobs) as client:
        here = _on_this_machine(client)
        waiting = {number: task for number, task in tasks.items() if here or _may_leave(task)}
        for number in tasks.keys() - waiting.keys():
            problem = Problem(code="cluster.personal_data", place=Place(file=tasks[number].job.name))
            yield number, tasks[number].outcome(time.monotonic(), error=WorkspaceError([problem]))
        yield from _made(_Office(client, tasks, log), waiting)


class _Office:
    """Sends tasks to a cluster and publishes what comes back."""

    def __init__(self, client: Client, tasks: Mapping[int, Task], log: Log) -> None:
        from wirkung.run.remote import versions  # noqa: PLC0415 - needs the extra

        self._client, self._tasks, self._log = client, tasks, log
        self._versions = versions()
        self.sent: dict[Future[Sent], tuple[int, Begun]] = {}

    def programmes(self) -> set[Path]:
        """Of which a report is being made."""
        return {self._tasks[number].job.loaded.path for number, _ in self.sent.values()}

    def send(self, number: int) -> Outcome | None:
        """Have a task carried out, or say why it cannot be."""
        from wirkung.run.remote import make_remotely  # noqa: PLC0415 - needs the extra

        task = self._tasks[number]
        failed = task.noted(JournalEvent.RUN_BEGUN)
        if failed is not None:
            return task.outcome(time.monotonic(), error=failed)
        try:
            begun = Begun.now(task.job, task.out)
        except Exception as error:  # noqa: BLE001 - one report must not stop the others; it is reported
            return task.ended(time.monotonic(), error=known(error))
        self._log.begins(task.job)
        # By host and not by address: a worker that is started again has another port.
        only = None if _may_leave(task) else [_LOOPBACK]
        future = self._client.submit(make_remotely, task, self._versions, pure=False, workers=only)
        self.sent[future] = (number, begun)
        return None

    def ended(self) -> list[Future[Sent]]:
        """Those whose end is known; waits for the next."""
        from distributed import wait  # noqa: PLC0415 - needs the extra

        alone_since: float | None = None
        while True:
            try:
                return list(wait(list(self.sent), timeout=_LOOK, return_when="FIRST_COMPLETED").done)
            except TimeoutError:
                if self._somebody():
                    alone_since = None
                elif alone_since is None:
                    alone_since = time.monotonic()
                elif time.monotonic() - alone_since > _NOBODY:
                    raise RunError([Problem(code="cluster.no_workers")]) from None

    def _somebody(self) -> bool:
        """Whether there are workers for what was sent."""
        hosts = _hosts(self._client)
        anywhere = all(_may_leave(self._tasks[number]) for number, _ in self.sent.values())
        return bool(hosts) if anywhere else _LOOPBACK in hosts

    def published(self, future: Future[Sent]) -> tuple[int, Outcome]:
        """What became of a task that has ended."""
        number, begun = self.sent.pop(future)
        task = self._tasks[number]
        try:
            sent: Sent = future.result()
        except Exception:  # noqa: BLE001 - its text may hold what the worker held
            return number, task.ended(begun.tick, error=RunError([Problem(code="cluster.worker_died")]))
        began = time.monotonic() - sent.seconds
        if sent.made is None:
            return number, task.ended(began, error=sent.error)
        try:
            begun = replace(begun, started=sent.started, tick=began)
            report = publish_made(
                task.job, task.out, begun, first=_unpacked(sent, sent.made), again=_here(task, sent)
            )
        except Exception as error:  # noqa: BLE001 - one report must not stop the others; it is reported
            return number, task.ended(began, error=known(error))
        return number, task.ended(began, report=report)


def _may_leave(task: Task) -> bool:
    """Whether the data may be read on other machines: nobody's, or anybody's."""
    return needs_no_basis(task.job.loaded.programme)


def _made(office: _Office, waiting: dict[int, Task]) -> Iterator[tuple[int, Outcome]]:
    while waiting or office.sent:
        for number, task in [*waiting.items()]:
            if task.job.loaded.path not in office.programmes():
                del waiting[number]
                if (outcome := office.send(number)) is not None:
                    yield number, outcome
        for future in office.ended() if office.sent else ():
            yield office.published(future)


def _unpacked(sent: Sent, made: Made) -> Callable[[Path], Made]:
    def first(drafts: Path) -> Made:
        for name, content in sent.drafts.items():
            (drafts / Path(name).name).write_bytes(content)
        return made

    return first


def _here(task: Task, sent: Sent) -> Callable[[Path], Made]:
    def again(drafts: Path) -> Made:
        return compose(task.job, drafts, sent.started, on_cell=lambda *_: None, limits=task.limits)

    return again


@contextmanager
def _client(address: str, jobs: int) -> Iterator[Client]:
    """A line to a cluster; one of our own is ended with it.

    Certificates are those of Dask's own settings, `DASK_DISTRIBUTED__COMM__TLS__…` in the environment among them.
    """
    try:
        from distributed import Client, LocalCluster  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise WorkspaceError([Problem(code="cluster.not_installed")]) from error
    for name in _OTHERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what concerns a report is said in our words
    with ExitStack() as stack:
        try:
            if address == LOCAL:
                # Encrypted with keys of its own: else others on this machine could give its workers orders.
                cluster = LocalCluster(
                    n_workers=jobs,
                    threads_per_worker=1,
                    host=_LOOPBACK,
                    security=True,
                    dashboard_address=None,
                    silence_logs=logging.CRITICAL,
                )
                client = Client(stack.enter_context(cluster), timeout=_CONNECT)
            else:
                client = Client(address, timeout=_CONNECT)
            stack.enter_context(client)
            client.wait_for_workers(1, timeout=_CONNECT)
        except (OSError, ValueError, TypeError, ImportError) as error:
            raise _unreachable(address, error) from error
        yield client


def _unreachable(address: str, error: Exception) -> WirkungError:
    values = {"address": address, "kind": type(error).__name__}
    return WorkspaceError([Problem(code="cluster.unreachable", values=values)])


def _hosts(client: Client) -> set[str]:
    """Where there are workers."""
    return {urlsplit(address).hostname or "" for address in client.scheduler_info(n_workers=-1)["workers"]}


def _on_this_machine(client: Client) -> bool:
    """Whether the scheduler is, and at least one worker; others get nothing that must stay here."""
    return _is_loopback(client.scheduler_info()["address"]) and _LOOPBACK in _hosts(client)


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(urlsplit(address).hostname or "").is_loopback
    except ValueError:
        return False  # a name: who knows where it leads

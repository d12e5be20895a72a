"""Whoever wants kernels: the one server of this process, and each kernel as a process to watch."""

from __future__ import annotations

import atexit
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from subprocess import DEVNULL

from wirkung.run.kernels.limits import ONE_THREAD
from wirkung.run.kernels.order import REFUSED, Order, send

POSSIBLE = sys.platform == "linux"  # macOS' own libraries do not bear a fork, Windows has none
# May differ from one kernel to the next: read where they are needed, and never at an import.
_MAY_DIFFER = ("JPY_", "WIRKUNG_", "PYTEST_")
_PATIENCE = 120.0  # seconds; a busy machine may need long to import everything
_SOURCE = "from wirkung.run.kernels.server import main; main()"


class UnavailableError(Exception):
    """No warm kernel to be had; a cold one will do."""


class WarmKernel:
    """A kernel's process, as `subprocess.Popen` would show it."""

    stdin = stdout = stderr = None

    def __init__(self, number: int, report: int) -> None:
        self.pid = number
        self.returncode: int | None = None
        self._report = report

    def poll(self) -> int | None:
        """Its exit code, None while it runs."""
        return self._ended(0.0)

    def wait(self) -> int:
        """Wait for its end; the exit code."""
        while (code := self._ended(None)) is None:
            pass
        return code

    def _ended(self, timeout: float | None) -> int | None:
        if self.returncode is None and select.select([self._report], [], [], timeout)[0]:
            said = os.read(self._report, 64)
            # Whoever forked it is gone, and took it along.
            self.returncode = int(said) if said else -signal.SIGKILL
            os.close(self._report)
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send a signal, if it still runs."""
        if self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


class Server:
    """The process that kernels are forked from; it ends when this one does, however that ends."""

    def __init__(self, control: socket.socket, number: int, *, owner: int, environment: Mapping[str, str]) -> None:
        self.number = number
        self.owner = owner
        self._control = control
        self._environment = _at_start(environment)
        self._one_at_a_time = threading.Lock()

    def launch(
        self, arguments: list[str], *, environment: Mapping[str, str], folder: str, output: int, errors: int
    ) -> WarmKernel:
        """Fork a kernel.

        Parameters
        ----------
        arguments
            Of ipykernel.
        environment, folder
            Of the kernel.
        output, errors
            Open files for what it writes beside its messages.

        Raises
        ------
        UnavailableError
            The server cannot, or its own environment is not that of the kernel.
        """
        if _at_start(environment) != self._environment:
            raise UnavailableError
        order = Order(arguments=arguments, environment=dict(environment), folder=folder, limits=_limits())
        report, reports = os.pipe()
        try:
            with self._one_at_a_time:
                send(self._control, order, [output, errors, reports])
        except OSError as error:
            os.close(report)
            close_server()  # it is gone; the next kernel starts another
            raise UnavailableError from error
        finally:
            os.close(reports)
        return _begun(report)

    def close(self) -> None:
        """End it, and with it its kernels."""
        with suppress(OSError):
            self._control.close()
        if self.owner == os.getpid():
            with suppress(ChildProcessError):
                os.waitpid(self.number, 0)


_servers: list[Server] = []  # at most one; it belongs to the process that started it
_starting = threading.Lock()


def fork_server() -> None:
    """Make this process the one that kernels are forked from, in a copy: its imports are not done again.

    To be called before any data are read, any thread runs and any file is open; does nothing where that is not so.
    """
    if not POSSIBLE or _servers or threading.active_count() != 1:
        return
    from wirkung.run.kernels.server import serve, threads  # noqa: PLC0415 - not where there is no fork

    if threads() != 1:
        return
    ours, theirs = socket.socketpair()
    number = os.fork()
    if number == 0:
        serve(theirs)
    theirs.close()
    _keep(Server(ours, number, owner=os.getpid(), environment=os.environ))


def server() -> Server:
    """The server of this process, started if there is none.

    Raises
    ------
    UnavailableError
        There can be none here.
    """
    if not POSSIBLE:
        raise UnavailableError
    with _starting:
        if _servers and _servers[0].owner == os.getpid():
            return _servers[0]
        return _keep(_spawned())


def close_server() -> None:
    """End the server of this process; the next kernel starts another."""
    with _starting:
        while _servers:
            _servers.pop().close()


def _spawned() -> Server:
    ours, theirs = socket.socketpair()
    environment = {**os.environ, **ONE_THREAD}
    command = [sys.executable, "-c", _SOURCE, str(theirs.fileno())]
    try:
        process = subprocess.Popen(  # noqa: S603 - this Python and this package
            command, env=environment, pass_fds=[theirs.fileno()], stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL
        )
    except OSError as error:
        ours.close()
        raise UnavailableError from error
    finally:
        theirs.close()
    process.returncode = 0  # it is waited for by its number
    return Server(ours, process.pid, owner=os.getpid(), environment=os.environ)


def _keep(started: Server) -> Server:
    _servers[:] = [started]
    atexit.register(close_server)
    return started


def _begun(report: int) -> WarmKernel:
    """The kernel whose number comes first on its line."""
    said = b""
    if select.select([report], [], [], _PATIENCE)[0]:
        while not said.endswith(b"\n") and (letter := os.read(report, 1)):
            said += letter
    if not said or int(said) == REFUSED:
        os.close(report)
        close_server()
        raise UnavailableError
    return WarmKernel(int(said), report)


def _at_start(environment: Mapping[str, str]) -> dict[str, str]:
    """What of an environment counts for a start of Python and for imports."""
    return {
        name: value
        for name, value in environment.items()
        if not name.startswith(_MAY_DIFFER) and name not in ONE_THREAD
    }


def _limits() -> dict[str, tuple[int, int]]:
    import resource  # noqa: PLC0415 - Windows has none

    return {name: resource.getrlimit(getattr(resource, name)) for name in dir(resource) if name[:7] == "RLIMIT_"}

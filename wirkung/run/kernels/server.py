"""The process that kernels are forked from.

It has one thread, no event loop, and no open file but the line to whoever uses it. When that line ends, for
whatever reason, it kills its kernels and ends. It reads no data: nothing of a person can be in what it hands on.
"""

from __future__ import annotations

import gc
import importlib
import os
import select
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from wirkung.run.kernels.child import become_kernel
from wirkung.run.kernels.order import REFUSED, Order, receive

_OURS = (signal.SIGINT, signal.SIGHUP, signal.SIGTERM)  # it ends with its user, not before
# What an evaluation imports, and what a kernel does.
_WARM = (
    "wirkung.notebook",
    "wirkung.report.show",
    "statsmodels.api",
    "seaborn",
    "matplotlib.pyplot",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
)
_THREADS = Path("/proc/self/task")


def serve(control: socket.socket) -> NoReturn:
    """Fork kernels until the line ends; to be called in a process of its own.

    Parameters
    ----------
    control
        The line to the user, on which `Order`s come.
    """
    code = 1
    try:
        ignored = frozenset(each for each in _OURS if signal.getsignal(each) is signal.SIG_IGN)  # by nohup
        _detach(control)
        code = _Server(control, ignored).run()
    finally:
        os._exit(code)


def _detach(control: socket.socket) -> None:
    """Out of the user's terminal and files: what is open here would be open in every kernel."""
    os.setsid()
    for number in _OURS:
        signal.signal(number, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.closerange(3, control.fileno())
    os.closerange(control.fileno() + 1, os.sysconf("SC_OPEN_MAX"))


class _Server:
    """The kernels that run, by their number, each with the handle where its end is reported."""

    def __init__(self, control: socket.socket, ignored: frozenset[signal.Signals]) -> None:
        self.control = control
        self.kernels: dict[int, int] = {}
        # The place that Python puts first is that of the script; a kernel's script is another.
        self.path = sys.path[0 if sys.flags.safe_path else 1 :]
        self.warm = False
        self.ignored = ignored
        self.woken, self.wakes = os.pipe()
        for end in (self.woken, self.wakes):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(self.wakes)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def run(self) -> int:
        try:
            while True:
                ready, _, _ = select.select([self.control.fileno(), self.woken], [], [])
                if self.woken in ready:
                    self._bury()
                if self.control.fileno() in ready and not self._answer():
                    return 0
        finally:
            for number in self.kernels:
                with suppress(OSError):
                    os.killpg(number, signal.SIGKILL)

    def _answer(self) -> bool:
        """Fork the kernel that is asked for; False when nobody is there any more."""
        received = receive(self.control)
        if received is None:
            return False
        order, handles = received
        self._warm_up()
        report = handles[-1]
        if threads() != 1:
            _say(report, REFUSED)
        else:
            number = os.fork()
            if number == 0:
                self._in_child(order, handles)
            self.kernels[number] = os.dup(report)
            _say(report, number)
        for handle in handles:
            os.close(handle)
        return True

    def _in_child(self, order: Order, handles: list[int]) -> NoReturn:
        signal.set_wakeup_fd(-1)
        for handle in (self.control.detach(), self.woken, self.wakes, *self.kernels.values()):
            os.close(handle)
        become_kernel(order, handles, self.path, self.ignored)

    def _warm_up(self) -> None:
        """At the first order: whoever makes no report does not wait for this."""
        if self.warm:
            return
        for name in _WARM:
            importlib.import_module(name)
        from matplotlib.font_manager import FontProperties, findfont  # noqa: PLC0415 - see above

        findfont(FontProperties())
        gc.collect()
        gc.freeze()  # what is here already is not looked through again, and stays shared between the kernels
        self.warm = True

    def _bury(self) -> None:
        with suppress(BlockingIOError):
            os.read(self.woken, 512)
        for number, report in list(self.kernels.items()):
            ended, status = os.waitpid(number, os.WNOHANG)
            if ended:
                _say(report, os.waitstatus_to_exitcode(status))
                os.close(report)
                del self.kernels[number]


def threads() -> int:
    """How many threads this process has, those of libraries included."""
    return sum(1 for _ in _THREADS.iterdir())


def _say(report: int, number: int) -> None:
    with suppress(OSError):  # nobody wants to know any more
        os.write(report, f"{number}\n".encode())


def main() -> NoReturn:
    """As a process of its own: the line is the open file whose number is the first argument."""
    serve(socket.socket(fileno=int(sys.argv[1])))

"""A process that was forked becomes a kernel, in the state of one that was started afresh."""

from __future__ import annotations

import atexit
import ctypes
import importlib
import os
import resource
import signal
import sys
import threading
import time
from contextlib import suppress
from typing import NoReturn

from wirkung.run.kernels.order import Order

INLINE = "module://matplotlib_inline.backend_inline"  # what ipykernel chooses where nothing is chosen
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux


def become_kernel(
    order: Order, handles: list[int], path: list[str], ignored: frozenset[signal.Signals]
) -> NoReturn:
    """Run the kernel that is asked for, to its end and that of this process.

    Parameters
    ----------
    order
        Which kernel, with what a process of its own would have from whoever starts it.
    handles
        Standard output, standard error, and one that the kernel does not need.
    path
        Where Python looks for modules.
    ignored
        Signals that whoever asks does not heed.
    """
    code = 1
    try:
        _like_started(order, handles, ignored)
        _like_imported_afresh(order, path)
        code = _run(order)
    finally:
        with suppress(Exception):
            _end()
        os._exit(code)


def _like_started(order: Order, handles: list[int], ignored: frozenset[signal.Signals]) -> None:
    """What the system gives a process."""
    os.setsid()
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGCHLD):
        signal.signal(number, signal.SIG_IGN if number in ignored else signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    output, errors, report = handles
    os.dup2(output, 1)
    os.dup2(errors, 2)
    for handle in (output, errors, report):
        os.close(handle)
    for name, (most_now, most) in order.limits.items():
        with suppress(ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (most_now, most))
    os.chdir(order.folder)
    os.environ.clear()
    # ipykernel ends itself when the process with this number is gone: here the one that it was forked from.
    os.environ.update({**order.environment, "JPY_PARENT_PID": str(os.getppid())})
    time.tzset()


def _like_imported_afresh(order: Order, path: list[str]) -> None:
    """What modules keep from their import."""
    sys.path[:] = path
    sys.argv[:] = ["ipykernel_launcher", *order.arguments]
    # Python gives its own generator a new state after a fork; numpy's would be the same in every kernel.
    numpy, matplotlib = (importlib.import_module(name) for name in ("numpy", "matplotlib"))
    numpy.random.seed()
    matplotlib.rcParams["backend"] = os.environ.get("MPLBACKEND", INLINE)


def _run(order: Order) -> int:
    application = importlib.import_module("ipykernel.kernelapp").IPKernelApp
    parent = f"--IPKernelApp.parent_handle={os.getppid()}"
    try:
        application.launch_instance(argv=[*order.arguments, parent])
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


def _end() -> None:
    """What the interpreter does at its end, which a forked process leaves without."""
    threading._shutdown()  # type: ignore[attr-defined]  # noqa: SLF001 - as multiprocessing does it
    atexit._run_exitfuncs()  # noqa: SLF001 - the same
    for stream in (sys.stdout, sys.stderr):
        stream.flush()

"""A process that makes reports as it is told, and clears up and ends when nobody tells it any more."""

from __future__ import annotations

import _thread
import logging
import signal
import sys
import threading
import traceback
from contextlib import suppress
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import NoReturn

from wirkung.run.kernels.client import fork_server
from wirkung.run.outcome import Outcome
from wirkung.run.task import Task


def work(line: Connection) -> None:
    """Make every report that is asked for.

    Parameters
    ----------
    line
        `Task`s come on it; back go, for each, pairs of cells done and all cells, and at its end its `Outcome`.
        When the other end is closed, or its process dead, the report that is being made is given up as after
        Ctrl-C.
    """
    fork_server()  # before there is a thread, or data
    _hear_only_the_line()
    for other in ("papermill", "asyncio"):  # as in the command
        logging.getLogger(other).addHandler(logging.NullHandler())
    tasks: SimpleQueue[Task] = SimpleQueue()
    threading.Thread(target=_listen, args=(line, tasks), daemon=True, name="line").start()
    # Whoever asked is gone, or stops us; there is nobody to tell.
    with suppress(KeyboardInterrupt, BrokenPipeError, ConnectionResetError):
        while True:
            outcome = tasks.get().make(lambda done, total: line.send((done, total)))
            line.send(_with_traceback(outcome))


def _listen(line: Connection, tasks: SimpleQueue[Task]) -> None:
    try:
        while True:
            tasks.put(line.recv())
    except (EOFError, OSError):
        _interrupt()


def _hear_only_the_line() -> None:
    """Ctrl-C and a closed terminal are for the process that tells us; it may want to go on."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
    signal.signal(signal.SIGTERM, _stop)


def _stop(*_: object) -> NoReturn:
    """Once: a second time would stop the clearing up."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise KeyboardInterrupt


def _interrupt() -> None:
    main = threading.main_thread().ident
    if sys.platform == "win32" or main is None:
        _thread.interrupt_main(signal.SIGTERM)
    else:
        signal.pthread_kill(main, signal.SIGTERM)


def _with_traceback(outcome: Outcome) -> Outcome:
    """Where an error arose does not go through a line by itself; shown with --debug alone."""
    if outcome.error is not None:
        outcome.error.add_note("".join(traceback.format_exception(outcome.error)))
    return outcome

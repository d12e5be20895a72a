"""The editions of a report, drawn in a process of its own: what never ends or eats the memory there ends alone.

One process draws for all reports of a run, since its imports take longer than a report. It has the document and
nothing else: no data, no register, no terminal. It ends when whoever asked does.
"""

from __future__ import annotations

import atexit
import ctypes
import os
import pickle
import signal
import subprocess
import sys
import traceback
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from subprocess import DEVNULL, PIPE
from typing import IO

from wirkung.errors import Problem, RunError, WirkungError
from wirkung.report.document.document import Document
from wirkung.report.editions.files import edition_files
from wirkung.run.guard import known
from wirkung.run.limits import GIGABYTE, MINUTE, Limits, watching

_SOURCE = "from wirkung.run.drawing import main; main()"
_PACKAGES = Path(__file__).parents[2]
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux
_PATIENCE = 10.0  # seconds, for a process that has nothing to do any more

_running: list[subprocess.Popen[bytes]] = []  # at most one; it belongs to the process that started it


def drawn(document: Document, *, stem: str, limits: Limits) -> dict[str, bytes]:
    """What `edition_files` gives.

    Parameters
    ----------
    document, stem
        As there.
    limits
        Of the time for all editions together, and of memory.

    Raises
    ------
    WirkungError
        What it raised; or `RunError` where it took more than is allowed, or its process died.
    """
    process = _process()
    try:
        with watching(replace(limits, run_seconds=limits.export_seconds)) as watch:
            watch.kernel(process.pid)
            answer = _answered(process, document, stem)
    except BaseException:
        _end(process)
        raise
    if isinstance(answer, WirkungError):
        raise answer
    if answer is not None:
        return dict(answer)
    _end(process)
    most = {"run": round(limits.export_seconds / MINUTE, 1), "memory": round(limits.memory / GIGABYTE, 1)}
    if watch.exceeded:
        code = f"run.limit.export_{watch.exceeded}"
        raise RunError([Problem(code=code, values={"most": most[watch.exceeded]})])
    raise RunError([Problem(code="run.export_died")])


def main() -> None:
    """Draw every document that comes on standard input, until there is none."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever asked
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)  # what anything prints is no answer
        with suppress(EOFError):
            while True:
                document, stem = pickle.load(sys.stdin.buffer)  # noqa: S301 - of whoever started this process
                _put(answers, _edited(document, stem))


def _edited(document: Document, stem: str) -> dict[str, bytes] | WirkungError:
    try:
        return edition_files(document, stem=stem)
    except Exception as error:  # noqa: BLE001 - told to whoever asked
        found = known(error)
        found.add_note("".join(traceback.format_exception(error)))  # shown with --debug alone
        return found


def _process() -> subprocess.Popen[bytes]:
    while _running:
        if _running[0].poll() is None:
            return _running[0]
        _end(_running[0])
    command = [sys.executable, "-c", _SOURCE]
    _running.append(
        subprocess.Popen(command, cwd=_PACKAGES, stdin=PIPE, stdout=PIPE, stderr=DEVNULL)  # noqa: S603 - this Python
    )
    return _running[0]


def _answered(
    process: subprocess.Popen[bytes], document: Document, stem: str
) -> Mapping[str, bytes] | WirkungError | None:
    """What it says; None where it is gone."""
    assert process.stdin is not None  # noqa: S101 - as it was started
    assert process.stdout is not None  # noqa: S101 - the same
    try:
        _put(process.stdin, (document, stem))
        answer: Mapping[str, bytes] | WirkungError = pickle.load(process.stdout)  # noqa: S301 - of our own process
    except (EOFError, OSError, pickle.UnpicklingError):
        return None
    return answer


def _put(line: IO[bytes], value: object) -> None:
    pickle.dump(value, line)
    line.flush()


def _end(process: subprocess.Popen[bytes]) -> None:
    """Whatever it is doing."""
    with suppress(ValueError):
        _running.remove(process)
    process.kill()
    with suppress(OSError):
        process.communicate(timeout=_PATIENCE)


def _end_all() -> None:
    for process in _running[:]:
        _end(process)


atexit.register(_end_all)

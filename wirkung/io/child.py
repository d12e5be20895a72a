"""Reading in a process of its own, with bounds: what crashes it, or never ends, is one finding."""

from __future__ import annotations

import json
import mmap
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, BinaryIO

from wirkung.errors import DataError, Place, Problem
from wirkung.io.limits import MEGABYTE, PATIENCE, Limits
from wirkung.io.quotable import might_be_somebodys
from wirkung.io.quoted import quoted

_PACKAGES = Path(__file__).parents[2]
_TOO_LONG = getattr(signal, "SIGXCPU", None)  # more processor time than allowed; unknown on Windows


def read_in_child(
    reader: str, place: Place, limits: Limits, *, raw: bytes = b"", **facts: object
) -> dict[str, Any]:
    """What a reader of `wirkung.io.readers` gives.

    Parameters
    ----------
    reader
        Its name.
    place
        Where to say that a problem is.
    limits
        Of memory and time, which the process cannot exceed.
    raw
        Handed to the reader.
    facts
        Handed to the reader: a path, the name of a sheet.

    Returns
    -------
    What the reader gives; columns of a typed table under `table` (`pyarrow.Table`).

    Raises
    ------
    DataError
        The reader found a problem, crashed, or took too much memory or time.
    """
    task = json.dumps({"reader": reader, "limits": limits.numbers(), **facts})
    # Our own module; the current folder, where anybody may have put a file called json.py, is not looked into.
    command = [sys.executable, "-P", "-m", "wirkung.io.readers", task]
    with _anonymous_file() as out:
        try:
            done = subprocess.run(  # noqa: S603 - see above
                command,
                input=raw,
                stdout=out,
                stderr=subprocess.DEVNULL,
                timeout=PATIENCE * limits.seconds,
                check=False,
                env=_environment(),
            )
            slow = -done.returncode == _TOO_LONG
        except subprocess.TimeoutExpired:
            slow = True
        if slow:
            values: dict[str, object] = {"seconds": limits.seconds}
            raise DataError([Problem(code="data.reader_too_slow", place=place, values=values)])
        if done.returncode:
            values = {"memory": limits.memory // MEGABYTE}
            raise DataError([Problem(code="data.reader_crashed", place=place, values=values)])
        answer = _answer(out)
    raise_problem(answer, place)
    return answer


def raise_problem(answer: dict[str, Any], place: Place) -> None:
    """Raise what the reader found wrong, if it did."""
    if code := answer.get("problem"):
        facts_found = answer.get("values", {})
        values = {name: _sayable(value) for name, value in facts_found.items()}
        raise DataError([Problem(code=code, place=place, values=values)])


def _anonymous_file() -> BinaryIO:
    """A file without a name, in memory where the system can: what stands in it are persons' data."""
    if hasattr(os, "memfd_create"):
        return open(os.memfd_create("answer"), "w+b")  # noqa: PTH123 - there is no path
    return tempfile.TemporaryFile()


def _answer(file: BinaryIO) -> dict[str, Any]:
    """The line of JSON, and the columns behind it, which stay where they are."""
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        end = whole.find(b"\n") + 1
        answer: dict[str, Any] = json.loads(whole[:end])
        more = end < len(whole)
    if more:
        import pyarrow as pa  # noqa: PLC0415 - a moment that only typed tables need

        buffer = pa.py_buffer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        answer["table"] = pa.ipc.open_stream(buffer.slice(end)).read_all()
    return answer


def _sayable(value: Any) -> object:  # noqa: ANN401 - what JSON can hold
    """A value for a sentence; of a list of names those that might be somebody's are left out."""
    return (
        quoted((v for v in value if not might_be_somebodys(v)), shown=None) if isinstance(value, list) else value
    )


def _environment() -> dict[str, str]:
    packages = [str(_PACKAGES), *filter(None, [os.environ.get("PYTHONPATH")])]
    # Threads of linear algebra, which no reader needs, reserve memory each.
    return {**os.environ, "PYTHONPATH": os.pathsep.join(packages), "OPENBLAS_NUM_THREADS": "1"}

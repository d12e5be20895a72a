"""Reading in a process of its own, with bounds: what crashes it, or never ends, is one finding."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from wirkung.errors import DataError, Place, Problem
from wirkung.io.limits import MEGABYTE, Limits
from wirkung.io.quotable import might_be_somebodys
from wirkung.io.quoted import quoted

_PACKAGES = Path(__file__).parents[2]


def read_in_child(reader: str, place: Place, limits: Limits, *, raw: bytes = b"", **facts: str) -> dict[str, Any]:
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

    Raises
    ------
    DataError
        The reader found a problem, crashed, or took too much memory or time.
    """
    task = json.dumps({"reader": reader, "limits": limits.numbers(), **facts})
    # Our own module; the current folder, where anybody may have put a file called json.py, is not looked into.
    command = [sys.executable, "-P", "-m", "wirkung.io.readers", task]
    try:
        done = subprocess.run(  # noqa: S603 - see above
            command, input=raw, capture_output=True, timeout=limits.seconds, check=False, env=_environment()
        )
    except subprocess.TimeoutExpired:
        values: dict[str, object] = {"seconds": limits.seconds}
        raise DataError([Problem(code="data.reader_too_slow", place=place, values=values)]) from None
    if done.returncode:
        values = {"memory": limits.memory // MEGABYTE}
        raise DataError([Problem(code="data.reader_crashed", place=place, values=values)])
    answer: dict[str, Any] = json.loads(done.stdout)
    if code := answer.get("problem"):
        facts_found = answer.get("values", {})
        values = {name: _sayable(value) for name, value in facts_found.items()}
        raise DataError([Problem(code=code, place=place, values=values)])
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

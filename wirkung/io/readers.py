"""The process that reads files which can crash their reader: `python -m wirkung.io.readers TASK`.

Bytes come in, a line of JSON goes out, and after it, from readers of typed tables, the columns as an Arrow stream.
Nothing heavy is imported before a task says what is needed: a start takes a moment.
"""

from __future__ import annotations

import json
import sys
from typing import Any, BinaryIO

from wirkung.io.reader_problem import ReaderProblem


def main(task: dict[str, Any], raw: bytes) -> dict[str, Any]:
    """What the reader named in the task gives, or `problem` and `values`."""
    limits = task["limits"]
    _bound(limits["memory"], limits["seconds"])
    try:
        return _read(task, raw)
    except ReaderProblem as problem:
        return {"problem": problem.code, "values": problem.values}
    except MemoryError:
        return {"problem": "data.reader_crashed", "values": {"memory": limits["memory"] // 1_000_000}}
    except Exception:  # noqa: BLE001 - whatever a library raises on a damaged file, the file is damaged
        return {"problem": task["damaged"], "values": {}}


def _read(task: dict[str, Any], raw: bytes) -> dict[str, Any]:
    limits = task["limits"]
    if task["reader"] == "sheet":
        from wirkung.io.sheet_reader import read_sheet  # noqa: PLC0415 - see above

        return read_sheet(raw, task["sheet"], cells=limits["cells"], unpacked=limits["unpacked"])
    if task["reader"] == "parquet":
        from wirkung.io.parquet_reader import read_parquet  # noqa: PLC0415 - see above

        bounds = {"cells": limits["cells"], "unpacked": limits["unpacked"]}
        return read_parquet(task["path"], task["wanted"], dates=task["dates"], **bounds)
    if task["reader"] == "database":
        return _database(task)
    from wirkung.io.spss_reader import read_spss  # noqa: PLC0415 - see above

    return read_spss(task["path"], cells=limits["cells"])


def _database(task: dict[str, Any]) -> dict[str, Any]:
    try:
        if not task["path"]:
            import psycopg  # noqa: PLC0415, F401 - an extra of its own, for which SQLAlchemy would look later
    except ImportError:
        raise ReaderProblem("data.database_driver") from None
    from wirkung.io.database_reader import read_database  # noqa: PLC0415 - see above

    facts = (task["variable"], task["path"], task["asked"], task["wanted"])
    return read_database(*facts, dates=task["dates"], limits=task["limits"])


def _bound(memory: int, seconds: int) -> None:
    """Bound this process; where the system knows no such bounds, time is bounded by who started it."""
    try:
        import resource  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def write(answer: dict[str, Any], out: BinaryIO) -> None:
    """The answer as `wirkung.io.child` takes it apart."""
    table = answer.pop("table", None)
    out.write(json.dumps(answer).encode() + b"\n")
    if table is not None:
        import pyarrow as pa  # noqa: PLC0415 - see above

        with pa.ipc.new_stream(out, table.schema) as stream:
            stream.write_table(table)


class _LeftAside:
    """Finds no module of these, whether it is there or not.

    Arrow imports NumPy and pandas where it can, and needs neither for typed tables: half of the time of a reading.
    """

    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        """Raise for the modules, and leave all others to who comes next."""
        if name in ("numpy", "pandas"):
            raise ModuleNotFoundError(name, name=name)


if __name__ == "__main__":
    asked = json.loads(sys.argv[1])
    if asked["reader"] in ("parquet", "database"):
        sys.meta_path.insert(0, _LeftAside())
    write(main(asked, sys.stdin.buffer.read()), sys.stdout.buffer)

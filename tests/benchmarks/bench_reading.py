"""Reading a large Parquet or CSV file against pandas and DuckDB: `python -m tests.benchmarks.bench_reading`.

The file has one row a person and wave: an id of seven digits, year, wave, two answers, and two columns that
nobody reads. Ours gives the mapped columns ready for the checks, the others a frame with the same columns:
`pandas.read_csv(usecols=...)` with its usual engine and with pyarrow's, `pandas.read_parquet(columns=...)`, and
`SELECT ... FROM file` of DuckDB. Each call has a process of its own that has imported everything and read nothing:
what a process has once taken, a second call would get for nothing, and nobody reads a file twice. They take
turns in each round, after one round that warms the cache, and the medians are compared: of the time by the clock,
and of the processor time of all threads and processes, which other work on the machine disturbs less.
Peak memory is that of both our processes, less what Python and its imports took before, over the bytes of the
mapped columns in Arrow.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import csv

from wirkung.declared import SourceRole
from wirkung.io.read import read_source
from wirkung.programme.sources import Source

ROWS, ROUNDS = 10_000_000, 5
MOST, MOST_MEMORY = 1.5, 2.0  # our own targets
COLUMNS = {"person": "Nr", "year": "Jahr", "wave": "Welle", "q1": "F1", "q2": "F2"}


def write(path: Path, rows: int) -> None:
    """A file of so many rows of invented persons, each before and after."""
    rng, persons = np.random.default_rng(20241231), rows // 2
    wave = pa.DictionaryArray.from_arrays(pa.array(np.repeat([0, 1], persons)), ["vorher", "nachher"])
    columns = {
        "Nr": np.tile(np.arange(persons) + 1_000_000, 2),
        "Jahr": np.full(rows, 2024, np.int16),
        "Welle": wave.cast(pa.string()),
        "F1": rng.integers(1, 6, rows).astype("int8"),
        "F2": rng.integers(1, 6, rows).astype("int8"),
        "Stadtteil": pa.array(rng.integers(0, 30, rows)).cast(pa.string()),
        "Zufall": rng.random(rows),
    }
    if path.suffix == ".parquet":
        pq.write_table(pa.table(columns), path)
        return
    head = ";".join(columns).encode() + b"\n"
    with path.open("wb") as file:
        file.write(head)
        plain = csv.WriteOptions(include_header=False, delimiter=";", quoting_style="none")
        csv.write_csv(pa.table(columns), file, plain)


def ours(path: Path) -> pd.DataFrame:
    """The mapped columns as the checks get them."""
    source = Source(file=path.name, large=True, columns=COLUMNS)
    return read_source(source, SourceRole.MEASUREMENTS, path.parent).cells


def memory(path: Path) -> float:
    """Peak of the process that reads, and of this one, over the bytes of the columns in Arrow."""
    before = most()
    small = path.with_stem("small")
    write(small, 1000)
    ours(small)
    start = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss  # Python and its imports
    ours(path)
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss - start
    after = most()
    return (1024 * child + after - before) / in_arrow(path).nbytes


def in_arrow(path: Path) -> pa.Table:
    """The mapped columns as Arrow reads them without being told anything."""
    names = list(COLUMNS.values())
    if path.suffix == ".parquet":
        return pq.read_table(path, columns=names)
    options = csv.ConvertOptions(include_columns=names)
    return csv.read_csv(path, parse_options=csv.ParseOptions(delimiter=";"), convert_options=options)


def most() -> int:
    """The most bytes that this process has ever had."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(1024 * int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


def pandas_usual(path: Path) -> pd.DataFrame:
    """The quickest call of pandas without options of speed."""
    names = list(COLUMNS.values())
    if path.suffix == ".parquet":
        return pd.read_parquet(path, columns=names)
    return pd.read_csv(path, sep=";", usecols=names)


def pandas_arrow(path: Path) -> pd.DataFrame:
    """The same with the engine that has threads."""
    names = list(COLUMNS.values())
    if path.suffix == ".parquet":
        return pd.read_parquet(path, columns=names, dtype_backend="pyarrow")
    return pd.read_csv(path, sep=";", usecols=names, engine="pyarrow")


def duck(path: Path) -> pd.DataFrame:
    """A frame of DuckDB's."""
    duckdb.execute("SET enable_progress_bar = false")
    return duckdb.sql(f"SELECT {', '.join(COLUMNS.values())} FROM '{path}'").df()  # noqa: S608 - our own file


CALLS = {"ours": ours, "pandas": pandas_usual, "pandas with Arrow": pandas_arrow, "DuckDB": duck}


def spent() -> float:
    """Processor time of this process and of those that it started, in seconds."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def taken(name: str, path: Path) -> tuple[float, float]:
    """Seconds of one call, by the clock and of the processor; for a process of its own."""
    start, before = time.perf_counter(), spent()
    CALLS[name](path)
    return time.perf_counter() - start, spent() - before


def medians(path: Path) -> dict[str, tuple[float, float]]:
    """Median seconds of each call."""
    rounds: dict[str, list[tuple[float, float]]] = {name: [] for name in CALLS}
    for _ in range(ROUNDS + 1):
        for name, found in rounds.items():
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                found.append(pool.apply(taken, (name, path)))
    clock = {name: statistics.median(one for one, _ in found[1:]) for name, found in rounds.items()}
    return {name: (clock[name], statistics.median(cpu for _, cpu in found[1:])) for name, found in rounds.items()}


def main() -> int:
    """Print the ratios of both formats; exit status 1 where the memory is above its limit."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    return max(measured(rows, suffix) for suffix in (".parquet", ".csv"))


def measured(rows: int, suffix: str) -> int:
    """Print the ratios of one format; 1 where the memory is above its limit."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"large{suffix}"
        write(path, rows)
        # In a process of its own: what a process has taken counts for those that it starts.
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            used = pool.apply(memory, (path,))
        found = medians(path)
    clock, processor = found.pop("ours")
    sys.stdout.write(f"{suffix}, {rows} rows: {clock:.2f} s by the clock, {processor:.2f} s of the processor\n")
    for name, (by_clock, of_processor) in found.items():
        sys.stdout.write(
            f"{suffix}: {clock / by_clock:.2f} times {name} by the clock, {processor / of_processor:.2f} times "
            f"of the processor (aim: {MOST:g} of the quickest)\n"
        )
    sys.stdout.write(f"{suffix}: peak memory {used:.2f} times the columns in Arrow (at most {MOST_MEMORY:g})\n")
    return int(used > MOST_MEMORY)


if __name__ == "__main__":
    sys.exit(main())

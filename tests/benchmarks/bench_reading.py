"""Reading a large Parquet or CSV file against pandas and DuckDB: `python tests/benchmarks/bench_reading.py`.

The file has one row a person and wave: an id of seven digits, year, wave, two answers, and two columns that
nobody reads. Ours gives the mapped columns as text, ready for the checks, from a process of its own; the others
give them as they are. All start from the file, in turn in each round, after one round that warms the cache, and
the medians are compared. Peak memory is that of both our processes, less what Python and its imports took before,
over the bytes of the mapped columns in Arrow.
"""

from __future__ import annotations

import multiprocessing
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


def seconds(path: Path) -> dict[str, float]:
    """Median seconds of each."""
    names = list(COLUMNS.values())
    calls = {
        "ours": lambda: ours(path),
        "pandas": lambda: (
            pd.read_parquet(path, columns=names)
            if path.suffix == ".parquet"
            else pd.read_csv(path, sep=";", usecols=names)
        ),
        "DuckDB": lambda: duckdb.sql(f"SELECT {', '.join(names)} FROM '{path}'").df(),  # noqa: S608 - our own file
    }
    rounds = []
    for _ in range(ROUNDS + 1):
        taken = {}
        for name, call in calls.items():
            start = time.perf_counter()
            call()
            taken[name] = time.perf_counter() - start
        rounds.append(taken)
    return {name: statistics.median(each[name] for each in rounds[1:]) for name in calls}


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
        taken = seconds(path)
    for name in ("pandas", "DuckDB"):
        sys.stdout.write(
            f"{suffix}, {rows} rows: {taken['ours'] / taken[name]:.2f} times {name} "
            f"(aim: {MOST:g} of the quicker)\n"
        )
    sys.stdout.write(f"{suffix}: peak memory {used:.2f} times the columns in Arrow (at most {MOST_MEMORY:g})\n")
    return int(used > MOST_MEMORY)


if __name__ == "__main__":
    sys.exit(main())

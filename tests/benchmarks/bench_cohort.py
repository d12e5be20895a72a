"""Funnel, retention and transitions against DuckDB on one file: `python -m tests.benchmarks.bench_cohort`.

The file is CSV, as an office has it: one row per person and wave with person, cohort, wave and state, in no order.
DuckDB answers three queries with `count(distinct person)`; ours reads the file, makes the table of persons and
waves, and calls the methods, intervals included. Both start from the file, in turn in each round, and the medians
are compared. A second pair leaves reading out: DuckDB has the rows in a table of its own, ours the columns in
memory. Peak memory is that of a process of its own, less what Python and its imports took before the file was
opened, over the bytes of the columns used (an int32 and three int8). The slope is log time over log rows.
"""

import multiprocessing
import statistics
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from wirkung.methods.cohort.funnel import funnel
from wirkung.methods.cohort.retention import retention
from wirkung.methods.cohort.transitions import transition_matrix

ROWS, WAVES, COHORTS, ROUNDS = (100_000, 1_000_000, 10_000_000), 4, 10, 3
STEPS, LOST, STATES = 4, 5, 6  # 0 entered, 1 to 4 the steps, 5 lost
MOST, MOST_MEMORY, STEEPEST = 3.0, 2.0, 1.1
CHUNK = 500_000
COLUMNS = {"person": "int32", "cohort": "int8", "wave": "int8", "state": "int8"}

QUERIES = {
    "funnel": """select cohort, count(distinct person),
            count(distinct person) filter (state between 1 and 4),
            count(distinct person) filter (state between 2 and 4),
            count(distinct person) filter (state between 3 and 4),
            count(distinct person) filter (state between 4 and 4)
        from {rows} group by cohort order by cohort""",
    "retention": """select cohort, wave, count(distinct person) filter (state < 5)
        from {rows} group by cohort, wave order by cohort, wave""",
    # The window is the faster of two ways to say it: a join of the file with itself takes half as long again.
    "transitions": """select wave, state, next, count(distinct person)
        from (select *, lead(state) over (partition by person order by wave) as next from {rows})
        where next is not null group by all order by all""",
}


def write(path, rows):
    """A file of so many rows: every wave a third goes a step further, a tenth cannot be found."""
    rng, persons = np.random.default_rng(20241231), rows // WAVES
    further = (rng.random((persons, WAVES)) < 1 / 3).cumsum(axis=1)
    state = np.where(rng.random((persons, WAVES)) < 0.1, LOST, np.minimum(further, STEPS))
    order = rng.permutation(rows)
    person, wave = np.divmod(order, WAVES)
    cohort = rng.integers(0, COHORTS, persons)[person]
    columns = {"person": person, "cohort": cohort, "wave": wave, "state": state.ravel()[order]}
    table = pd.DataFrame({name: columns[name].astype(kind) for name, kind in COLUMNS.items()})
    duckdb.from_df(table).write_csv(str(path), header=True)


def read(path):
    """The columns of the file in the narrowest types that hold them, put together one column after the other."""
    parts = {name: [] for name in COLUMNS}
    with pd.read_csv(path, dtype=COLUMNS, chunksize=CHUNK) as chunks:
        for chunk in chunks:
            for name, column in parts.items():
                column.append(chunk[name].to_numpy())
    return {name: np.concatenate(parts.pop(name)) for name in COLUMNS}


def ours(rows, persons):
    """The three answers as counts, from rows in memory."""
    person, wave = rows["person"], rows["wave"]
    state = np.full((persons, WAVES), -1, dtype=np.int8)
    state[person, wave] = rows["state"]
    cohort = np.empty(persons, dtype=np.int8)
    cohort[person] = rows["cohort"]
    there = state < LOST
    furthest = np.where(there, state, 0).max(axis=1)
    reached = furthest[:, None] >= np.arange(1, STEPS + 1)
    steps = [funnel(reached[cohort == each]) for each in range(COHORTS)]
    stayed = retention(there, cohort=cohort, observable=np.ones((COHORTS, WAVES), dtype=bool))
    matrices = [transition_matrix(state[:, wave], state[:, wave + 1], states=STATES) for wave in range(WAVES - 1)]
    return counted(steps, stayed, matrices)


def number(estimate):
    """How many persons stand in a cell."""
    return estimate.counts[0].number


def counted(steps, stayed, matrices):
    """The counts in the shape of the queries' rows; DuckDB has no rows for cells of nobody."""
    return {
        "funnel": [
            (cohort, each[0].of_starters.counts[0].of, *(number(step.of_starters) for step in each))
            for cohort, each in enumerate(steps)
        ],
        "retention": [
            (cohort, wave, number(each)) for cohort, row in enumerate(stayed) for wave, each in enumerate(row)
        ],
        "transitions": [
            (wave, before, after, number(each))
            for wave, matrix in enumerate(matrices)
            for before, row in enumerate(matrix)
            for after, each in enumerate(row)
            if number(each)
        ],
    }


def theirs(connection, rows):
    """The three answers as counts, from a table or a file by name."""
    return {name: connection.execute(query.format(rows=rows)).fetchall() for name, query in QUERIES.items()}


def seconds(call):
    """How long one call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def most_memory():
    """The most bytes that this process has ever had; `ru_maxrss` would count its parent's before `exec`."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(1024 * int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


def peak(path, persons, answer):
    """Put the bytes that reading the file and answering take at their height, beyond what was there before."""
    before = most_memory()
    ours(read(path), persons)
    answer.put(most_memory() - before)


def memory(path, rows):
    """The peak over the bytes of the columns used, in a new process."""
    context = multiprocessing.get_context("spawn")
    answer = context.Queue()
    process = context.Process(target=peak, args=(path, rows // WAVES, answer))
    process.start()
    found = answer.get()
    process.join()
    return found / (rows * sum(np.dtype(kind).itemsize for kind in COLUMNS.values()))


def medians(path, rows):
    """Median seconds of both, from the file and from memory; the answers must be the same."""
    persons, connection = rows // WAVES, duckdb.connect()
    file, columns = f"read_csv('{path}')", read(path)
    connection.execute(f"create table rows as from {file}")
    assert ours(columns, persons) == theirs(connection, "rows")
    calls = {
        "DuckDB, file": lambda: theirs(connection, file),
        "ours, file": lambda: ours(read(path), persons),
        "DuckDB, memory": lambda: theirs(connection, "rows"),
        "ours, memory": lambda: ours(columns, persons),
    }
    rounds = [{name: seconds(call) for name, call in calls.items()} for _ in range(ROUNDS)]
    return {name: statistics.median(each[name] for each in rounds) for name in calls}


def main():
    """Print ratios, memory and slope; exit status 1 where one is above its limit."""
    with tempfile.TemporaryDirectory() as folder:
        taken = {}
        for rows in ROWS:
            path = Path(folder) / f"{rows}.csv"
            write(path, rows)
            taken[rows] = medians(path, rows)
        most = max(ROWS)
        used = memory(path, most)
    ratios = {
        where: taken[most][f"ours, {where}"] / taken[most][f"DuckDB, {where}"] for where in ("file", "memory")
    }
    times = np.log([each["ours, file"] for each in taken.values()])
    slope, last = np.polyfit(np.log(ROWS), times, 1)[0], np.polyfit(np.log(ROWS[1:]), times[1:], 1)[0]
    for where, ratio in ratios.items():
        sys.stdout.write(f"{most} rows from {where}: {ratio:.2f} times DuckDB (at most {MOST:g})\n")
    sys.stdout.write(f"peak memory: {used:.2f} times the columns used (at most {MOST_MEMORY:g})\n")
    sys.stdout.write(f"slope from {ROWS[0]} to {most} rows: {slope:.2f} (at most {STEEPEST:g})")
    sys.stdout.write(f", from {ROWS[1]} on: {last:.2f}\n")
    return int(max(ratios.values()) > MOST or used > MOST_MEMORY or slope > STEEPEST)


if __name__ == "__main__":
    sys.exit(main())

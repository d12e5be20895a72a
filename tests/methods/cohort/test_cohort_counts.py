"""The cohort methods count what DuckDB's `count(distinct person)` counts, on the same file."""

from importlib import util
from pathlib import Path

import duckdb
import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "bench_cohort.py"
SPEC = util.spec_from_file_location("bench_cohort", SCRIPT)
bench = util.module_from_spec(SPEC)
SPEC.loader.exec_module(bench)

ROWS = 4_000


@pytest.fixture(scope="module")
def counted(tmp_path_factory):
    path = tmp_path_factory.mktemp("cohort") / "rows.csv"
    bench.write(path, ROWS)
    with duckdb.connect() as connection:
        theirs = bench.theirs(connection, f"read_csv('{path}')")
    return bench.ours(bench.read(path), ROWS // bench.WAVES), theirs


@pytest.mark.parametrize("answer", list(bench.QUERIES))
def test_counts_are_exactly_those_of_duckdb(counted, answer):
    ours, theirs = counted
    assert ours[answer] == theirs[answer]


def test_the_file_has_all_that_is_counted(counted):
    ours, _ = counted
    assert len(ours["funnel"]) == bench.COHORTS
    assert {after for _, _, after, _ in ours["transitions"]} == {*range(bench.STATES)}

"""How long difference-in-differences with fixed effects takes on a million rows, beside pyfixest called directly.

Run it with `python tests/benchmarks/bench_did.py`. The aim: not slower than pyfixest itself by more than 10 %.
Both are measured in turn in one run, after one run each to warm up, and the quickest compared: others
use the machine too.
"""

from __future__ import annotations

import sys
import time
import warnings

import numpy as np
import pandas as pd
import pyfixest

from wirkung.codes import UnitKind
from wirkung.estimate import Unit
from wirkung.methods.robustness.fixed_effects import fixed_effects_difference

PERSONS, PERIODS, RUNS = 250_000, 4, 12
ALLOWED = 1.10


def panel() -> pd.DataFrame:
    """A million rows: half of the persons start in the third period."""
    rng = np.random.default_rng(20241231)
    person, period = np.repeat(np.arange(PERSONS), PERIODS), np.tile(np.arange(PERIODS), PERSONS)
    started = (person % 2 == 0) & (period >= PERIODS // 2)
    own = rng.standard_normal(PERSONS)[person]
    outcome = own + 0.1 * period + 0.2 * started + rng.standard_normal(person.size)
    return pd.DataFrame({"outcome": outcome, "person": person, "period": period, "started": started.astype(float)})


def by_pyfixest(table: pd.DataFrame) -> tuple[float, float]:
    """Value and standard error from pyfixest as its manual calls it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", pd.errors.Pandas4Warning)
        fitted = pyfixest.feols("outcome ~ started | person + period", table, vcov={"CRV1": "person"})
    return float(fitted.coef()["started"]), float(fitted.se()["started"])


def by_wirkung(table: pd.DataFrame) -> tuple[float, float]:
    """Value and standard error from the function under test."""
    columns = (table.outcome, table.person, table.period, table.started)
    found = fixed_effects_difference(*columns, unit=Unit(kind=UnitKind.SCORE))
    return found.value, found.standard_error


def seconds(function, table: pd.DataFrame) -> float:
    start = time.perf_counter()
    function(table)
    return time.perf_counter() - start


def main() -> int:
    table = panel()
    np.testing.assert_allclose(by_wirkung(table), by_pyfixest(table), rtol=1e-6)
    times = [(seconds(by_wirkung, table), seconds(by_pyfixest, table)) for _ in range(RUNS)]
    ours, theirs = (min(column) for column in zip(*times, strict=True))
    sys.stdout.write(
        f"{len(table):,} rows: wirkung {ours:.2f} s, pyfixest {theirs:.2f} s, ratio {ours / theirs:.2f} "
        f"(allowed {ALLOWED:.2f})\n"
    )
    return int(ours > ALLOWED * theirs)


if __name__ == "__main__":
    sys.exit(main())

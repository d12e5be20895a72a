"""How long the BCa interval of a standardised change takes, beside `scipy.stats.bootstrap` on the same statistic.

Run it with `python tests/benchmarks/bench_bootstrap.py` (a minute or two). The aim: with 9999 resamples of 20 000
persons at least 20 times as fast, with the same interval up to chance. scipy gets a vectorised statistic and a
`batch` that fits the processor's caches; without one it asks for many gigabytes.
"""

from __future__ import annotations

import resource
import sys
import time

import numpy as np
from scipy import stats

from wirkung.methods.change.bootstrap import standardised_change_bootstrap
from wirkung.methods.kernels.standardisers import Standardiser

PERSONS, RESAMPLES, RUNS = 20_000, 9999, 5
WANTED = 20


def d_z(before: np.ndarray, after: np.ndarray, axis: int) -> np.ndarray:
    """Mean change over the standard deviation of the changes."""
    change = after - before
    return np.mean(change, axis=axis) / np.std(change, axis=axis, ddof=1)


def d_av(before: np.ndarray, after: np.ndarray, axis: int) -> np.ndarray:
    """Mean change over the mean of both standard deviations."""
    spread = np.std(before, axis=axis, ddof=1) + np.std(after, axis=axis, ddof=1)
    return np.mean(after - before, axis=axis) / (spread / 2)


def megabytes() -> float:
    """The most memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def report(name: Standardiser, before: np.ndarray, after: np.ndarray) -> str:
    """One line: both times, their ratio, both intervals, memory."""
    start_memory, seconds = megabytes(), []
    for _ in range(RUNS):
        start = time.perf_counter()
        ours = standardised_change_bootstrap(
            before, after, standardiser=name, seed=1, resamples=RESAMPLES
        ).interval
        seconds.append(time.perf_counter() - start)
    memory = megabytes() - start_memory
    start = time.perf_counter()
    theirs = stats.bootstrap(
        (before, after),
        {"d_z": d_z, "d_av": d_av}[name],
        paired=True,
        vectorized=True,
        n_resamples=RESAMPLES,
        batch=100,
        method="BCa",
        rng=np.random.default_rng(2),
    ).confidence_interval
    other = time.perf_counter() - start
    own = sorted(seconds)[RUNS // 2]
    assert ours is not None
    return (
        f"{name}: {own:.2f} s against {other:.2f} s, {other / own:.1f} times as fast (wanted {WANTED}); "
        f"[{ours.low:.5f}, {ours.high:.5f}] against [{theirs.low:.5f}, {theirs.high:.5f}]; {memory:.0f} MB more\n"
    )


def main() -> None:
    """Both standardisers on the same normal scores."""
    rng = np.random.default_rng(20241231)
    before = rng.standard_normal(PERSONS)
    after = 0.3 + 0.6 * before + 0.8 * rng.standard_normal(PERSONS)
    for name in ("d_z", "d_av"):
        sys.stdout.write(report(name, before, after))


if __name__ == "__main__":
    main()

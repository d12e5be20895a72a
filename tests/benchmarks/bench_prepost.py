"""Before/after by group against one NumPy pass for the same moments: `python tests/benchmarks/bench_prepost.py`.

The pass that it is measured against is the shortest that NumPy allows: six `bincount` over whole columns (count,
sums, sums of squares, sum of products). It keeps three more columns in memory and loses digits where means are
large; ours does neither. Only the ratio means anything; both are timed in turn, in one run, the fastest of five.
"""

import sys
import time

import numpy as np

from wirkung.codes import UnitKind
from wirkung.estimate import Unit
from wirkung.methods.change.moments import mean_change_by_group, moments_by_group

PERSONS, GROUPS, ROUNDS = 10_000_000, 45, 5
MOST = 3.0


def sample(persons):
    """Half-point answers on a scale from 1 to 5, as a questionnaire gives them."""
    rng = np.random.default_rng(20241231)
    before = np.clip(np.round(2 * rng.normal(3, 1, persons)) / 2, 1, 5)
    after = np.clip(before + np.round(2 * rng.normal(0.3, 0.7, persons)) / 2, 1, 5)
    return before, after, rng.integers(0, GROUPS, persons)


def numpy_pass(before, after, group):
    """Count, means, variances and covariance by group, by the textbook formula."""
    n = np.bincount(group, minlength=GROUPS)
    first, second = np.bincount(group, before, GROUPS) / n, np.bincount(group, after, GROUPS) / n
    products = (before * before, after * after, before * after)
    squares = [np.bincount(group, product, GROUPS) / n for product in products]
    means = (first * first, second * second, first * second)
    return n, first, second, [(one - other) * n / (n - 1) for one, other in zip(squares, means, strict=True)]


def seconds(call):
    """How long one call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def main(persons=PERSONS):
    """Print the ratios; exit status 1 where moments by group take more than three passes."""
    before, after, group = sample(persons)
    unit = Unit(kind=UnitKind.SCORE)
    calls = {
        "NumPy": lambda: numpy_pass(before, after, group),
        "moments_by_group": lambda: moments_by_group(before, after, group, groups=GROUPS),
        "mean_change_by_group": lambda: mean_change_by_group(before, after, group, groups=GROUPS, unit=unit),
    }
    best = dict.fromkeys(calls, float("inf"))
    for _ in range(ROUNDS):
        for name, call in calls.items():
            best[name] = min(best[name], seconds(call))
    _, _, _, (variance, _, covariance) = numpy_pass(before, after, group)
    found = moments_by_group(before, after, group, groups=GROUPS)
    np.testing.assert_allclose(found.standard_deviations[0] ** 2, variance, rtol=1e-6)
    np.testing.assert_allclose(found.covariance, covariance, rtol=1e-6)
    for name in ("moments_by_group", "mean_change_by_group"):
        ratio = best[name] / best["NumPy"]
        sys.stdout.write(
            f"{name}: {persons} persons, {GROUPS} groups: {ratio:.2f} NumPy passes (at most {MOST:g})\n"
        )
    return int(best["mean_change_by_group"] > MOST * best["NumPy"])


if __name__ == "__main__":
    sys.exit(main())

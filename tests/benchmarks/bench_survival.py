"""Kaplan-Meier of a million persons beside lifelines: `python -m tests.benchmarks.bench_survival` (a minute).

Whole months, as a programme has them, and times without ties. All are timed in turn, in one run; medians of seven.
Then the cost of ours from 10⁵ to 10⁷ persons: the slope of its logarithm over that of the persons is 1 where it
grows linearly. Sorting, and the processor's caches, which hold the small samples only, put something on top.
"""

import sys
import time

import numpy as np
from lifelines import KaplanMeierFitter

from tests.methods.survival.of_persons import incidence_curve, survival_curve
from wirkung.methods.survival.kaplan_meier import kaplan_meier

PERSONS, ROUNDS = 1_000_000, 7
SIZES = (100_000, 1_000_000, 10_000_000)
GRID = (6, 12, 24, 48)
STEEPEST = 1.2


def sample(persons, *, whole):
    """Exponential times with a mean of 20 months, observed for up to 60; kinds 0, 1 and 2."""
    rng = np.random.default_rng(20241231)
    times, ends = rng.exponential(20, persons), rng.uniform(0, 60, persons)
    seen = np.minimum(times, ends)
    return np.ceil(seen) if whole else seen, np.where(times <= ends, rng.integers(1, 3, persons), 0)


def seconds(call):
    """How long one call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def medians(calls):
    """Median time of each call, all called in turn."""
    taken = {name: [] for name in calls}
    for _ in range(ROUNDS):
        for name, call in calls.items():
            taken[name].append(seconds(call))
    return {name: float(np.median(each)) for name, each in taken.items()}


def against_lifelines(*, whole):
    """Ratio to lifelines' KaplanMeierFitter, whose curve must be the same; ours with intervals on a grid too."""
    times, kind = sample(PERSONS, whole=whole)
    event = kind > 0
    curve, theirs = survival_curve(times, event), KaplanMeierFitter().fit(times, event)
    np.testing.assert_allclose(
        curve.survival, theirs.survival_function_.loc[curve.times].to_numpy()[:, 0], rtol=1e-8
    )
    taken = medians(
        {
            "lifelines": lambda: KaplanMeierFitter().fit(times, event),
            "survival_curve": lambda: survival_curve(times, event),
            "kaplan_meier": lambda: kaplan_meier(times, event, at=GRID),
            "incidence_curve": lambda: incidence_curve(times, kind, kinds=2),
        }
    )
    kind_of_times = "whole months" if whole else "times without ties"
    for name in ("survival_curve", "kaplan_meier", "incidence_curve"):
        ratio = taken[name] / taken["lifelines"]
        sys.stdout.write(f"{name}: {PERSONS} persons, {kind_of_times}: {ratio:.3f} times lifelines (at most 1)\n")
    return max(taken["survival_curve"], taken["kaplan_meier"]) / taken["lifelines"]


def slope(*, whole):
    """Slope of log(time) over log(persons)."""
    samples = [sample(size, whole=whole) for size in SIZES]
    calls = {
        str(size): lambda times=times, kind=kind: kaplan_meier(times, kind > 0, at=GRID)
        for size, (times, kind) in zip(SIZES, samples, strict=True)
    }
    taken = medians(calls)
    found = float(np.polyfit(np.log(SIZES), np.log(list(taken.values())), 1)[0])
    per_person = ", ".join(f"{1e9 * each / int(size):.0f}" for size, each in taken.items())
    kind_of_times = "whole months" if whole else "times without ties"
    sys.stdout.write(
        f"kaplan_meier, {kind_of_times}: slope {found:.2f} from {SIZES[0]} to {SIZES[-1]} persons "
        f"(at most {STEEPEST:g}); nanoseconds a person: {per_person}\n"
    )
    return found


def main():
    """Print the ratios; exit status 1 where lifelines is faster or the cost grows faster than the persons."""
    ratios = [against_lifelines(whole=whole) for whole in (True, False)]
    slopes = [slope(whole=whole) for whole in (True, False)]
    return int(max(ratios) > 1 or max(slopes) > STEEPEST)


if __name__ == "__main__":
    sys.exit(main())

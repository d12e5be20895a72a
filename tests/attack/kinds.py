"""What the attacks on each kind of outcome share: claims from all ways that fit, and their command line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from multiprocessing import Pool, cpu_count

import numpy as np
from numpy.typing import NDArray

SMALLEST = 10
TOLD_EVERY = 10


@dataclass(frozen=True, slots=True)
class Claim:
    """That there are `low` to `high` persons in a group."""

    group: str
    low: int
    high: int

    def __str__(self) -> str:
        return f"{self.group}: {self.low}-{self.high}"


def few_in_all(groups: Mapping[str, NDArray[np.int64]]) -> Iterator[Claim]:
    """The groups that have 1 to 9 persons in every way that fits; none where nothing fits."""
    for name, numbers in groups.items():
        if numbers.size and numbers.min() >= 1 and numbers.max() < SMALLEST:
            yield Claim(name, int(numbers.min()), int(numbers.max()))


@cache
def all_ways(n: int, answers: int) -> NDArray[np.int64]:
    """All ways in which n persons can choose among so many answers, shape (ways, answers)."""
    bars = np.array(list(combinations(range(n + answers - 1), answers - 1)), dtype=np.int16)
    ends = np.column_stack([np.full(len(bars), -1), bars, np.full(len(bars), n + answers - 1)])
    return np.asarray(np.diff(ends, axis=1) - 1, dtype=np.int64)


def command_line(told: str, attack_study: Callable[[int], tuple[int, Sequence[str], int, int]]) -> None:
    """Attack many studies, print what broke, and end the program; with 1 where any did."""
    parser = argparse.ArgumentParser(description=told)
    parser.add_argument("--studies", type=int, default=300)
    parser.add_argument("--first", type=int, default=0, help="first seed")
    parser.add_argument("--processes", type=int, default=cpu_count())
    asked = parser.parse_args()
    with Pool(asked.processes) as pool:
        outcomes = []
        for outcome in pool.imap_unordered(attack_study, range(asked.first, asked.first + asked.studies)):
            outcomes.append(outcome)
            if len(outcomes) % TOLD_EVERY == 0:  # so that a run that is cut short counts as well
                sys.stdout.write(f"{len(outcomes)} studies: {sum(bool(each[1]) for each in outcomes)} broken\n")
                sys.stdout.flush()
    broken = [(seed, right) for seed, right, *_ in outcomes if right]
    rows, withheld = (sum(outcome[place] for outcome in outcomes) for place in (2, 3))
    sys.stdout.write(f"{len(broken)} of {len(outcomes)} studies broken, {1 - withheld / rows:.1%} of rows shown\n")
    for seed, right in sorted(broken)[:20]:
        sys.stdout.write(f"seed {seed}: {'; '.join(right)}\n")
    sys.exit(bool(broken))

"""The restricted wild cluster bootstrap of a mean or a difference of two means.

Under a hypothesis (the mean, or difference, is so much) the residuals of each cluster are multiplied by one random
weight. All that the bootstrapped t needs of the data are sums per cluster, and these are linear in the
hypothesis: with a few products of weights and sums, computed once, every further hypothesis costs a polynomial.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

import numpy as np

from wirkung.methods.kernels.cluster_labels import Arm, coded
from wirkung.methods.kernels.samples import FloatArray

# Webb (2014), Reworking wild bootstrap based inference for clustered errors, Queen's Economics Department Working
# Paper 1315: with two points only 2^G resamples differ, which is too coarse below twelve clusters.
WEBB_BELOW = 12
_WEBB = np.array([-math.sqrt(1.5), -1.0, -math.sqrt(0.5), math.sqrt(0.5), 1.0, math.sqrt(1.5)])
_RADEMACHER = np.array([-1.0, 1.0])

_AT_ONCE = 1 << 19
# Equal statistics count as reached although their last bits differ.
_TIE = 1e-9
# Bisections of the limit, and how far out (in standard errors) one is looked for.
_BISECTIONS = 50
_FARTHEST = 1000.0


@dataclass(frozen=True, slots=True, eq=False)
class Wild:
    """A wild bootstrap, ready for any hypothesis; arrays have one number per resample."""

    value: float
    error: float
    ours: tuple[FloatArray, FloatArray]  # bootstrapped mean of the programme group: constant, slope
    theirs: tuple[FloatArray, FloatArray]
    squares: tuple[FloatArray, FloatArray, FloatArray]
    mixed_ours: tuple[FloatArray, FloatArray]
    mixed_theirs: tuple[FloatArray, FloatArray]
    shares: tuple[float, float, float]  # sums over clusters: b₁², b₁b₀, b₀²

    def p(self, hypothesis: float) -> float:
        """Two-sided: the part of the resamples whose |t| is at least the observed one."""
        ours = self.ours[0] + hypothesis * self.ours[1]
        theirs = self.theirs[0] + hypothesis * self.theirs[1]
        variance = (
            self.squares[0] + hypothesis * (self.squares[1] + hypothesis * self.squares[2])
            - 2 * ours * (self.mixed_ours[0] + hypothesis * self.mixed_ours[1])
            + 2 * theirs * (self.mixed_theirs[0] + hypothesis * self.mixed_theirs[1])
            + ours**2 * self.shares[0] - 2 * ours * theirs * self.shares[1] + theirs**2 * self.shares[2]
        )  # fmt: skip
        observed = ((self.value - hypothesis) / self.error) ** 2
        return float(np.mean((ours - theirs) ** 2 >= observed * variance * (1 - _TIE)))

    def limit(self, side: int, alpha: float) -> float | None:
        """The farthest hypothesis on one side (-1 or 1) that is not rejected; None where all are held."""
        inner, step = 0.0, 1.0
        while self.p(self.value + side * step * self.error) > alpha:
            inner, step = step, 2 * step
            if step > _FARTHEST:
                return None
        outer = step
        for _ in range(_BISECTIONS):
            middle = (inner + outer) / 2
            kept = self.p(self.value + side * middle * self.error) > alpha
            inner, outer = (middle, outer) if kept else (inner, middle)
        return self.value + side * outer * self.error


def wild(arms: tuple[Arm, ...], *, resamples: int, rng: np.random.Generator) -> Wild | None:
    """The bootstrap of one group's mean or two groups' difference; None where the clusters do not vary."""
    codes = coded(np.concatenate([each.labels for each in arms]))
    clusters = int(codes.max()) + 1
    persons = [each.sample.n for each in arms]
    totals, numbers = np.zeros((2, clusters)), np.zeros((2, clusters))
    for place, (each, own) in enumerate(zip(arms, np.split(codes, [persons[0]]), strict=False)):
        totals[place] = np.bincount(own, weights=each.sample.values, minlength=clusters)
        numbers[place] = np.bincount(own, minlength=clusters)
    size = np.maximum(numbers.sum(axis=1, keepdims=True), 1)
    means = totals.sum(axis=1, keepdims=True) / size
    shares = numbers / size
    residuals = (totals - numbers * means) / size
    error = math.sqrt(float(np.sum((residuals[0] - residuals[1]) ** 2)))
    value = float(means[0, 0] - means[1, 0])
    if error <= max(each.sample.rounding for each in arms):
        return None
    constant, slope = _restricted(totals, numbers, size)
    both = np.stack([constant[0] - constant[1], slope[0] - slope[1]])
    linear = [*constant, *slope, *(both[i] * shares[j] for j in (0, 1) for i in (0, 1))]
    squared = [both[0] ** 2, 2 * both[0] * both[1], both[1] ** 2]
    found = _products(np.array(linear), np.array(squared), resamples, rng)
    return Wild(
        value=value,
        error=error,
        ours=(found[0], found[2]),
        theirs=(found[1], found[3]),
        mixed_ours=(found[4], found[5]),
        mixed_theirs=(found[6], found[7]),
        squares=(found[8], found[9], found[10]),
        shares=(float(shares[0] @ shares[0]), float(shares[0] @ shares[1]), float(shares[1] @ shares[1])),
    )


def _restricted(totals: FloatArray, numbers: FloatArray, size: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Sums of the residuals under a hypothesis over the persons, per group and cluster: constant and slope."""
    if not numbers[1].any():
        return totals / size, np.stack([-numbers[0] / size[0], np.zeros_like(numbers[0])])
    mean = totals.sum() / numbers.sum()
    part = numbers[0].sum() / numbers.sum()
    slope = np.stack([-(1 - part) * numbers[0], part * numbers[1]])
    return (totals - numbers * mean) / size, slope / size


def _products(linear: FloatArray, squared: FloatArray, resamples: int, rng: np.random.Generator) -> FloatArray:
    """Weights times sums, and squared weights times squares: rows as given, one column per resample."""
    clusters = linear.shape[1]
    points = _WEBB if clusters < WEBB_BELOW else _RADEMACHER
    if points.size**clusters <= resamples:
        every = np.array(list(itertools.product(points, repeat=clusters))).T
        return np.concatenate([linear @ every, squared @ every**2])
    chunk = max(1, _AT_ONCE // clusters)
    parts = []
    for start in range(0, resamples, chunk):
        weights = points[rng.integers(0, points.size, (clusters, min(chunk, resamples - start)))]
        parts.append(np.concatenate([linear @ weights, squared @ weights**2]))
    return np.concatenate(parts, axis=1)

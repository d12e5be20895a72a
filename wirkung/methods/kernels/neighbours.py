"""Who is next to whom by one number: stretches of a sorted list, and sums over them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wirkung.methods.kernels.samples import FloatArray

# Scores that are this close are equal but for rounding.
_EQUAL = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Nearest:
    """Of each who asks (m) the nearest of a pool (n): those from `first` to `end` in `order` by the number.

    `distance` (m) is that of the farthest of them.
    """

    order: NDArray[np.intp]
    first: NDArray[np.intp]
    end: NDArray[np.intp]
    distance: FloatArray

    @property
    def sizes(self) -> NDArray[np.intp]:
        """How many are nearest to each, ties among them."""
        return self.end - self.first

    def means(self, values: FloatArray) -> FloatArray:
        """Of `values` of the pool (n, …) the mean over the nearest of each."""
        # Around the middle, so that sums of many keep their digits.
        middle = values.mean(axis=0)
        sums = np.concatenate([np.zeros((1, *values.shape[1:])), np.cumsum(values[self.order] - middle, axis=0)])
        sizes = self.sizes.reshape(-1, *[1] * (values.ndim - 1))
        return np.asarray(middle + (sums[self.end] - sums[self.first]) / sizes)

    def covariances(self, first: FloatArray, second: FloatArray) -> FloatArray:
        """Likewise the covariance of columns `first` (n, k) with `second` (n), with n - 1; of two at least."""
        columns, other = first - first.mean(axis=0), second - second.mean()
        both = self.means(columns * other[:, None]) - self.means(columns) * self.means(other)[:, None]
        return np.asarray(both * (self.sizes / (self.sizes - 1))[:, None])

    def votes(self, asked: NDArray[np.bool_], power: int = 1) -> FloatArray:
        """How often each of the pool (n) is used by those who are `asked` (m), who share their vote among ties."""
        share = 1 / self.sizes[asked] ** power
        steps = np.zeros(self.order.size + 1)
        np.add.at(steps, self.first[asked], share)
        np.subtract.at(steps, self.end[asked], share)
        votes = np.empty(self.order.size)
        votes[self.order] = np.cumsum(steps)[:-1]
        return np.where(votes > _EQUAL, votes, 0.0)


def nearest(asking: FloatArray, pool: FloatArray, number: int = 1) -> Nearest:
    """The `number` nearest of the pool (n) to each who asks (m), and all that are as near as the last of them.

    Examples
    --------
    >>> found = nearest(np.array([2.0]), np.array([1.0, 3.0, 9.0, 3.0]))
    >>> found.order[found.first[0] : found.end[0]].tolist(), found.distance.tolist()
    ([0, 1, 3], [1.0])
    """
    order = np.argsort(pool, kind="stable")
    known = pool[order]
    around = np.searchsorted(known, asking)[:, None] + np.arange(-number, number)
    distances = np.abs(known[np.clip(around, 0, known.size - 1)] - asking[:, None])
    distances[(around < 0) | (around >= known.size)] = np.inf
    place = min(number, known.size) - 1
    reach = np.partition(distances, place, axis=1)[:, place]
    tie = _EQUAL * (1 + np.abs(known).max())
    return Nearest(
        order,
        np.searchsorted(known, asking - reach - tie),
        np.searchsorted(known, asking + reach + tie, side="right"),
        reach,
    )

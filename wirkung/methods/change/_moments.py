"""Grouped moments of two waves, block by block: nothing larger than a block is made beside the data."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wirkung.methods.kernels.samples import FloatArray

Numbers = NDArray[np.floating]
Codes = NDArray[np.integer]

# Persons in one block: its working arrays stay in the processor's cache.
_BLOCK = 32_768


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GroupedMoments:
    """By group: persons with both answers, persons missing one, both means, and three sums of squared deviations.

    Each array has one number per group.
    """

    pairs: NDArray[np.int64]
    missing: NDArray[np.int64]
    mean_before: FloatArray
    mean_after: FloatArray
    squares_before: FloatArray
    squares_after: FloatArray
    squares_change: FloatArray

    @property
    def standard_deviations(self) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Of before, after and change; NaN for a group of fewer than two pairs."""
        squares = (self.squares_before, self.squares_after, self.squares_change)
        first, second, change = (np.sqrt(each / self._df) for each in squares)
        return first, second, change

    @property
    def covariance(self) -> FloatArray:
        """Of before and after; NaN for a group of fewer than two pairs."""
        return (self.squares_before + self.squares_after - self.squares_change) / (2 * self._df)

    @property
    def _df(self) -> FloatArray:
        return np.where(self.pairs > 1, self.pairs - 1.0, np.nan)


def grouped_moments(before: Numbers, after: Numbers, group: Codes, groups: int) -> GroupedMoments:
    """The moments of each group, blocks joined about their own means, so that large means cost no digits.

    Chan, Golub & LeVeque (1983), Algorithms for computing the sample variance, American Statistician 37, 242-247.
    """
    found = _nothing(groups)
    for start in range(0, before.size, _BLOCK):
        part = slice(start, start + _BLOCK)
        found = _joined(found, _block(before[part], after[part], group[part], groups))
    return found


def _nothing(groups: int) -> GroupedMoments:
    whole_numbers, numbers = np.zeros(groups, dtype=np.int64), np.zeros(groups)
    return GroupedMoments(
        pairs=whole_numbers,
        missing=whole_numbers,
        mean_before=numbers,
        mean_after=numbers,
        squares_before=numbers,
        squares_after=numbers,
        squares_change=numbers,
    )


def _block(before: Numbers, after: Numbers, group: Codes, groups: int) -> GroupedMoments:
    first, second = np.asarray(before, dtype=np.float64), np.asarray(after, dtype=np.float64)
    missing = np.zeros(groups, dtype=np.int64)
    with np.errstate(invalid="ignore", over="ignore"):  # infinite ones are looked for only where there are some
        finite = np.isfinite(first + second).all()
    if not finite:
        _refuse_infinite(first, second)
        gap = np.isnan(first) | np.isnan(second)
        missing = np.bincount(group[gap], minlength=groups)
        first, second, group = first[~gap], second[~gap], group[~gap]
    pairs = np.bincount(group, minlength=groups)
    some = np.maximum(pairs, 1)
    mean_first, mean_second = (_sums(group, wave, groups) / some for wave in (first, second))
    away_first, away_second = first - mean_first[group], second - mean_second[group]
    away_change = away_second - away_first
    return GroupedMoments(
        pairs=pairs,
        missing=missing,
        mean_before=mean_first,
        mean_after=mean_second,
        squares_before=_sums(group, away_first * away_first, groups),
        squares_after=_sums(group, away_second * away_second, groups),
        squares_change=_sums(group, away_change * away_change, groups),
    )


def _sums(group: Codes, values: FloatArray, groups: int) -> FloatArray:
    return np.bincount(group, values, groups).astype(np.float64, copy=False)


def _refuse_infinite(first: FloatArray, second: FloatArray) -> None:
    for name, wave in (("before", first), ("after", second)):
        infinite = int(np.isinf(wave).sum())
        if infinite:
            raise ValueError(
                f"{name} must hold finite numbers or NaN, found {infinite} infinite ones in one block"
            )


def _joined(one: GroupedMoments, other: GroupedMoments) -> GroupedMoments:
    pairs = one.pairs + other.pairs
    part = other.pairs / np.maximum(pairs, 1)
    weight = one.pairs * part
    before, after = other.mean_before - one.mean_before, other.mean_after - one.mean_after
    return GroupedMoments(
        pairs=pairs,
        missing=one.missing + other.missing,
        mean_before=one.mean_before + part * before,
        mean_after=one.mean_after + part * after,
        squares_before=one.squares_before + other.squares_before + weight * before**2,
        squares_after=one.squares_after + other.squares_after + weight * after**2,
        squares_change=one.squares_change + other.squares_change + weight * (after - before) ** 2,
    )

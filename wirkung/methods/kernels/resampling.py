"""Bootstrap of statistics that are functions of sums: resample counts instead of copying data.

A resample of n rows is fully described by how often each row is in it, so the sums of the resample are these
counts times the rows: one matrix product for many resamples. Leaving one row out is a subtraction, so the
jackknife needs no copies either.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from wirkung.methods.kernels.samples import FloatArray

# From sums (..., columns) to one value each; not finite where the sums give none.
Statistic = Callable[[FloatArray], FloatArray]

# Counts held at once: some megabytes, which stay in the processor's caches.
_AT_ONCE = 1 << 19
# Below, drawing the rows one by one is as fast.
_LARGE = 1024
# How many standard deviations of its sum the Poisson stage stays below the size of the resample.
_BELOW = 2.5
# Numbers that a Poisson variable of mean below 1 takes; 13 has the probability 6e-11.
_POISSON = np.arange(13)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Both ends of a BCa interval."""

    low: float
    high: float


def resampled_sums(rows: FloatArray, resamples: int, rng: np.random.Generator) -> FloatArray:
    """Sums of the rows of each resample, resamples x columns; memory is bounded whatever `resamples` is.

    Centred and scaled columns keep the single precision of the counts' product harmless: its error is below a
    thousandth of the spread between resamples.
    """
    units, varies = rows.shape[0], np.ptp(rows, axis=0) > 0
    sums = np.tile(rows[0] * units, (resamples, 1))  # right for columns that are the same in every row
    centre, scale = np.mean(rows[:, varies], axis=0), np.std(rows[:, varies], axis=0)
    scaled = ((rows[:, varies] - centre) / scale).astype(np.float32)
    chunk = max(1, min(resamples, _AT_ONCE // units))
    for start in range(0, resamples, chunk):
        part = slice(start, min(start + chunk, resamples))
        sums[part, varies] = _sums_of_counts(scaled, part.stop - start, rng) * scale + centre * units
    return sums


def bca(
    rows: FloatArray, statistic: Statistic, *, resamples: int, rng: np.random.Generator, level: float
) -> Limits | None:
    """The bias-corrected and accelerated interval; None where a resample has no value.

    Efron (1987), Better bootstrap confidence intervals, Journal of the American Statistical Association 82,
    171-185.
    """
    total = np.sum(rows, axis=0)
    value = float(statistic(total[None])[0])
    drawn = statistic(resampled_sums(rows, resamples, rng))
    left_out = statistic(total - rows)
    if not (np.isfinite(drawn).all() and np.isfinite(left_out).all()):
        return None
    below = (np.count_nonzero(drawn < value) + np.count_nonzero(drawn <= value)) / (2 * resamples)
    if not 0 < below < 1:
        return None
    influence = np.mean(left_out) - left_out
    spread = float(np.sum(influence**2))
    acceleration = float(np.sum(influence**3)) / (6 * spread**1.5) if spread > 0 else 0.0
    bias = float(special.ndtri(below))
    reach = bias + special.ndtri(np.array([(1 - level) / 2, (1 + level) / 2]))
    ends = np.quantile(drawn, special.ndtr(bias + reach / (1 - acceleration * reach)))
    return Limits(low=float(ends[0]), high=float(ends[1]))


def _sums_of_counts(scaled: NDArray[np.float32], resamples: int, rng: np.random.Generator) -> FloatArray:
    if scaled.shape[0] < _LARGE:
        return _drawn_one_by_one(scaled, resamples, rng)
    return _drawn_in_two_stages(scaled, resamples, rng)


def _drawn_one_by_one(scaled: NDArray[np.float32], resamples: int, rng: np.random.Generator) -> FloatArray:
    units = scaled.shape[0]
    places = rng.integers(0, units, (resamples, units)) + np.arange(resamples)[:, None] * units
    counts = np.bincount(places.ravel(), minlength=resamples * units).reshape(resamples, units)
    return counts.astype(np.float64) @ scaled.astype(np.float64)


def _drawn_in_two_stages(scaled: NDArray[np.float32], resamples: int, rng: np.random.Generator) -> FloatArray:
    """The same resamples, faster: independent Poisson counts first, the rest row by row.

    Poisson counts, given their sum s, are those of s rows drawn with equal chance; n - s further draws make the
    n of a resample. The mean of the first stage is set so that s > n hardly occurs; such a resample is drawn anew.
    """
    units = scaled.shape[0]
    counts = _poisson_counts((resamples, units), 1 - _BELOW / np.sqrt(units), rng)
    missing = units - (counts @ np.ones(units, dtype=np.float32)).astype(np.int64)
    starts = np.repeat(np.arange(resamples) * units, np.maximum(missing, 0))
    np.add.at(counts.reshape(-1), starts + rng.integers(0, units, starts.size), np.float32(1))
    # Column by column: for two columns twice as fast as the product with both, never slower worth naming.
    sums = np.stack([counts @ column for column in scaled.T.copy()], axis=1).astype(np.float64)
    beyond = missing < 0
    if beyond.any():
        sums[beyond] = _drawn_one_by_one(scaled, int(np.count_nonzero(beyond)), rng)
    return sums


def _poisson_counts(shape: tuple[int, int], mean: float, rng: np.random.Generator) -> NDArray[np.float32]:
    """Poisson numbers: a byte decides nearly all, by how many thresholds it reaches; the rest are drawn exactly.

    Of the probability of each number, the whole 256ths go to bytes; the bytes left over (some 2 %) stand for the
    remainders, from which a number is then drawn. So the law is Poisson's, not one rounded to 256ths.
    """
    size = shape[0] * shape[1]
    exact = np.exp(-mean) * mean**_POISSON / special.factorial(_POISSON)
    in_bytes = np.floor(256 * exact)
    thresholds = np.cumsum(in_bytes[in_bytes > 0]).astype(np.uint8)
    drawn = rng.integers(0, 1 << 64, -(-size // 8), dtype=np.uint64).view(np.uint8)[:size]
    counts, reached = np.zeros(size, dtype=np.uint8), np.empty(size, dtype=np.bool_)
    for threshold in thresholds:
        np.greater_equal(drawn, threshold, out=reached)
        counts += reached.view(np.uint8)
    left_over = np.flatnonzero(reached)
    remainder = np.cumsum(exact - in_bytes / 256)
    chance = rng.random(left_over.size) * remainder[-1]
    counts[left_over] = sum(chance >= bound for bound in remainder[:-1])
    return counts.astype(np.float32).reshape(shape)

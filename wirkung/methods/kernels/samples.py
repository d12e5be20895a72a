"""What every method asks of its numbers: one dimension, finite, of everybody in the sample."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wirkung.codes import Assumption, Caution

FloatArray = NDArray[np.float64]

# Up to 12 persons a group every further one sharpens mean and variance markedly, beyond that little:
# Julious (2005), Sample size of 12 per group rule of thumb for a pilot study,
# Pharmaceutical Statistics 4, 287-291.
FEW_PERSONS_BELOW = 12

# What a t interval rests on.
T_ASSUMPTIONS = (Assumption.PERSONS_INDEPENDENT, Assumption.MEAN_NEARLY_NORMAL)

# Item means of equal answers may differ in their last bits; such a spread is none.
_ROUNDING = 8 * float(np.finfo(np.float64).eps)
# Of the largest number: what sums over many persons leave of a difference that is none is smaller.
_LEFT_OF_SUMS = 1e-10


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Numbers of a sample of persons, and up to which range differences are rounding."""

    values: FloatArray
    rounding: float

    @property
    def n(self) -> int:
        """How many persons there are."""
        return int(self.values.size)

    @property
    def mean(self) -> float:
        """Arithmetic mean; needs at least one number."""
        return float(np.mean(self.values))

    @property
    def variance(self) -> float:
        """Sample variance (n - 1); needs at least two numbers."""
        return float(np.var(self.values, ddof=1))

    @property
    def varies(self) -> bool:
        """Whether there are at least two numbers and they differ by more than rounding."""
        return self.n > 1 and float(np.ptp(self.values)) > self.rounding

    @property
    def constant(self) -> bool:
        """Whether there are at least two numbers, all the same; one number alone is not called constant."""
        return self.n > 1 and not self.varies


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Before and after of the same persons."""

    before: Sample
    after: Sample
    change: Sample


def checked_level(level: float) -> float:
    """The confidence level, strictly between 0 and 1."""
    if not 0 < level < 1:
        raise ValueError(f"level must lie between 0 and 1, found {level}")
    return level


def complete(name: str, values: ArrayLike) -> Sample:
    """The numbers of everybody in a sample, perhaps of nobody; a missing one (NaN) is the caller's mistake.

    Examples
    --------
    >>> complete("before", [1.0, 2.0]).mean
    1.5
    >>> complete("before", [1.0, float("nan")])
    Traceback (most recent call last):
    ...
    ValueError: before must be complete, found NaN at position 1 (1 of 2); leave out whom the sample does not hold
    """
    numbers = finite(name, values)
    missing = np.flatnonzero(np.isnan(numbers))
    if missing.size:
        raise ValueError(
            f"{name} must be complete, found NaN at position {missing[0]} ({missing.size} of {numbers.size}); "
            "leave out whom the sample does not hold"
        )
    return Sample(values=numbers, rounding=_rounding(numbers))


def complete_pairs(before: ArrayLike, after: ArrayLike, *, group: str = "") -> Pairs:
    """Both measurements of everybody in a sample, in one order; `group` goes before the names in errors."""
    names = (f"{group}before", f"{group}after")
    first, second = complete(names[0], before), complete(names[1], after)
    if first.n != second.n:
        raise ValueError(f"{names[0]} and {names[1]} must be of one length, found {first.n} and {second.n}")
    rounding = max(first.rounding, second.rounding)
    waves = (first.values, second.values, second.values - first.values)
    return Pairs(*(Sample(values=numbers, rounding=rounding) for numbers in waves))


def cautions(*samples: Sample, constant: bool = False) -> tuple[Caution, ...]:
    """Few persons in any sample; no spread where the caller says so."""
    few = any(sample.n < FEW_PERSONS_BELOW for sample in samples)
    found = ((Caution.FEW_PERSONS, few), (Caution.NO_SPREAD, constant))
    return tuple(caution for caution, holds in found if holds)


def standard_error(*samples: Sample) -> float:
    """Standard error of a mean, or of the difference of independent means."""
    return math.sqrt(sum(sample.variance / sample.n for sample in samples))


def only_rounding(error: float, *numbers: FloatArray) -> bool:
    """Whether a standard error is none: where all courses or persons say the same, sums leave their last bits.

    Parameters
    ----------
    error
        In the unit of the numbers.
    numbers
        What it was computed from.
    """
    limit = _LEFT_OF_SUMS * max(float(np.max(np.abs(each), initial=0.0)) for each in numbers)
    return not error > limit  # NaN is none either


def finite(name: str, values: ArrayLike) -> FloatArray:
    """The values as one row of numbers; NaN may be among them, infinity is a mistake."""
    try:
        numbers = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name} must hold numbers, {error}") from error
    if numbers.ndim != 1:
        raise ValueError(f"{name} must have one dimension, found shape {numbers.shape}")
    infinite = np.flatnonzero(np.isinf(numbers))
    if infinite.size:
        first = int(infinite[0])
        raise ValueError(
            f"{name} must hold finite numbers, found {numbers[first]} "
            f"(first at position {first}, {infinite.size} of {numbers.size} in all)"
        )
    return numbers


def _rounding(numbers: FloatArray) -> float:
    present = numbers[~np.isnan(numbers)]
    return _ROUNDING * float(np.max(np.abs(present), initial=0.0))

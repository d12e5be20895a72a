"""Intervals from resampling: for effects whose distribution no formula gives, and as a check on those it gives."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from wirkung.codes import Caution
from wirkung.estimate import Estimate, Interval, Unit
from wirkung.methods.change.prepost import mean_change, standardised_change
from wirkung.methods.kernels.cluster_labels import Arm, arm_of_changes
from wirkung.methods.kernels.clustered import what_it_rests_on
from wirkung.methods.kernels.resampling import Statistic, bca
from wirkung.methods.kernels.samples import FloatArray, paired
from wirkung.methods.kernels.standardisers import Standardiser, exact_correction

RESAMPLES = 9999
# Resamples of fewer spread too little: of 95 % intervals, 90 hold with 8 persons, 86 with 6 courses, 92 with 20.
FEWEST_PERSONS = 20
FEWEST_CLUSTERS = 30

_SOURCE = "Efron (1987), Journal of the American Statistical Association 82, 171-185"
# Of what a standardised change is made; only that is resampled, as its sums and sums of squares.
_PARTS = {
    "z": ("change",),
    "becker": ("change", "before"),
    "av": ("before", "after"),
    "average_variance": ("before", "after"),
    "rm": ("change", "before", "after"),
}


def mean_change_bootstrap(
    before: ArrayLike,
    after: ArrayLike,
    clusters: ArrayLike | None = None,
    *,
    unit: Unit,
    seed: int,
    resamples: int = RESAMPLES,
    level: float = 0.95,
) -> Estimate:
    """How far the same persons moved on average, with an interval from resampled persons or courses.

    Parameters
    ----------
    before, after : one-dimensional, of one length, in `unit`
        The same person at the same position; NaN where an answer is missing. Who misses one is no pair.
    clusters : one-dimensional, of the same length, or None
        The course of each person; whole courses are then resampled. Who has none is resampled alone.
    unit
        What the numbers are counted in.
    seed : 0 or more
        Start of the random numbers; it stands in the `convention` of the result.
    resamples : 1 or more
        How many times the persons, or courses, are drawn anew.
    level : 0 < level < 1
        Confidence level of the BCa interval.

    Returns
    -------
    Estimate
        A description. Fewer than 20 persons, or 30 courses: the value without an interval.

    Raises
    ------
    ValueError
        As for `mean_change`; labels that are not one per person; an impossible seed or number of resamples.

    References
    ----------
    Efron (1987), Better bootstrap confidence intervals, Journal of the American Statistical Association 82,
    171-185. Davison & Hinkley (1997), Bootstrap Methods and their Application, section 3.8, for whole clusters.

    Examples
    --------
    >>> from wirkung.estimate import UnitKind
    >>> before, points = list(range(24)), Unit(kind=UnitKind.SCORE)
    >>> after = [score + score % 3 for score in before]
    >>> mean_change_bootstrap(before, after, unit=points, seed=1).convention
    'BCa, 9999 resamples of 24 persons, seed 1'
    """
    plain = mean_change(before, after, unit=unit, level=level)
    group = arm_of_changes(before, after, clusters)

    def statistic(sums: FloatArray) -> FloatArray:
        return np.asarray(sums[..., 1] / sums[..., 0])

    columns = (np.ones(group.sample.n), group.sample.values)
    return _resampled(plain, group, columns, statistic, seed=seed, resamples=resamples, level=level)


def standardised_change_bootstrap(
    before: ArrayLike,
    after: ArrayLike,
    clusters: ArrayLike | None = None,
    *,
    seed: int,
    standardiser: Standardiser = "g_av",
    resamples: int = RESAMPLES,
    level: float = 0.95,
) -> Estimate:
    """How far the same persons moved in standard deviations, with an interval from resampled persons or courses.

    Parameters
    ----------
    before, after, clusters, seed, resamples, level
        As for `mean_change_bootstrap`.
    standardiser
        As for `standardised_change`.

    Returns
    -------
    Estimate
        A description with the value of `standardised_change`. Fewer than 20 persons, or 30 courses, or a
        resample without spread: the value without an interval.

    Raises
    ------
    ValueError
        As for `mean_change_bootstrap`; an unknown standardiser.

    References
    ----------
    As for `mean_change_bootstrap`.

    Examples
    --------
    >>> before = list(range(24))
    >>> after = [score + score % 3 for score in before]
    >>> standardised_change_bootstrap(before, after, seed=1).interval.method
    'BCa'
    """
    plain = standardised_change(before, after, standardiser=standardiser, level=level)
    pairs, group = paired(before, after), arm_of_changes(before, after, clusters)
    waves = {"before": pairs.before, "after": pairs.after, "change": pairs.change}
    correction, family = standardiser[0], standardiser[2:]
    factor = exact_correction(pairs.change.n - 1) if correction == "g" and plain.value is not None else 1.0
    parts = _PARTS[family]
    # With its mean taken off every wave, the squares lose no digits to a distant mean.
    centres = {name: waves[name].mean if pairs.change.n else 0.0 for name in parts}
    centred = [waves[name].values - centres[name] for name in parts]

    def statistic(sums: FloatArray) -> FloatArray:
        persons = sums[..., 0]
        means = {name: sums[..., 1 + place] / persons for place, name in enumerate(parts)}
        squares = {name: sums[..., 1 + len(parts) + place] / persons for place, name in enumerate(parts)}
        scale = persons / (persons - 1)
        variances = {name: scale * np.maximum(squares[name] - means[name] ** 2, 0) for name in parts}
        places = {name: centres[name] + means[name] for name in parts}
        change = places["change"] if "change" in parts else places["after"] - places["before"]
        return np.asarray(factor * change / _divisor(family, variances))

    columns = (np.ones(pairs.change.n), *centred, *(values**2 for values in centred))
    return _resampled(plain, group, columns, statistic, seed=seed, resamples=resamples, level=level)


def _divisor(family: str, variances: dict[str, FloatArray]) -> FloatArray:
    """The standardiser of each resample."""
    if family in {"z", "becker"}:
        return np.asarray(np.sqrt(variances["change" if family == "z" else "before"]))
    before, after = variances["before"], variances["after"]
    if family == "average_variance":
        return np.asarray(np.sqrt((before + after) / 2))
    if family == "av":
        return np.asarray((np.sqrt(before) + np.sqrt(after)) / 2)
    correlation = (before + after - variances["change"]) / (2 * np.sqrt(before * after))
    return np.asarray(np.sqrt(variances["change"] / (2 * (1 - correlation))))


def _resampled(
    plain: Estimate,
    group: Arm,
    columns: tuple[FloatArray, ...],
    statistic: Statistic,
    *,
    seed: int,
    resamples: int,
    level: float,
) -> Estimate:
    """The plain estimate with the BCa interval instead of its own, of whole clusters where there are any."""
    if resamples < 1:
        raise ValueError(f"resamples must be at least 1, found {resamples}")
    codes = group.codes if group.grouped else np.arange(group.sample.n)
    rows = np.array([np.bincount(codes, weights=column) for column in columns], dtype=np.float64).T
    drawn = "clusters" if group.grouped else "persons"
    bare = replace(
        plain,
        interval=None,
        test=None,
        standard_error=None,
        source=_SOURCE,
        convention=f"BCa, {resamples} resamples of {rows.shape[0]} {drawn}, seed {seed}",
        assumptions=what_it_rests_on(group) if group.grouped else plain.assumptions,
    )
    if plain.interval is None:
        return bare
    if rows.shape[0] < (FEWEST_CLUSTERS if group.grouped else FEWEST_PERSONS):
        return bare.with_cautions(Caution.TOO_FEW_CLUSTERS if group.grouped else Caution.FEW_PERSONS)
    with np.errstate(divide="ignore", invalid="ignore"):  # a resample without spread; bca() looks for it
        limits = bca(rows, statistic, resamples=resamples, rng=np.random.default_rng(seed), level=level)
    if limits is None:
        return bare.with_cautions(Caution.NO_SPREAD)
    return replace(bare, interval=Interval(low=limits.low, high=limits.high, level=level, method="BCa"))

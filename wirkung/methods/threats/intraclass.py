"""How alike the persons of one course are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from wirkung.codes import Assumption, Caution, Claim, CountRole, Quantity
from wirkung.estimate import SHARE, Count, Estimate, Interval
from wirkung.methods.kernels.cluster_labels import Codes, arm, coded, sizes
from wirkung.methods.kernels.clustered import FEWEST_CLUSTERS
from wirkung.methods.kernels.samples import Sample, checked_level, complete


@dataclass(frozen=True, slots=True, kw_only=True)
class _Squares:
    """Analysis of variance of persons in courses; `size` is the persons per course that F goes by."""

    between: float
    within: float
    size: float
    df: tuple[int, int]


def intraclass_correlation(values: ArrayLike, clusters: ArrayLike, *, level: float = 0.95) -> Estimate:
    """Which share of the variance lies between courses: 0 for courses alike, 1 for persons alike within each.

    Parameters
    ----------
    values : one-dimensional
        One number per person.
    clusters : one-dimensional, of the same length
        The course of each person.
    level : 0 < level < 1
        Confidence level of the interval, exact for courses of one size and normal measurements.

    Returns
    -------
    Estimate
        A description between 0 and 1; what falls below 0 by chance is put at 0. Fewer than three courses: the
        value without an interval. Only one, or one person in each, or no spread: no value.

    Raises
    ------
    ValueError
        More than one dimension, a missing or infinite number, labels that are not one per person, a person
        without one (None, NaN, empty), an impossible level.

    References
    ----------
    Donner (1986), A review of inference procedures for the intraclass correlation coefficient in the one-way
    random effects model, International Statistical Review 54, 67-82. Interval: Searle (1971), Linear Models,
    with the average size of unequal courses.

    Examples
    --------
    >>> courses = ["a", "a", "b", "b", "c", "c"]
    >>> round(intraclass_correlation([1, 3, 4, 6, 7, 9], courses).value, 6)  # between 18, within 2: 16/20
    0.8
    """
    sample, codes, level = complete("values", values), _codes(clusters, values), checked_level(level)
    found = _squares(sample, codes)
    value, interval = None, None
    if found is not None:
        value = _correlation(found.between / found.within if found.within else np.inf, found.size)
        if found.df[0] + 1 >= FEWEST_CLUSTERS and found.within:
            interval = _interval(found, level)
    return Estimate(
        quantity=Quantity.INTRACLASS_CORRELATION,
        unit=SHARE,
        value=value,
        claim=Claim.DESCRIPTION,
        counts=(Count(role=CountRole.BASE, number=sample.n),),
        source="Donner (1986), International Statistical Review 54, 67-82",
        interval=interval,
        convention="analysis of variance, at least 0",
        assumptions=(Assumption.CLUSTERS_INDEPENDENT, Assumption.MEAN_NEARLY_NORMAL),
        cautions=_cautions(sample, found),
    )


def _codes(clusters: ArrayLike, values: ArrayLike) -> Codes:
    labels = arm(values, clusters, name="values").labels
    alone = int(np.count_nonzero([label is None for label in labels]))
    if alone:
        raise ValueError(f"clusters must name the course of every person, found {alone} without one")
    return coded(labels)


def _squares(sample: Sample, codes: Codes) -> _Squares | None:
    """None where there are not two courses, or nobody shares one, or nothing varies."""
    if not sample.varies:
        return None
    values, size = sample.values, sizes(codes)
    df = size.size - 1, values.size - size.size
    if min(df) < 1:
        return None
    means = np.bincount(codes, weights=values) / size
    between = float(np.sum(size * (means - np.mean(values)) ** 2)) / df[0]
    within = float(np.sum((values - means[codes]) ** 2)) / df[1]
    average = (values.size - float(np.sum(size**2)) / values.size) / df[0]
    return _Squares(between=between, within=within, size=average, df=df) if between or within else None


def _correlation(ratio: float, size: float) -> float:
    """The correlation that belongs to a ratio of mean squares, at least 0."""
    return 1.0 if np.isinf(ratio) else max(0.0, (ratio - 1) / (ratio + size - 1))


def _interval(found: _Squares, level: float) -> Interval:
    ratio, tail = found.between / found.within, (1 - level) / 2
    low, high = (ratio / float(stats.f.ppf(chance, *found.df)) for chance in (1 - tail, tail))
    return Interval(
        low=_correlation(low, found.size), high=_correlation(high, found.size), level=level, method="F, Searle"
    )


def _cautions(sample: Sample, found: _Squares | None) -> tuple[Caution, ...]:
    if found is None:
        return (Caution.NO_SPREAD if sample.constant else Caution.TOO_FEW_CLUSTERS,)
    return (Caution.TOO_FEW_CLUSTERS,) if found.df[0] + 1 < FEWEST_CLUSTERS else ()

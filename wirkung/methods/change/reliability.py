"""How precisely a scale measures, from the answers to its items: Cronbach's alpha and McDonald's omega.

Both say which share of the variance of a mean of items is more than chance of the single items. Alpha takes every
item to measure the same thing equally well, omega one thing in different strengths (one common factor).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from wirkung.codes import Assumption, Caution, Claim, CountRole, Quantity
from wirkung.estimate import NUMBER, Count, Estimate, Interval
from wirkung.methods.kernels.cluster_labels import Codes, arm, coded
from wirkung.methods.kernels.samples import FEW_PERSONS_BELOW, FloatArray, checked_level

# From covariance matrices, shape (matrices, items, items), a number each; NaN where there is none.
Statistic = Callable[[FloatArray], FloatArray]

FEWEST_COURSES = 6
FEWEST_ITEMS_OF_A_FACTOR = 3  # with two any division of their correlation fits

# Principal factors are found step by step; 500 steps are more than any scale of this size needed.
_STEPS, _NEAR = 500, 1e-7


def cronbach_alpha(items: ArrayLike, courses: ArrayLike | None = None, *, level: float = 0.95) -> Estimate:
    """Cronbach's alpha of a mean of items.

    Parameters
    ----------
    items : shape (persons, items), two items or more
        The answers of everybody in the sample, reversed items turned round; none is missing.
    courses : shape (persons,), optional
        The course of each person.
    level : 0 < level < 1
        Confidence level of Feldt's interval; in courses of one that leaves out each course in turn.

    Returns
    -------
    Estimate
        A description of at most 1. Below 0 the items contradict each other: a caution. Nobody differs, or one
        person: no value. Of fewer than twelve persons, or six courses: no interval.

    Raises
    ------
    ValueError
        One item, a missing or infinite answer, courses that are not one per person, an impossible level.

    References
    ----------
    Cronbach (1951), Coefficient alpha and the internal structure of tests, Psychometrika 16, 297-334. Interval:
    Feldt (1965), The approximate sampling distribution of Kuder-Richardson reliability coefficient twenty,
    Psychometrika 30, 357-370; Feldt, Woodruff & Salih (1987), Applied Psychological Measurement 11, 93-103.

    Examples
    --------
    Variances 1 and 1, of the sum 3: 2 (1 - 2/3).

    >>> round(cronbach_alpha([[1, 1], [2, 3], [3, 2]]).value, 6)
    0.666667
    """
    answers, level = _checked(items, least=2), checked_level(level)
    persons, number = answers.shape
    value = _value(_alphas(_covariance(answers)[None])[0])
    interval = None
    if courses is not None:
        interval = _leaving_out(_alphas, answers, courses, level)
    elif value is not None and persons >= FEW_PERSONS_BELOW and value < 1:
        interval = _feldt(value, persons, number, level)
    return _told(
        Quantity.CRONBACH_ALPHA, value, interval, answers, courses, "Feldt (1965), Psychometrika 30, 357-370"
    )


def mcdonald_omega(items: ArrayLike, courses: ArrayLike | None = None, *, level: float = 0.95) -> Estimate:
    """McDonald's omega of a mean of items that measure one thing, each as well as it does.

    Parameters
    ----------
    items : shape (persons, items), three items or more
        As for `cronbach_alpha`.
    courses, level
        As for `cronbach_alpha`; the interval leaves out each person, or each course, in turn.

    Returns
    -------
    Estimate
        A description between 0 and 1: (Σλ)² / ((Σλ)² + Σψ) of the one factor that leaves the least squares of
        covariances (minres). Nobody differs in one of the items: no value.

    Raises
    ------
    ValueError
        Fewer than three items; otherwise as for `cronbach_alpha`.

    References
    ----------
    McDonald (1999), Test theory: a unified treatment, chapter 6. Harman & Jones (1966), Factor analysis by
    minimizing residuals (minres), Psychometrika 31, 351-368.

    Examples
    --------
    Uncorrelated with two alike: nothing in common but of those two.

    >>> same = [[1, 1, 2], [2, 2, 1], [3, 3, 2], [2, 2, 3]]
    >>> 0 < mcdonald_omega(same).value < 1
    True
    """
    answers, level = _checked(items, least=FEWEST_ITEMS_OF_A_FACTOR), checked_level(level)
    value = _value(_omegas(_covariance(answers)[None])[0])
    interval = _leaving_out(_omegas, answers, courses, level) if value is not None else None
    source = "McDonald (1999), Test theory, chapter 6"
    return _told(Quantity.MCDONALD_OMEGA, value, interval, answers, courses, source)


def _checked(items: ArrayLike, *, least: int) -> FloatArray:
    answers = np.asarray(items, dtype=np.float64)
    if answers.ndim != 2 or answers.shape[1] < least:  # noqa: PLR2004 - a table
        raise ValueError(
            f"items must be a table of persons and {least} items or more, found shape {answers.shape}"
        )
    if not np.isfinite(answers).all():
        raise ValueError("items must hold a number for every person; leave out who did not answer all of them")
    return answers


def _covariance(answers: FloatArray) -> FloatArray:
    if len(answers) < 2:  # noqa: PLR2004 - one person does not differ
        return np.zeros((answers.shape[1], answers.shape[1]))
    return np.asarray(np.cov(answers, rowvar=False), dtype=np.float64)


def _value(number: float) -> float | None:
    return None if np.isnan(number) else float(number)


def _alphas(covariances: FloatArray) -> FloatArray:
    """Alpha of each covariance matrix, shape (matrices, items, items); NaN where the sum does not vary."""
    number = covariances.shape[1]
    own = np.asarray(np.trace(covariances, axis1=1, axis2=2), dtype=np.float64)
    whole = covariances.sum(axis=(1, 2))
    varies = whole > _NEAR * np.maximum(own, _NEAR)
    ratio = np.divide(own, whole, out=np.full_like(own, np.nan), where=varies)
    return np.asarray(number / (number - 1) * (1 - ratio), dtype=np.float64)


def _omegas(covariances: FloatArray) -> FloatArray:
    """Omega of each covariance matrix; NaN where an item does not vary."""
    spreads = np.sqrt(np.diagonal(covariances, axis1=1, axis2=2))
    found = np.full(len(covariances), np.nan)
    known = (spreads > _NEAR).all(axis=1)
    if not known.any():
        return found
    spread = spreads[known]
    loadings = _loadings(covariances[known] / (spread[:, :, None] * spread[:, None, :]))
    common = (loadings * spread).sum(axis=1) ** 2
    own = ((1 - loadings**2) * spread**2).sum(axis=1)
    found[known] = common / (common + own)
    return found


def _loadings(correlations: FloatArray) -> FloatArray:
    """The loadings of one factor: principal factors again and again, which ends where minres does."""
    number = correlations.shape[1]
    places = np.arange(number)
    shared = np.abs(correlations - np.eye(number)).max(axis=1)
    left = np.arange(len(correlations))
    loadings = np.zeros(shared.shape)
    for _ in range(_STEPS):
        reduced = correlations[left].copy()
        reduced[:, places, places] = shared[left]
        values, vectors = np.linalg.eigh(reduced)
        loadings[left] = vectors[:, :, -1] * np.sqrt(np.maximum(values[:, -1], 0))[:, None]
        # No item shares more than all of its variance.
        now = np.minimum(loadings[left] ** 2, 1.0)
        moved = np.abs(now - shared[left]).max(axis=1)
        shared[left] = now
        left = left[moved > _NEAR]
        if not left.size:
            break
    return np.clip(loadings, -1.0, 1.0)


def _feldt(alpha: float, persons: int, number: int, level: float) -> Interval:
    df, tail = (persons - 1, (persons - 1) * (number - 1)), (1 - level) / 2
    low, high = (1 - (1 - alpha) * float(stats.f.ppf(chance, *df)) for chance in (1 - tail, tail))
    return Interval(low=low, high=high, level=level, method="Feldt (1965)")


def _leaving_out(
    statistic: Statistic, answers: FloatArray, courses: ArrayLike | None, level: float
) -> Interval | None:
    """The t interval of log(1 - reliability), whose spread hardly depends on how high it is (as in Feldt's F).

    Its variance comes from leaving out each course in turn, or each person where nobody learned in courses. None
    of few, and where the number cannot be had without one of them.
    """
    labels = coded(arm(answers[:, 0], courses, name="items").labels)
    number = int(labels.max(initial=-1)) + 1
    if number < (FEW_PERSONS_BELOW if courses is None else FEWEST_COURSES):
        return None
    found = statistic(np.concatenate([_covariance(answers)[None], _without_each(answers, labels, number)]))
    if np.isnan(found).any() or found.max() >= 1:
        return None
    value, *without = np.log(1 - found)
    error = float(np.sqrt((number - 1) / number * np.square(without - np.mean(without)).sum()))
    reach = float(stats.t.ppf((1 + level) / 2, number - 1)) * error
    low, high = (1 - float(np.exp(value + side)) for side in (reach, -reach))
    return Interval(low=low, high=high, level=level, method="jackknife of log(1 - reliability)")


def _without_each(answers: FloatArray, labels: Codes, number: int) -> FloatArray:
    """The covariances without each course in turn, shape (courses, items, items)."""
    centred = answers - answers.mean(axis=0)
    persons, items = centred.shape
    products = (centred[:, :, None] * centred[:, None, :]).reshape(persons, items**2)
    rows = np.hstack([np.ones((persons, 1)), centred, products])
    sums = np.zeros((number, rows.shape[1]))
    np.add.at(sums, labels, rows)
    left = sums.sum(axis=0) - sums
    size, first, second = left[:, :1], left[:, 1 : items + 1], left[:, items + 1 :]
    spread = second.reshape(-1, items, items) - first[:, :, None] * first[:, None, :] / size[:, :, None]
    return np.asarray(spread / (size - 1)[:, :, None], dtype=np.float64)


def _told(
    quantity: Quantity,
    value: float | None,
    interval: Interval | None,
    answers: FloatArray,
    courses: ArrayLike | None,
    source: str,
) -> Estimate:
    persons = len(answers)
    alone = Assumption.PERSONS_INDEPENDENT if courses is None else Assumption.CLUSTERS_INDEPENDENT
    known = {
        Caution.FEW_PERSONS: persons < FEW_PERSONS_BELOW,
        Caution.NO_SPREAD: value is None and persons > 1,
        Caution.ITEMS_CONTRADICT: value is not None and value <= 0,
        Caution.TOO_FEW_CLUSTERS: courses is not None and interval is None and value is not None,
    }
    return Estimate(
        quantity=quantity,
        unit=NUMBER,
        value=value,
        claim=Claim.DESCRIPTION,
        counts=(Count(role=CountRole.BASE, number=persons),),
        source=source,
        interval=interval,
        assumptions=(alone,),
        cautions=tuple(caution for caution, holds in known.items() if holds),
    )

"""Cox's regression with ties by Efron, and the residuals that show whether its ratios hold over the whole time."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
from statsmodels.duration.hazard_regression import PHReg
from statsmodels.tools.sm_exceptions import ConvergenceWarning, HessianInversionWarning

from wirkung.methods.kernels.cluster_labels import Codes
from wirkung.methods.kernels.samples import FloatArray
from wirkung.methods.survival.durations import Durations, EventTable, event_table

# Where a covariate settles who makes the transition, the likelihood grows without end, and what it says on the
# coefficient fades away: a standard error of so many times that without any difference marks it. In ordinary data
# it is less than 3 times.
_FADED = 50.0
# How far from 0 the sum of the residuals, the slope of the likelihood, may be per transition.
_SLOPE = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CoxFit:
    """Of d transitions and k covariates: `coefficients` (k) and their `covariance` (k, k).

    For the check of proportionality: Schoenfeld's `residuals` (d, k), and as `moments` (d) one minus the
    Kaplan-Meier share before each transition. For persons in courses: the `influence` (n, k) of each person on
    the coefficients, in the order of the persons.
    """

    coefficients: FloatArray
    covariance: FloatArray
    residuals: FloatArray
    moments: FloatArray
    influence: FloatArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _RiskSets:
    """Who is at risk at which of m times with a transition: those from `first` (n) up to before `last` (n)."""

    table: EventTable
    first: Codes
    last: Codes


def cox(found: Durations, columns: FloatArray, strata: Codes | None = None) -> CoxFit | None:
    """Coefficients for columns (n, k) of full rank; None where the likelihood has no maximum.

    With `strata` (n) the rates without covariates are those of each stratum, and have to be full rank within them.
    """
    everybody, found = found, found if strata is None else found.apart(strata)
    table = event_table(found)
    spread = columns.std(axis=0)
    standard = (columns - columns.mean(axis=0)) / spread
    # Only the order of times matters. Counting transitions settles who is at risk where an entry meets one.
    first = np.zeros(found.n, dtype=np.intp)
    if found.entry is not None:
        first = np.searchsorted(table.times, found.entry, side="right")
    sets = _RiskSets(table=table, first=first, last=np.searchsorted(table.times, found.times, side="right"))
    fitted = _fitted(found, sets, standard)
    if fitted is None:
        return None
    coefficients, covariance = fitted
    weights = np.exp(standard @ coefficients)
    draws = _draws(found, sets, standard, weights)
    residuals = standard[found.happened] - draws.mean[sets.last[found.happened] - 1]
    if float(np.abs(residuals.sum(axis=0)).max()) > _SLOPE * residuals.shape[0]:
        return None
    return CoxFit(
        coefficients=coefficients / spread,
        covariance=covariance / np.outer(spread, spread),
        residuals=residuals * spread,
        moments=_moments(everybody, event_table(everybody)),
        influence=_scores(found, sets, standard, weights, draws) @ covariance / spread,
    )


def _fitted(found: Durations, sets: _RiskSets, columns: FloatArray) -> tuple[FloatArray, FloatArray] | None:
    ever = sets.last > sets.first
    model = PHReg(
        sets.last[ever].astype(np.float64),
        columns[ever],
        status=found.happened[ever].astype(np.int64),
        entry=sets.first[ever] + 0.5,
        ties="efron",
    )
    with warnings.catch_warnings():  # all of them mean that there is no maximum, which is said by None
        for kind in (ConvergenceWarning, HessianInversionWarning, RuntimeWarning):
            warnings.simplefilter("error", kind)
        try:
            result = model.fit(disp=0, maxiter=100)
            covariance = np.asarray(result.cov_params())
            at_zero = np.linalg.inv(-model.hessian(np.zeros(columns.shape[1])))
        except (ConvergenceWarning, HessianInversionWarning, RuntimeWarning, np.linalg.LinAlgError):
            return None
    growth = np.diag(covariance) / np.diag(at_zero)
    if not (np.isfinite(covariance).all() and (growth > 0).all() and (growth < _FADED**2).all()):
        return None
    return np.asarray(result.params), covariance


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Draws:
    """At each of m times, over all draws of tied persons by Efron: of those tied and of the others.

    `mean` (m, k) of the covariates of those at risk; `rate` and `tied_rate` (m, 1 + k), the chance of being drawn
    per weight, and the same times the mean of the covariates.
    """

    mean: FloatArray
    rate: FloatArray
    tied_rate: FloatArray


def _draws(found: Durations, sets: _RiskSets, columns: FloatArray, weights: FloatArray) -> _Draws:
    """Of d tied persons, the next is drawn with l/d of them gone."""
    terms = np.column_stack([weights, weights[:, None] * columns])
    size, happened = sets.table.times.size, found.happened
    at_risk = np.cumsum(_sums(sets.first, terms, size) - _sums(sets.last, terms, size), axis=0)[:size]
    tied = _sums(sets.last[happened] - 1, terms[happened], size)[:size]
    events = sets.table.events
    mean = np.zeros((size, columns.shape[1]))
    rate, tied_rate = np.zeros((2, size, 1 + columns.shape[1]))
    for taken in range(int(events.max())):
        gone = taken / events
        left = at_risk - gone * tied
        there = np.divide(1.0, left[:, :1], out=np.zeros((size, 1)), where=taken < events)
        mean += left[:, 1:] * there / events
        drawn = np.column_stack([there, left[:, 1:] * there**2])
        rate += drawn
        tied_rate += (1 - gone) * drawn
    return _Draws(mean=mean, rate=rate, tied_rate=tied_rate)


def _scores(
    found: Durations, sets: _RiskSets, columns: FloatArray, weights: FloatArray, draws: _Draws
) -> FloatArray:
    """What each person adds to the slope of the likelihood, which sums to zero (Lin & Wei 1989, section 2)."""
    until = np.vstack([np.zeros((1, draws.rate.shape[1])), np.cumsum(draws.rate, axis=0)])
    rate = until[sets.last] - until[np.minimum(sets.first, sets.last)]
    happened, own = found.happened, sets.last[found.happened] - 1
    rate[happened] += draws.tied_rate[own] - draws.rate[own]
    scores = -weights[:, None] * (columns * rate[:, :1] - rate[:, 1:])
    scores[happened] += columns[happened] - draws.mean[own]
    return np.asarray(scores)


def _sums(place: Codes, terms: FloatArray, size: int) -> FloatArray:
    """Sums of rows by place, with one more row for those beyond the last time."""
    return np.stack([np.bincount(place, column, size + 1) for column in terms.T], axis=1)


def _moments(found: Durations, table: EventTable) -> FloatArray:
    survival = np.cumprod((table.at_risk - table.events[:, 0]) / table.at_risk)
    before = np.concatenate([[1.0], survival[:-1]])
    return np.asarray(1 - before[np.searchsorted(table.times, found.times[found.happened])])

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
    Kaplan-Meier share before each transition.
    """

    coefficients: FloatArray
    covariance: FloatArray
    residuals: FloatArray
    moments: FloatArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _RiskSets:
    """Who is at risk at which of m times with a transition: those from `first` (n) up to before `last` (n)."""

    table: EventTable
    first: Codes
    last: Codes


def cox(found: Durations, columns: FloatArray) -> CoxFit | None:
    """Coefficients for columns (n, k) of full rank; None where the likelihood has no maximum."""
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
    residuals = _schoenfeld(found, sets, standard, coefficients)
    if float(np.abs(residuals.sum(axis=0)).max()) > _SLOPE * residuals.shape[0]:
        return None
    return CoxFit(
        coefficients=coefficients / spread,
        covariance=covariance / np.outer(spread, spread),
        residuals=residuals * spread,
        moments=_moments(found, table),
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


def _schoenfeld(found: Durations, sets: _RiskSets, columns: FloatArray, coefficients: FloatArray) -> FloatArray:
    """Covariates of each person with a transition less the mean of those at risk, ties by Efron."""
    weights = np.exp(columns @ coefficients)
    terms = np.column_stack([weights, weights[:, None] * columns])
    size = sets.table.times.size
    at_risk = np.cumsum(_sums(sets.first, terms, size) - _sums(sets.last, terms, size), axis=0)[:size]
    happened = found.happened
    place = sets.last[happened] - 1
    tied = _sums(place, terms[happened], size)[:size]
    events = sets.table.events[:, 0]
    means = np.zeros((size, columns.shape[1]))
    for taken in range(int(events.max())):  # of d tied persons, the next is drawn with l/d of them gone
        left = at_risk - taken / events[:, None] * tied
        means += np.where((taken < events)[:, None], left[:, 1:] / left[:, :1], 0.0)
    return np.asarray(columns[happened] - (means / events[:, None])[place])


def _sums(place: Codes, terms: FloatArray, size: int) -> FloatArray:
    """Sums of rows by place, with one more row for those beyond the last time."""
    return np.stack([np.bincount(place, column, size + 1) for column in terms.T], axis=1)


def _moments(found: Durations, table: EventTable) -> FloatArray:
    survival = np.cumprod((table.at_risk - table.events[:, 0]) / table.at_risk)
    before = np.concatenate([[1.0], survival[:-1]])
    return np.asarray(1 - before[np.searchsorted(table.times, found.times[found.happened])])

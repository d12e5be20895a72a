"""Courses or schools as drawn from many like them: the difference by a model with a random intercept for each.

t has as many degrees of freedom as there are clusters less two, since treatment was assigned to clusters; too few
of them are declined by the rule of all (`methods.kernels.clustered`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from wirkung.codes import Assumption, Caution, Claim, Quantity
from wirkung.estimate import STANDARD_DEVIATIONS, Estimate, Unit
from wirkung.methods.comparison.cluster_corrections import cluster_degrees_of_freedom, cluster_factors
from wirkung.methods.kernels.clustered import clusters_named, declines, what_to_know
from wirkung.methods.kernels.intercepts import Components, random_intercepts
from wirkung.methods.kernels.regression import designed
from wirkung.methods.kernels.samples import FloatArray, checked_level
from wirkung.methods.kernels.student import UNKNOWN, Uncertainty, student
from wirkung.methods.kernels.table import Table, difference_in, table

_HEDGES = "Hedges (2007), Journal of Educational and Behavioral Statistics 32, 341-370"
_METHOD = "random intercept, t"


@dataclass(frozen=True, slots=True, kw_only=True)
class RandomIntercept:
    """The difference, and its size in standard deviations: of all persons (`total`), and within clusters."""

    difference: Estimate
    total: Estimate
    within: Estimate


def random_intercept(
    outcome: ArrayLike,
    in_programme: ArrayLike,
    covariates: ArrayLike | None = None,
    *,
    unit: Unit,
    clusters: ArrayLike | None,
    level: float = 0.95,
) -> RandomIntercept:
    """How far the programme group lies above, its clusters taken for a draw of many.

    Parameters
    ----------
    outcome : (n,), in `unit`
        One number per person.
    in_programme : (n,) of True and False
        Who was in the programme.
    covariates : (n, k) or None
        What was known before, and marks of blocks.
    unit
        What the outcome is counted in.
    clusters : (n,) of labels, or None
        The course or school of each person, of both groups.
    level : 0 < level < 1
        Confidence level.

    Returns
    -------
    RandomIntercept
        Associations. Standardised by the variances of the same model without covariates, which leave them as they
        are in persons: d_T over the spread of all, d_W over that within clusters (Hedges 2007), each with his
        variance. Where persons of a cluster do not differ, or covariates tell the groups exactly: no value
        (`NO_SPREAD`). A group without clusters: none either (`COMPARISON_UNCLUSTERED`). Too few: no interval.

    Raises
    ------
    ValueError
        A missing or infinite number, lengths that differ, a level outside 0 to 1.

    References
    ----------
    Hedges (2007), Effect sizes in cluster-randomized designs. Laird & Ware (1982), Biometrics 38, 963-974. In R:
    `lme4::lmer(y ~ z + x + (1 | school))`.
    """
    rows, level = table(outcome, in_programme, covariates, clusters), checked_level(level)
    ours, theirs = rows.arms
    alone = () if ours.grouped and theirs.grouped else (Caution.COMPARISON_UNCLUSTERED,)
    declined = declines(ours, theirs) or alone
    found = _fitted(rows, rows.covariates) if min(rows.persons) and not alone else None
    plain = found if found is None or not rows.covariates.shape[1] else _fitted(rows, rows.covariates[:, :0])
    why = () if found is not None or declined else (Caution.NO_SPREAD,)
    number = _clusters(rows)
    known = UNKNOWN if found is None or declined else _student(found.value, found.error, number - 2, level)
    difference = Estimate(
        quantity=difference_in(unit),
        unit=unit,
        value=None if found is None else found.value,
        claim=Claim.ASSOCIATION,
        counts=rows.counts,
        source=_HEDGES,
        interval=known.interval,
        test=known.test,
        standard_error=known.standard_error,
        convention=f"restricted maximum likelihood, {clusters_named(ours, theirs, variance='random intercept')}",
        assumptions=(Assumption.CLUSTERS_INDEPENDENT, Assumption.MEAN_NEARLY_NORMAL),
        cautions=tuple(dict.fromkeys((*what_to_know(ours, theirs), *declined, *why))),
    )
    return RandomIntercept(
        difference=difference,
        total=_standardised(rows, difference, found, plain, level, within=False),
        within=_standardised(rows, difference, found, plain, level, within=True),
    )


def _fitted(rows: Table, covariates: FloatArray) -> Components | None:
    design = designed(rows.programme.astype(np.float64), covariates)
    return None if design is None or rows.codes is None else random_intercepts(design, rows.outcome, rows.codes)


def _clusters(rows: Table) -> int:
    return 0 if rows.codes is None else int(rows.codes.max(initial=-1)) + 1


def _student(value: float, error: float, df: int, level: float) -> Uncertainty:
    return student(value, error, df, level=level, method=_METHOD)


def _standardised(
    rows: Table,
    difference: Estimate,
    found: Components | None,
    plain: Components | None,
    level: float,
    *,
    within: bool,
) -> Estimate:
    value, known = None, UNKNOWN
    if found is not None and plain is not None:
        value = found.value / math.sqrt(plain.inside + (0.0 if within else plain.between))
        if difference.interval is not None:
            error = math.sqrt(_variance(rows, value, plain.correlation, within=within))
            known = _student(value, error, _clusters(rows) - 2, level)
    unsolved = (Caution.NO_SPREAD,) if found is not None and plain is None else ()
    return replace(
        difference,
        cautions=(*difference.cautions, *unsolved),
        quantity=Quantity.STANDARDISED_DIFFERENCE,
        unit=STANDARD_DEVIATIONS,
        standardiser="within_clusters_sd" if within else "total_sd",
        value=value,
        interval=known.interval,
        test=None,
        standard_error=known.standard_error,
    )


def _variance(rows: Table, size: float, correlation: float, *, within: bool) -> float:
    """Hedges (2007); with his n for clusters of unequal size. The bracket of d_T is h of the WWC."""
    ours, theirs = rows.persons
    squares = [float(np.sum(np.square(np.bincount(each.codes)))) for each in rows.arms]
    each = (theirs * squares[0] / ours + ours * squares[1] / theirs) / (ours + theirs)
    persons = ours + theirs
    _, factor = cluster_factors(persons, each, correlation)
    plain = (1 / ours + 1 / theirs) * factor
    if within:
        return plain / (1 - correlation) + size**2 / (2 * (persons - _clusters(rows)))
    return plain + size**2 / (2 * cluster_degrees_of_freedom(persons, each, correlation))

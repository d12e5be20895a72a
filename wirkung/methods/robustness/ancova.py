"""How far the groups differ once what was known before is taken into account: regression adjustment."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from wirkung.codes import Caution, Claim
from wirkung.estimate import Estimate, Unit
from wirkung.methods.kernels.cluster_labels import arm
from wirkung.methods.kernels.clustered import declines
from wirkung.methods.kernels.regression import ClusterVariance, Contrast, Variance, checked_variance, contrast
from wirkung.methods.kernels.samples import checked_level
from wirkung.methods.kernels.student import UNKNOWN
from wirkung.methods.kernels.table import Table, difference_in, table

_SOURCE = "Lin (2013), Annals of Applied Statistics 7, 295-318; MacKinnon & White (1985)"


def adjusted_difference(
    outcome: ArrayLike,
    in_programme: ArrayLike,
    covariates: ArrayLike | None = None,
    *,
    unit: Unit,
    variance: Variance = "HC2",
    clusters: ArrayLike | None = None,
    cluster_variance: ClusterVariance = "CR2",
    level: float = 0.95,
) -> Estimate:
    """How far the programme group lies above comparable persons, its covariates held fast.

    Parameters
    ----------
    outcome : (n,), in `unit`
        One number per person.
    in_programme : (n,) of True and False
        Who was in the programme.
    covariates : (n, k), (n,) or None
        What was known before: baseline score, age, marks for school types as 0 and 1. A column that the others
        determine (the same for everybody, for example) is left out.
    unit
        What the outcome is counted in.
    variance
        Of the standard error without clusters: `HC2` and `HC3` hold for unequal spread in small samples, `HC1` is
        Stata's `robust`, `classical` asks for equal spread. t with n - k - 2 degrees of freedom.
    clusters : (n,) or None
        The course of each person (None or NaN: a cluster of their own, such as comparison persons without a
        course); then `cluster_variance` counts: `CR2` with Satterthwaite's degrees of freedom,
        or Stata's `CR1`. No interval of too few courses or persons by the rule of `methods.kernels.clustered`, nor
        with CR1 in fewer than five clusters.
    level : 0 < level < 1
        Confidence level.

    Returns
    -------
    Estimate
        An association. After a lottery, or where the baseline decided who got in, the baseline is the covariate;
        where groups differ for other reasons see `disagreement`. Nobody in a group, or covariates that tell
        exactly who was in the programme: no value.

    Raises
    ------
    ValueError
        A missing or infinite number, lengths that differ, an unknown variance or level.

    References
    ----------
    Lin (2013), Agnostic notes on regression adjustments to experimental data, Annals of Applied Statistics 7,
    295-318. MacKinnon & White (1985), Some heteroskedasticity-consistent covariance matrix estimators with
    improved finite sample properties, Journal of Econometrics 29, 305-325. In R: `lm` with `sandwich::vcovHC`.

    Examples
    --------
    >>> from wirkung.estimate import UnitKind
    >>> after, group, before = [3, 4, 5, 1, 3, 5], [True] * 3 + [False] * 3, [1, 2, 3, 1, 2, 3]
    >>> round(adjusted_difference(after, group, before, unit=Unit(kind=UnitKind.SCORE)).value, 10)
    1.0
    """
    checked_variance(variance, cluster_variance)
    rows = table(outcome, in_programme, covariates, clusters)
    level = checked_level(level)
    found = Contrast(value=None, known=UNKNOWN)
    if min(rows.persons):
        found = contrast(
            rows.outcome,
            rows.programme.astype(np.float64),
            rows.covariates,
            variance=variance,
            level=level,
            clusters=None if rows.codes is None else (cluster_variance, rows.codes),
        )
    if reasons := declined_in(rows):
        found = Contrast(value=found.value, known=UNKNOWN, cautions=(*found.cautions, *reasons))
    return _estimate(rows, found, unit, variance if rows.codes is None else cluster_variance)


def declined_in(rows: Table) -> tuple[Caution, ...]:
    """Why courses leave no interval: the same rule as for every other number of a report."""
    if rows.codes is None or not min(rows.persons):
        return ()
    return declines(
        *(arm(rows.outcome[who], rows.labels[who], name="outcome") for who in (rows.programme, ~rows.programme))
    )


def _estimate(rows: Table, found: Contrast, unit: Unit, variance: str) -> Estimate:
    return Estimate(
        quantity=difference_in(unit),
        unit=unit,
        value=found.value,
        claim=Claim.ASSOCIATION,
        counts=rows.counts,
        source=_SOURCE,
        interval=found.known.interval,
        test=found.known.test,
        standard_error=found.known.standard_error,
        convention=f"least squares, {variance}",
        assumptions=rows.assumptions,
        cautions=tuple(dict.fromkeys((*rows.cautions, *found.cautions))),
    )

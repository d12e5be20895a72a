"""Difference-in-differences on rows of two periods, whether the same persons come twice or others do."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from wirkung.codes import Assumption, Caution, Claim, CountRole, Quantity
from wirkung.estimate import Count, Estimate, Unit
from wirkung.methods.kernels.regression import ClusterVariance, Contrast, Variance, checked_variance, contrast
from wirkung.methods.kernels.samples import FEW_PERSONS_BELOW, checked_level
from wirkung.methods.kernels.table import Table, marks, matrix, numbers, table


def difference_in_differences(
    outcome: ArrayLike,
    in_programme: ArrayLike,
    after: ArrayLike,
    covariates: ArrayLike | None = None,
    *,
    unit: Unit,
    variance: Variance = "HC2",
    clusters: ArrayLike | None = None,
    cluster_variance: ClusterVariance = "CR2",
    level: float = 0.95,
) -> Estimate:
    """How much more the programme group's mean moved than the comparison group's, by regression on all rows.

    Parameters
    ----------
    outcome : (n,), in `unit`
        One number per row, a person at one time.
    in_programme, after : (n,) of True and False
        Whether the person is of the programme group, and whether the row is of the later time.
    covariates : (n, k), (n,) or None
        What else is held fast.
    unit
        What the outcome is counted in; for marks of 0 and 1 a share.
    variance, cluster_variance
        Of the standard error: `HC2` or, with clusters, `CR2`, with Satterthwaite's degrees of freedom; `HC1`,
        `classical` and `CR1` (five clusters at least) are what other programmes print.
    clusters : (n,) or None
        Courses or schools; where the same persons come twice and there are none, the persons.
    level : 0 < level < 1
        Confidence level.

    Returns
    -------
    Estimate
        An association; it speaks for the programme only as far as both groups would have moved alike. A cell (a
        group at a time) without anybody: no value. With persons at hand twice, `difference_in_change_clustered`
        is the same comparison on each person's own change.

    Raises
    ------
    ValueError
        No numbers, a missing or infinite one, only one time marked, lengths that differ, an unknown variance or
        level; a difference of shares beyond -1 to 1.

    References
    ----------
    Angrist & Pischke (2009), Mostly Harmless Econometrics, section 5.2. Card & Krueger (1994), American Economic
    Review 84, 772-793.

    Examples
    --------
    >>> from wirkung.estimate import UnitKind
    >>> scores, ours, later = [1, 3, 5, 7, 2, 4, 3, 5], [1] * 4 + [0] * 4, [0, 0, 1, 1] * 2
    >>> points = Unit(kind=UnitKind.SCORE)
    >>> round(difference_in_differences(scores, ours, later, unit=points).value, 10)  # (6 - 2) - (4 - 3)
    3.0
    """
    checked_variance(variance, cluster_variance)
    size = numbers("outcome", outcome).size
    times = marks("after", after, size).astype(np.float64)
    columns = np.column_stack([times, matrix("covariates", covariates, size)])
    rows, level = table(outcome, in_programme, columns, clusters), checked_level(level)
    cells = _cells(rows)
    observed = min(cell.number for cell in cells) > 0
    chosen = variance if rows.codes is None else cluster_variance
    found = _interaction(rows, chosen) if observed else Contrast()
    known = found.known(level, f"t, {chosen}")
    few = (Caution.FEW_PERSONS,) if min(cell.number for cell in cells) < FEW_PERSONS_BELOW else ()
    return Estimate(
        quantity=Quantity.DIFFERENCE_IN_CHANGE,
        unit=unit,
        value=found.value,
        claim=Claim.ASSOCIATION,
        counts=cells,
        source="Angrist & Pischke (2009), Mostly Harmless Econometrics, section 5.2",
        interval=known.interval,
        test=known.test,
        standard_error=known.standard_error,
        convention=f"least squares with interaction, {chosen}",
        assumptions=(*rows.assumptions, Assumption.PARALLEL_TRENDS, Assumption.NO_INTERFERENCE),
        cautions=tuple(dict.fromkeys((*few, *found.cautions))),
    )


def _interaction(rows: Table, variance: Variance | ClusterVariance) -> Contrast:
    """The coefficient of «programme, afterwards», beside group, time and covariates."""
    ours = rows.programme.astype(np.float64)
    return contrast(
        rows.outcome,
        ours * rows.covariates[:, 0],
        np.column_stack([ours, rows.covariates]),
        variance=variance,
        codes=rows.codes,
    )


def _cells(rows: Table) -> tuple[Count, ...]:
    """How many rows each group has at each time."""
    later = rows.covariates[:, 0] == 1
    cells = (
        (CountRole.PROGRAMME_BEFORE, rows.programme & ~later),
        (CountRole.PROGRAMME_AFTER, rows.programme & later),
        (CountRole.COMPARISON_BEFORE, ~rows.programme & ~later),
        (CountRole.COMPARISON_AFTER, ~rows.programme & later),
    )
    return tuple(Count(role=role, number=int(np.count_nonzero(cell))) for role, cell in cells)

"""Difference-in-differences with an effect for every person and every time: panels of any length."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from wirkung.codes import Assumption, Caution, Claim, CountRole, Quantity
from wirkung.estimate import Count, Estimate, Unit
from wirkung.methods.kernels.cluster_labels import Codes
from wirkung.methods.kernels.samples import FEW_PERSONS_BELOW, FloatArray, checked_level
from wirkung.methods.kernels.student import UNKNOWN, Uncertainty, student
from wirkung.methods.kernels.table import BoolArray, marks, numbers
from wirkung.methods.robustness.panel_codes import coded, too_few
from wirkung.methods.robustness.pyfixest import fixed_effects


def fixed_effects_difference(
    outcome: ArrayLike,
    persons: ArrayLike,
    periods: ArrayLike,
    under_programme: ArrayLike,
    *,
    unit: Unit,
    clusters: ArrayLike | None = None,
    level: float = 0.95,
) -> Estimate:
    """How much more those who entered the programme moved than the others, person by person, time by time.

    Parameters
    ----------
    outcome : (n,), in `unit`
        One number per row, a person at one time; NaN where an answer is missing.
    persons, periods : (n,)
        Whose row it is, and of when.
    under_programme : (n,) of True and False
        Whether the person had started by then.
    unit
        What the outcome is counted in.
    clusters : (n,) or None
        Courses or schools; None takes the persons. Fewer than 30: no interval; fewer than five on one side, of
        persons too: none either.
    level : 0 < level < 1
        Confidence level; variance CR1, by pyfixest; t with the clusters of the smaller side less one, as the
        smaller side decides how well the spread is known.

    Returns
    -------
    Estimate
        An association. Where persons start at different times the value mixes early and late starters with
        weights that may be negative: STAGGERED_STARTS says so, and `event_study` is the method then. Nobody who
        changes state while others do not: no value.

    Raises
    ------
    ValueError
        No numbers, only one state marked, lengths that differ, an infinite number, an impossible level.

    References
    ----------
    Wooldridge (2010), Econometric Analysis of Cross Section and Panel Data, section 10.5. Goodman-Bacon (2021),
    Difference-in-differences with variation in treatment timing, Journal of Econometrics 225, 254-277. In R:
    `fixest::feols(outcome ~ under_programme | persons + periods)`.

    Examples
    --------
    >>> from wirkung.estimate import UnitKind
    >>> who, when, started = [1, 1, 2, 2, 3, 3, 4, 4], [0, 1] * 4, [0, 1, 0, 1, 0, 0, 0, 0]
    >>> points = Unit(kind=UnitKind.SCORE)
    >>> result = fixed_effects_difference([1, 5, 3, 7, 2, 3, 4, 5], who, when, started, unit=points)
    >>> round(result.value, 10)  # (4 + 4)/2 - (1 + 1)/2
    3.0
    """
    values = numbers("outcome", outcome)
    started, level = marks("under_programme", under_programme, values.size), checked_level(level)
    kept = ~np.isnan(values)
    who, when = coded("persons", persons, kept), coded("periods", periods, kept, ordered=True)
    groups = None if clusters is None else coded("clusters", clusters, kept)
    values, started = values[kept], started[kept]
    first = _first_period(who, when, started)
    entered = first < np.iinfo(np.intp).max
    value, known, cautions = _fitted(values, started, who, when, groups, entered, level=level)
    staggered = np.unique(first[entered]).size > 1
    few = min(np.count_nonzero(entered), np.count_nonzero(~entered)) < FEW_PERSONS_BELOW
    found = ((Caution.FEW_PERSONS, few), (Caution.STAGGERED_STARTS, staggered))
    lost = (Assumption.MISSING_AT_RANDOM,) if not kept.all() else ()
    return Estimate(
        quantity=Quantity.DIFFERENCE_IN_CHANGE,
        unit=unit,
        value=value,
        claim=Claim.ASSOCIATION,
        counts=(
            Count(role=CountRole.PROGRAMME, number=int(np.count_nonzero(entered))),
            Count(role=CountRole.COMPARISON, number=int(np.count_nonzero(~entered))),
        ),
        source="Wooldridge (2010), Econometric Analysis of Cross Section and Panel Data, section 10.5",
        interval=known.interval,
        test=known.test,
        standard_error=known.standard_error,
        convention="fixed effects of persons and periods, CR1",
        assumptions=(*lost, Assumption.PARALLEL_TRENDS, Assumption.NO_INTERFERENCE),
        cautions=tuple(dict.fromkeys((*(caution for caution, holds in found if holds), *cautions))),
    )


def _first_period(who: Codes, when: Codes, started: BoolArray) -> Codes:
    """For each person the period of the start, the greatest integer for those who never start."""
    first = np.full(int(who.max()) + 1, np.iinfo(np.intp).max, dtype=np.intp)
    np.minimum.at(first, who[started], when[started])
    return first


def _fitted(
    values: FloatArray,
    started: BoolArray,
    who: Codes,
    when: Codes,
    groups: Codes | None,
    entered: BoolArray,
    *,
    level: float,
) -> tuple[float | None, Uncertainty, tuple[Caution, ...]]:
    found = fixed_effects(
        values,
        {"started": started.astype(np.float64)},
        {"person": who, "period": when},
        groups,
        count_regressors=True,
    )
    if found is None:
        return None, UNKNOWN, (Caution.NO_COMPARISON_GROUP,)
    value, error = float(found[0][0]), math.sqrt(max(float(found[1][0, 0]), 0.0))
    if error <= 1e-10 * float(np.abs(values).max()):  # rounding
        return value, UNKNOWN, (Caution.NO_SPREAD,)
    sides = [_clusters(groups, who, side) for side in (entered, ~entered) if side.any()]
    lacking = too_few(sides, 0 if groups is None else int(groups.max()) + 1, named=groups is not None)
    if lacking is not None:
        return value, UNKNOWN, (lacking,)
    return value, student(value, error, min(sides) - 1, level=level, method="t, CR1"), ()


def _clusters(groups: Codes | None, who: Codes, side: BoolArray) -> int:
    """How many clusters (without names: persons) this side has."""
    if groups is None:
        return int(np.count_nonzero(side))
    found = np.zeros(int(groups.max()) + 1, dtype=np.bool_)
    found[groups[side[who]]] = True
    return int(np.count_nonzero(found))

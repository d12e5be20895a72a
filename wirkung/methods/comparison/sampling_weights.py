"""Means and differences of persons who were chosen with known, unequal chances: each counts for many or few.

With equal weights the results are those of `clustered` and `adjusted_difference`, and with equal clusters those of
Taylor's formula (`kernels.linearised`).

Calibration: `tests/calibration/designs.csv`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from wirkung.codes import Assumption, Caution, Claim, CountRole, Quantity, UnitKind
from wirkung.estimate import Count, Estimate, Interval, Unit
from wirkung.methods.kernels.blocks import any_of_one_group, block_marks
from wirkung.methods.kernels.cluster_labels import Arm, arm, both_arms
from wirkung.methods.kernels.clustered import FEWEST_PERSONS, declines, what_to_know
from wirkung.methods.kernels.groups import counts
from wirkung.methods.kernels.linearised import METHOD, linearised, uncertain
from wirkung.methods.kernels.propensity import effective
from wirkung.methods.kernels.regression import designed
from wirkung.methods.kernels.samples import FloatArray, checked_level
from wirkung.methods.kernels.student import UNKNOWN, Uncertainty, logit_interval
from wirkung.methods.kernels.table import complete_matrix

SOURCE = (
    "Binder (1983), International Statistical Review 51, 279-292; Pustejovsky & Tipton (2018), Journal of "
    "Business & Economic Statistics 36, 672-683"
)


def tell_of_few(weights: ArrayLike, smallest: int) -> bool:
    """Whether who knows the weights learns from a weighted mean what fewer than `smallest` persons have.

    Parameters
    ----------
    weights : one-dimensional, above 0
        Of those who are counted; nobody tells of nobody.
    smallest
        The smallest group that may be told of.

    Returns
    -------
    bool
        True where the weights are worth fewer than `smallest` persons, so that few decide the mean; and where the
        mean without weights, which a report may tell as well, leaves few: of fewer than `smallest` the weight is
        another one than the middle one of all, or so far from it that they decide the difference of both means.

    Examples
    --------
    >>> tell_of_few([1] * 30 + [5], 10), tell_of_few([1] * 30 + [5] * 30, 10)
    (True, False)
    """
    held = np.asarray(weights, dtype=np.float64)
    apart = np.abs(held - np.median(held)) if held.size else held
    if not held.size or effective(held) < smallest:
        return bool(held.size)
    return bool(apart.any() and effective(apart) < smallest)


def weighted_mean(
    values: ArrayLike,
    weights: ArrayLike,
    clusters: ArrayLike | None = None,
    *,
    unit: Unit,
    quantity: Quantity = Quantity.MEAN,
    level: float = 0.95,
) -> Estimate:
    """The mean of all for whom the persons stand, or of 0 and 1 the share.

    Parameters
    ----------
    values : one-dimensional, in `unit`
        One number per person.
    weights : of the same length, above 0
        For how many each stands, or any multiple: the inverse of the chance to be chosen.
    clusters : one label per person, or None
        The course or school of each; who has none was chosen alone.
    unit, quantity
        What the numbers are counted in, and what their mean is called.
    level : 0 < level < 1
        Confidence level; of a share the interval is made on the logit.

    Returns
    -------
    Estimate
        A description (caution `WEIGHTED`). Without interval by the rule of `clustered.declines`, for weights that
        are worth fewer than six persons, and without spread.

    Raises
    ------
    ValueError
        Missing or infinite numbers; weights that are not one number above 0 for each person.

    References
    ----------
    Binder (1983), On the variances of asymptotically normal estimators from complex surveys, International
    Statistical Review 51, 279-292. In R: `survey::svymean`. Pustejovsky & Tipton (2018).

    Examples
    --------
    >>> from wirkung.estimate import UnitKind
    >>> weighted_mean([1, 2, 6], [1, 1, 2], unit=Unit(kind=UnitKind.SCORE)).value  # (1 + 2 + 12)/4
    3.75
    """
    group, level = arm(values, clusters, name="values"), checked_level(level)
    held = _weights("weights", weights, group.sample.n)
    value, known, why = None, UNKNOWN, _declines((group,), (held,))
    if group.sample.n:
        found = linearised(np.ones((group.sample.n, 1)), group.sample.values, held, group.labels)
        value, known, more = found.value, *uncertain(found, group.sample.values, (held,), (group,), level)
        known, why = (UNKNOWN, why) if why else (known, more)
    of_share = unit.kind is UnitKind.SHARE and quantity is Quantity.SHARE
    interval = _on_the_logit(value, known, level) if of_share else known.interval
    return Estimate(
        quantity=quantity,
        unit=unit,
        value=value,
        claim=Claim.DESCRIPTION,
        counts=(Count(role=CountRole.BASE, number=group.sample.n),),
        source=SOURCE,
        interval=interval,
        standard_error=known.standard_error,
        assumptions=_assumed(group),
        cautions=tuple(dict.fromkeys((*what_to_know(group), *why, Caution.WEIGHTED))),
    )


def weighted_difference(
    programme: ArrayLike,
    comparison: ArrayLike,
    weights: tuple[ArrayLike, ArrayLike],
    clusters: tuple[ArrayLike | None, ArrayLike | None] = (None, None),
    *,
    blocks: tuple[ArrayLike | None, ArrayLike | None] = (None, None),
    covariates: tuple[ArrayLike | None, ArrayLike | None] = (None, None),
    unit: Unit,
    quantity: Quantity,
    level: float = 0.95,
) -> Estimate:
    """How far the means of all for whom the persons of two groups stand lie apart, within blocks or adjusted.

    Parameters
    ----------
    programme, comparison : one-dimensional, in `unit`
        One number per person.
    weights : (programme, comparison)
        As for `weighted_mean`.
    clusters : (programme, comparison), one label per person, or None
        The course or school of each.
    blocks : (programme, comparison), one label per person
        Within which of them the groups are compared; None for none.
    covariates : (programme, comparison), shape (persons, columns)
        For what the difference is adjusted; None for nothing.
    unit, quantity, level
        As for `weighted_mean`.

    Returns
    -------
    Estimate
        An association (caution `WEIGHTED`), without interval where `weighted_mean` has none. A block with persons
        of one group adds nothing (`BLOCK_OF_ONE_GROUP`); where blocks or covariates tell exactly who was in the
        programme there is no value (`NO_OVERLAP`).

    Raises
    ------
    ValueError
        As for `weighted_mean`; tables that are not one row per person.

    References
    ----------
    As for `weighted_mean`. In R: `survey::svyglm`.

    Examples
    --------
    >>> from wirkung.estimate import UnitKind
    >>> found = weighted_difference([1, 2, 6], [1, 1, 4], ([1, 1, 2], [1, 1, 1]),
    ...     unit=Unit(kind=UnitKind.SCORE), quantity=Quantity.MEAN_DIFFERENCE)
    >>> round(found.value, 10)  # 15/4 - 6/3
    1.75
    """
    arms, level = both_arms(programme, comparison, *clusters), checked_level(level)
    held = tuple(
        _weights(f"weights of {name}", each, group.sample.n)
        for name, each, group in zip(("programme", "comparison"), weights, arms, strict=True)
    )
    others, said = _held_fast(arms, blocks, covariates)
    value, known, why = None, UNKNOWN, _declines(arms, held)
    if all(each.sample.n for each in arms):
        value, known, more = _apart(arms, held, others, level)
        known, why = (UNKNOWN, why) if why else (known, more)
    return Estimate(
        quantity=quantity,
        unit=unit,
        value=value,
        claim=Claim.ASSOCIATION,
        counts=counts(arms[0].sample, arms[1].sample),
        source=SOURCE,
        interval=known.interval,
        test=known.test,
        standard_error=known.standard_error,
        assumptions=_assumed(*arms),
        cautions=tuple(dict.fromkeys((*what_to_know(*arms), *said, *why, Caution.WEIGHTED))),
    )


def _weights(name: str, weights: ArrayLike, persons: int) -> FloatArray:
    found = np.asarray(weights, dtype=np.float64)
    if found.shape != (persons,):
        raise ValueError(f"{name} must be one number for each of {persons} persons, found shape {found.shape}")
    wrong = ~(np.isfinite(found) & (found > 0))
    if wrong.any():
        raise ValueError(
            f"{name} must be above 0, found {found[wrong][0]} ({int(wrong.sum())} of {persons} in all)"
        )
    return found


def _held_fast(
    arms: tuple[Arm, Arm],
    blocks: tuple[ArrayLike | None, ArrayLike | None],
    covariates: tuple[ArrayLike | None, ArrayLike | None],
) -> tuple[FloatArray, tuple[Caution, ...]]:
    """A mark for every block but the first beside the covariates, and what is to be said of them."""
    persons = [each.sample.n for each in arms]
    marks, one_sided = np.empty((sum(persons), 0)), False
    if all(each is not None for each in blocks):
        labels = np.concatenate([np.asarray(each, dtype=object) for each in blocks])
        marks, one_sided = (
            block_marks(labels, sum(persons)),
            any_of_one_group(labels, np.repeat([True, False], persons)),
        )
    known = np.empty((sum(persons), 0))
    if all(each is not None for each in covariates):
        tables = zip(covariates, persons, strict=True)
        known = np.concatenate([complete_matrix("covariates", each, number) for each, number in tables])
    said = {
        Caution.WITHIN_BLOCKS: marks.shape[1] > 0,
        Caution.BLOCK_OF_ONE_GROUP: one_sided,
        Caution.ADJUSTED: known.shape[1] > 0,
    }
    return np.hstack([marks, known]), tuple(caution for caution, holds in said.items() if holds)


def _apart(
    arms: tuple[Arm, Arm], held: Sequence[FloatArray], others: FloatArray, level: float
) -> tuple[float | None, Uncertainty, tuple[Caution, ...]]:
    outcome = np.concatenate([each.sample.values for each in arms])
    group = np.repeat([1.0, 0.0], [each.sample.n for each in arms])
    design = designed(group, others)
    if design is None:
        return None, UNKNOWN, (Caution.NO_OVERLAP,)
    weights, labels = np.concatenate(held), np.concatenate([each.labels for each in arms])
    found = linearised(design, outcome, weights, labels)
    if outcome.size <= design.shape[1]:
        return found.value, UNKNOWN, (Caution.FEW_PERSONS,)
    root = np.sqrt(weights)
    slopes = np.linalg.lstsq(root[:, None] * design, root * outcome, rcond=None)[0]
    return found.value, *uncertain(found, outcome - design[:, 2:] @ slopes[2:], held, arms, level)


def _declines(arms: tuple[Arm, ...], held: Sequence[FloatArray]) -> tuple[Caution, ...]:
    few = any(each.size and effective(each) < FEWEST_PERSONS for each in held)
    return tuple(dict.fromkeys((*declines(*arms), *((Caution.FEW_PERSONS,) if few else ()))))


def _on_the_logit(value: float | None, known: Uncertainty, level: float) -> Interval | None:
    """Of a share, so that its limits stay between 0 and 1."""
    if value is None or not 0 < value < 1 or known.standard_error is None:
        return None
    df = None if known.test is None else known.test.df
    if df is None:
        return None
    return logit_interval(value, known.standard_error, df, level=level, method=f"{METHOD}, logit")


def _assumed(*arms: Arm) -> tuple[Assumption, ...]:
    grouped = any(each.grouped for each in arms)
    return (
        Assumption.CLUSTERS_INDEPENDENT if grouped else Assumption.PERSONS_INDEPENDENT,
        Assumption.MEAN_NEARLY_NORMAL,
    )

"""Whether missing answers change the result: complete cases beside multiple imputation."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from wirkung.codes import Assumption, Caution, Claim, CountRole, Quantity
from wirkung.estimate import Count, Estimate, Unit
from wirkung.methods.change.prepost import mean_change
from wirkung.methods.comparison.clusters import mean_change_clustered
from wirkung.methods.kernels.cluster_labels import Arm, arm
from wirkung.methods.kernels.clustered import CLUSTER_ASSUMPTIONS, clusters_named, declines
from wirkung.methods.kernels.counts import whole
from wirkung.methods.kernels.samples import (
    T_ASSUMPTIONS,
    FloatArray,
    Pairs,
    cautions,
    checked_level,
    complete,
    complete_pairs,
)
from wirkung.methods.kernels.student import UNKNOWN, student
from wirkung.methods.threats.imputation import completed
from wirkung.methods.threats.imputed_in_courses import change_in_courses
from wirkung.methods.threats.rubin import Pooled, pooled

# A line takes two pairs and its spread is drawn from the rest: with fewer than four of these the draws go wild.
FEWEST_PAIRS = 6


def missing_answers(
    before: ArrayLike,
    after: ArrayLike,
    *,
    only_before: ArrayLike,
    only_after: ArrayLike,
    unit: Unit,
    seed: int,
    imputations: int = 50,
    clusters: tuple[ArrayLike, ArrayLike, ArrayLike] | None = None,
    level: float = 0.95,
) -> Estimate:
    """The mean change in everybody who answered at least once, to be set beside that in who answered twice.

    Gaps are filled in many times with draws from the line that joins both waves (Bayesian normal regression,
    its slope and spread drawn too), so that the interval knows that they are guesses. That corrects for who
    dropped out as far as the answer given shows it, and for nothing else.

    Parameters
    ----------
    before, after : one-dimensional, of one length, in `unit`
        Of those who answered twice, the same person at the same position.
    only_before, only_after : one-dimensional, in `unit`
        Of those who answered once.
    unit
        What the numbers are counted in.
    seed : 0 or more
        Of the draws; the convention of the result records it.
    imputations : 2 or more
        How often the gaps are filled in.
    clusters : labels of (those who answered twice, only before, only after), or None
        The course of each person; who has none learned alone. The interval then adds up the influence of the
        persons of a course (`methods.threats.imputed_in_courses`); none by the rule of
        `methods.comparison.clusters`, looked at in those who answered twice.
    level : 0 < level < 1
        Confidence level.

    Returns
    -------
    Estimate
        A description. Nobody who answered once: the mean change of the pairs. Fewer than six pairs, or a wave
        without spread: no value, since no line can be drawn.

    Raises
    ------
    ValueError
        Lengths differ, more than one dimension, a missing or infinite number, an impossible level, seed or number
        of imputations.

    References
    ----------
    Rubin (1987), Multiple Imputation for Nonresponse in Surveys. Barnard & Rubin (1999), Small-sample degrees
    of freedom with multiple imputation, Biometrika 86, 948-955. In R: mice with method `norm`.

    Examples
    --------
    >>> from wirkung.estimate import UnitKind
    >>> twice, points = ([1, 2, 3, 4, 5, 6, 7], [2, 4, 4, 6, 6, 8, 8]), Unit(kind=UnitKind.SCORE)
    >>> found = missing_answers(*twice, only_before=[8], only_after=[], unit=points, seed=1)
    >>> found.counts[0].number, found.counts[0].of  # pairs, and all who answered
    (7, 8)
    """
    rng = np.random.default_rng(whole("seed", seed))
    whole("imputations", imputations, least=2)
    pairs, level = complete_pairs(before, after), checked_level(level)
    once = complete("only_before", only_before).values, complete("only_after", only_after).values
    everybody = pairs.change.n + sum(wave.size for wave in once)
    counts = (Count(role=CountRole.PAIRS, number=pairs.change.n, of=everybody),)
    if pairs.change.n and pairs.change.n == everybody:
        if clusters is None:
            return replace(mean_change(before, after, unit=unit, level=level), counts=counts)
        known = mean_change_clustered(before, after, clusters[0], unit=unit, level=level)
        return replace(known, counts=counts)
    waves = _with_gaps(pairs, *once)
    labels = None if clusters is None else np.concatenate([np.asarray(each, dtype=object) for each in clusters])
    group = arm(np.zeros(waves.shape[1]), labels, name="answers")
    found = _pooled(waves, pairs, group, rng, imputations)
    imputed = _estimate(found, pairs, group, unit=unit, level=level)
    draws = f"m = {imputations}, seed = {seed}"
    convention = f"{draws}, {imputed.convention}" if imputed.convention else draws
    return replace(imputed, counts=counts, convention=convention)


def _with_gaps(pairs: Pairs, only_before: FloatArray, only_after: FloatArray) -> FloatArray:
    """Both waves of everybody (2, persons), NaN for an answer that was not given."""
    first = np.concatenate([pairs.before.values, only_before, np.full(only_after.size, np.nan)])
    second = np.concatenate([pairs.after.values, np.full(only_before.size, np.nan), only_after])
    return np.array([first, second])


def _pooled(
    waves: FloatArray, pairs: Pairs, group: Arm, rng: np.random.Generator, imputations: int
) -> Pooled | None:
    """The change in everybody; None where no line can be drawn."""
    spread = pairs.before.varies and pairs.after.varies and pairs.change.varies
    if pairs.change.n < FEWEST_PAIRS or not spread:
        return None
    changes = np.array([filled[1] - filled[0] for filled in completed(waves, rng, imputations)])
    n = changes.shape[1]
    means = changes.mean(axis=1)
    found = pooled(means, changes.var(axis=1, ddof=1) / n, complete_df=n - 1)
    if not group.grouped or _declined(group, pairs):
        return found
    known = change_in_courses(waves, group)
    # Of so many draws the mean is still a little uncertain.
    error = math.sqrt(known.variance + float(np.var(means, ddof=1)) / means.size)
    return replace(found, standard_error=error, df=known.df)


def _declined(group: Arm, pairs: Pairs) -> tuple[Caution, ...]:
    """Why nothing is said where there are courses: those who answered twice, who come first, are in too few."""
    return declines(Arm(sample=pairs.change, labels=group.labels[: pairs.change.n])) if group.grouped else ()


def _estimate(found: Pooled | None, pairs: Pairs, group: Arm, *, unit: Unit, level: float) -> Estimate:
    known, declined = UNKNOWN, _declined(group, pairs)
    if found is not None and not declined:
        method = "t, by course" if group.grouped else "Rubin"
        known = student(found.value, found.standard_error, found.df, level=level, method=method)
    constant = any(sample.constant for sample in (pairs.before, pairs.after, pairs.change))
    return Estimate(
        quantity=Quantity.MEAN_CHANGE,
        unit=unit,
        value=None if found is None else found.value,
        claim=Claim.DESCRIPTION,
        counts=(Count(role=CountRole.PAIRS, number=pairs.change.n),),
        source="Rubin (1987), Multiple Imputation for Nonresponse in Surveys; Barnard & Rubin (1999)",
        interval=known.interval,
        test=known.test,
        standard_error=known.standard_error,
        convention=clusters_named(group) if group.grouped else "",
        assumptions=(
            *(CLUSTER_ASSUMPTIONS if group.grouped else T_ASSUMPTIONS),
            Assumption.MISSING_AT_RANDOM,
        ),
        cautions=tuple(dict.fromkeys((*cautions(pairs.change, constant=constant), *declined))),
    )

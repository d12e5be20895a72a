"""Whether missing answers change the result: complete cases beside multiple imputation."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from wirkung.codes import Claim, CountRole, Quantity
from wirkung.estimate import Count, Estimate, Unit
from wirkung.methods.change.prepost import mean_change
from wirkung.methods.kernels.counts import whole
from wirkung.methods.kernels.samples import FloatArray, Pairs, assumptions, cautions, checked_level, paired
from wirkung.methods.kernels.student import UNKNOWN, student
from wirkung.methods.threats.imputation import completed
from wirkung.methods.threats.rubin import Pooled, pooled

# A line takes two pairs and its spread is drawn from the rest: with fewer than four of these the draws go wild.
FEWEST_PAIRS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingAnswers:
    """The mean change with and without filling in, of the same shape; `seed` draws the same numbers again.

    `missing_information` is the part of the variance that is due to the gaps (0 to 1), None where nothing could
    be filled in.
    """

    complete: Estimate
    imputed: Estimate
    imputations: int
    seed: int
    missing_information: float | None


def missing_answers(
    before: ArrayLike, after: ArrayLike, *, unit: Unit, seed: int, imputations: int = 50, level: float = 0.95
) -> MissingAnswers:
    """The mean change in who answered twice, beside that in everybody who answered at least once.

    Gaps are filled in many times with draws from the line that joins both waves (Bayesian normal regression,
    its slope and spread drawn too), so that the interval knows that they are guesses. That corrects for who
    dropped out as far as the answer given shows it, and for nothing else.

    Parameters
    ----------
    before, after : one-dimensional, of one length, in `unit`
        The same person at the same position; NaN where an answer is missing. Who misses both is left out.
    unit
        What the numbers are counted in.
    seed : 0 or more
        Of the draws; the result records it, in `seed` and in the convention of the estimate.
    imputations : 2 or more
        How often the gaps are filled in.
    level : 0 < level < 1
        Confidence level of both intervals.

    Returns
    -------
    MissingAnswers
        Two descriptions. No gap: both the same. Fewer than six pairs, or a wave without spread: `imputed` has no
        value, since no line can be drawn.

    Raises
    ------
    ValueError
        Lengths differ, no numbers at all, more than one dimension, an infinite number, an impossible level,
        seed or number of imputations.

    References
    ----------
    Rubin (1987), Multiple Imputation for Nonresponse in Surveys. Barnard & Rubin (1999), Small-sample degrees
    of freedom with multiple imputation, Biometrika 86, 948-955. In R: mice with method `norm`.

    Examples
    --------
    >>> from wirkung.estimate import UnitKind
    >>> before, after = [1, 2, 3, 4, 5, 6, 7, 8], [2, 4, 4, 6, 6, 8, 8, float("nan")]
    >>> found = missing_answers(before, after, unit=Unit(kind=UnitKind.SCORE), seed=1)
    >>> found.imputed.counts[0].number, found.imputed.counts[0].of  # pairs, and all who answered
    (7, 8)
    """
    rng = np.random.default_rng(whole("seed", seed))
    whole("imputations", imputations, least=2)
    level = checked_level(level)
    pairs = paired(before, after)
    complete = mean_change(pairs.before.values, pairs.after.values, unit=unit, level=level)
    waves = np.array([before, after], dtype=np.float64)
    waves = waves[:, ~np.isnan(waves).all(axis=0)]
    counts = (Count(role=CountRole.PAIRS, number=pairs.change.n, of=waves.shape[1]),)
    information: float | None = 0.0
    if pairs.change.n and pairs.change.n == waves.shape[1]:
        imputed = replace(complete, counts=counts)
    else:
        found = _pooled(waves, pairs, rng, imputations)
        information = None if found is None else found.missing_information
        imputed = _estimate(found, pairs, unit=unit, level=level)
        imputed = replace(imputed, counts=counts, convention=f"m = {imputations}, seed = {seed}")
    return MissingAnswers(
        complete=complete, imputed=imputed, imputations=imputations, seed=seed, missing_information=information
    )


def _pooled(waves: FloatArray, pairs: Pairs, rng: np.random.Generator, imputations: int) -> Pooled | None:
    """The change in everybody; None where no line can be drawn."""
    spread = pairs.before.varies and pairs.after.varies and pairs.change.varies
    if pairs.change.n < FEWEST_PAIRS or not spread:
        return None
    changes = np.array([filled[1] - filled[0] for filled in completed(waves, rng, imputations)])
    n = changes.shape[1]
    return pooled(changes.mean(axis=1), changes.var(axis=1, ddof=1) / n, complete_df=n - 1)


def _estimate(found: Pooled | None, pairs: Pairs, *, unit: Unit, level: float) -> Estimate:
    known = UNKNOWN
    if found is not None:
        known = student(found.value, found.standard_error, found.df, level=level, method="Rubin")
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
        assumptions=assumptions(pairs.change),
        cautions=cautions(pairs.change, constant=constant),
    )

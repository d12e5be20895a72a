"""What share reached the end, with those observed weighted to resemble all, also those who were lost."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from wirkung.codes import Assumption, Caution, Claim, CountRole, Quantity
from wirkung.estimate import PERSONS, SHARE, Count, Estimate
from wirkung.methods.comparison.shares_in_courses import as_persons, worth_of_courses
from wirkung.methods.kernels.cluster_labels import Arm, arm
from wirkung.methods.kernels.clustered import declines
from wirkung.methods.kernels.cr2 import Robust
from wirkung.methods.kernels.influence import Influence, in_courses, named
from wirkung.methods.kernels.intervals import share
from wirkung.methods.kernels.propensity import Propensity, effective, propensity
from wirkung.methods.kernels.samples import FEW_PERSONS_BELOW, FloatArray, checked_level, complete
from wirkung.methods.kernels.student import logit_interval
from wirkung.methods.kernels.table import BoolArray, complete_matrix, marks
from wirkung.methods.survival.curve import at_the_end

# Vittinghoff & McCulloch (2007), Relaxing the rule of ten events per variable in logistic and Cox regression,
# American Journal of Epidemiology 165, 710-718: from five per covariate on, results are mostly sound.
_PER_COVARIATE = 5
_SOURCE = "Seaman & White (2013), Statistical Methods in Medical Research 22, 278-295"


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightedShare:
    """The share of those observed, the same weighted to resemble all, and how many persons the weights are worth.

    `effective` is None where no weights could be had.
    """

    observed: Estimate
    weighted: Estimate
    effective: Estimate | None


def weighted_shares(
    reached: Sequence[ArrayLike],
    observed: ArrayLike,
    baseline: ArrayLike,
    *,
    clusters: ArrayLike | None = None,
    level: float = 0.95,
) -> tuple[WeightedShare, ...]:
    """Which share of all reached it, if those lost did as those observed who resembled them at the start.

    Several things that the same persons may have reached are weighted only once.

    Parameters
    ----------
    reached : sequence of (n,) of 1 and 0
        Who reached each; whatever stands there for persons not observed (NaN, 0) is not looked at.
    observed : (n,) of True and False
        Of whom it is known; somebody must be.
    baseline : (n, k)
        What was known of all at the start; enters a logistic regression of being observed as it is.
    clusters : (n,) of labels, or None
        The course of each person; who has none learned alone. The influences of the persons of a course are then
        added up, and the degrees of freedom are at most those of the courses; no interval where the share of those
        observed has none (`share_difference_clustered`).
    level : 0 < level < 1
        Confidence level of the t interval on the logit, with the effective persons less one.

    Returns
    -------
    tuple of WeightedShare
        Descriptions, one for each. Weights are one over the probability of being observed, normalised, so that
        stabilising changes nothing; the standard error allows for their estimation. Nobody lost: both are the
        plain share. No value where there are fewer than five lost, or observed, per covariate, or where the
        baseline tells the lost from the others without error.

    Raises
    ------
    ValueError
        Marks that are neither 0 nor 1, nobody observed, lengths that differ, a number that is missing or infinite,
        an impossible level.

    References
    ----------
    Seaman & White (2013), Review of inverse probability weighting for dealing with missing data, Statistical
    Methods in Medical Research 22, 278-295. Robins, Rotnitzky & Zhao (1994), Journal of the American Statistical
    Association 89, 846-866. Vittinghoff & McCulloch (2007), American Journal of Epidemiology 165, 710-718.

    Examples
    --------
    >>> school = [0] * 20 + [1] * 20
    >>> observed = [1] * 10 + [0] * 10 + [1] * 15 + [0] * 5  # half of the first school was lost
    >>> reached = [1] * 2 + [0] * 18 + [1] * 9 + [0] * 11
    >>> (result,) = weighted_shares([reached], observed, school)
    >>> round(result.observed.value, 4), round(result.weighted.value, 4)  # (2 + 9)/25; ½·2/10 + ½·9/15
    (0.44, 0.4)
    """
    level = checked_level(level)
    seen = marks("observed", observed, np.size(observed), both=False)
    columns = complete_matrix("baseline", baseline, seen.size)
    outcomes = [_outcome(each, seen) for each in reached]
    if not seen.any():
        raise ValueError(f"observed must mark somebody, found none of {seen.size}")
    enough = min(np.count_nonzero(seen), np.count_nonzero(~seen)) >= _PER_COVARIATE * max(columns.shape[1], 1)
    found = propensity(seen, columns) if enough else None
    why = Caution.LOST_WITHOUT_LIKE if enough else Caution.FEW_LOST_OR_KEPT
    everybody = arm(seen.astype(np.float64), clusters, name="observed")
    return tuple(_one(outcome, everybody, found, why, level) for outcome in outcomes)


def _one(
    outcome: FloatArray, everybody: Arm, found: Propensity | None, why: Caution, level: float
) -> WeightedShare:
    seen = everybody.sample.values == 1
    plain = share(int(outcome[seen].sum()), int(np.count_nonzero(seen)), level=level)
    if seen.all():
        return WeightedShare(observed=plain, weighted=plain, effective=_worth(np.ones(seen.size)))
    if found is None:
        return WeightedShare(observed=plain, weighted=_none(plain, seen, why), effective=None)
    return _weighted(plain, outcome, everybody, found, level)


def _outcome(reached: ArrayLike, seen: BoolArray) -> FloatArray:
    """1 and 0 of those observed, 0 for the others."""
    values = np.asarray(reached)
    if values.shape != seen.shape:
        raise ValueError(f"reached must have one mark per person ({seen.size}), found shape {values.shape}")
    outcome = np.zeros(seen.size)
    outcome[seen] = marks("reached", values[seen], int(np.count_nonzero(seen)), both=False)
    return outcome


def _weighted(
    plain: Estimate,
    outcome: FloatArray,
    everybody: Arm,
    found: Propensity,
    level: float,
) -> WeightedShare:
    seen = everybody.sample.values == 1
    weights = np.where(seen, 1 / found.scores, 0.0)
    value = min(float(weights @ outcome / weights.sum()), 1.0)
    worth = effective(weights[seen])
    df = min(worth, seen.size - found.design.shape[1] + 1) - 1
    observed = _observed(outcome, everybody)
    known, persons = _no_surer(_robust(outcome - value, everybody, found, weights), value, worth, observed)
    declined = declines(observed) if everybody.grouped else ()
    error = None if declined or not 0 < value < 1 else math.sqrt(known.variance)
    interval = None
    if error is not None:
        method = f"t on the logit, estimated scores{named(known)}"
        degrees = min(df, known.df)
        interval = logit_interval(value, error, degrees, level=level, method=method) if df >= 1 else None
    elif not declined:
        interval = at_the_end(value, persons, level)
    unlike = bool((found.scores[~seen] < found.scores[seen].min()).any())
    cautions = (
        (Caution.FEW_PERSONS, worth < FEW_PERSONS_BELOW),
        (Caution.SOME_LOST_WITHOUT_LIKE, unlike),
    )
    weighted = Estimate(
        quantity=Quantity.SHARE,
        unit=SHARE,
        value=value,
        claim=Claim.DESCRIPTION,
        counts=_counts(plain, seen),
        source=_SOURCE,
        interval=interval,
        standard_error=error,
        assumptions=(
            Assumption.CLUSTERS_INDEPENDENT if everybody.grouped else Assumption.PERSONS_INDEPENDENT,
            Assumption.LOST_LIKE_SIMILAR_OBSERVED,
        ),
        cautions=(*(caution for caution, holds in cautions if holds), *(declined or as_persons(observed))),
    )
    return WeightedShare(observed=plain, weighted=weighted, effective=_worth(weights[seen]))


def _no_surer(known: Robust, value: float, worth: float, observed: Arm) -> tuple[Robust, float]:
    """The variance, and as how many persons they count: no better than one each where the courses count so."""
    if not as_persons(observed):
        return known, worth
    persons = min(worth, worth_of_courses(observed))
    return replace(known, variance=max(known.variance, value * (1 - value) / persons)), persons


def _observed(outcome: FloatArray, everybody: Arm) -> Arm:
    """Who was observed, with 1 and 0 for whether they reached it."""
    seen = everybody.sample.values == 1
    return Arm(sample=complete("reached", outcome[seen]), labels=everybody.labels[seen])


def _robust(residuals: FloatArray, everybody: Arm, found: Propensity, weights: FloatArray) -> Robust:
    """From the influence of each person, directly and by moving the probabilities that the weights come from."""
    scores, design = found.scores, found.design
    direct = weights * residuals / weights.sum()
    # On the logit scale a weight 1/e shrinks by (1 - e)/e, that is by itself times (1 - e).
    slope = -(direct * (1 - scores)) @ design
    information = (design * (scores * (1 - scores))[:, None]).T @ design
    seen = everybody.sample.values
    influence = direct + (seen - scores) * (design @ np.linalg.solve(information, slope))
    persons, coefficients = design.shape
    if everybody.grouped:
        summed = in_courses([Influence(arm=everybody, weights=weights, influence=influence)])
    else:
        summed = Robust(value=0.0, variance=float(influence @ influence), df=math.inf)
    return replace(summed, variance=summed.variance * persons / (persons - coefficients))


def _none(plain: Estimate, seen: BoolArray, why: Caution) -> Estimate:
    return replace(
        plain,
        value=None,
        counts=_counts(plain, seen),
        source=_SOURCE,
        interval=None,
        assumptions=(Assumption.PERSONS_INDEPENDENT, Assumption.LOST_LIKE_SIMILAR_OBSERVED),
        cautions=(why,),
    )


def _counts(plain: Estimate, seen: BoolArray) -> tuple[Count, ...]:
    return (*plain.counts, Count(role=CountRole.LOST, number=int(np.count_nonzero(~seen)), of=seen.size))


def _worth(weights: FloatArray) -> Estimate:
    return Estimate(
        quantity=Quantity.EFFECTIVE_PERSONS,
        unit=PERSONS,
        value=effective(weights),
        claim=Claim.DESCRIPTION,
        counts=(Count(role=CountRole.BASE, number=int(weights.size)),),
        source="Kish (1965), Survey Sampling, section 11.7",
    )

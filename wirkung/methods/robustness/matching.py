"""Each participant beside those of the comparison group who were as likely to take part: matching on the score.

With replacement, and with all who are equally near: so the result does not hang on the order of the list. Its
variance is that of Abadie & Imbens, with what estimating the score does to it. No bootstrap holds here (Abadie &
Imbens 2008, Econometrica 76, 1537-1557), and nothing known holds for persons in courses: they have no interval.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import ArrayLike

from wirkung.codes import Caution
from wirkung.estimate import Estimate, Unit
from wirkung.methods.comparison.balance import SMD_BALANCED, balance_table, love_plot
from wirkung.methods.kernels.clustered import declines
from wirkung.methods.kernels.neighbours import Nearest, nearest
from wirkung.methods.kernels.propensity import Propensity, Target, effective, propensity
from wirkung.methods.kernels.regression import FEWEST_DEGREES
from wirkung.methods.kernels.samples import FloatArray, checked_level, only_rounding
from wirkung.methods.kernels.student import UNKNOWN, Uncertainty, student
from wirkung.methods.kernels.table import BoolArray, Table, table
from wirkung.methods.kernels.weighted import weighted_estimate

# Austin (2011), Optimal caliper widths for propensity-score matching, Pharmaceutical Statistics 10, 150-161: .2
# standard deviations of the logit of the score.
CALIPER = 0.2
# The spread around a person is that of the person and the next of the own group (Stata: nn(2)).
_SPREAD_OF = 2

_difference = partial(
    weighted_estimate,
    source="Abadie & Imbens (2006), Econometrica 74, 235-267, and (2016), Econometrica 84, 781-807",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedDifference:
    """The difference, the largest standardised difference of a covariate before and after, and who was matched.

    `matched` (n) marks participants with a partner and all of the comparison group. Both balances are None where
    there is no score.
    """

    difference: Estimate
    balance_before: Estimate | None
    balance_after: Estimate | None
    matched: BoolArray


def matched_difference(
    outcome: ArrayLike,
    in_programme: ArrayLike,
    covariates: ArrayLike,
    *,
    unit: Unit,
    clusters: ArrayLike | None = None,
    fewest_left_out: int = 1,
    level: float = 0.95,
) -> MatchedDifference:
    """How far participants lie above those of the comparison group who were as likely to take part (ATT).

    Parameters
    ----------
    outcome : (n,), in `unit`
        One number per person.
    in_programme : (n,) of True and False
        Who was in the programme.
    covariates : (n, k)
        What was known before; enters a logistic regression as it is.
    unit
        What the outcome is counted in.
    clusters : (n,) of labels, or None
        The course of each person. Where any two share one, there is no interval.
    fewest_left_out : persons
        A participant without a partner within the caliper (.2 standard deviations of the logit) is left out; where
        fewer than so many have none, they keep the nearest, as leaving out a few would tell of them.
    level : 0 < level < 1
        Confidence level of the t interval, with the effective persons of the smaller side less one as degrees of
        freedom; fewer than five: none.

    Returns
    -------
    MatchedDifference
        An association. Nobody in a group, or covariates that tell the groups exactly: no value.

    Raises
    ------
    ValueError
        A missing or infinite number, lengths that differ, a level outside 0 to 1.

    References
    ----------
    Abadie & Imbens (2006), Large sample properties of matching estimators for average treatment effects,
    Econometrica 74, 235-267, and (2016), Matching on the estimated propensity score, Econometrica 84, 781-807.
    In Stata: `teffects psmatch, atet`, which matches on the score itself and knows no caliper by default.

    Examples
    --------
    >>> from wirkung.estimate import UnitKind
    >>> groups, schools = [1, 1, 0, 1, 0, 0], [1, 1, 1, 2, 2, 2]
    >>> found = matched_difference([4, 6, 3, 9, 5, 7], groups, schools, unit=Unit(kind=UnitKind.SCORE))
    >>> round(found.difference.value, 6)  # (4 + 6 + 9)/3 - (2·3 + (5 + 7)/2)/3
    2.333333
    """
    rows, level = table(outcome, in_programme, covariates, clusters), checked_level(level)
    found = propensity(rows.programme, rows.covariates) if min(rows.persons) else None
    if found is None:
        lacking = (*rows.cautions, *((Caution.NO_OVERLAP,) if min(rows.persons) else ()))
        none = _difference(rows, None, UNKNOWN, unit, "", lacking)
        return MatchedDifference(
            difference=none, balance_before=None, balance_after=None, matched=np.ones(rows.outcome.size, bool)
        )
    logit = found.design @ found.coefficients
    kept = _within(logit, rows.programme, fewest_left_out)
    left_out = not kept.all()
    if not kept[rows.programme].any():
        none = _difference(rows.rows(kept), None, UNKNOWN, unit, "", (*rows.cautions, Caution.NO_OVERLAP))
        return MatchedDifference(difference=none, balance_before=None, balance_after=None, matched=kept)
    pairs = Matches(rows.outcome, rows.programme, logit, found, kept)
    before, after = _balance(rows, pairs.weights)
    known, why_not = _uncertainty(rows, pairs, level)
    warned = (Caution.OUTSIDE_OVERLAP_LEFT_OUT,) if left_out else ()
    # By the number as it is printed.
    unlike = (Caution.UNLIKE_AFTER_MATCHING,) if round(abs(after.value or 0.0), 2) > SMD_BALANCED else ()
    cautions = tuple(dict.fromkeys((*rows.rows(kept).cautions, *warned, *unlike, *why_not)))
    convention = f"nearest on the logit of the score, with replacement and ties, caliper {CALIPER} SD"
    return MatchedDifference(
        difference=_difference(rows.rows(kept), pairs.value, known, unit, convention, cautions),
        balance_before=before,
        balance_after=after,
        matched=kept,
    )


def _within(logit: FloatArray, programme: BoolArray, fewest: int) -> BoolArray:
    """All of the comparison group, and who of the programme has a partner; all where only a few have none."""
    spread = math.sqrt((_variance(logit[programme]) + _variance(logit[~programme])) / 2)
    far = nearest(logit[programme], logit[~programme]).distance > CALIPER * spread
    kept = np.ones(logit.size, dtype=np.bool_)
    if int(np.count_nonzero(far)) >= fewest:
        kept[np.flatnonzero(programme)[far]] = False
    return kept


def _variance(values: FloatArray) -> float:
    return float(np.var(values, ddof=1)) if values.size > 1 else 0.0


class Matches:
    """Everybody with whom they are compared, for those who took part, or for everybody.

    Parameters
    ----------
    outcome, programme, score : (n,)
        Numbers, groups, and the score by which persons are near.
    model
        From which the scores come.
    asked : (n,)
        Who is compared, of the programme group for `programme`.
    """

    def __init__(
        self,
        outcome: FloatArray,
        programme: BoolArray,
        score: FloatArray,
        model: Propensity,
        asked: BoolArray,
        target: Target = "programme",
    ) -> None:
        self.outcome, self.programme, self.model = outcome, programme, model
        self.score, self.target = score, target
        self.everybody, self.asked = asked, asked & programme if target == "programme" else asked
        others = np.empty_like(outcome)
        self.votes, self.squares = np.zeros_like(outcome), np.zeros_like(outcome)
        for here in (programme, ~programme):
            partners = nearest(score[here], score[~here])
            others[here] = partners.means(outcome[~here])
            self.votes[~here] = partners.votes(self.asked[here])
            self.squares[~here] = partners.votes(self.asked[here], power=2)
        sign = np.where(programme, 1.0, -1.0)
        self.differences = sign * (outcome - others)
        self.value = float(self.differences[self.asked].mean())

    @property
    def weights(self) -> FloatArray:
        """How much each counts in the difference: once for who is compared, and as often as taken as a partner."""
        return self.asked + self.votes

    @property
    def variance(self) -> float:
        """Of the difference, with what estimating the scores does to it; may be 0 or less in small samples."""
        scores, columns, number = self.model.scores, self.model.design, int(np.count_nonzero(self.asked))
        density = scores * (1 - scores)
        slopes = np.zeros_like(columns)
        spread = np.empty_like(self.outcome)
        for here, chance in ((self.programme, scores), (~self.programme, 1 - scores)):
            own = self._next(here, here)
            spread[here] = own.covariances(self.outcome[here][:, None], self.outcome[here])[:, 0]
            around = self._next(np.ones_like(here), here)
            weight = density / chance * (scores if self.target == "programme" else 1.0)
            slopes += around.covariances(columns[here], self.outcome[here]) * weight[:, None]
        apart = self.differences - self.value
        use = self.votes**2 + 2 * self.votes * self.asked - self.squares
        known = float(np.square(apart[self.asked]).sum() + use @ spread) / number**2
        covariance = np.linalg.inv((columns * density[:, None]).T @ columns)
        along = slopes[self.everybody].sum(axis=0) / number
        found = known - float(along @ covariance @ along)
        if self.target == "everybody":
            return found
        # Who counts as a participant changes with the scores, too.
        moved = (columns * (density * apart)[:, None])[self.everybody].sum(axis=0) / number
        return found + float(moved @ covariance @ moved)

    def _next(self, asking: BoolArray, here: BoolArray) -> Nearest:
        """Of each who asks the nearest of a group, two at least."""
        return nearest(self.score[asking], self.score[here], _SPREAD_OF)


def _balance(rows: Table, weights: FloatArray) -> tuple[Estimate, Estimate]:
    """The largest standardised difference of a covariate, without and with the weights of matching."""
    names = [str(number) for number in range(rows.covariates.shape[1])]
    found = balance_table(rows.programme, rows.covariates, names, weights=weights)
    before = love_plot(found)[0].unweighted.difference
    after = (each.weighted.difference for each in found if each.weighted is not None)
    return before, max(after, key=lambda each: abs(each.value or 0.0))


def _uncertainty(rows: Table, pairs: Matches, level: float) -> tuple[Uncertainty, tuple[Caution, ...]]:
    if rows.codes is not None and int(rows.codes.max()) + 1 < rows.codes.size:
        return UNKNOWN, (Caution.CLUSTERS_NOT_CONSIDERED,)
    if declined := declines(*rows.arms):
        return UNKNOWN, declined
    weights = pairs.weights
    worth = min(effective(weights[rows.programme]), effective(weights[~rows.programme])) - 1
    variance = pairs.variance
    if worth < FEWEST_DEGREES or only_rounding(math.sqrt(variance), rows.outcome):
        return UNKNOWN, (Caution.FEW_PERSONS if worth < FEWEST_DEGREES else Caution.NO_SPREAD,)
    return student(pairs.value, math.sqrt(variance), worth, level=level, method="t, Abadie-Imbens"), ()

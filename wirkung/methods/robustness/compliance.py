"""What the offer did, how far it changed who took part, and what taking part did to those whom the offer moved."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from wirkung.codes import Assumption, Caution, Claim
from wirkung.estimate import SHARE, Estimate, Interval, Unit
from wirkung.methods.comparison.adjusted_difference import adjusted_difference
from wirkung.methods.kernels.clustered import declines
from wirkung.methods.kernels.cr2 import Robust, cr2, hc2
from wirkung.methods.kernels.regression import designed
from wirkung.methods.kernels.samples import FloatArray, checked_level, only_rounding
from wirkung.methods.kernels.table import Table, difference_in, marks, numbers, table

OfferVariance = Literal["HC2", "classical"]

# Staiger & Stock (1997): with less the ratio is biased and its usual interval too short.
STRONG_ENOUGH = 10
# A share that is this small is one of nobody, but for rounding.
_ROUNDING = 1e-12

_SOURCE = "Imbens & Angrist (1994), Econometrica 62, 467-475; Anderson & Rubin (1949)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compliance:
    """What the offer did to the outcome and to taking part (`uptake`), and the ratio (`participation`)."""

    offer: Estimate
    uptake: Estimate
    participation: Estimate


def compliance(
    outcome: ArrayLike,
    offered: ArrayLike,
    took_part: ArrayLike,
    covariates: ArrayLike | None = None,
    *,
    unit: Unit,
    clusters: ArrayLike | None = None,
    variance: OfferVariance = "HC2",
    level: float = 0.95,
) -> Compliance:
    """How those with and without the offer differ, and what follows for those who took part because of it.

    Parameters
    ----------
    outcome : (n,), in `unit`
        One number per person.
    offered, took_part : (n,) of True and False
        Who had the offer (or the lot), and who took part; both groups by offer must occur.
    covariates : (n, k) or None
        What was known before, and marks for the blocks of the lot.
    unit
        What the outcome is counted in.
    clusters : (n,) or None
        Where each person was assigned (None: alone); then the variance is CR2, with Satterthwaite's degrees of
        freedom, and there is no interval of too few clusters (`methods.kernels.clustered`).
    variance
        Of persons: `HC2` holds for unequal spread, `classical` asks for equal spread and knows no covariates.
    level : 0 < level < 1
        Confidence level.

    Returns
    -------
    Compliance
        Associations. `offer` is the comparison by intention to treat. `participation` is Wald's ratio (two-stage
        least squares) with its standard error; its interval is Anderson and Rubin's, which holds however little
        the offer changed: where it is not finite, WEAK_INSTRUMENT and no interval; where the offer changed
        nothing at all, no value. A first stage with F below 10 has the caution too (Staiger & Stock 1997,
        Econometrica 65, 557-586).

    Raises
    ------
    ValueError
        No numbers, a missing or infinite one, only one group named, lengths that differ, an unknown variance or
        level.

    References
    ----------
    Imbens & Angrist (1994), Identification and estimation of local average treatment effects, Econometrica 62,
    467-475. Anderson & Rubin (1949), Estimation of the parameters of a single equation in a complete system of
    stochastic equations, Annals of Mathematical Statistics 20, 46-63.

    Examples
    --------
    >>> from wirkung.estimate import UnitKind
    >>> scores, lots, courses = [4, 6, 8, 6, 3, 5, 4, 4], [1] * 4 + [0] * 4, [1, 1, 1, 0, 1, 0, 0, 0]
    >>> found = compliance(scores, lots, courses, unit=Unit(kind=UnitKind.SCORE))
    >>> [round(each.value, 9) for each in (found.offer, found.uptake, found.participation)]  # 6 - 4, 3/4 - 1/4
    [2.0, 0.5, 4.0]
    """
    if variance not in get_args(OfferVariance):
        raise ValueError(f"variance must be HC2 or classical, found {variance!r}")
    level, size = checked_level(level), numbers("outcome", outcome).size
    marks("offered", offered, size)
    joined = marks("took_part", took_part, size, both=False).astype(np.float64)
    rows = table(outcome, offered, covariates, clusters)

    def apart(numbers: ArrayLike, unit: Unit) -> Estimate:
        """How far those with the offer lie above the others."""
        return adjusted_difference(numbers, offered, covariates, unit=unit, clusters=clusters, level=level)

    offer = apart(outcome, unit)
    gaps = _gaps(rows, joined, variance) if min(rows.persons) else None
    freedom = None if offer.test is None else offer.test.df
    if gaps is not None and freedom is not None and variance == "HC2":  # as sure of its spread as of the offer
        gaps = replace(gaps, df=freedom)
    return Compliance(
        offer=offer,
        uptake=apart(joined, SHARE),
        participation=_participation(rows, gaps, unit, variance, level),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Gaps:
    """Effect of the offer on outcome and uptake, and the covariance (2, 2) of both."""

    effect: float
    uptake: float
    covariance: FloatArray
    df: float

    @property
    def strength(self) -> float:
        """F of the first stage; infinite where everybody does as offered."""
        return self.uptake**2 / self.covariance[1, 1] if self.covariance[1, 1] > 0 else math.inf

    @property
    def ratio(self) -> float:
        return self.effect / self.uptake

    @property
    def error(self) -> float:
        """Standard error of the ratio: that of outcome - ratio × uptake, over the effect on uptake."""
        along = np.array([1.0, -self.ratio])
        return math.sqrt(max(float(along @ self.covariance @ along), 0.0)) / abs(self.uptake)

    def interval(self, level: float) -> Interval | None:
        """All ratios at which outcome - ratio × uptake does not differ by offer; None where they have no end."""
        square = float(stats.t.ppf((1 + level) / 2, self.df)) ** 2
        curve = self.uptake**2 - square * self.covariance[1, 1]
        if curve <= 0:
            return None
        middle = (self.effect * self.uptake - square * self.covariance[0, 1]) / curve
        rest = (self.effect**2 - square * self.covariance[0, 0]) / curve
        reach = math.sqrt(max(middle**2 - rest, 0.0))
        return Interval(low=middle - reach, high=middle + reach, level=level, method="Anderson-Rubin")


def _participation(rows: Table, gaps: _Gaps | None, unit: Unit, variance: OfferVariance, level: float) -> Estimate:
    value, error, interval = None, None, None
    cautions: tuple[Caution, ...] = (Caution.WEAK_INSTRUMENT,) if gaps is not None else ()
    if gaps is not None and gaps.uptake != 0:
        value, cautions = gaps.ratio, (Caution.NO_SPREAD,)
        if min(rows.persons) > 1 and not only_rounding(gaps.error * abs(gaps.uptake), rows.outcome):
            declined = declines(*rows.arms)
            error, interval = (None, None) if declined else (gaps.error, gaps.interval(level))
            weak = gaps.strength < STRONG_ENOUGH or (interval is None and not declined)
            cautions = (*declined, *((Caution.WEAK_INSTRUMENT,) if weak else ()))
    return Estimate(
        quantity=difference_in(unit),
        unit=unit,
        value=value,
        claim=Claim.ASSOCIATION,
        counts=rows.counts,
        source=_SOURCE,
        interval=interval,
        standard_error=error,
        convention=f"Wald ratio, {variance if rows.codes is None else 'CR2'}",
        assumptions=(
            *rows.assumptions,
            Assumption.OFFER_WORKS_BY_TAKING_PART,
            Assumption.PROGRAMME_NEVER_DRIVES_AWAY,
        ),
        cautions=tuple(dict.fromkeys((*rows.cautions, *cautions))),
    )


def _gaps(rows: Table, joined: FloatArray, variance: OfferVariance) -> _Gaps | None:
    """None where the covariates tell exactly who had the offer."""
    if variance == "classical":
        return _gaps_of_equal_spread(rows, joined)
    design = designed(rows.programme.astype(np.float64), rows.covariates)
    if design is None or design.shape[0] <= design.shape[1]:
        return None
    first = np.eye(design.shape[1])[0]

    def robust(numbers: FloatArray) -> Robust:
        """How far the numbers of those with the offer lie above, with the variance of persons or clusters."""
        return hc2(design, numbers, first) if rows.codes is None else cr2(design, numbers, rows.codes, first)

    # The variance of a sum gives the covariance.
    effect, uptake, both = robust(rows.outcome), robust(joined), robust(rows.outcome + joined)
    across = (both.variance - effect.variance - uptake.variance) / 2
    return _Gaps(
        effect=effect.value,
        uptake=0.0 if abs(uptake.value) < _ROUNDING else uptake.value,
        covariance=np.array([[effect.variance, across], [across, uptake.variance]]),
        df=effect.df,
    )


def _gaps_of_equal_spread(rows: Table, joined: FloatArray) -> _Gaps:
    both = np.column_stack([rows.outcome, joined])
    arms = [both[rows.programme], both[~rows.programme]]
    effect, uptake = (arms[0].mean(axis=0) - arms[1].mean(axis=0)).tolist()
    scatter = [np.asarray((arm - arm.mean(axis=0)).T @ (arm - arm.mean(axis=0))) for arm in arms]
    first, second = (len(arm) for arm in arms)
    df = first + second - 2
    covariance = (scatter[0] + scatter[1]) / max(df, 1) * (1 / first + 1 / second)
    return _Gaps(effect=effect, uptake=uptake, covariance=np.asarray(covariance), df=df)

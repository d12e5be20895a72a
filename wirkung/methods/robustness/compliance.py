"""What the offer did, how far it changed who took part, and what taking part did to those whom the offer moved."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from wirkung.codes import Assumption, Caution, Claim
from wirkung.estimate import SHARE, Estimate, Interval, Unit
from wirkung.methods.kernels.samples import FloatArray, checked_level
from wirkung.methods.kernels.table import Table, difference_in, marks, numbers, table
from wirkung.methods.robustness.ancova import adjusted_difference

OfferVariance = Literal["HC2", "classical"]

_SOURCE = "Imbens & Angrist (1994), Econometrica 62, 467-475; interval: Anderson & Rubin (1949)"


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
    *,
    unit: Unit,
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
    unit
        What the outcome is counted in.
    variance
        `HC2` holds for unequal spread, `classical` asks for equal spread.
    level : 0 < level < 1
        Confidence level.

    Returns
    -------
    Compliance
        Associations. `offer` is the comparison by intention to treat. `participation` is Wald's ratio (two-stage
        least squares) with its standard error; its interval is Anderson and Rubin's, which holds however little
        the offer changed: where it is not finite, WEAK_INSTRUMENT and no interval; where the offer changed
        nothing at all, no value.

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
    rows = table(outcome, offered, joined)
    return Compliance(
        offer=adjusted_difference(outcome, offered, unit=unit, variance=variance, level=level),
        uptake=adjusted_difference(joined, offered, unit=SHARE, variance=variance, level=level),
        participation=_participation(rows, unit, variance, level),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Gaps:
    """Effect of the offer on outcome and uptake, and the covariance (2, 2) of both."""

    effect: float
    uptake: float
    covariance: FloatArray

    @property
    def ratio(self) -> float:
        return self.effect / self.uptake

    @property
    def error(self) -> float:
        """Standard error of the ratio: that of outcome - ratio × uptake, over the effect on uptake."""
        along = np.array([1.0, -self.ratio])
        return math.sqrt(max(float(along @ self.covariance @ along), 0.0)) / abs(self.uptake)

    def interval(self, df: float, level: float) -> Interval | None:
        """All ratios at which outcome - ratio × uptake does not differ by offer; None where they have no end."""
        square = float(stats.t.ppf((1 + level) / 2, df)) ** 2
        curve = self.uptake**2 - square * self.covariance[1, 1]
        if curve <= 0:
            return None
        middle = (self.effect * self.uptake - square * self.covariance[0, 1]) / curve
        rest = (self.effect**2 - square * self.covariance[0, 0]) / curve
        reach = math.sqrt(max(middle**2 - rest, 0.0))
        return Interval(low=middle - reach, high=middle + reach, level=level, method="Anderson-Rubin")


def _participation(rows: Table, unit: Unit, variance: OfferVariance, level: float) -> Estimate:
    gaps = _gaps(rows, variance) if min(rows.persons) else None
    value, error, interval = None, None, None
    cautions: tuple[Caution, ...] = (Caution.WEAK_INSTRUMENT,) if gaps is not None else ()
    if gaps is not None and gaps.uptake != 0:
        value, cautions = gaps.ratio, (Caution.NO_SPREAD,)
        if min(rows.persons) > 1 and gaps.error > 0:
            error = gaps.error
            interval = gaps.interval(rows.outcome.size - 2, level)
            cautions = (Caution.WEAK_INSTRUMENT,) if interval is None else ()
    return Estimate(
        quantity=difference_in(unit),
        unit=unit,
        value=value,
        claim=Claim.ASSOCIATION,
        counts=rows.counts,
        source=_SOURCE,
        interval=interval,
        standard_error=error,
        convention=f"Wald ratio, {variance}",
        assumptions=(
            *rows.assumptions,
            Assumption.OFFER_WORKS_BY_TAKING_PART,
            Assumption.PROGRAMME_NEVER_DRIVES_AWAY,
        ),
        cautions=(*rows.cautions, *cautions),
    )


def _gaps(rows: Table, variance: OfferVariance) -> _Gaps:
    both = np.column_stack([rows.outcome, rows.covariates[:, 0]])
    arms = [both[rows.programme], both[~rows.programme]]
    effect, uptake = (arms[0].mean(axis=0) - arms[1].mean(axis=0)).tolist()
    scatter = [np.asarray((arm - arm.mean(axis=0)).T @ (arm - arm.mean(axis=0))) for arm in arms]
    first, second = (len(arm) for arm in arms)
    if variance == "classical":
        covariance = (scatter[0] + scatter[1]) / max(first + second - 2, 1) * (1 / first + 1 / second)
    else:
        covariance = scatter[0] / max(first - 1, 1) / first + scatter[1] / max(second - 1, 1) / second
    return _Gaps(effect=effect, uptake=uptake, covariance=np.asarray(covariance))

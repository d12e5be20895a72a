"""What one outcome more than without the programme cost: refused wherever that cannot be told."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

from scipy import stats

from wirkung.codes import Assumption, Caution, Direction, Quantity, UnitKind
from wirkung.estimate import Estimate, Interval, Unit
from wirkung.methods.kernels.fieller import fieller_limits
from wirkung.methods.money.amounts import CENTS, Exact, exact, money, sign

_SOURCE = "Levin, McEwan, Belfield, Bowden & Shand (2018), Economic Evaluation in Education, 3rd edition"
_FIELLER = "Fieller (1954), Journal of the Royal Statistical Society B 16, 175-185"


@dataclass(frozen=True, slots=True, kw_only=True)
class CostAndEffect:
    """What the programme cost more, and what it brought about more, than the comparison group had.

    Parameters
    ----------
    cost_cents
        Difference in cost per person, programme minus comparison, in hundredths of the currency; where the
        comparison group cost nothing, the full cost over the participants.
    effect
        Difference between the groups, programme minus comparison, from any method.
    currency
        ISO 4217 code, for example «EUR».
    cost_error_cents : from 0 on
        Standard error of `cost_cents`; 0 where the ledger has every entry, so that nothing was sampled.
    correlation : -1..1
        Between the estimates of cost and effect.
    better
        1 where more of the outcome is wanted, -1 where less is.
    """

    cost_cents: Exact
    effect: Estimate
    currency: str
    cost_error_cents: float = 0.0
    correlation: float = 0.0
    better: int = 1

    def __post_init__(self) -> None:
        exact("cost_cents", self.cost_cents)
        exact("cost_error_cents", self.cost_error_cents, least=0)
        exact("correlation", self.correlation, least=-1, most=1)
        sign(self.better)

    @property
    def cost(self) -> float:
        """The difference in cost, in units of the currency."""
        return money(exact("cost_cents", self.cost_cents))

    @property
    def cost_error(self) -> float:
        """Its standard error, in units of the currency."""
        return self.cost_error_cents / CENTS

    @property
    def gain(self) -> float | None:
        """How much more of what is wanted; negative where it became worse, None where nothing is known."""
        return None if self.effect.value is None else self.better * self.effect.value

    @property
    def gain_error(self) -> float | None:
        """Standard error of the gain; where a method gives an interval only, half its width over the quantile.

        So Higgins, Li & Deeks (2023), Cochrane Handbook for Systematic Reviews, chapter 6.3, find the standard
        error of a difference that was published with its interval.
        """
        interval = self.effect.interval
        if self.effect.standard_error is not None or interval is None:
            return self.effect.standard_error
        return (interval.high - interval.low) / (2 * self.quantile(interval.level))

    @property
    def covariance(self) -> float:
        """Covariance of the estimates of cost and gain; 0 where the error of the gain is not known."""
        return self.better * self.correlation * self.cost_error * (self.gain_error or 0.0)

    @property
    def unit(self) -> Unit:
        """The currency."""
        return Unit(kind=UnitKind.MONEY, symbol=self.currency)

    @property
    def df(self) -> float:
        """Degrees of freedom of the effect; infinite where it rests on the normal distribution."""
        test = self.effect.test
        return math.inf if test is None or test.df is None else test.df

    @property
    def distribution(self) -> str:
        """The name of the distribution behind its intervals."""
        return "normal" if math.isinf(self.df) else "t"

    def quantile(self, level: float) -> float:
        """How many standard errors a two-sided interval of this level reaches to either side."""
        return float(stats.t.ppf((1 + level) / 2, self.df))


def cost_of_additional_outcome(compared: CostAndEffect) -> Estimate:
    """What the programme cost for each outcome that there is more of than in the comparison group.

    Parameters
    ----------
    compared
        Difference in cost per person, and the effect.

    Returns
    -------
    Estimate
        The cost over the gain, in units of the currency, under the claim of the effect. If nothing about the
        cost was sampled its interval is that of the effect turned over, otherwise Fieller's at the same level.

        No value, and a caution that says why, in these cases: the interval of the effect includes zero, or
        Fieller's set has no bounds (not determinable); the programme costs more and makes worse; it costs no
        more and makes better; it costs no more and makes worse. Their ratios would be negative, or would
        praise what is worse. If the interval of the cost reaches below zero, the value has a caution.

    References
    ----------
    Levin, McEwan, Belfield, Bowden & Shand (2018), Economic Evaluation in Education, 3rd edition. Interval:
    Fieller (1954), Some problems in interval estimation, Journal of the Royal Statistical Society B 16, 175-185.
    No ratio in the other quadrants: Stinnett & Mullahy (1997), The negative side of cost-effectiveness
    analysis, JAMA 277, 1931-1932.

    Examples
    --------
    >>> from wirkung.methods.kernels.intervals import share_difference
    >>> effect = share_difference((56, 48), (70, 80))  # .2 [.0524, .3339]
    >>> found = cost_of_additional_outcome(CostAndEffect(cost_cents=300_00, effect=effect, currency="EUR"))
    >>> round(found.value, 2), round(found.interval.low), round(found.interval.high)
    (1500.0, 899, 5722)
    """
    refusal = _refusal(compared)
    interval = None if refusal else _interval(compared)
    if interval is None:
        return _estimate(compared, None, None, refusal or Caution.ADDITIONAL_OUTCOME_UNDETERMINED)
    value = compared.cost / (compared.gain or math.nan)
    return _estimate(compared, value, interval, *([Caution.COST_DIFFERENCE_UNCERTAIN] if interval.low < 0 else []))


def _refusal(compared: CostAndEffect) -> Caution | None:
    """Why there is no ratio: the effect cannot be told from zero, or it is not more outcome for more money."""
    direction = compared.effect.direction
    if compared.effect.value is None or direction not in (Direction.UP, Direction.DOWN):
        return Caution.ADDITIONAL_OUTCOME_UNDETERMINED
    improved = (direction is Direction.UP) == (compared.better == 1)
    dearer = exact("cost_cents", compared.cost_cents) > Decimal(0)
    if improved:
        return None if dearer else Caution.CHEAPER_AND_BETTER
    return Caution.DEARER_AND_WORSE if dearer else Caution.CHEAPER_AND_WORSE


def _interval(compared: CostAndEffect) -> Interval | None:
    """The limits of the ratio; None where they have no bounds."""
    limits, gain, error = compared.effect.interval, compared.gain, compared.gain_error
    if limits is None or gain is None or error is None:
        return None
    if not compared.cost_error:
        gains = sorted((compared.better * limits.low, compared.better * limits.high))
        cheap, dear = compared.cost / gains[1], compared.cost / gains[0]
        return Interval(low=cheap, high=dear, level=limits.level, method="Difference, inverted")
    found = fieller_limits(
        compared.cost,
        gain,
        covariance=(compared.cost_error**2, compared.covariance, error**2),
        quantile=compared.quantile(limits.level),
    )
    return None if found is None else Interval(low=found[0], high=found[1], level=limits.level, method="Fieller")


def _estimate(
    compared: CostAndEffect, value: float | None, interval: Interval | None, *cautions: Caution
) -> Estimate:
    effect = compared.effect
    return Estimate(
        quantity=Quantity.COST_OF_ADDITIONAL_OUTCOME,
        unit=compared.unit,
        value=value,
        claim=effect.claim,
        counts=effect.counts,
        source=f"{_SOURCE}; {_FIELLER}",
        interval=interval,
        assumptions=(Assumption.COSTS_COMPLETE, *effect.assumptions),
        cautions=(*cautions, *effect.cautions),
    )

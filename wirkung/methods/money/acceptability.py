"""Is an outcome worth its price? Net benefit and the probability that it is above zero, at every price."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import stats

from wirkung.codes import Assumption, Quantity
from wirkung.estimate import SHARE, Estimate, Interval
from wirkung.methods.kernels.samples import checked_level
from wirkung.methods.money.additional_outcome import CostAndEffect
from wirkung.methods.money.amounts import exact

_SOURCE = "Stinnett & Mullahy (1998), Medical Decision Making 18, S68-S80"
_CURVE = "Fenwick, O'Brien & Briggs (2004), Health Economics 13, 405-415"


def net_benefit(compared: CostAndEffect, threshold: float, *, level: float = 0.95) -> Estimate:
    """What is left of the gain per person once the cost is paid, if one outcome is worth `threshold`.

    Parameters
    ----------
    compared
        Difference in cost per person, and the effect with its uncertainty.
    threshold : from 0 on
        What one outcome more is worth, in units of the currency.
    level : 0 < level < 1
        Confidence level of the interval, from Student's distribution if the effect has degrees of freedom.

    Returns
    -------
    Estimate
        threshold · gain - cost, in units of the currency, under the claim of the effect.

    Raises
    ------
    ValueError
        A negative or infinite threshold, an impossible level, or an effect without value or uncertainty.

    References
    ----------
    Stinnett & Mullahy (1998), Net health benefits: a new framework for the analysis of uncertainty in
    cost-effectiveness analysis, Medical Decision Making 18 (2 Suppl), S68-S80.

    Examples
    --------
    >>> from wirkung.methods.kernels.intervals import share_difference
    >>> effect = share_difference((56, 48), (70, 80))
    >>> round(net_benefit(CostAndEffect(cost_cents=300_00, effect=effect, currency="EUR"), 5_000).value)
    700
    """
    worth = float(exact("threshold", threshold, least=0))
    value, error = _value_and_error(compared, worth)
    reach = compared.quantile(checked_level(level)) * error
    return Estimate(
        quantity=Quantity.NET_BENEFIT,
        unit=compared.unit,
        value=value,
        claim=compared.effect.claim,
        counts=compared.effect.counts,
        source=_SOURCE,
        interval=Interval(low=value - reach, high=value + reach, level=level, method=compared.distribution),
        standard_error=error,
        assumptions=_assumptions(compared),
        cautions=compared.effect.cautions,
    )


def acceptability(compared: CostAndEffect, thresholds: Sequence[float]) -> tuple[Estimate, ...]:
    """How probable it is, at each price of an outcome, that the programme is worth its cost.

    Parameters
    ----------
    compared
        Difference in cost per person, and the effect with its uncertainty.
    thresholds : from 0 on
        What one outcome more might be worth, in units of the currency.

    Returns
    -------
    tuple of Estimate
        For each threshold, in its order, the probability 0..1 that the net benefit is above zero: a statement
        of confidence, from the (joint) normal or Student's distribution of cost and gain. It is .025 and .975 at
        Fieller's limits of the cost of an additional outcome, and exists where those do not.

    Raises
    ------
    ValueError
        A negative or infinite threshold, or an effect without value or uncertainty.

    References
    ----------
    van Hout, Al, Gordon & Rutten (1994), Costs, effects and C/E-ratios alongside a clinical trial, Health
    Economics 3, 309-319; Fenwick, O'Brien & Briggs (2004), Cost-effectiveness acceptability curves: facts,
    fallacies and frequently asked questions, Health Economics 13, 405-415.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from wirkung.methods.kernels.intervals import share_difference
    >>> effect = replace(share_difference((56, 48), (70, 80)), value=0.1, standard_error=0.02)
    >>> compared = CostAndEffect(
    ...     cost_cents=1000_00, cost_error_cents=324_00, effect=effect, correlation=0.71, currency="EUR"
    ... )
    >>> [round(found.value, 5) for found in acceptability(compared, [5_000, 10_000, 15_000])]
    [0.02846, 0.5, 0.98192]
    """
    return tuple(_probability(compared, float(exact("threshold", each, least=0))) for each in thresholds)


def _value_and_error(compared: CostAndEffect, worth: float) -> tuple[float, float]:
    gain, error = compared.gain, compared.gain_error
    if gain is None or not error:
        raise ValueError("effect must have a value and a standard error or an interval of some width, found none")
    variance = (worth * error) ** 2 + compared.cost_error**2 - 2 * worth * compared.covariance
    return worth * gain - compared.cost, float(np.sqrt(max(variance, 0.0)))


def _probability(compared: CostAndEffect, worth: float) -> Estimate:
    value, error = _value_and_error(compared, worth)
    # At a price of nothing, of a cost that is known, there is no chance in it: it is above zero or not.
    probability = float(stats.t.cdf(value / error, compared.df)) if error else float(value > 0)
    return Estimate(
        quantity=Quantity.PROBABILITY,
        unit=SHARE,
        value=probability,
        claim=compared.effect.claim,
        counts=compared.effect.counts,
        source=_CURVE,
        assumptions=_assumptions(compared),
        cautions=compared.effect.cautions,
    )


def _assumptions(compared: CostAndEffect) -> tuple[Assumption, ...]:
    return (
        Assumption.COSTS_COMPLETE,
        Assumption.COST_AND_EFFECT_NEARLY_NORMAL,
        *compared.effect.assumptions,
    )

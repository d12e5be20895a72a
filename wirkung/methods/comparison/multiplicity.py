"""Several tests at once: which of them still stand out when it is counted how many were made."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from scipy import stats

from wirkung.codes import Caution
from wirkung.estimate import Estimate
from wirkung.methods.kernels.samples import FloatArray

Correction = Literal["holm", "benjamini_hochberg"]

# p times the number of tests may miss the level by its last bits; at the level itself a test rejects.
_ROUNDING = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjusted:
    """One result among several: its own p, the one that counts the others, and whether it still stands out.

    `p` and `adjusted_p` are None for a result that was not tested; it stands out in no case.
    """

    estimate: Estimate
    p: float | None
    adjusted_p: float | None
    stands_out: bool


def adjusted_p(p: Sequence[float], *, correction: Correction = "holm") -> tuple[float, ...]:
    """The p-values that count how many tests were made, in the order of the tests.

    Parameters
    ----------
    p : 0 <= p <= 1
        One for each test.
    correction
        `holm` keeps the chance of even one false alarm below the level, whatever the tests have in common;
        `benjamini_hochberg` keeps the expected share of false alarms among those that stand out below it, for
        tests that are independent or move together.

    Returns
    -------
    tuple of float
        Compare each with the level by `<=`.

    Raises
    ------
    ValueError
        No p-value, one outside 0 to 1, or an unknown correction.

    References
    ----------
    Holm (1979), A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6,
    65-70. Benjamini & Hochberg (1995), Controlling the false discovery rate, Journal of the Royal Statistical
    Society B 57, 289-300. In R: `p.adjust`.

    Examples
    --------
    >>> [round(each, 3) for each in adjusted_p([0.01, 0.04, 0.03])]
    [0.03, 0.06, 0.06]
    """
    if correction not in get_args(Correction):
        raise ValueError(f"correction must be one of {', '.join(get_args(Correction))}, found {correction!r}")
    if not p:
        raise ValueError("p must hold at least one p-value, found none")
    outside = [each for each in p if not 0 <= each <= 1]
    if outside:
        raise ValueError(f"p must lie between 0 and 1, found {outside[0]} ({len(outside)} of {len(p)} in all)")
    own = np.array(p, dtype=np.float64)
    adjusted = _holm(own) if correction == "holm" else stats.false_discovery_control(own, method="bh")
    return tuple(float(each) for each in adjusted)


def several_tests(
    estimates: Sequence[Estimate], *, correction: Correction = "holm", alpha: float = 0.05
) -> tuple[Adjusted, ...]:
    """Which of several results still stand out when it is counted how many were tested.

    Parameters
    ----------
    estimates
        The results of one question, such as the changes in all indicators; those without a test are kept, but
        not counted as tests.
    correction
        As for `adjusted_p`.
    alpha : 0 < alpha < 1
        The level; a result stands out if its adjusted p is at most this.

    Returns
    -------
    tuple of Adjusted
        In the order given. A result that stands out on its own but not among the others carries the caution
        SEVERAL_INDICATORS.

    Raises
    ------
    ValueError
        No estimate, an impossible level, or an unknown correction.

    References
    ----------
    As for `adjusted_p`.

    Examples
    --------
    >>> from wirkung.estimate import Unit, UnitKind
    >>> from wirkung.methods.change.prepost import mean_change
    >>> change = mean_change([1, 2, 3, 4], [2, 4, 5, 5], unit=Unit(kind=UnitKind.SCORE))
    >>> [round(each.adjusted_p, 4) for each in several_tests([change, change])]  # twice .01385
    [0.0277, 0.0277]
    """
    if not estimates:
        raise ValueError("estimates must hold at least one result, found none")
    if not 0 < alpha < 1:
        raise ValueError(f"alpha must lie between 0 and 1, found {alpha}")
    own = [None if each.test is None or math.isnan(each.test.p) else each.test.p for each in estimates]
    tested = [p for p in own if p is not None]
    adjusted = iter(adjusted_p(tested, correction=correction)) if tested else iter(())
    highest = alpha + _ROUNDING
    return tuple(
        _among_others(estimate, p, None if p is None else next(adjusted), highest)
        for estimate, p in zip(estimates, own, strict=True)
    )


def _holm(p: FloatArray) -> FloatArray:
    """The smallest p times the number of tests, the next times one less, and never less than one before it.

    Written out because statsmodels' `multipletests` collects garbage in every call, which takes longer than all
    the rest of a result.
    """
    order = np.argsort(p)
    stepped = np.maximum.accumulate(p[order] * np.arange(p.size, 0, -1))
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(stepped, 1)
    return adjusted


def _among_others(estimate: Estimate, p: float | None, adjusted: float | None, highest: float) -> Adjusted:
    stands_out = adjusted is not None and adjusted <= highest
    lost = p is not None and p <= highest and not stands_out
    return Adjusted(
        estimate=estimate.with_cautions(Caution.SEVERAL_INDICATORS) if lost else estimate,
        p=p,
        adjusted_p=adjusted,
        stands_out=stands_out,
    )

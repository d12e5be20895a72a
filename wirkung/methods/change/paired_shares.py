"""How a share changed in the same persons: who gained it, who lost it, and what that is as one number."""

from __future__ import annotations

import math
from typing import Literal, get_args

from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.proportion import proportion_confint

from wirkung.codes import Caution, Claim, Quantity
from wirkung.estimate import NUMBER, SHARE, STANDARD_DEVIATIONS, Estimate, Interval, Test
from wirkung.methods.change.paired_counts import PairedCounts
from wirkung.methods.change.tango import tango_limits
from wirkung.methods.kernels.samples import checked_level
from wirkung.methods.kernels.standardisers import normal_interval

McNemar = Literal["exact", "corrected", "uncorrected"]


def share_change(counts: PairedCounts, *, test: McNemar = "exact", level: float = 0.95) -> Estimate:
    """How far a share moved in the same persons, after minus before.

    Parameters
    ----------
    counts
        From `paired_counts`, or from a published table.
    test
        McNemar's test: `exact` (binomial, for any number of persons), `corrected` (χ² with the correction for
        continuity) or `uncorrected` (χ² without).
    level : 0 < level < 1
        Confidence level of Tango's score interval, which holds for few persons and for cells of zero too.

    Returns
    -------
    Estimate
        A description; 0.1 is ten percentage points. The standard error is √(b + c - (b - c)²/n)/n, b and c
        being those who changed. Nobody with both answers: no value.

    Raises
    ------
    ValueError
        An unknown test, or an impossible level.

    References
    ----------
    Tango (1998), Equivalence test and confidence interval for the difference in proportions for the
    paired-sample design, Statistics in Medicine 17, 891-908. McNemar (1947), Psychometrika 12, 153-157.

    Examples
    --------
    >>> counts = PairedCounts(both_times=794, only_after=86, only_before=150, neither_time=570)
    >>> result = share_change(counts)
    >>> round(result.value, 4), round(result.standard_error, 7)
    (-0.04, 0.0095492)
    """
    level = checked_level(level)
    if test not in get_args(McNemar):
        raise ValueError(f"test must be one of {', '.join(get_args(McNemar))}, found {test!r}")
    n, gained, lost = counts.total, counts.only_after, counts.only_before
    value, error, interval, tested = None, None, None, None
    if n:
        value = (gained - lost) / n
        error = math.sqrt(gained + lost - (gained - lost) ** 2 / n) / n or None
        low, high = tango_limits(gained, lost, n, level)
        interval = Interval(low=low, high=high, level=level, method="Tango")
        tested = _mcnemar(counts, test)
    return Estimate(
        quantity=Quantity.SHARE_DIFFERENCE,
        unit=SHARE,
        value=value,
        claim=Claim.DESCRIPTION,
        counts=counts.counts,
        source="Tango (1998), Statistics in Medicine 17, 891-908",
        interval=interval,
        test=tested,
        standard_error=error,
        assumptions=counts.assumptions,
        cautions=counts.cautions,
    )


def matched_odds_ratio(counts: PairedCounts, *, level: float = 0.95) -> Estimate:
    """How many persons gained it for each one who lost it.

    Parameters
    ----------
    counts
        From `paired_counts`, or from a published table.
    level : 0 < level < 1
        Confidence level of the exact interval: Clopper and Pearson's for the share of gains, as odds.

    Returns
    -------
    Estimate
        A description; 1 says that as many gained as lost. Nobody lost it: no value.

    Raises
    ------
    ValueError
        An impossible level.

    References
    ----------
    Breslow & Day (1980), Statistical Methods in Cancer Research I: The Analysis of Case-Control Studies,
    chapter 5.

    Examples
    --------
    >>> counts = PairedCounts(both_times=794, only_after=150, only_before=86, neither_time=570)
    >>> round(matched_odds_ratio(counts).value, 3)
    1.744
    """
    level = checked_level(level)
    gained, lost = counts.only_after, counts.only_before
    value, interval, tested = None, None, None
    if lost:
        value = gained / lost
        low, high = proportion_confint(gained, gained + lost, alpha=1 - level, method="beta")
        upper = math.inf if high == 1 else high / (1 - high)
        interval = Interval(low=low / (1 - low), high=upper, level=level, method="Clopper-Pearson, as odds")
        tested = _mcnemar(counts, "exact")
    cautions = counts.cautions if lost else (*counts.cautions, Caution.RATIO_UNDEFINED)
    return Estimate(
        quantity=Quantity.ODDS_RATIO,
        unit=NUMBER,
        value=value,
        claim=Claim.DESCRIPTION,
        counts=counts.counts,
        source="Breslow & Day (1980), Statistical Methods in Cancer Research I, chapter 5",
        interval=interval,
        test=tested,
        assumptions=counts.assumptions,
        cautions=cautions,
    )


def cohens_h(counts: PairedCounts, *, level: float = 0.95) -> Estimate:
    """How far a share moved in the same persons, on the scale where all shares are equally certain.

    Parameters
    ----------
    counts
        From `paired_counts`, or from a published table.
    level : 0 < level < 1
        Confidence level of a normal interval; the standard error is √(2(1 - φ)/n), φ being the correlation of
        both answers, and holds in large samples.

    Returns
    -------
    Estimate
        A description: 2 arcsin √p after minus before. Everybody or nobody at one of the times: the value
        without an interval. Nobody with both answers: no value.

    Raises
    ------
    ValueError
        An impossible level.

    References
    ----------
    Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, chapter 6; the standard error by the
    delta method, since the variance of 2 arcsin √p is 1/n whatever p.

    Examples
    --------
    >>> counts = PairedCounts(both_times=40, only_after=25, only_before=5, neither_time=30)
    >>> round(cohens_h(counts).value, 5)  # .45 before, .65 after
    0.40486
    """
    level = checked_level(level)
    n, first, second = counts.total, counts.both_times + counts.only_before, counts.both_times + counts.only_after
    value, error, interval = None, None, None
    if n:
        value = 2 * (math.asin(math.sqrt(second / n)) - math.asin(math.sqrt(first / n)))
    if value is not None and 0 < first < n and 0 < second < n:
        spread = math.sqrt(first * (n - first) * second * (n - second))
        error = math.sqrt(2 * (1 - (n * counts.both_times - first * second) / spread) / n) or None
        if error is not None:
            interval = normal_interval(value, error, level=level, method="normal, large-sample variance")
    lacking = value is not None and interval is None
    return Estimate(
        quantity=Quantity.STANDARDISED_CHANGE,
        unit=STANDARD_DEVIATIONS,
        value=value,
        claim=Claim.DESCRIPTION,
        counts=counts.counts,
        source="Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, chapter 6",
        interval=interval,
        standard_error=error,
        standardiser="cohens_h",
        assumptions=counts.assumptions,
        cautions=(*counts.cautions, Caution.NO_SPREAD) if lacking else counts.cautions,
    )


def _mcnemar(counts: PairedCounts, test: McNemar) -> Test:
    """McNemar's test; where nobody changed, nothing speaks against «no change»."""
    name = f"McNemar, {test}"
    df = None if test == "exact" else 1
    if not counts.only_after + counts.only_before:
        return Test(name=name, statistic=0.0, df=df, p=1.0)
    table = [[counts.both_times, counts.only_before], [counts.only_after, counts.neither_time]]
    found = mcnemar(table, exact=test == "exact", correction=test == "corrected")
    return Test(name=name, statistic=float(found.statistic), df=df, p=min(1.0, float(found.pvalue)))

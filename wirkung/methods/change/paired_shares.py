"""How a share changed in the same persons: who gained it, and who lost it."""

from __future__ import annotations

import math
from typing import Literal, get_args

from statsmodels.stats.contingency_tables import mcnemar

from wirkung.codes import Claim, Quantity
from wirkung.estimate import SHARE, Estimate, Interval, Test
from wirkung.methods.change.paired_counts import PairedCounts
from wirkung.methods.change.tango import tango_limits
from wirkung.methods.kernels.samples import checked_level

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


def _mcnemar(counts: PairedCounts, test: McNemar) -> Test:
    """McNemar's test; where nobody changed, nothing speaks against «no change»."""
    name = f"McNemar, {test}"
    df = None if test == "exact" else 1
    if not counts.only_after + counts.only_before:
        return Test(name=name, statistic=0.0, df=df, p=1.0)
    table = [[counts.both_times, counts.only_before], [counts.only_after, counts.neither_time]]
    found = mcnemar(table, exact=test == "exact", correction=test == "corrected")
    return Test(name=name, statistic=float(found.statistic), df=df, p=min(1.0, float(found.pvalue)))

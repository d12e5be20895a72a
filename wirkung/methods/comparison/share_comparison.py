"""How many times as large one share is as the other."""

from __future__ import annotations

from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest

from wirkung.codes import Assumption, Caution, Claim, Quantity
from wirkung.estimate import NUMBER, Estimate, Interval, Test
from wirkung.methods.kernels.counts import both_groups, few, group_counts
from wirkung.methods.kernels.samples import checked_level


def share_ratio(reached: tuple[int, int], total: tuple[int, int], *, level: float = 0.95) -> Estimate:
    """How many times as large the programme group's share is as that of the comparison group (risk ratio).

    Parameters
    ----------
    reached, total : (programme, comparison), persons
        Who reached it, and who could have; 0 <= reached <= total, total > 0.
    level : 0 < level < 1
        Confidence level of the interval, symmetric on the logarithm (Katz); 1 in it is «no difference».

    Returns
    -------
    Estimate
        An association, 0 or more, with the z test of equal shares. Nobody in the comparison group: no value.
        Nobody in the programme group, or everybody in both: 0 or 1 without an interval.

    Raises
    ------
    ValueError
        The counts are impossible, or the level.

    References
    ----------
    Katz, Baptista, Azen & Pike (1978), Obtaining confidence intervals for the risk ratio in cohort studies,
    Biometrics 34, 469-474.

    Examples
    --------
    >>> share_ratio((40, 20), (80, 80)).value
    2.0
    """
    ours, theirs = both_groups(reached, total)
    alpha = 1 - checked_level(level)
    value = (ours[0] / ours[1]) / (theirs[0] / theirs[1]) if theirs[0] else None
    interval, test = None, None
    if value and (ours[0], theirs[0]) != (ours[1], theirs[1]):
        low, high = confint_proportions_2indep(*ours, *theirs, compare="ratio", method="log", alpha=alpha)
        statistic, p = proportions_ztest((ours[0], theirs[0]), (ours[1], theirs[1]))
        interval = Interval(low=float(low), high=float(high), level=level, method="Katz")
        test = Test(name="z, pooled", statistic=float(statistic), df=None, p=float(p))
    undefined = () if value is not None else (Caution.RATIO_UNDEFINED,)
    no_spread = (Caution.NO_SPREAD,) if value is not None and interval is None else ()
    return Estimate(
        quantity=Quantity.SHARE_RATIO,
        unit=NUMBER,
        value=value,
        claim=Claim.ASSOCIATION,
        counts=group_counts(ours, theirs),
        source="Katz, Baptista, Azen & Pike (1978), Biometrics 34, 469-474",
        interval=interval,
        test=test,
        assumptions=(Assumption.PERSONS_INDEPENDENT,),
        cautions=(*few(ours[1], theirs[1]), *undefined, *no_spread),
    )

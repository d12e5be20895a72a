"""A mean, a share, and the difference of two shares, each with its interval."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, get_args

from numpy.typing import ArrayLike
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep

from wirkung.codes import Assumption, Claim, CountRole, Quantity
from wirkung.estimate import SHARE, Count, Estimate, Interval, Unit
from wirkung.methods.kernels.counts import both_groups, few, group_counts, part
from wirkung.methods.kernels.samples import T_ASSUMPTIONS, cautions, checked_level, complete, standard_error
from wirkung.methods.kernels.student import UNKNOWN, student
from wirkung.methods.kernels.wilson import wilson

Quantile = Literal["normal", "t"]
_NEWCOMBE: Mapping[Quantile, str] = MappingProxyType({"normal": "Newcombe", "t": "Newcombe, t"})


def mean(values: ArrayLike, *, unit: Unit, level: float = 0.95) -> Estimate:
    """How high the measurements are on average.

    Parameters
    ----------
    values : one-dimensional, in `unit`
        One number per person.
    unit
        What the numbers are counted in.
    level : 0 < level < 1
        Confidence level of the t interval.

    Returns
    -------
    Estimate
        A description. One person, or no spread: the value without an interval. Nobody: no value.

    Raises
    ------
    ValueError
        A missing number, more than one dimension, an infinite number, or an impossible level.

    References
    ----------
    Student (1908), The probable error of a mean, Biometrika 6, 1-25.

    Examples
    --------
    >>> from wirkung.estimate import UnitKind
    >>> mean([2, 4, 6], unit=Unit(kind=UnitKind.SCORE)).value
    4.0
    """
    sample, level = complete("values", values), checked_level(level)
    value = sample.mean if sample.n else None
    known = UNKNOWN
    if value is not None and sample.varies:
        known = student(value, standard_error(sample), sample.n - 1, level=level, method="t")
    return Estimate(
        quantity=Quantity.MEAN,
        unit=unit,
        value=value,
        claim=Claim.DESCRIPTION,
        counts=(Count(role=CountRole.BASE, number=sample.n),),
        source="Student (1908), Biometrika 6, 1-25",
        interval=known.interval,
        standard_error=known.standard_error,
        assumptions=T_ASSUMPTIONS,
        cautions=cautions(sample, constant=sample.constant),
    )


def share(reached: int, total: int, *, level: float = 0.95) -> Estimate:
    """How large a part of the persons reached something.

    Parameters
    ----------
    reached, total : persons
        Who reached it, and who could have; 0 <= reached <= total, total > 0.
    level : 0 < level < 1
        Confidence level of the Wilson interval, which holds for small groups and for 0 and 1 too.

    Returns
    -------
    Estimate
        A description, between 0 and 1.

    Raises
    ------
    ValueError
        The counts are impossible, or the level.

    References
    ----------
    Wilson (1927), Probable inference, the law of succession, and statistical inference,
    Journal of the American Statistical Association 22, 209-212.

    Examples
    --------
    >>> result = share(8, 10)
    >>> result.value, round(result.interval.low, 5), round(result.interval.high, 5)
    (0.8, 0.49016, 0.94332)
    """
    reached, total = part(reached, total)
    return Estimate(
        quantity=Quantity.SHARE,
        unit=SHARE,
        value=reached / total,
        claim=Claim.DESCRIPTION,
        counts=(Count(role=CountRole.REACHED, number=reached, of=total),),
        source="Wilson (1927), Journal of the American Statistical Association 22, 209-212",
        interval=wilson(reached, total, checked_level(level)),
        assumptions=(Assumption.PERSONS_INDEPENDENT,),
        cautions=few(total),
    )


def share_difference(
    reached: tuple[int, int], total: tuple[int, int], *, level: float = 0.95, quantile: Quantile = "normal"
) -> Estimate:
    """Difference between two independent shares, programme minus comparison group.

    Parameters
    ----------
    reached, total : (programme, comparison), persons
        Who reached it, and who could have; 0 <= reached <= total, total > 0.
    level : 0 < level < 1
        Confidence level of the interval, which combines the Wilson intervals of both shares.
    quantile
        `normal`, as published; or `t` with one degree of freedom fewer than the smaller group has persons, as
        reports take it: over all pairs of 6 to 500 persons it sees a difference that is not there in at most
        5.6 of 100 samples (exact, whatever the share), the published one in up to 9.8, with 50 persons in 6.2.

    Returns
    -------
    Estimate
        An association, between -1 and 1; 0.1 is ten percentage points.

    Raises
    ------
    ValueError
        The counts are impossible, or the level; a quantile that has no name here.

    References
    ----------
    Newcombe (1998), Interval estimation for the difference between independent proportions,
    Statistics in Medicine 17, 873-890, method 10.

    Examples
    --------
    >>> result = share_difference((56, 48), (70, 80))
    >>> round(result.value, 4), round(result.interval.low, 4), round(result.interval.high, 4)
    (0.2, 0.0524, 0.3339)
    """
    ours, theirs = both_groups(reached, total)
    if quantile not in get_args(Quantile):
        raise ValueError(f"quantile must be one of {', '.join(get_args(Quantile))}, found {quantile!r}")
    alpha = 1 - checked_level(level)
    if quantile == "t":  # the normal level that has the quantile of t; one person is taken for two
        df = max(min(ours[1], theirs[1]) - 1, 1)
        alpha = 2 * float(stats.norm.sf(stats.t.ppf((1 + level) / 2, df)))
    low, high = confint_proportions_2indep(*ours, *theirs, method="newcomb", compare="diff", alpha=alpha)
    return Estimate(
        quantity=Quantity.SHARE_DIFFERENCE,
        unit=SHARE,
        value=ours[0] / ours[1] - theirs[0] / theirs[1],
        claim=Claim.ASSOCIATION,
        counts=group_counts(ours, theirs),
        source="Newcombe (1998), Statistics in Medicine 17, 873-890",
        interval=Interval(low=float(low), high=float(high), level=level, method=_NEWCOMBE[quantile]),
        assumptions=(Assumption.PERSONS_INDEPENDENT,),
        cautions=few(ours[1], theirs[1]),
    )

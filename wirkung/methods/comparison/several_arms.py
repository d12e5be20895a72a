"""Several arms against one comparison group: intervals that hold together."""

from __future__ import annotations

from dataclasses import replace

from wirkung.codes import Caution
from wirkung.estimate import Estimate
from wirkung.methods.kernels.samples import checked_level


def level_of_each(arms: int, *, level: float = 0.95) -> float:
    """At which level each arm's interval is made so that all of them together hold at `level`.

    Parameters
    ----------
    arms : at least 1
        How many are compared with the same group.
    level : 0 < level < 1
        With which probability all intervals together hold their truths.

    Returns
    -------
    float
        level^(1/arms). For statistics that share a comparison group, however they are correlated, all t intervals
        of this level together hold with at least `level`. Dunnett's (1955) quantile would be 1 per cent smaller
        for two arms of one size (2.212 instead of 2.236 for many persons), but asks for equal spread and single
        persons; this holds for intervals of courses, blocks and adjusted differences as well.

    Raises
    ------
    ValueError
        No arm, or an impossible level.

    References
    ----------
    Šidák (1967), Rectangular confidence regions for the means of multivariate normal distributions, Journal of
    the American Statistical Association 62, 626-633.

    Examples
    --------
    >>> round(level_of_each(2), 6)
    0.974679
    """
    if arms < 1:
        raise ValueError(f"arms must be at least 1, found {arms}")
    return float(checked_level(level) ** (1 / arms))


def one_of_several(estimate: Estimate, arms: int, *, level: float = 0.95) -> Estimate:
    """The comparison of one arm, which was made at `level_of_each`, as one of several that hold together.

    Parameters
    ----------
    estimate
        With an interval of the level of each, if it has one.
    arms, level
        As for `level_of_each`.

    Returns
    -------
    Estimate
        Its interval bears the level of all together, p is 1 - (1 - p)^arms, and the caution `SEVERAL_ARMS` says
        so. Of a single arm it is the same.

    Examples
    --------
    >>> from wirkung.estimate import Unit, UnitKind
    >>> from wirkung.methods.comparison.clusters import mean_difference_clustered
    >>> score = Unit(kind=UnitKind.SCORE)
    >>> alone = mean_difference_clustered(range(20, 32), range(18, 30), unit=score, level=level_of_each(2))
    >>> together = one_of_several(alone, 2)
    >>> together.interval.level, together.interval.low == alone.interval.low
    (0.95, True)
    """
    if arms == 1:
        return estimate
    interval, test = estimate.interval, estimate.test
    return replace(
        estimate,
        interval=None if interval is None else replace(interval, level=level),
        test=None if test is None else replace(test, p=1 - (1 - test.p) ** arms),
    ).with_cautions(Caution.SEVERAL_ARMS)

"""Quotas as official statistics make them, and how a cohort's share lies to such a quota."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from wirkung.codes import Assumption, Caution, Claim, CountRole, Quantity
from wirkung.estimate import SHARE, Count, Estimate, Interval
from wirkung.methods.kernels.counts import whole
from wirkung.methods.kernels.intervals import share
from wirkung.methods.kernels.samples import checked_level
from wirkung.methods.kernels.wilson import wilson


def quota_sum(leavers: Sequence[int], population: Sequence[int], *, level: float = 0.95) -> Estimate:
    """Which part of a synthetic year of birth leaves school with the certificate (Quotensummenverfahren).

    Parameters
    ----------
    leavers, population : persons, one number per age, in one order
        Who left with the certificate in the year at that age, and everybody of that age who lives there;
        0 <= leavers <= population, population > 0.
    level : 0 < level < 1
        Confidence level.

    Returns
    -------
    Estimate
        A description: the sum over ages of leavers/population, 0 or more. It passes 1 where two years leave at
        once, and then says so; it is still a sum of shares and keeps their unit. The ages are independent
        binomials: the standard error adds up their variances, the interval their Wilson limits (MOVER). Both
        say how far chance alone would move a quota; that all leavers are counted makes it no sample. Its
        count is the leavers of all ages in their whole population.

    Raises
    ------
    ValueError
        No ages, lengths that differ, impossible counts or level. More leavers than inhabitants of an age are
        refused: their quota is no share of those inhabitants, and chance has no bounds there.

    References
    ----------
    Statistisches Bundesamt, Studienberechtigtenquote (Quotensummenverfahren). Zou, Huang & Zhang (2009), A note
    on confidence interval estimation for a linear function of binomial proportions, Computational Statistics &
    Data Analysis 53, 1080-1085.

    Examples
    --------
    >>> result = quota_sum([300, 150], [1000, 1000])  # 0.3 of those aged 18, 0.15 of those aged 19
    >>> round(result.value, 4), round(result.standard_error, 4)
    (0.45, 0.0184)
    """
    ages = _ages(leavers, population)
    value = math.fsum(number / total for number, total in ages)
    leaving, everybody = (sum(each) for each in zip(*ages, strict=True))
    above_one = (Caution.QUOTA_ABOVE_ONE,) if value > 1 else ()
    return Estimate(
        quantity=Quantity.QUOTA_SUM,
        unit=SHARE,
        value=value,
        claim=Claim.DESCRIPTION,
        counts=(Count(role=CountRole.LEAVERS, number=leaving, of=everybody),),
        source="Statistisches Bundesamt, Studienberechtigtenquote; Zou, Huang & Zhang (2009)",
        interval=_summed(ages, value, checked_level(level)),
        standard_error=math.sqrt(math.fsum(number * (total - number) / total**3 for number, total in ages)),
        assumptions=(Assumption.PERSONS_INDEPENDENT,),
        cautions=(Caution.QUOTA_NO_COHORT, *above_one),
    )


def share_against_quota(reached: int, total: int, quota: float, *, level: float = 0.95) -> Estimate:
    """How far a cohort's share lies above or below an official quota.

    Parameters
    ----------
    reached, total : persons
        Who of the cohort reached it, and who could have; 0 <= reached <= total, total > 0.
    quota : 0 <= quota <= 1
        The official quota, taken as given. A sum of quotas above 1 is no share and cannot be compared with one.
    level : 0 < level < 1
        Confidence level of the Wilson interval of the cohort's share, moved by the quota.

    Returns
    -------
    Estimate
        A description, between -1 and 1: who takes part differs from the population in more than the programme.

    Raises
    ------
    ValueError
        The counts are impossible, the quota, or the level.

    References
    ----------
    Wilson (1927), Journal of the American Statistical Association 22, 209-212.

    Examples
    --------
    >>> result = share_against_quota(8, 10, 0.5)
    >>> round(result.value, 4), round(result.interval.low, 5), result.direction
    (0.3, -0.00984, <Direction.NOT_DISTINGUISHABLE: 'not_distinguishable'>)
    """
    if not 0 <= quota <= 1:
        raise ValueError(f"quota must lie between 0 and 1, found {quota}")
    ours = share(reached, total, level=level)
    value, around = reached / total - quota, wilson(reached, total, level)
    return replace(
        ours,
        quantity=Quantity.SHARE_AGAINST_QUOTA,
        value=value,
        interval=replace(around, low=around.low - quota, high=around.high - quota),
        assumptions=(*ours.assumptions, Assumption.QUOTA_EXACT),
        cautions=(*ours.cautions, Caution.QUOTA_OF_EVERYBODY),
    )


def _ages(leavers: Sequence[int], population: Sequence[int]) -> list[tuple[int, int]]:
    if len(leavers) != len(population) or not len(leavers):
        found = f"{len(leavers)} and {len(population)}"
        raise ValueError(f"leavers and population must have one number per age, at least one, found {found}")
    return [
        _age(position, number, total)
        for position, (number, total) in enumerate(zip(leavers, population, strict=True))
    ]


def _age(position: int, leavers: int, population: int) -> tuple[int, int]:
    everybody = whole(f"population at position {position}", population, least=1)
    leaving = whole(f"leavers at position {position}", leavers)
    if leaving > everybody:
        found = f"{leaving} leavers of {everybody}"
        raise ValueError(f"leavers must be no more than the population, found {found} at position {position}")
    return leaving, everybody


def _summed(ages: Sequence[tuple[int, int]], value: float, level: float) -> Interval:
    """Limits of a sum from the limits of its parts: their distances add up by squares, down and up apart."""
    parts = [(number / total, wilson(number, total, level)) for number, total in ages]
    down = math.hypot(*(middle - limits.low for middle, limits in parts))
    up = math.hypot(*(limits.high - middle for middle, limits in parts))
    return Interval(low=max(value - down, 0.0), high=value + up, level=level, method="MOVER, Wilson")

"""Who of a cohort got how far: the funnel over the declared steps."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from wirkung.estimate import SHARE, Assumption, Caution, Claim, Count, CountRole, Estimate, Quantity
from wirkung.methods._samples import checked_level
from wirkung.methods.intervals import share

_PERSONS_BY_STEPS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelStep:
    """One step of a cohort: its share of all starters, and of those who reached the step before."""

    of_starters: Estimate
    of_previous: Estimate


def funnel(reached: ArrayLike, *, level: float = 0.95) -> tuple[FunnelStep, ...]:
    """Who of all starters reached each step, and every step before it.

    Parameters
    ----------
    reached : persons × steps, of True and False
        Whether a person reached a step, steps in order. Every row is a starter.
    level : 0 < level < 1
        Confidence level of the Wilson intervals.

    Returns
    -------
    tuple of FunnelStep
        One per step. Somebody who skipped a step counts from there on as not having got further, so that the
        shares never rise. Of the first step, «those before» are all starters. Where nobody reached the step
        before, the share of those before has no value.

    Raises
    ------
    ValueError
        Not a table of True and False, no starters, no steps, or an impossible level.

    References
    ----------
    Wilson (1927), Journal of the American Statistical Association 22, 209-212.

    Examples
    --------
    >>> steps = funnel([[True, True], [True, False], [False, True], [True, True]])
    >>> [step.of_starters.value for step in steps], round(steps[1].of_previous.value, 4)  # 3/4, 2/4, 2/3
    ([0.75, 0.5], 0.6667)
    """
    level = checked_level(level)
    table = np.asarray(reached)
    if table.ndim != _PERSONS_BY_STEPS or table.dtype != np.bool_:
        found = f"shape {table.shape} of {table.dtype}"
        raise ValueError(f"reached must be a table (persons × steps) of True and False, found {found}")
    if 0 in table.shape:
        found = f"{table.shape[0]} persons and {table.shape[1]} steps"
        raise ValueError(f"reached must have at least one person and one step, found {found}")
    starters = table.shape[0]
    numbers = [int(number) for number in np.logical_and.accumulate(table, axis=1).sum(axis=0)]
    return tuple(
        FunnelStep(
            of_starters=share(number, starters, level=level),
            of_previous=_of_previous(number, previous, level),
        )
        for number, previous in zip(numbers, [starters, *numbers[:-1]], strict=True)
    )


def _of_previous(number: int, previous: int, level: float) -> Estimate:
    counts = (Count(role=CountRole.REACHED_OF_PREVIOUS, number=number, of=previous),)
    if previous:
        return replace(share(number, previous, level=level), counts=counts)
    return Estimate(
        quantity=Quantity.SHARE,
        unit=SHARE,
        value=None,
        claim=Claim.DESCRIPTION,
        counts=counts,
        source="Wilson (1927), Journal of the American Statistical Association 22, 209-212",
        assumptions=(Assumption.PERSONS_INDEPENDENT,),
        cautions=(Caution.NOBODY_REACHED,),
    )

"""Who of a cohort got how far: the funnel over the declared steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from wirkung.codes import Caution, CountRole
from wirkung.estimate import Count, Estimate, Population
from wirkung.methods.kernels.intervals import share
from wirkung.methods.kernels.samples import checked_level
from wirkung.methods.kernels.share_of import share_of
from wirkung.methods.kernels.whole_numbers import Truths, truths


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelStep:
    """One step of a cohort: its share of all starters, and of those who reached the step before, if it has one."""

    of_starters: Estimate
    of_previous: Estimate | None

    @property
    def counts(self) -> tuple[Count, ...]:
        """Every count that the share of all starters tells, beside the step before also who left there."""
        return (*self.of_starters.counts, *(() if self.of_previous is None else self.of_previous.counts))

    @property
    def populations(self) -> tuple[Population, ...]:
        """Whom both shares rest on, each once."""
        previous = () if self.of_previous is None else self.of_previous.populations
        return tuple(dict.fromkeys((*self.of_starters.populations, *previous)))


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
    level, table = checked_level(level), _table(reached)
    numbers = [int(np.count_nonzero(still)) for still in _still_there(table)]
    return tuple(
        FunnelStep(
            of_starters=share(number, len(table), level=level),
            of_previous=share_of(
                number, previous, level=level, empty=Caution.NOBODY_REACHED, role=CountRole.REACHED_OF_PREVIOUS
            ),
        )
        for number, previous in zip(numbers, [len(table), *numbers[:-1]], strict=True)
    )


def largest_loss(steps: Sequence[FunnelStep]) -> int | None:
    """At which step of a funnel most persons are lost.

    Parameters
    ----------
    steps : FunnelSteps in order
        As `funnel` gives them.

    Returns
    -------
    int or None
        The position of the step that most of those before it did not reach. Where two steps lose equally many,
        the later one: fewer had come so far, so that it loses the larger part. None where nobody is lost, and
        where there are no steps. Nobody is lost at a step that follows on none.

    Examples
    --------
    >>> largest_loss(funnel([[True, True, True], [True, True, False], [True, False, False]]))  # one, then one
    2
    """
    lost = [sum((count.of or 0) - count.number for count in step.counts[1:]) for step in steps]
    most = max(lost, default=0)
    return max(position for position, number in enumerate(lost) if number == most) if most else None


def _table(reached: ArrayLike) -> Truths:
    table = truths("reached", reached, axes="persons × steps")
    if 0 in table.shape:
        found = f"{table.shape[0]} persons and {table.shape[1]} steps"
        raise ValueError(f"reached must have at least one person and one step, found {found}")
    return table


def _still_there(table: Truths) -> Iterator[Truths]:
    """Step by step, who reached it and every step before it; one array, written over from step to step."""
    still = np.ones(len(table), dtype=np.bool_)
    for step in table.T:
        still &= step
        yield still

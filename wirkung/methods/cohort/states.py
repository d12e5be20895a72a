"""In which state everybody is at the end of each period: how far they came, where they ended, or lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from wirkung.codes import Caution
from wirkung.estimate import Estimate
from wirkung.methods.cohort.ways import ways
from wirkung.methods.kernels.counts import whole
from wirkung.methods.kernels.samples import checked_level
from wirkung.methods.kernels.share_of import share_of
from wirkung.methods.kernels.whole_numbers import Integers, coded, integers, same_length

NEVER = -1
ENTERED = 0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class States:
    """The state of everybody at the end of each period, and how much in the data was irregular.

    `codes` has the shape persons × periods: 0 (`ENTERED`) for who has reached no step yet, k for the k-th step
    as the furthest one, and `lost` for who is lost to follow-up; `number` says how many states there are.

    Irregular were these persons: `out_of_order` reached a step without, or earlier than, one before it;
    `seen_again` turned up after they had been lost; `two_ends` reached more than one end.
    """

    codes: Integers
    lost: int
    out_of_order: int
    seen_again: int
    two_ends: int

    @property
    def number(self) -> int:
        """How many states there are: entered, one a step, lost."""
        return self.lost + 1


def states_of(reached_at: ArrayLike, *, periods: int, lost_from: ArrayLike, ends: Sequence[int] = ()) -> States:
    """In which one state everybody is at the end of each period since entry.

    Parameters
    ----------
    reached_at : persons × steps, whole numbers
        The period, counted from 0 at entry, in which a person first reached a step by itself; negative (`NEVER`)
        where that did not happen. Periods from `periods` on have not come yet.
    periods : 1 or more
        How many periods to look at. All persons must have been observed for so long: whose time is not up yet
        belongs in no such table, for what lies in the future is neither reached nor lost.
    lost_from : whole numbers, one a person
        The first period from which nothing is known of a person; negative where that never came.
    ends : positions of steps, from 0
        Steps that end the way: nothing comes after them. Several compete with each other.

    Returns
    -------
    States
        Everybody is in exactly one state in every period.

        A step counts once all steps before it have been reached, as in the funnel, so that who skipped one
        stands still until it follows. Ends stand outside this order: an apprenticeship found without a further
        course is an apprenticeship. The end reached first is kept whatever follows; of two in one period the
        one that stands first in `ends`. Who is lost is so until any event in that period or later shows the
        person again, and is from then on where all events so far have led. A known end is never lost.

    Raises
    ------
    ValueError
        No table of whole numbers, nobody or no step, lengths that differ, an end that is no step or stands
        twice, an impossible number of periods.

    Examples
    --------
    Two steps and an end; the second person is lost in period 1 and found again in period 2:

    >>> found = states_of([[0, 1, 2], [0, 2, -1]], periods=3, lost_from=[-1, 1], ends=[2])
    >>> found.codes.tolist(), found.lost, found.seen_again
    ([[1, 2, 3], [1, 4, 2]], 4, 1)
    """
    table, periods = integers("reached_at", reached_at, dimensions=2), whole("periods", periods, least=1)
    if 0 in table.shape:
        found = f"{table.shape[0]} persons and {table.shape[1]} steps"
        raise ValueError(f"reached_at must have at least one person and one step, found {found}")
    lost = integers("lost_from", lost_from)
    same_length(reached_at=table, lost_from=lost)
    all_ways = ways(table, lost, _ends(ends, table.shape[1]), periods)
    code = table.shape[1] + 1
    return States(
        codes=all_ways.states(lost=code).T,
        lost=code,
        out_of_order=int(np.count_nonzero(all_ways.out_of_order)),
        seen_again=int(np.count_nonzero(all_ways.seen_again)),
        two_ends=int(np.count_nonzero(all_ways.two_ends)),
    )


def state_shares(codes: ArrayLike, *, states: int, level: float = 0.95) -> tuple[tuple[Estimate, ...], ...]:
    """How large a part of all persons is in each state, period by period.

    Parameters
    ----------
    codes : persons × periods, from 0 to `states` - 1
        As in `States.codes`.
    states : 1 or more
        How many states there are, those without anybody included.
    level : 0 < level < 1
        Confidence level of the Wilson intervals.

    Returns
    -------
    tuple (periods) of tuple (states) of Estimate
        Descriptions; the base is everybody in the table, the lost included, so that the shares of a period add
        up to 1. Of a table without persons no share has a value.

    Raises
    ------
    ValueError
        No table of whole numbers, a code outside the range, an impossible number or level.

    References
    ----------
    Wilson (1927), Journal of the American Statistical Association 22, 209-212.

    Examples
    --------
    >>> first, second = state_shares([[0, 1], [0, 1], [0, 0], [1, 1]], states=2)
    >>> [each.value for each in first], [each.value for each in second]
    ([0.75, 0.25], [0.25, 0.75])
    """
    states, level = whole("states", states, least=1), checked_level(level)
    table = coded("codes", codes, below=states, dimensions=2)
    return tuple(
        tuple(
            share_of(int(each), len(table), level=level, empty=Caution.NOBODY_IN_STATE)
            for each in np.bincount(column, minlength=states)
        )
        for column in table.T
    )


def _ends(ends: Sequence[int], steps: int) -> tuple[int, ...]:
    positions = tuple(whole("ends", end) for end in ends)
    if len(set(positions)) < len(positions) or max(positions, default=0) >= steps:
        raise ValueError(f"ends must be different positions of steps below {steps}, found {list(positions)}")
    return positions

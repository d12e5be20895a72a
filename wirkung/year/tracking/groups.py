"""States taken together, so that nobody stands alone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from wirkung.declared import StateKind, StepKind
from wirkung.finding import State
from wirkung.programme.model import Programme
from wirkung.year.data import YearData

# More bands than these nobody can follow through a picture.
MOST_GROUPS = 6
# Below them nothing could be said but whether somebody had gone on at all.
LEAST_STEPS = 2

Codes = tuple[int, ...]
Numbers = NDArray[np.int64]
Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """Codes of states taken together: neighbouring `steps` in order, then what lies `outside` (ends, the lost)."""

    steps: tuple[Codes, ...]
    outside: tuple[Codes, ...]

    @property
    def groups(self) -> tuple[Codes, ...]:
        """All groups, steps first."""
        return (*self.steps, *self.outside)

    def numbers(self, states: int) -> Numbers:
        """The group of each state, shape (states,); -1 for a state that nobody can be in."""
        places = np.full(states, -1)
        for place, codes in enumerate(self.groups):
            places[list(codes)] = place
        return places

    def added_up(self, table: Numbers) -> Numbers:
        """A table by states in its last one or two axes (all of equal length), by groups instead."""
        members = np.zeros((len(self.groups), table.shape[-1]), dtype=np.int64)
        for place, codes in enumerate(self.groups):
            members[place, list(codes)] = 1
        return members @ table if table.ndim == 1 else members @ table @ members.T

    def follows(self, before: int, after: int) -> bool:
        """Whether a group can follow another: nobody goes back, and from outside nobody returns."""
        first_outside = len(self.steps)
        return before == after or (before < first_outside and after > before)


def finest(data: YearData, sizes: Numbers) -> Grouping:
    """Every state by itself, as far as a reader can follow so many; `sizes` (states) says which are the rarest."""
    tracking = data.programme.tracking
    first = 1 if data.programme.way[0].kind is StepKind.REGISTERED else 0
    steps, last = len(data.programme.way), len(all_states(data.programme)) - 1
    lost = ((last,),) if tracking.lost or tracking.silent_wave else ()
    grouping = Grouping(
        steps=tuple((code,) for code in range(first, steps + 1)),
        outside=(*((code,) for code in range(steps + 1, last)), *lost),
    )
    while len(grouping.groups) > MOST_GROUPS and len(grouping.steps) > LEAST_STEPS:
        rarest = np.argmin(grouping.added_up(sizes)[: len(grouping.steps)])
        grouping = _with_neighbour(grouping, int(rarest), sizes)
    return grouping


def coarser(grouping: Grouping, too_small: Collection[int], sizes: Numbers) -> Grouping | None:
    """The rarest of some groups (by position) taken together with another; None where none may be.

    A step goes with the rarer of its neighbours; an end, or the lost, with the rarest other of them. Two groups of
    steps at least are left, and one outside. Of equally rare ones the first in order is taken.
    """
    totals = grouping.added_up(sizes)
    for place in sorted(too_small, key=lambda each: (int(totals[each]), each)):
        if place < len(grouping.steps):
            if len(grouping.steps) > LEAST_STEPS:
                return _with_neighbour(grouping, place, sizes)
        elif len(grouping.outside) > 1:
            return _with_other(grouping, place - len(grouping.steps), totals[len(grouping.steps) :])
    return None


def _with_neighbour(grouping: Grouping, place: int, sizes: Numbers) -> Grouping:
    totals, steps = grouping.added_up(sizes), grouping.steps
    beside = [each for each in (place - 1, place + 1) if 0 <= each < len(steps)]
    first = min(place, min(beside, key=lambda each: (int(totals[each]), each)))
    together = steps[first] + steps[first + 1]
    return replace(grouping, steps=(*steps[:first], together, *steps[first + 2 :]))


def _with_other(grouping: Grouping, place: int, totals: Numbers) -> Grouping:
    outside = grouping.outside
    others = [each for each in range(len(outside)) if each != place]
    pair = sorted((place, min(others, key=lambda each: (int(totals[each]), each))))
    together = tuple(sorted(outside[pair[0]] + outside[pair[1]]))
    kept = tuple(codes for each, codes in enumerate(outside) if each not in pair)
    return replace(grouping, outside=tuple(sorted((*kept, together))))


def all_states(programme: Programme) -> tuple[State, ...]:
    """Every state, in the order of the codes of `methods.cohort.states`: none yet, steps, ends, lost."""
    return (
        State(StateKind.NONE_YET),
        *(State(StateKind.STEP, step.id) for step in programme.way),
        *(State(StateKind.END, end.event) for end in programme.tracking.ends),
        State(StateKind.LOST),
    )


def states_of_groups(programme: Programme, grouping: Grouping) -> tuple[tuple[State, ...], ...]:
    """The states that each group takes together."""
    states = all_states(programme)
    return tuple(tuple(states[code] for code in codes) for codes in grouping.groups)


def wanted(states: tuple[State, ...]) -> int:
    """Whether it is wanted to be in one of these states: +1 for steps, 0 for another end, -1 for the lost."""
    if states[0].kind in (StateKind.NONE_YET, StateKind.STEP):
        return 1
    return -1 if states[0].kind is StateKind.LOST else 0

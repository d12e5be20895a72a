"""When each person reached each step, in order, an end, loss and return: arrays of periods, steps × persons.

Steps come first because every pass goes along one step through all persons. «Not within the periods looked at»
is the number of periods, which is later than any of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from wirkung.methods.kernels.whole_numbers import Integers, Truths


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ways:
    """Periods in which things happened, each array with one entry per person in its last dimension.

    `alone` and `in_order` (steps on the way × persons) hold when a step was reached by itself, and when together
    with all before it; `steps` their codes, 0 for none first. `ends` (ends × persons) when each end was reached.
    `lost` is the period of loss, `seen` the first one from it on with an event.
    """

    periods: int
    steps: Integers
    alone: Integers
    in_order: Integers
    end_codes: Integers
    ends: Integers
    lost: Integers
    seen: Integers

    @property
    def ended(self) -> Integers:
        """When the first end was reached."""
        first: Integers = np.min(self.ends, axis=0, initial=self.periods)
        return first

    @property
    def out_of_order(self) -> Truths:
        """Who reached a step without, or earlier than, one before it."""
        persons: Truths = np.any(self.alone < self.in_order, axis=0)
        return persons

    @property
    def seen_again(self) -> Truths:
        """Who was lost before any end and turned up later."""
        return (self.lost < self.periods) & (self.seen < self.periods) & (self.lost <= self.ended)

    @property
    def two_ends(self) -> Truths:
        """Who reached more than one end."""
        persons: Truths = np.sum(self.ends < self.periods, axis=0) > 1
        return persons

    def states(self, *, lost: int) -> Integers:
        """The state at the end of each period, periods × persons; `lost` is the code of who is lost."""
        ended, kind = self.ended, np.min_scalar_type(-lost - 1)
        states = np.empty((self.periods, ended.size), dtype=kind)
        end = self.end_codes[np.argmin(self.ends, axis=0)].astype(kind) if self.ends.size else np.zeros(1, kind)
        for period, now in enumerate(states):
            now[:] = self.steps[np.sum(self.in_order <= period, axis=0, dtype=kind)]
            now[(self.lost <= period) & (period < self.seen)] = lost
            np.copyto(now, end, where=ended <= period)
        return states


def ways(reached_at: Integers, lost_from: Integers, ends: Sequence[int], periods: int) -> Ways:
    """The ways of all persons; what lies outside the periods looked at has not happened."""
    when, lost = _within(reached_at.T, periods), _within(lost_from, periods)
    on_the_way = [step for step in range(len(when)) if step not in ends]
    return Ways(
        periods=periods,
        steps=np.array([0, *(step + 1 for step in on_the_way)]),
        alone=when[on_the_way],
        in_order=np.maximum.accumulate(when[on_the_way], axis=0),
        end_codes=np.array([step + 1 for step in ends]),
        ends=when[list(ends)],
        lost=lost,
        seen=np.min(np.where(when >= lost, when, periods), axis=0),
    )


def _within(at: Integers, periods: int) -> Integers:
    """Periods in the smallest type that holds them; negative and later ones become `periods`."""
    return np.where((at < 0) | (at > periods), periods, at).astype(np.min_scalar_type(periods), order="C")

"""At which times a curve is told: by the programme file and the last known day, never by what happened.

A time that may not be told has its line all the same, with the neutral mark of whatever is withheld. Were it left
out, that it is missing would tell what the mark does not say: why.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from wirkung.year.data import YearData
from wirkung.year.tracking.clock import last_day, months_later, observed_months

_SHORTEST, _YEAR = 3, 12


def times_of(data: YearData) -> tuple[int, ...]:
    """The months since entry at which curves are told, ascending: every half period, and the last known day.

    Half of what the programme file calls a period (`tracking.period`), but never less than a quarter.
    The last one is the month, counted from the day of entry that the programme file names, in which that day lies:
    so the curve ends with the same persons as the numbers that count everything that is known. None where the year
    has not begun by then.
    """
    known = last_day(data)
    first = np.array([data.programme.entry_of(data.year)], dtype="datetime64[D]")
    if known is None or known < first[0]:
        return ()
    full = int(observed_months(first, known)[0])
    last = full if full and months_later(first, full)[0] == known else full + 1
    apart = max(_SHORTEST, data.programme.tracking.period.months // 2)
    return (*range(apart, last, apart), last)


def held_back(reached: Mapping[int, int], *, smallest: int) -> frozenset[int]:
    """The times of a curve between two of which a few persons would be seen to make the step; never the last one.

    All times are told, else whole years and the last, else the last alone: whichever is the first in which nobody
    or enough make the step between any two. So what is held back says that somewhere few made the step, and not
    when; single times held back would say it.

    Parameters
    ----------
    reached : by time in months, at least one
        How many have made the step by then.
    smallest : 1 or more
        The smallest group that may be told.

    Examples
    --------
    Three in the last half-year; without them all is told:

    >>> sorted(held_back({6: 19, 12: 37, 18: 37, 23: 40}, smallest=10))
    [6, 12, 18]
    >>> sorted(held_back({6: 2, 12: 20, 18: 20, 23: 40}, smallest=10))
    [6, 18]
    >>> sorted(held_back({6: 10, 12: 20, 18: 20, 23: 40}, smallest=10))
    []
    """
    last = max(reached)
    years = [months for months in reached if months == last or months % _YEAR == 0]
    for told in (list(reached), years):
        steps = np.diff([0, *(reached[months] for months in sorted(told))])
        if ((steps == 0) | (steps >= smallest)).all():
            return frozenset(reached) - frozenset(told)
    return frozenset(reached) - {last}

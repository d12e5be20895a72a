"""Which row less is said of: always one that is missed least."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from wirkung.disclosure.following import Union

Places = NDArray[np.int64]


def least_missed(rows: Places, cost: Callable[[int], float]) -> int | None:
    """None where there are no rows, or where all were published earlier: then there is nothing to save."""
    row = min(rows.tolist(), key=lambda each: (cost(each), each), default=None)
    return None if row is None or np.isinf(cost(row)) else row


def least_missed_of(unions: Sequence[Union], cost: Callable[[int], float]) -> int | None:
    """A row that is missed least for each of the groups that do not follow without it; None as `least_missed`.

    Groups of which every row was published earlier cannot be saved.
    """
    together = [union.rows for union in unions if union.rows.size]
    if not together:
        return None
    rows, used = np.unique(np.concatenate(together), return_inverse=True)
    costs = np.array([cost(row) for row in rows.tolist()])
    lengths = [each.size for each in together]
    cheapest = np.minimum.reduceat(costs[used], np.cumsum([0, *lengths[:-1]]))
    times = np.bincount(used[np.repeat(np.isfinite(cheapest), lengths)], minlength=rows.size)
    if not times.any():
        return None
    each = np.divide(costs, times, out=np.full(rows.size, np.inf), where=times > 0)
    return int(rows[each.argmin()])


def cover(pairs: Places, cost: Callable[[int], float], hide: Callable[[int], None]) -> None:
    """Hide rows until of no pair both are left: always the one that is missed least for each pair that it ends."""
    left = {(int(one), int(other)) for one, other in pairs}
    ends = Counter(row for pair in left for row in pair)
    while left:
        row = min(ends, key=lambda each: (cost(each) / ends[each], each))
        if not np.isinf(cost(row)):  # else both were published earlier, and there is nothing to save
            hide(row)
        ended = {pair for pair in left if row in pair}
        left -= ended
        ends -= Counter(each for pair in ended for each in pair)

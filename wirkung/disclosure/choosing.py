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
    together = [union.rows.tolist() for union in unions]
    costs = {row: cost(row) for row in set[int]().union(*together)}
    used: Counter[int] = Counter()
    for rows in together:
        if not np.isinf(min((costs[row] for row in rows), default=np.inf)):
            used.update(rows)
    each = {row: (costs[row] / times, row) for row, times in used.items()}
    return min(each, key=lambda row: each[row], default=None)


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

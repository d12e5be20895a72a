"""At which times a curve may be shown, so that no step between two of them is that of a few persons."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def safe_times(numbers: NDArray[np.int64], *, smallest: int) -> tuple[int, ...]:
    """A row of times between which nobody, or enough persons, did each thing that is counted.

    Times are left out rather than withheld: what happened there is shown with the next one. The row ends as late
    as any can, since what came of it all matters most; of those that do, it is the longest.

    Parameters
    ----------
    numbers : times × things, whole numbers that never fall
        How many persons have done each thing (made the step, gone another way, dropped out) by each time.
    smallest : 1 or more
        The smallest group that may be shown.

    Returns
    -------
    tuple of int
        Positions of the times, ascending; empty where no time can be shown.

    Examples
    --------
    Four, then six more, then nobody, then eleven:

    >>> safe_times(np.array([[4], [10], [10], [21]]), smallest=10)
    (1, 2, 3)
    """
    start = np.zeros((1, numbers.shape[1]), dtype=np.int64)
    rows = np.vstack([start, numbers])
    longest = [0] * len(rows)
    before = [-1] * len(rows)
    for here in range(1, len(rows)):
        steps = rows[here] - rows[:here]
        safe = ((steps == 0) | (steps >= smallest)).all(axis=1)
        reachable = [there for there in np.flatnonzero(safe).tolist() if there == 0 or before[there] >= 0]
        if reachable:
            before[here] = max(reachable, key=lambda there: (longest[there], there))
            longest[here] = longest[before[here]] + 1
    here = max(there for there in range(len(rows)) if there == 0 or before[there] >= 0)
    chosen = []
    while here > 0:
        chosen.append(here - 1)
        here = before[here]
    return tuple(reversed(chosen))

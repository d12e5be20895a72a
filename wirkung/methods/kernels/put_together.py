"""Neighbouring cells of something ordered put together, so that none is small."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def neighbours_together(counts: NDArray[np.int64], smallest: int) -> list[int]:
    """Positions of the edges that stay between cells, both ends included.

    Parameters
    ----------
    counts : shape (tables, cells)
        Persons in each cell, in every table that would show it.
    smallest : persons, from 1 on
        Neighbouring cells are put together, from the lowest up, until each holds at least so many in every table;
        a rest that is too small joins the cells below.

    Returns
    -------
    From 0 to the number of cells: `[0, 2, 3]` for the first two together and the third alone. Where not even all
    together hold enough, they are one.

    References
    ----------
    Hundepool et al. (2012), Statistical Disclosure Control (recoding).

    Examples
    --------
    >>> neighbours_together(np.array([[4, 9, 30, 3]]), 10)
    [0, 2, 4]
    """
    kept, start = [0], 0
    last = counts.shape[1]
    for end in range(1, last + 1):
        if _large_enough(counts[:, start:end], smallest):
            kept.append(end)
            start = end
    if kept[-1] != last:
        kept.append(last)
    while len(kept) > 2 and not _large_enough(counts[:, kept[-2] : last], smallest):  # noqa: PLR2004 - two edges
        kept.pop(-2)
    return kept


def _large_enough(counts: NDArray[np.int64], smallest: int) -> bool:
    return bool((counts.sum(axis=1) >= smallest).all())

"""Tables of one and more dimensions with all their totals: which numbers are shown."""

from __future__ import annotations

from itertools import product

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wirkung.disclosure.hidden_cells import cells_to_hide

Numbers = NDArray[np.int64]
Marks = NDArray[np.bool_]

# In smaller tables the cheapest way is found for each cell; in larger ones persons are moved around boxes first.
_SMALL = 300


def with_totals(table: ArrayLike) -> Numbers:
    """The table with the total over each dimension as its last place."""
    whole = np.asarray(table, dtype=np.int64)
    for axis in range(whole.ndim):
        whole = np.concatenate([whole, whole.sum(axis=axis, keepdims=True)], axis=axis)
    return whole


def sums_of(shape: tuple[int, ...]) -> NDArray[np.float64]:
    """Which cells of a table with totals add up to which: of each line 1 for the parts, -1 for the total."""
    places = np.arange(np.prod(shape)).reshape(shape)
    lines = [np.moveaxis(places, axis, -1).reshape(-1, length) for axis, length in enumerate(shape)]
    sums = np.zeros((sum(len(each) for each in lines), places.size))
    for row, line in enumerate(line for each in lines for line in each):
        sums[row, line[:-1]], sums[row, line[-1]] = 1.0, -1.0
    return sums


def hidden_numbers(table: ArrayLike, smallest: int) -> Marks:
    """Which numbers of a table and of its totals may not be shown.

    Parameters
    ----------
    table
        How many persons are in each cell; one or more dimensions.
    smallest
        No number of 1 to smallest - 1 is shown, and whatever is not shown may as well be the smallest group or
        more, and another number than it is, given all that is shown.

    Returns
    -------
    The marks of a table with totals (`with_totals`).

    References
    ----------
    Boxes: Repsilber (1994), in Hundepool et al. (2012), Statistical disclosure control, Wiley, section 4.4.3.
    """
    whole = with_totals(table)
    hidden = (whole > 0) & (whole < smallest)
    proved = np.zeros(whole.shape, dtype=np.bool_)
    if whole.size > _SMALL:
        _hide_boxes(whole, hidden, proved, smallest)
    if (hidden & ~proved).any():
        flat = cells_to_hide(
            whole.ravel(), sums_of(whole.shape), hidden.ravel(), smallest=smallest, proved=proved.ravel()
        )
        hidden = flat.reshape(whole.shape)
    return hidden


def _hide_boxes(whole: Numbers, hidden: Marks, proved: Marks, smallest: int) -> None:
    """For each hidden cell a box of which the corners can all change: every second one more, the others less."""
    hopeless = np.zeros(whole.shape, dtype=np.bool_)
    while (left := np.argwhere(hidden & ~proved & ~hopeless)).size:
        numbers = whole[tuple(left.T)]
        cell = tuple(left[int(numbers.argmin())].tolist())
        box = _cheapest_box(whole, hidden, cell, smallest)
        if box is None:
            hopeless[cell] = True
            continue
        corners, change = box
        hidden[corners] = True
        after = whole[corners] + change
        proved[corners] |= (whole[corners] >= smallest) | (after >= smallest)


def _cheapest_box(
    whole: Numbers, hidden: Marks, cell: tuple[int, ...], smallest: int
) -> tuple[tuple[Numbers, ...], Numbers] | None:
    """The corners of the box that is missed least, and by how much each changes; None where there is none."""
    missing = max(smallest - int(whole[cell]), 1)
    price = np.where(hidden, 0, np.maximum(whole, smallest) + 1)
    cost = np.zeros(whole.shape)
    for far in product((False, True), repeat=whole.ndim):
        here = tuple(slice(None) if each else slice(at, at + 1) for each, at in zip(far, cell, strict=True))
        falls = _signs(whole.shape, cell, far) < 0
        cost += np.where(falls & (whole[here] < missing), np.inf, price[here])
    for axis, at in enumerate(cell):
        cost[(slice(None),) * axis + (at,)] = np.inf
    opposite = np.unravel_index(int(cost.argmin()), whole.shape)
    if np.isinf(cost[opposite]):
        return None
    ways = list(product((False, True), repeat=whole.ndim))
    corners = np.array([np.where(far, opposite, cell) for far in ways], dtype=np.int64)
    signs = [int(np.broadcast_to(_signs(whole.shape, cell, far), whole.shape)[opposite]) for far in ways]
    return tuple(corners.T), missing * np.array(signs, dtype=np.int64)


def _signs(shape: tuple[int, ...], cell: tuple[int, ...], far: tuple[bool, ...]) -> Numbers:
    """Whether a corner rises or falls with the cell, for each opposite corner: a total rises with its parts."""
    signs = np.ones((1,) * len(shape), dtype=np.int64)
    for axis, (length, at) in enumerate(zip(shape, cell, strict=True)):
        if far[axis] and at != length - 1:
            along = np.full(length, -1)
            along[-1] = 1
            signs = signs * along.reshape((-1,) + (1,) * (len(shape) - axis - 1))
    return signs

"""Who went from which state to which, from one period to another."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from wirkung.codes import Caution
from wirkung.estimate import Estimate
from wirkung.methods.kernels.counts import whole
from wirkung.methods.kernels.samples import checked_level
from wirkung.methods.kernels.share_of import share_of
from wirkung.methods.kernels.whole_numbers import coded, same_length

# Persons in one block: their pairs of states are numbered beside the data, eight bytes each.
_BLOCK = 65_536


def transition_matrix(
    before: ArrayLike, after: ArrayLike, *, states: int, level: float = 0.95
) -> tuple[tuple[Estimate, ...], ...]:
    """Of those who were in a state before, which part is in each state after.

    Parameters
    ----------
    before, after : codes from 0 to `states` - 1, one-dimensional, of one length
        The state of the same person at the same position, in two periods (two columns of `States.codes`).
    states : 1 or more
        How many states there are, those without anybody included.
    level : 0 < level < 1
        Confidence level of the Wilson intervals.

    Returns
    -------
    tuple (state before) of tuple (state after) of Estimate
        Descriptions. The base of a row is everybody who was in its state, so that its shares add up to 1;
        where nobody was, they have no value. The counts of a column add up to those of the next matrix's row.

    Raises
    ------
    ValueError
        Lengths differ, no whole numbers, a code outside the range, an impossible number of states or level.

    References
    ----------
    Anderson & Goodman (1957), Statistical inference about Markov chains, Annals of Mathematical Statistics 28,
    89-110 (the row shares). Wilson (1927), Journal of the American Statistical Association 22, 209-212.

    Examples
    --------
    >>> matrix = transition_matrix([0, 0, 0, 0, 1], [0, 1, 1, 1, 1], states=2)
    >>> [[each.value for each in row] for row in matrix]
    [[0.25, 0.75], [0.0, 1.0]]
    """
    states, level = whole("states", states, least=1), checked_level(level)
    first, second = coded("before", before, below=states), coded("after", after, below=states)
    same_length(before=first, after=second)
    numbers = np.zeros(states * states, dtype=np.int64)
    for start in range(0, first.size, _BLOCK):
        block = slice(start, start + _BLOCK)
        numbers += np.bincount(first[block].astype(np.intp) * states + second[block], minlength=states * states)
    return tuple(
        tuple(share_of(int(each), int(row.sum()), level=level, empty=Caution.NOBODY_IN_STATE) for each in row)
        for row in numbers.reshape(states, states)
    )

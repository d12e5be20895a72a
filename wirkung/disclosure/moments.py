"""Mean and standard deviation of answers of which few are possible: between how many persons gave some of them.

Number, mean and standard deviation are three sums over the persons. How many can have answered between two values
lies between the least and the greatest that agrees with the three: the ends of a linear programme over how many
gave each answer, which lie where at most three different answers were given (Rogosinsky 1958, Moments of
non-negative mass, Proceedings of the Royal Society A 245, 1-27). The three sums are taken to be known exactly:
test statistics, intervals and standardised changes with two decimals give them back where there are few persons.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

# Of more possible answers (a scale of points) nothing is looked at: three sums tell little of them.
# Of two the mean says how many gave each, and other rules look at that.
_LEAST_ANSWERS, MOST_ANSWERS = 3, 41
_EXACT = 1e-6


def tell_of_few(values: Values, least: float, step: float, answers: int, smallest: int) -> bool:
    """Whether number, mean and standard deviation say that few persons (but some) lie in a stretch, or outside it.

    Parameters
    ----------
    values : shape (persons,)
        Of the persons; none is missing.
    least, step
        The least possible value, and how far apart two possible ones are.
    answers
        How many values are possible.
    smallest
        The smallest group that may be shown.

    Examples
    --------
    Of sixty who changed by points, three fell, and the others stayed or rose by one: 1 to 3 changed otherwise.

    >>> mild = np.array([-1.0] * 3 + [0] * 33 + [1] * 24)
    >>> tell_of_few(mild, -4, 1, 9, 10), tell_of_few(np.repeat(np.arange(1.0, 6), 12), 1, 1, 5, 10)
    (True, False)
    """
    if not values.size or not _LEAST_ANSWERS <= answers <= MOST_ANSWERS:
        return False
    places = np.rint((values - least) / step).astype(np.int64)
    return _sums_tell(values.size, int(places.sum()), int(np.square(places).sum()), answers, smallest)


@lru_cache(maxsize=4096)
def _sums_tell(persons: int, first: int, second: int, answers: int, smallest: int) -> bool:
    """The same from number, sum and sum of squares of the places of the answers (0, 1, ...)."""
    up_to = _ways(persons, first, second, answers)
    if not len(up_to):
        return False
    for start in range(answers):
        within = up_to[:, start + 1 :] - up_to[:, start : start + 1]
        least = np.ceil(within.min(axis=0) - _EXACT)
        most = np.floor(within.max(axis=0) + _EXACT)
        few = ((least >= 1) & (most < smallest)) | ((persons - most >= 1) & (persons - least < smallest))
        if few.any():
            return True
    return False


def _ways(persons: int, first: int, second: int, answers: int) -> Values:
    """How many gave an answer below each place, in every way with three different answers (ways, answers + 1)."""
    chosen, over = _triples(answers)
    one, other = np.roll(chosen, -1, axis=1), np.roll(chosen, -2, axis=1)
    given = (second - (one + other) * first + one * other * persons) / over
    possible = (given >= -_EXACT).all(axis=1)
    counts = np.zeros((int(possible.sum()), answers + 1))
    np.put_along_axis(counts, chosen[possible] + 1, given[possible], axis=1)
    return np.cumsum(counts, axis=1)


@lru_cache(maxsize=64)
def _triples(answers: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Three different places in every way (ways, 3), and for each the product of its distances to the others."""
    chosen = np.array(list(combinations(range(answers), 3)), dtype=np.int64)
    return chosen, (chosen - np.roll(chosen, -1, axis=1)) * (chosen - np.roll(chosen, -2, axis=1))

"""Words tell as much as numbers: a caution, a verdict or a level rests on groups that are large enough.

The rule, for everything that a report says without a number: it is said where it is true of every number that a
group may have for a reader. Of a group of 1 to k - 1 persons, or that leaves so many others, that is any number of
that kind; of nobody, of everybody and of larger groups it is their number, which the report may show. So nothing
that is said depends on one person more or less in a small group, and no trust is drawn from one.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wirkung.estimate import Estimate


def are_there(persons: NDArray[np.bool_], *, smallest: int) -> bool:
    """Whether anybody is marked, for what a report has a line or a section on: few count as nobody.

    Else that the line is there at all would tell of a few, and that it is missing that there is nobody.

    Examples
    --------
    >>> marks = np.arange(40) < 9
    >>> are_there(marks, smallest=10), are_there(~marks, smallest=10)
    (False, True)
    """
    return int(np.count_nonzero(persons)) >= smallest


def may_be(number: int, of: int, *, smallest: int) -> range:
    """Every number of persons that a group may have for a reader who knows how many there are in all.

    Parameters
    ----------
    number, of
        Persons in the group, and in all; 0 <= number <= of.
    smallest
        The smallest group that may be told, k.

    Examples
    --------
    >>> may_be(3, 40, smallest=10), may_be(38, 40, smallest=10), may_be(3, 15, smallest=10)
    (range(1, 10), range(31, 40), range(1, 15))
    >>> may_be(0, 40, smallest=10), may_be(12, 40, smallest=10), may_be(2, 5, smallest=10)
    (range(0, 1), range(12, 13), range(0, 6))
    """
    if of < smallest:
        return range(of + 1)
    if number in (0, of) or smallest <= number <= of - smallest:
        return range(number, number + 1)
    if of < 2 * smallest:  # every number but these two is few, or leaves few
        return range(1, of)
    return range(1, smallest) if number < smallest else range(of - smallest + 1, of)


def rests_on_enough(estimate: Estimate, *, smallest: int) -> bool:
    """Whether everybody whom an estimate rests on is in a group that may be told; nobody tells nothing."""
    return all(each.size == 0 or each.size >= smallest for each in estimate.populations)

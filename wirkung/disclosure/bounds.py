"""What ranges of numbers say of each other: parts and wholes narrow them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wirkung.disclosure.atoms import Common

Places = NDArray[np.int64]
Numbers = NDArray[np.int64]

# Each round carries what is known one group further; chains of groups are shorter than this.
_ROUNDS = 20


@dataclass(frozen=True, eq=False, slots=True)
class Nested:
    """Groups inside others: place for place a whole, a part of it, and another part with nobody in common.

    `whole` and `part` are of each part; `around`, `one` and `other` of each two parts that are apart, in both
    orders; `rest` is how many persons of the whole are in neither.
    """

    whole: Places
    part: Places
    around: Places
    one: Places
    other: Places
    rest: Numbers


# By the rows whose numbers are known.
Wholes = dict[bytes, Nested]


def small_rests(
    common: Common, known: Mapping[int, tuple[int, int]], smallest: int, wholes: Wholes
) -> Iterator[Places]:
    """The rows of each whole, and of one or two parts of it, whose rest must be 1 to smallest - 1 persons.

    A row of which a range is known, and of which only one number is left by the others, is a finding of its own:
    it was not said for a reason.

    Parameters
    ----------
    common : (rows, rows)
        How many persons two rows have in common.
    known
        For rows: between which numbers a reader knows theirs, both the same where it is said exactly.
    wholes
        Those of earlier calls with the same rows in common; these are added.
    """
    rows = np.array(sorted(known), dtype=np.int64)
    least, most = (np.array([known[row][end] for row in rows.tolist()]) for end in (0, 1))
    ranged = least < most
    if not ranged.any():
        return  # exact numbers are looked at as sums
    key = rows.tobytes()
    if key not in wholes:
        wholes[key] = _nested(common[np.ix_(rows, rows)])
    inside = wholes[key]
    for _ in range(_ROUNDS):
        before = least.copy(), most.copy()
        _narrow(inside, least, most)
        if (before[0] == least).all() and (before[1] == most).all():
            break
    for place in np.flatnonzero((least == most) & ranged).tolist():
        yield rows[[place]]
    yield from (rows[each] for each in _small_rests(inside, least, most, smallest))


def _nested(common: Common) -> Nested:
    numbers = np.diag(common)
    whole, part = np.nonzero((common == numbers) & (numbers < numbers[:, None]) & (numbers > 0))
    around, one, other = [], [], []
    for row, parts in ((row, part[whole == row]) for row in np.unique(whole).tolist()):
        places, others = np.nonzero(common[np.ix_(parts, parts)] == 0)
        around.append(np.full(places.size, row))
        one.append(parts[places])
        other.append(parts[others])
    none = np.zeros(0, dtype=np.int64)
    wholes, first, second = (np.concatenate([none, *each]) for each in (around, one, other))
    rest = numbers[wholes] - numbers[first] - numbers[second]
    return Nested(whole=whole, part=part, around=wholes, one=first, other=second, rest=rest)


def _narrow(inside: Nested, least: Numbers, most: Numbers) -> None:
    """A part is no larger than its whole, nor are two that are apart; two that are all of it add up to it."""
    around, one, other = inside.around, inside.one, inside.other
    np.maximum.at(least, inside.whole, least[inside.part])
    np.maximum.at(least, around, least[one] + least[other])
    np.minimum.at(most, inside.part, most[inside.whole])
    np.minimum.at(most, one, most[around] - least[other])
    around, one, other = (each[inside.rest == 0] for each in (around, one, other))
    np.minimum.at(most, around, most[one] + most[other])
    np.maximum.at(least, one, least[around] - most[other])


def _small_rests(inside: Nested, least: Numbers, most: Numbers, smallest: int) -> Iterator[Places]:
    whole, part, around, one, other = inside.whole, inside.part, inside.around, inside.one, inside.other
    low, high = least[whole] - most[part], most[whole] - least[part]
    found = (low >= 1) & (high < smallest)
    yield from np.column_stack([whole, part])[found]
    low, high = least[around] - most[one] - most[other], most[around] - least[one] - least[other]
    found = (inside.rest > 0) & (low >= 1) & (high < smallest)
    yield from np.column_stack([around, one, other])[found]

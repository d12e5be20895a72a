"""What ranges of numbers say of each other: parts and wholes narrow them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int64]
Numbers = NDArray[np.int64]

# Each round carries what is known one group further; chains of groups are shorter than this.
_ROUNDS = 20


@dataclass(frozen=True, eq=False, slots=True)
class _Whole:
    """A group, the groups inside it, which of these have nobody in common, and the rest of it beside each pair."""

    row: int
    inside: Places
    apart: NDArray[np.bool_]
    rest: Numbers


# By the rows whose numbers are known: the groups among them that have others inside.
Wholes = dict[bytes, tuple[_Whole, ...]]


def small_rests(
    common: NDArray[np.int64], known: Mapping[int, tuple[int, int]], smallest: int, wholes: Wholes
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
        wholes[key] = tuple(_wholes(common[np.ix_(rows, rows)]))
    for _ in range(_ROUNDS):
        before = least.copy(), most.copy()
        for whole in wholes[key]:
            _narrow(whole, least, most)
        if (before[0] == least).all() and (before[1] == most).all():
            break
    for place in np.flatnonzero((least == most) & ranged).tolist():
        yield rows[[place]]
    for whole in wholes[key]:
        yield from (rows[each] for each in _small_rests(whole, least, most, smallest))


def _wholes(common: NDArray[np.int64]) -> Iterator[_Whole]:
    numbers = np.diag(common)
    for row, number in enumerate(numbers.tolist()):
        inside = np.flatnonzero((common[row] == numbers) & (numbers < number) & (numbers > 0))
        if inside.size:
            parts = numbers[inside]
            yield _Whole(
                row=row,
                inside=inside,
                apart=common[np.ix_(inside, inside)] == 0,
                rest=number - parts[:, None] - parts[None, :],
            )


def _narrow(whole: _Whole, least: Numbers, most: Numbers) -> None:
    """A part is no larger than its whole, nor are two that are apart; two that are all of it add up to it."""
    row, inside, apart = whole.row, whole.inside, whole.apart
    least[row] = max(least[row], least[inside].max())
    both_least = np.where(apart, least[inside][:, None] + least[inside][None, :], 0)
    least[row] = max(least[row], both_least.max())
    beside = np.where(apart, least[inside][None, :], 0).max(axis=1)
    most[inside] = np.minimum(most[inside], most[row] - beside)
    one, other = np.nonzero(apart & (whole.rest == 0))
    if one.size:
        most[row] = min(most[row], (most[inside[one]] + most[inside[other]]).min())
        np.maximum.at(least, inside[one], least[row] - most[inside[other]])


def _small_rests(whole: _Whole, least: Numbers, most: Numbers, smallest: int) -> Iterator[Places]:
    row, inside = whole.row, whole.inside
    low, high = least[row] - most[inside], most[row] - least[inside]
    for place in np.flatnonzero((low >= 1) & (high < smallest)).tolist():
        yield np.array([row, inside[place]])
    low = least[row] - most[inside][:, None] - most[inside][None, :]
    high = most[row] - least[inside][:, None] - least[inside][None, :]
    found = whole.apart & (whole.rest > 0) & (low >= 1) & (high < smallest)
    for one, other in np.argwhere(found).tolist():
        yield np.array([row, inside[one], inside[other]])

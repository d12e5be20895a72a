"""What a release remembers and is reminded of: numbers, and the persons that each of them rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int64]


def of_year(variable: str, year: int) -> str:
    """The name of a variable over all years: answers are those of one year.

    Examples
    --------
    >>> of_year("interest", 2024)
    '2024/interest'
    """
    return f"{year}/{variable}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A number that was or will be published.

    Parameters
    ----------
    variable
        What was looked at, of a year (`of_year`); «persons» where they were counted.
    members
        One bit for each person (`numpy.packbits`), in the order of the persons that the row comes with.
    persons
        Between which numbers readers know that of the persons to be, both the same where it is said exactly; None
        where nothing is said of it.
    """

    variable: str
    members: bytes = field(repr=False)
    persons: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRow(Row):
    """A number of an earlier publication, over the persons of today and those who are remembered.

    `members` has a bit for each of `everybody` persons: first those of today, in their order, then those who are
    in earlier publications and not in today's data.
    """

    everybody: int

    @property
    def places(self) -> Places:
        """Where the row's persons stand; from the number of today's persons on, they are not in today's data."""
        bits = np.frombuffer(self.members, dtype=np.uint8)
        return np.flatnonzero(np.unpackbits(bits, count=self.everybody))


@dataclass(frozen=True, slots=True, kw_only=True)
class PastPart:
    """A part of persons' data as an earlier report of the same programme and year had it.

    Parameters
    ----------
    changed : shape (everybody,)
        Whose data are not as they were, who left and who came among them; ordered as `PastRow`.
    rows
        The persons of each of its numbers, by their bits over everybody.
    """

    changed: NDArray[np.bool_] = field(repr=False)
    rows: tuple[bytes, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What earlier publications gave away.

    Parameters
    ----------
    rows
        Every row of every publication, each once.
    everybody
        How many persons there are today and in earlier publications together.
    changed
        By indicator or characteristic of a year («2024/interest»): for each earlier publication whose answers were
        not all as they are today, the places of the persons whose answers differ.
    parts
        By part of persons' data: as each earlier report of the same programme and year had it.
    unknown
        Whether one of those reports did not write down its parts.
    """

    rows: tuple[PastRow, ...]
    everybody: int
    changed: Mapping[str, tuple[Places, ...]]
    parts: Mapping[str, tuple[PastPart, ...]] = field(default_factory=dict)
    unknown: bool = False

"""What readers know from earlier reports, as groups of persons of this study and others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from wirkung.disclosure.facts import Rows, kind_of
from wirkung.disclosure.protection import Known

Places = NDArray[np.int64]


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class PastRow:
    """A group that an earlier report spoke of.

    Parameters
    ----------
    variable
        What was looked at, with the year it belongs to («2024/interest.change»); «persons» where they were counted.
    places
        Who was in it: places below the number of this study's persons are theirs, those above are others.
    exact
        Whether the number of its persons was said exactly.
    """

    variable: str
    places: Places
    exact: bool


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Past:
    """All that earlier reports have published about these persons, those of other programmes included.

    Parameters
    ----------
    rows
        The groups.
    changed
        By year and indicator («2024/interest») the places of the persons whose answers are not the same any more:
        what is said of their values now is about other values than what was said then.
    """

    rows: Sequence[PastRow] = ()
    changed: Mapping[str, Places] = field(default_factory=dict)

    def known(self, rows: Rows) -> Known:
        """The same over the rows of a release; its groups are added to `rows`."""
        counts, values = set(), set()
        for each in self.rows:
            row = rows.place_of(each.places)
            if each.exact:
                counts.add(row)
            if each.variable != "persons":
                year, _, variable = each.variable.partition("/")
                values.add((kind_of(int(year), variable), row))
        return Known(counts=frozenset(counts), values=frozenset(values))


NOTHING = Past()

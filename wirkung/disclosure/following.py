"""What follows from groups whose numbers are known, by sums and differences, while fewer and fewer are known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from wirkung.disclosure.atoms import Atoms, Marks
from wirkung.disclosure.modular import Residues, clear, echelon, reduced
from wirkung.disclosure.small_groups import Group, NotProvedError, small_groups

Places = NDArray[np.int64]


@dataclass(frozen=True, eq=False, slots=True)
class Union:
    """A small group that follows: its atoms, 1 or (taken away) -1 each, and the rows that add up to it.

    Where it was not proved that none follows, `atoms` is None, and the rows are all from which one could.
    """

    atoms: Group | None
    rows: Places

    def weights(self, atoms: Atoms) -> NDArray[np.float64]:
        """(rows,): how many times each row, in the sum."""
        if self.atoms is None:
            raise ValueError("no group was found")
        table = atoms.rows[self.rows].T.astype(float)
        return np.asarray(np.linalg.lstsq(table, self.atoms.astype(float))[0], dtype=np.float64)


@dataclass(slots=True)
class Following:
    """The sums of some rows in which no atom of `smallest` persons or more is left.

    A small group can only be among them. Where a row is no longer known, those sums are left in which it has no
    weight: one of the others is freed of it after the other, which is much less work than to begin anew.

    Parameters
    ----------
    atoms
        All rows.
    rows
        Which of them are known.
    smallest
        No group of 1 to smallest - 1 persons may follow.
    signed
        Nor a difference of two groups of so many persons together.
    """

    atoms: Atoms
    rows: Places
    smallest: int
    signed: bool = False
    _sums: Residues = field(init=False)  # (sums, small atoms)
    _weights: Residues = field(init=False)  # (sums, rows): how each is made
    _own: list[int] = field(init=False)  # the column in which a sum alone is not 0; -1 for sums of nothing

    def __post_init__(self) -> None:
        big = self._big()
        table = self.atoms.rows[self.rows]
        wide = np.hstack([table[:, big], table[:, ~big], np.eye(len(table))]).astype(np.int64)
        first, last = int(big.sum()), table.shape[1]
        left = wide[len(echelon(wide, range(first))) :]
        own = echelon(left, range(first, last))
        self._sums, self._weights = left[:, first:last].copy(), left[:, last:].copy()
        self._own = [column - first for column in own] + [-1] * (len(left) - len(own))

    def _big(self) -> Marks:
        return np.asarray(self.atoms.sizes >= self.smallest, dtype=np.bool_)

    def keep(self, rows: Iterable[int]) -> None:
        """Only these rows are known any more."""
        kept = np.isin(self.rows, np.fromiter(rows, dtype=np.int64))
        for place in np.flatnonzero(~kept).tolist():
            self._free_of(place)
        self.rows, self._weights = self.rows[kept], self._weights[:, kept]

    def _free_of(self, place: int) -> None:
        using = np.flatnonzero(self._weights[:, place])
        if not using.size:
            return
        # A sum of nothing is given up rather than another, and one of few atoms rather than one of many.
        gone = min(using.tolist(), key=lambda each: (int(np.count_nonzero(self._sums[each])), each))
        both = np.hstack([self._sums, self._weights])
        atoms = self._sums.shape[1]
        clear(both, gone, atoms + place, using[using != gone])
        both = np.delete(both, gone, axis=0)
        self._sums, self._weights = both[:, :atoms], both[:, atoms:]
        del self._own[gone]

    def small_unions(self, but: Sequence[Group] = ()) -> tuple[Union, ...]:
        """Small groups that follow, not all of them; none where none does. Those in `but` are not looked for."""
        some = np.array([own >= 0 for own in self._own], dtype=np.bool_)
        sums, weights, own = self._sums[some], self._weights[some], np.array(self._own)[some]
        places = np.flatnonzero(~self._big())
        sizes = self.atoms.sizes[places]
        try:
            known = [each[places] for each in but]
            found = small_groups(sums, sizes, self.smallest - 1, known, signed=self.signed)
        except NotProvedError:
            return (Union(None, self.rows[weights.any(axis=0)]),)
        return tuple(self._union(group, group[own] @ weights, places) for group in found)

    def union_of(self, group: Group) -> Union | None:
        """The rows that add up to a group of small atoms; None where it does not follow from them."""
        places = np.flatnonzero(~self._big())
        some = np.array([own >= 0 for own in self._own], dtype=np.bool_)
        sums, weights, own = self._sums[some], self._weights[some], np.array(self._own, dtype=np.int64)[some]
        wanted = group[places].astype(np.int64)
        each = wanted[own]
        if not some.any() or reduced(each @ sums - wanted).any():
            return None
        return self._union(group[places], each @ weights, places)

    def _union(self, group: Group, weights: Places, places: Places) -> Union:
        atoms = np.zeros(len(self.atoms.sizes), dtype=np.int8)
        atoms[places] = group
        return Union(atoms, self.rows[np.flatnonzero(reduced(weights))])

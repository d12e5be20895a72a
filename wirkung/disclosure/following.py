"""What follows from groups whose numbers are known, by sums and differences, while fewer and fewer are known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from wirkung.disclosure.atoms import Atoms, Marks
from wirkung.disclosure.modular import Residues, Space, echelon, inverse, reduced, take
from wirkung.disclosure.small_groups import NotProvedError, small_groups
from wirkung.disclosure.sums import Group, groups_among

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
    given
        Of the rows those that were published earlier: what follows from them alone cannot be saved, and is not
        looked for.
    """

    atoms: Atoms
    rows: Places
    smallest: int
    signed: bool = False
    given: frozenset[int] = frozenset()
    _given: Space = field(init=False)  # what follows from those, over small atoms
    _small: Places = field(init=False)  # the small atoms
    _sums: Residues = field(init=False)  # (sums, small atoms)
    _weights: Residues = field(init=False)  # (sums, rows): how each is made
    _own: Places = field(init=False)  # the column in which a sum alone is not 0; -1 for sums of nothing
    _left: Marks = field(init=False)  # (sums,): which are known still
    _known: Marks = field(init=False)  # (rows,): the same of the rows
    _searched: dict[bytes, bool] = field(init=False, default_factory=dict)  # as `small_groups` keeps it
    _single: dict[int, Union] = field(init=False)  # the sums that are a small group themselves
    _found: list[Group] = field(init=False, default_factory=list)  # by the last search; some follow still

    def __post_init__(self) -> None:
        big = self.atoms.sizes >= self.smallest
        self._small = np.flatnonzero(~big)
        self._given = self._follows_from_given(big)
        first, last = int(big.sum()), big.size
        wide = self._big_first(big)
        wide = wide[len(echelon(wide, range(first))) :, first:]
        self._own = np.full(len(wide), -1)
        own = echelon(wide, range(last - first))
        self._own[: len(own)] = own
        self._sums, self._weights = np.ascontiguousarray(wide[:, : last - first]), wide[:, last - first :].copy()
        self._left, self._single = np.ones(len(wide), dtype=np.bool_), {}
        self._known = np.ones(len(self.rows), dtype=np.bool_)
        self._look_at(np.flatnonzero(self._own >= 0))

    def _big_first(self, big: Marks) -> Residues:
        """Each row over big atoms, then over small ones, then as itself; what is 0 is never written."""
        place = np.where(big, np.cumsum(big) - 1, np.cumsum(~big) - 1 + int(big.sum()))
        row, atom = self.atoms.rows[self.rows].nonzero()
        wide = np.zeros((self.rows.size, big.size + self.rows.size), dtype=np.int64)
        wide[row, place[atom]] = 1
        itself = np.arange(self.rows.size)
        wide[itself, big.size + itself] = 1
        return wide

    def _follows_from_given(self, big: Marks) -> Space:
        given = self.atoms.rows[np.array(sorted(self.given), dtype=np.int64)]
        sums = np.hstack([given[:, big], given[:, ~big]]).astype(np.int64)
        first = int(big.sum())
        return Space.of(sums[len(echelon(sums, range(first))) :, first:])

    def _look_at(self, sums: Places) -> None:
        """Which of some sums are a small group."""
        for place in sums.tolist():
            self._single.pop(place, None)
        sums = sums[self._own[sums] >= 0]
        groups, which = groups_among(
            self._sums[sums], self.atoms.sizes[self._small], self.smallest - 1, signed=self.signed
        )
        new = ~self._given.has(groups)
        for group, place in zip(groups[new], sums[which][new].tolist(), strict=True):
            self._single[place] = self._union(group)

    def keep(self, rows: Iterable[int]) -> None:
        """Only these rows are known any more."""
        kept = np.isin(self.rows, np.fromiter(rows, dtype=np.int64))
        changed = np.zeros_like(self._left)
        for place in np.flatnonzero(self._known & ~kept).tolist():
            self._free_of(place, changed)
        self._known &= kept
        self._look_at(np.flatnonzero(changed & self._left))

    def _free_of(self, place: int, changed: Marks) -> None:
        """Free those sums that are left of a row, at the cost of one of them."""
        using = np.flatnonzero((self._weights[:, place] != 0) & self._left)
        if not using.size:
            return
        # A sum of nothing is given up rather than another, and one of few atoms rather than one of many.
        gone = int(using[np.count_nonzero(self._sums[using], axis=1).argmin()])
        others = using[using != gone]
        factors = reduced(self._weights[others, place] * inverse(int(self._weights[gone, place])))
        for table in (self._sums, self._weights):
            take(table, gone, others, factors)
        self._left[gone] = False
        self._single.pop(gone, None)
        changed[others] = True

    def small_unions(self, but: Sequence[Group] = ()) -> tuple[Union, ...]:
        """Small groups that follow, not all of them; none where none does. Those in `but` are not looked for."""
        known = {each.tobytes() for each in but}
        if found := tuple(each for each in self._single.values() if not _is_among(each, known)):
            return found
        following = ((each, self.union_of(each)) for each in self._found if each.tobytes() not in known)
        still = [(each, union) for each, union in following if union is not None]
        self._found = [each for each, _ in still]
        return tuple(union for _, union in still) or self._search(but)

    def _search(self, but: Sequence[Group]) -> tuple[Union, ...]:
        sums = self._somebody()
        sizes = self.atoms.sizes[self._small]
        try:
            groups = small_groups(
                self._sums[sums],
                sizes,
                self.smallest - 1,
                [each[self._small] for each in but],
                signed=self.signed,
                given=self._given,
                searched=self._searched,
            )
        except NotProvedError:
            return (Union(None, self.rows[self._weights[sums].any(axis=0)]),)
        unions = tuple(map(self._union, groups))
        self._found = [each.atoms for each in unions if each.atoms is not None]
        return unions

    def union_of(self, group: Group) -> Union | None:
        """The rows that add up to a group of small atoms; None where it follows from others, or from none."""
        wanted = group[self._small].astype(np.int64)
        if self._given.has(wanted[None, :])[0]:
            return None  # whatever is said today
        sums = self._somebody()
        using = sums[np.flatnonzero(wanted[self._own[sums]])]
        added = wanted[self._own[using]] @ self._sums[using]
        return None if not using.size or reduced(added - wanted).any() else self._union(group[self._small])

    def _somebody(self) -> Places:
        """The sums that are known still and not of nothing."""
        return np.flatnonzero(self._left & (self._own >= 0))

    def _union(self, group: Group) -> Union:
        """A group of small atoms that is a sum."""
        atoms = np.zeros(len(self.atoms.sizes), dtype=np.int8)
        atoms[self._small] = group
        sums = self._somebody()
        using = sums[np.flatnonzero(group[self._own[sums]])]
        times = group[self._own[using]].astype(np.int64)
        return Union(atoms, self.rows[np.flatnonzero(reduced(times @ self._weights[using]))])


def _is_among(union: Union, groups: Set[bytes]) -> bool:
    """Whether its group is one of some."""
    return bool(groups) and union.atoms is not None and union.atoms.tobytes() in groups

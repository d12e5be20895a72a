"""Every small group that is a sum of rows is found, or it is proved that there is none: no solver, no clock.

A group is a row of 0 and 1 over atoms in the space that some rows span; with signs, one of 1 and -1, whose persons
are all that are not 0. A base is a set of columns that tells the rows of the space apart: brought into echelon
form on it, a group with so many atoms in the base is the sum (or difference) of as many rows. Of several bases
that share few columns, a small group has few atoms in one of them at least: so all sums of one row, of two, of
three … are looked at in each, until no group of so few persons can be left.

References
----------
Brouwer & Zimmermann's algorithm for the least weight of a code, in Betten et al. (2006), Error-correcting linear
codes, Springer, section 1.8.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from math import comb

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from wirkung.disclosure.halves import sums_of_halves
from wirkung.disclosure.modular import Residues, Space, echelon, inverse, reduced
from wirkung.disclosure.sums import Group, Places, groups_among, pairs, sums_of

Marks = NDArray[np.bool_]

# Sums that are looked at for one base; a search that would need more counts as having found something.
MOST_SUMS = 300_000
_MOST_BASES = 8
_PAIR = 2


class NotProvedError(Exception):
    """Nothing was found, and it was not proved that there is nothing."""


@dataclass(frozen=True, eq=False, slots=True)
class _Block:
    """Rows of which no part is apart from the others: residues (rows, columns), and the persons of each column.

    `column_of` (atoms,) is the column of each atom, -1 for none; `sign_of` is 1, or -1 where the atom is in a
    group with the other sign than its column.
    """

    rows: Residues
    sizes: Places
    column_of: Places
    sign_of: Places
    signed: bool

    def key(self) -> bytes:
        """The same for blocks that are the same, of the same atoms."""
        columns = np.flatnonzero(self.column_of >= 0)
        parts = (self.rows, columns, self.column_of[columns], self.sign_of[columns])
        return blake2b(b"".join(np.ascontiguousarray(part).tobytes() for part in parts)).digest()

    def rows_over_atoms(self) -> Residues:
        """The rows as residues over atoms."""
        beside = np.hstack([self.rows, np.zeros((len(self.rows), 1), dtype=np.int64)])
        return reduced(beside[:, self.column_of] * self.sign_of)

    def over_atoms(self, groups: Group) -> Group:
        """Groups over columns as groups over atoms, of which the first is 1."""
        beside = np.hstack([groups, np.zeros((len(groups), 1), dtype=np.int8)])
        atoms = beside[:, self.column_of] * self.sign_of.astype(np.int8)
        first = np.take_along_axis(atoms, (atoms != 0).argmax(axis=1)[:, None], axis=1)
        return np.asarray(atoms * first, dtype=np.int8)


def small_groups(
    rows: Residues,
    sizes: Places,
    most: int,
    but: Sequence[Group] = (),
    *,
    signed: bool = False,
    given: Space | None = None,
    searched: dict[bytes, bool] | None = None,
) -> tuple[Group, ...]:
    """Groups of 1 to `most` persons in the space of the rows, other than those in `but`: none where there is none.

    They are those that were found first, not all. Of a group with signs and the one with the opposite signs one is
    given: that whose first atom is 1.

    Parameters
    ----------
    rows : (rows, atoms)
        Residues.
    sizes : (atoms,)
        How many persons each atom has.
    signed
        Whether persons of a group may be taken away as well: what is known then is a difference.
    given
        Groups in it are not looked for either.
    searched
        What came of earlier searches over the same atoms with no more in `but`; this one is added. Parts in which
        nothing was found are not searched again, whether or not it was proved that there is nothing.

    Raises
    ------
    NotProvedError
        None was found with as many sums as may be looked at, and there may be one.
    """
    whole = _Block(rows, sizes, np.arange(len(sizes)), np.ones(len(sizes), dtype=np.int64), signed)
    if found := _first(_sums(whole, 1, most), but, given):
        return found
    proved, before = True, {} if searched is None else searched
    for block in _blocks(rows, sizes, most, signed=signed):
        key = block.key()
        if key not in before and given is not None and given.has(block.rows_over_atoms()).all():
            before[key] = True
        if key not in before:
            try:
                if found := _first(_groups_of(block, most), but, given):
                    return found
                before[key] = True
            except NotProvedError:
                before[key] = False  # another block may have a group that is found
        proved = proved and before[key]
    if not proved:
        raise NotProvedError
    return ()


def _first(found: Iterable[Group], but: Sequence[Group], given: Space | None) -> tuple[Group, ...]:
    known = {each.tobytes() for each in but}
    for several in found:
        looked_for = several if given is None else several[~given.has(several)]
        if new := tuple(each for each in looked_for if each.tobytes() not in known):
            return new
    return ()


def _groups_of(block: _Block, most: int) -> Iterator[Group]:
    """The groups of a block, some of them several times: all sums of so many rows at once."""
    rank = len(block.rows)
    yield from _sums(block, 1, most)
    yield from _sums(block, _PAIR, most)
    bases, rows_each = _bases(block, most)
    for base, at_most in zip(bases, rows_each, strict=True):
        for rows in range(1, min(at_most, rank) + 1):
            if comb(rank, rows // 2) > MOST_SUMS:
                raise NotProvedError
            yield from _sums(base, rows, most)


def _bases(block: _Block, most: int) -> tuple[list[_Block], list[int]]:
    """The block in several echelon forms, and of how many rows sums must be looked at in each."""
    used = np.zeros(len(block.sizes), dtype=np.int64)
    bases: list[_Block] = []
    best: list[int] = []
    kept = 0
    while len(bases) < _MOST_BASES and (not best or best[0] > _PAIR):
        rows = block.rows.copy()
        used[echelon(rows, np.argsort((used + 1) / block.sizes, kind="stable").tolist())] += 1
        bases.append(replace(block, rows=rows))
        # Each person of a group counts in so many bases at most.
        needed = int(most * (used / block.sizes).max()) + 1
        least, further = divmod(needed, len(bases))
        each = [least] * further + [least - 1] * (len(bases) - further)
        if not best or max(each) < max(best):
            best, kept = each, len(bases)
    return bases[:kept], best


def _sums(block: _Block, rows: int, most: int) -> Iterator[Group]:
    """All groups that are sums of so many rows, as atoms: none or one table of them.

    Three rows and more are those of a base.
    """
    found = (
        groups_among(sums, block.sizes, most, signed=block.signed)[0] for sums in _that_may_be(block, rows, most)
    )
    if groups := [each for each in found if each.size]:
        yield block.over_atoms(np.unique(np.vstack(groups), axis=0))


def _that_may_be(block: _Block, rows: int, most: int) -> Iterator[Residues]:
    if rows == 1:
        return iter((block.rows,))
    if rows == _PAIR:
        return pairs(block.rows, block.sizes, most, signed=block.signed)
    by_halves = sums_of_halves(block.rows, rows, most, signed=block.signed, limit=MOST_SUMS)
    if by_halves is not None:
        return by_halves
    if comb(len(block.rows), rows - 1) * (1 + block.signed) ** (rows - 1) > MOST_SUMS:
        raise NotProvedError
    return sums_of(block.rows, rows, signed=block.signed)


def _blocks(rows: Residues, sizes: Places, most: int, *, signed: bool) -> Iterator[_Block]:
    """The rows in blocks that have no atoms in common, smallest first, without atoms that can be in no group."""
    table, column_of, sign_of = _without_impossible(rows, sizes, most, signed=signed)
    if not table.size:
        return
    height = len(table)
    place, column = np.nonzero(table)
    graph = csr_array((np.ones(len(place)), (place, height + column)), shape=(sum(table.shape),) * 2)
    _, block = connected_components(graph, directed=False)
    for each in np.argsort(np.bincount(block[:height]), kind="stable").tolist():
        columns = np.flatnonzero(block[height:] == each)
        own = _moved(column_of, block[height:] == each)
        here = own >= 0
        persons = np.bincount(own[here], weights=sizes[here], minlength=columns.size).astype(np.int64)
        yield _Block(table[np.ix_(block[:height] == each, columns)], persons, own, sign_of, signed)


def _without_impossible(
    rows: Residues, sizes: Places, most: int, *, signed: bool
) -> tuple[Residues, Places, Places]:
    """Rows freed of atoms that can be in no group, the column of each atom then (-1 for none), and its sign there.

    Where one column is a multiple of another, both atoms are in a group or neither is, and have one column; if it
    is another multiple than once (with signs: or less once), or both have too many persons, neither is.
    """
    table, column_of, sign_of = rows.copy(), np.arange(len(sizes)), np.ones(len(sizes), dtype=np.int64)
    while True:
        some = np.asarray(table.any(axis=0), dtype=np.bool_)
        table, column_of = table[table.any(axis=1)][:, some], _moved(column_of, some)
        if not table.size:
            return table, column_of, sign_of
        kinds, which = _like(table)
        first = table[:, kinds[which]]
        same, opposite = ((table == each).all(axis=0) for each in (first, reduced(-first)))
        sign_of = sign_of * np.append(np.where(same, 1, -1), 1)[column_of]
        column_of = np.append(which, -1)[column_of]
        here = column_of >= 0
        persons = np.bincount(column_of[here], weights=sizes[here], minlength=len(kinds))
        other = ~(same | opposite) if signed else ~same
        never = (persons > most) | (np.bincount(which, weights=other, minlength=len(kinds)) > 0)
        table = np.ascontiguousarray(table[:, kinds])
        if not never.any():
            return table, column_of, sign_of
        done = len(echelon(table, np.flatnonzero(never).tolist()))
        table, column_of = table[done:][:, ~never], _moved(column_of, ~never)


def _moved(column_of: Places, kept: Marks) -> Places:
    """Where columns are after some are left out."""
    return np.append(np.where(kept, np.cumsum(kept) - 1, -1), -1)[column_of]


def _like(table: Residues) -> tuple[Places, Places]:
    """The first column of each kind of columns that are multiples of each other, and of which kind each is."""
    tops = table[(table != 0).argmax(axis=0), np.arange(table.shape[1])]
    values, where = np.unique(tops, return_inverse=True)
    inverses = np.array([inverse(value) for value in values.tolist()], dtype=np.int64)[where]
    plain = np.ascontiguousarray(reduced(table * inverses).T)
    _, kinds, which = np.unique(
        plain.view(f"V{plain.shape[1] * plain.itemsize}").ravel(), return_index=True, return_inverse=True
    )
    return kinds.astype(np.int64), which.astype(np.int64)

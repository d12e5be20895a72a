"""What a reader knows of numbers of persons, in blocks: what is known of some tells nothing of others far away.

Groups that have nobody in common, not even through further groups, say nothing of each other: programme and
comparison group, or the persons of different years. Each such block is looked at for itself (`ruled_out`), and
only those of which something else is known now are looked at again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from wirkung.disclosure.atoms import Atoms, Marks
from wirkung.disclosure.ranges import Band
from wirkung.disclosure.ruled_out import Block

Places = NDArray[np.int64]


@dataclass(slots=True)
class Knowledge:
    """What a reader knows, and what can be ruled out then.

    Parameters
    ----------
    atoms
        Groups of persons.
    known
        For rows: between which numbers a reader knows theirs, both the same where it is said exactly.
    smallest
        The smallest group.
    others
        Further rows: what is asked about one of them is asked about one block.
    """

    atoms: Atoms
    known: Mapping[int, Band]
    smallest: int
    others: Iterable[int] = ()
    _blocks: list[tuple[Places, Block]] = field(init=False)  # with the atoms of each
    _block_of_row: dict[int, int] = field(init=False)
    _block_of_atom: Places = field(init=False)  # -1 for those in no row

    def __post_init__(self) -> None:
        rows = np.array(sorted({*self.known, *self.others}), dtype=np.int64)
        of_row, self._block_of_atom = _apart(self.atoms.rows[rows])
        self._block_of_row = dict(zip(rows.tolist(), of_row.tolist(), strict=True))
        self._blocks = []
        for number, known in enumerate(self._known_by_block(of_row.max(initial=-1) + 1)):
            here = np.flatnonzero(self._block_of_atom == number)
            block = Atoms(self.atoms.rows[:, here], self.atoms.sizes[here])
            self._blocks.append((here, Block(block, known, self.smallest)))

    def _known_by_block(self, blocks: int) -> list[dict[int, Band]]:
        found: list[dict[int, Band]] = [{} for _ in range(blocks)]
        for row, band in self.known.items():
            found[self._block_of_row[row]][row] = band
        return found

    def know_only(self, known: Mapping[int, Band]) -> None:
        """Something else is known now, mostly less, and of the same rows at most."""
        self.known = known
        for (_, block), now in zip(self._blocks, self._known_by_block(len(self._blocks)), strict=True):
            if now != block.known:
                block.know_only(now)

    def to_say_less_of(self, group: Marks, cost: Callable[[int], float]) -> Places | None:
        """Of which rows less has to be said so that a group may have as many as the smallest; None where it may.

        Those that are missed least; none where nothing helps, since all that limits it was published earlier.

        Parameters
        ----------
        group
            (atoms,): which are in it, of 1 to smallest - 1 persons together; part of one of the rows.
        cost
            How much it would be missed if less were said of a row; infinite where nothing can be taken back.
        """
        number = self._block(group)
        if number is None:
            return None
        atoms, block = self._blocks[number]
        return block.to_say_less_of(group[atoms], cost)

    def look_for(self, groups: Sequence[Marks]) -> None:
        """Look for numbers of persons with which as many of some small groups as possible are large."""
        by_block: dict[int, list[Marks]] = {}
        for group in groups:
            if (number := self._block(group)) is not None:
                by_block.setdefault(number, []).append(group[self._blocks[number][0]])
        for number, ours in by_block.items():
            self._blocks[number][1].look_for(ours)

    def _block(self, group: Marks) -> int | None:
        """In which block a group is; None where of somebody in it nothing is said."""
        blocks = self._block_of_atom[group]
        least, most = int(blocks.min(initial=len(self._blocks))), int(blocks.max(initial=-1))
        if 0 <= least < most:
            raise ValueError("a group is part of one of the rows")
        return least if 0 <= least <= most else None


def _apart(rows: Marks) -> tuple[Places, Places]:
    """The block of each row, and of each atom: -1 for those in no row."""
    height, width = rows.shape
    row, atom = rows.nonzero()
    graph = csr_array((np.ones(row.size), (row, height + atom)), shape=(height + width,) * 2)
    labels = connected_components(graph, directed=False)[1]
    used, of_row = np.unique(labels[:height], return_inverse=True)
    of_atom = np.searchsorted(used, labels[height:]).clip(max=max(used.size - 1, 0))
    there = rows.any(axis=0)
    return of_row.astype(np.int64), np.where(there, of_atom, -1).astype(np.int64)

"""Which small groups of persons follow from groups whose numbers are known, by sums and differences.

A group is a row of marks over persons. Persons whose marks are the same in every row are one atom: no sum and no
difference of the rows tells them apart, so that all that follows is computed over atoms.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Marks = NDArray[np.bool_]
Common = NDArray[np.int32]  # (rows, rows): the largest table of a release, so half as wide as others

_BITS = 8
# How far apart the bits are that change places in a square of bits, and the first ones of them.
_SQUARES = ((7, 0x00AA00AA00AA00AA), (14, 0x0000CCCC0000CCCC), (28, 0x00000000F0F0F0F0))
# Where fewer of the marks are set, those that are not are not multiplied.
_SPARSE = 0.01
_MOST_EXACT = 2**24


@dataclass(frozen=True, eq=False, slots=True)
class Atoms:
    """Rows over atoms: `rows` (rows, atoms) of True and False, `sizes` (atoms,) how many persons each has."""

    rows: Marks
    sizes: NDArray[np.int64]

    def numbers(self) -> NDArray[np.int64]:
        """How many persons each row has."""
        row, atom = self.rows.nonzero()
        return np.bincount(row, weights=self.sizes[atom], minlength=len(self.rows)).astype(np.int64)

    def of(self, chosen: NDArray[np.int64]) -> Atoms:
        """Some of the rows, over atoms of their own."""
        return merged(self.rows[chosen], self.sizes)[0]


def atoms_of(members: NDArray[np.uint8]) -> Atoms:
    """Rows of bits over persons, as `numpy.packbits` gives them, as rows over atoms.

    Parameters
    ----------
    members : (rows, bytes)
        One bit for each person, the same persons in every row. Who is in no row is in no atom.
    """
    if not members.size:
        return Atoms(np.zeros((len(members), 0), dtype=np.bool_), np.zeros(0, dtype=np.int64))
    return _merged(_turned(members), len(members), np.ones(8 * members.shape[1], dtype=np.int64))[0]


def _turned(members: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(rows, bytes) of bits over persons as (bytes, persons) of bits over rows: eight rows and persons at once.

    Each square of eight by eight bits is one number, in which smaller and smaller squares change places.
    """
    height, width = members.shape
    eights = np.zeros((-(-height // _BITS), _BITS, width), dtype=np.uint8)
    eights.reshape(-1, width)[:height] = members
    squares = np.ascontiguousarray(eights.transpose(0, 2, 1)).view(">u8")[:, :, 0].astype(np.uint64)
    for by, kept in _SQUARES:
        shift, mask = np.uint64(by), np.uint64(kept)
        changed = (squares ^ (squares >> shift)) & mask
        squares ^= changed ^ (changed << shift)
    return squares.astype(">u8").view(np.uint8).reshape(len(eights), _BITS * width)


def merged(marks: Marks, sizes: NDArray[np.int64]) -> tuple[Atoms, NDArray[np.int64]]:
    """Columns that are the same taken together, and those of nobody left out; and where each column is then.

    Those that are left out are nowhere: -1.
    """
    if not marks.size:
        return Atoms(marks[:, :0], sizes[:0]), np.full(marks.shape[1], -1)
    return _merged(np.packbits(marks, axis=0), len(marks), sizes)


def _merged(bits: NDArray[np.uint8], height: int, sizes: NDArray[np.int64]) -> tuple[Atoms, NDArray[np.int64]]:
    """The same of columns of bits, each with so many."""
    first, inverse = _kinds(bits)
    rows = np.unpackbits(bits[:, first], axis=0, count=height).astype(np.bool_)
    together = np.bincount(inverse, weights=sizes, minlength=len(first)).astype(np.int64)
    somebody = rows.any(axis=0)
    place = np.where(somebody, np.cumsum(somebody) - 1, -1)
    return Atoms(rows[:, somebody], together[somebody]), place[inverse]


def _kinds(columns: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The first column of each kind of columns that are the same, in order, and of which kind each is.

    They are told apart by random sums of their bytes first, which is faster than to sort them all, and compared
    with the first of their kind: two kinds with the same sum are not taken for one.
    """
    random = np.random.default_rng(0).integers(0, 2**63, size=len(columns), dtype=np.uint64) | np.uint64(1)
    sums = np.zeros(columns.shape[1], dtype=np.uint64)
    for byte, factor in zip(columns, random, strict=True):
        sums += byte * factor
    _, first, inverse = np.unique(sums, return_index=True, return_inverse=True)
    if (columns[:, first[inverse]] != columns).any():
        first = inverse = np.arange(columns.shape[1])
    few = np.ascontiguousarray(columns[:, first].T).view(f"V{len(columns)}").ravel()
    _, places, kinds = np.unique(few, return_index=True, return_inverse=True)
    return first[places].astype(np.int64), kinds[inverse].astype(np.int64)


def in_common(atoms: Atoms) -> Common:
    """(rows, rows): how many persons two rows have in common; on the diagonal, how many a row has."""
    if np.count_nonzero(atoms.rows) < _SPARSE * atoms.rows.size:
        marks = csr_array(atoms.rows, dtype=np.int32)
        sizes = atoms.sizes.astype(np.int32)
        persons = csr_array((sizes[marks.indices], marks.indices, marks.indptr), shape=marks.shape)
        return np.asarray((persons @ marks.T).toarray(), dtype=np.int32)
    # Half as wide numbers are exact as well, up to so many persons.
    kind = np.float32 if atoms.sizes.sum() < _MOST_EXACT else np.float64
    dense = atoms.rows.astype(kind)
    return np.asarray(np.rint((dense * atoms.sizes.astype(kind)) @ dense.T), dtype=np.int32)


def nested(common: Common, smallest: int) -> NDArray[np.int64]:
    """Pairs of rows (part, whole) where the persons of the whole who are not in the part are 1 to smallest - 1."""
    numbers = np.diag(common)
    part, whole = (common == numbers[:, None]).nonzero()
    rest = numbers[whole] - numbers[part]
    few = (rest > 0) & (rest < smallest)
    return np.column_stack([part[few], whole[few]])


def near(common: Common, smallest: int) -> NDArray[np.int64]:
    """Pairs of rows that differ by 1 to smallest - 1 persons, each pair once."""
    numbers = np.diag(common)
    apart = numbers[:, None] + numbers[None, :] - 2 * common
    return np.argwhere(np.triu((apart > 0) & (apart < smallest), 1))

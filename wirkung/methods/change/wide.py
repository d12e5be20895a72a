"""From rows of one person in one wave to a table of persons and waves."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wirkung.methods.kernels.counts import whole
from wirkung.methods.kernels.whole_numbers import Integers, coded, integers, same_length

ABSENT = -1

# Rows in one block: the cells that they are written to are worked out beside the data, eight bytes each.
_BLOCK = 65_536


def wide(person: ArrayLike, wave: ArrayLike, value: ArrayLike, *, persons: int, waves: int) -> Integers:
    """Which value each person had in each wave.

    Parameters
    ----------
    person, wave, value : whole numbers, one-dimensional, of one length
        One row per person and wave, in any order: the person from 0 to `persons` - 1, the wave from 0 to
        `waves` - 1, and a value of 0 or more (a state, or 1 for «present»).
    persons, waves : 1 or more
        How many there are, those without a row included.

    Returns
    -------
    persons × waves, of the type of `value`
        -1 (`ABSENT`) where a person has no row in a wave. A type without sign is given one.

    Raises
    ------
    ValueError
        Lengths differ, no whole numbers, something outside its range, or two rows of one person in one wave:
        which of them holds is not for a method to guess.

    Examples
    --------
    >>> wide([0, 1, 0], [0, 0, 1], [3, 1, 2], persons=2, waves=2).tolist()
    [[3, 2], [1, -1]]
    """
    persons, waves = whole("persons", persons, least=1), whole("waves", waves, least=1)
    rows, columns = coded("person", person, below=persons), coded("wave", wave, below=waves)
    values = integers("value", value)
    same_length(person=rows, wave=columns, value=values)
    if values.min(initial=0) < 0:
        raise ValueError(f"value must be 0 or more, found {values.min()}")
    table = np.full(persons * waves, ABSENT, dtype=_signed(values))
    for start in range(0, values.size, _BLOCK):
        block = slice(start, start + _BLOCK)
        table[_cells(rows[block], columns[block], waves)] = values[block]
    if np.count_nonzero(table != ABSENT) < rows.size:
        raise ValueError(_doubled(rows, columns, waves))
    return table.reshape(persons, waves)


def _signed(values: Integers) -> np.dtype[np.generic]:
    if values.dtype.kind == "i":
        return values.dtype
    return np.promote_types(np.min_scalar_type(int(values.max(initial=0))), np.int8)


def _cells(rows: Integers, columns: Integers, waves: int) -> NDArray[np.intp]:
    return rows.astype(np.intp) * waves + columns


def _doubled(rows: Integers, columns: Integers, waves: int) -> str:
    cells, times = np.unique(_cells(rows, columns, waves), return_counts=True)
    first = int(cells[times > 1][0])
    return (
        f"each person must have at most one row in a wave, found {rows.size - cells.size} more "
        f"(first: person {first // waves} in wave {first % waves})"
    )

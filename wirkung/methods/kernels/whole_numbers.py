"""What the cohort methods ask of their tables: whole numbers in their range, and tables of True and False."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Integers = NDArray[np.integer]
Truths = NDArray[np.bool_]

_SHAPES = {1: "one row", 2: "a table"}


def integers(name: str, values: ArrayLike, *, dimensions: int = 1) -> Integers:
    """An array of whole numbers with one or two dimensions; floats are refused, for they may hide a gap."""
    array = np.asarray(values)
    if array.ndim != dimensions or (array.size and array.dtype.kind not in "iu"):
        found = f"shape {array.shape} of {array.dtype}"
        raise ValueError(f"{name} must be {_SHAPES[dimensions]} of whole numbers, found {found}")
    return array if array.size else array.astype(np.int64)


def coded(name: str, values: ArrayLike, *, below: int, dimensions: int = 1) -> Integers:
    """Whole numbers from 0 to `below` - 1, each the code of something."""
    array = integers(name, values, dimensions=dimensions)
    if array.size and (array.min() < 0 or array.max() >= below):
        wrong = array[(array < 0) | (array >= below)]
        raise ValueError(f"{name} must lie between 0 and {below - 1}, found {wrong[0]} (first of {wrong.size})")
    return array


def truths(name: str, values: ArrayLike, *, axes: str) -> Truths:
    """A table of True and False; `axes` says what its rows and columns are."""
    table = np.asarray(values)
    if table.ndim != len(_SHAPES) or table.dtype != np.bool_:
        found = f"shape {table.shape} of {table.dtype}"
        raise ValueError(f"{name} must be a table ({axes}) of True and False, found {found}")
    return table


def same_length(**arrays: NDArray[np.generic]) -> None:
    """Refuse arrays of different lengths, all named with what they have."""
    lengths = [len(array) for array in arrays.values()]
    if len(set(lengths)) > 1:
        names, found = " and ".join(arrays), " and ".join(map(str, lengths))
        raise ValueError(f"{names} must be of one length, found {found}")

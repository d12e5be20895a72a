"""Converting a column value by value: each distinct text is looked at once, however many rows have it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

Thing = TypeVar("Thing")


def texts(column: pd.Series[str], text: Callable[[str], str | None]) -> pd.Series[str]:
    """The column with `text` of each value, as text; missing where it was missing or `text` gives None."""
    encoded = _encoded(column)
    words = pa.array([text(word) for word in encoded.dictionary.to_pylist()], pa.large_string())
    return pd.Series(words.take(encoded.indices).to_pandas(), dtype="str").set_axis(column.index)


def numbers(column: pd.Series[str], number: Callable[[str], float | None]) -> pd.Series[float]:
    """The column with `number` of each value, as floats; NaN where it was missing or `number` gives None."""
    return pd.Series(_taken(column, number), index=column.index, dtype="float64")


def decimals(column: pd.Series[str], number: Callable[[str], Decimal | None]) -> list[Decimal | None]:
    """The exact `number` of each value of the column; None where it was missing or `number` gives None."""
    return list(_taken(column, number))


def objects(column: pd.Series[str], thing: Callable[[str], Thing | None]) -> list[Thing | None]:
    """What each value of the column stands for; None where it was missing or `thing` gives None."""
    return list(_taken(column, thing))


def dates(column: pd.Series[str], day: Callable[[str], dt.date | None]) -> pd.Series[pd.Timestamp]:
    """The column with `day` of each value; NaT where it was missing or `day` gives None."""
    return pd.Series(_taken(column, day), index=column.index, dtype="datetime64[us]")


def _taken(column: pd.Series[str], function: Callable[[str], object]) -> npt.NDArray[np.object_]:
    encoded = _encoded(column)
    words = encoded.dictionary.to_pylist()
    # Missing cells have code -1: they take the last place, which is None.
    results = np.empty(len(words) + 1, dtype=object)
    results[:-1] = [function(word) for word in words]
    results[-1] = None
    codes: npt.NDArray[np.int64] = encoded.indices.fill_null(-1).to_numpy()
    return results.take(codes)


def _encoded(column: pd.Series[str]) -> pa.DictionaryArray:
    cells = pa.array(column, from_pandas=True)
    if pa.types.is_null(cells.type):  # a column of other objects, all missing
        cells = cells.cast(pa.string())
    encoded = cells if pa.types.is_dictionary(cells.type) else cells.dictionary_encode()
    whole = encoded.unify_dictionaries().combine_chunks() if isinstance(encoded, pa.ChunkedArray) else encoded
    # Whole numbers of typed files are still numbers.
    return pa.DictionaryArray.from_arrays(whole.indices, whole.dictionary.cast(pa.string()))

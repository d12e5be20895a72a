"""Converting a column value by value: each distinct text is looked at once, however many rows have it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Literal, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

Thing = TypeVar("Thing")

_CODE = r"^[0-9A-Za-z_-]*[0-9][0-9A-Za-z_-]*$"
_MANY = 1000  # different values; of fewer each is asked about


def texts(
    column: pd.Series[str],
    text: Callable[[str], str | None],
    *,
    codes: Literal["read", "kept", "missing"] = "read",
) -> pd.Series[str]:
    """The column with `text` of each value, as text; missing where it was missing or `text` gives None.

    `codes` says what is known to become of ids and numbers of the usual kind (letters and digits, at least one
    digit, nothing else but «-» and «_»): of millions of persons asking about each would take most of the time.
    """
    encoded = _encoded(column)
    words = _texts(encoded.dictionary, text, codes)
    return pd.Series(words.take(encoded.indices).to_pandas(), dtype="str").set_axis(column.index)


def _texts(
    words: pa.StringArray, text: Callable[[str], str | None], codes: Literal["read", "kept", "missing"]
) -> pa.LargeStringArray:
    if codes == "read" or len(words) < _MANY:
        return pa.array([text(word) for word in words.to_pylist()], pa.large_string())
    others = pc.invert(pc.match_substring_regex(words, _CODE))
    asked = pa.array([text(word) for word in words.filter(others).to_pylist()], pa.large_string())
    known = words.cast(pa.large_string()) if codes == "kept" else pa.nulls(len(words), pa.large_string())
    return pc.replace_with_mask(known, others, asked)


def is_in(column: pd.Series[str], listed: pd.Series[str]) -> pd.Series[bool]:
    """Which values of a column of text are among others; missing ones are not."""
    cells, others = (pa.array(each, pa.large_string(), from_pandas=True) for each in (column, listed))
    found = pc.is_in(cells, value_set=others.drop_null())
    return pd.Series(found.to_numpy(zero_copy_only=False), index=column.index, dtype="bool")


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

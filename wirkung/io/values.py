"""Converting a column value by value: each distinct text is looked at once, however many rows have it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import numpy as np
import numpy.typing as npt
import pandas as pd


def texts(column: pd.Series[str], text: Callable[[str], str | None]) -> pd.Series[str]:
    """The column with `text` of each value, as text; missing where it was missing or `text` gives None."""
    return pd.Series(_taken(column, text), index=column.index, dtype="str")


def numbers(column: pd.Series[str], number: Callable[[str], float | None]) -> pd.Series[float]:
    """The column with `number` of each value, as floats; NaN where it was missing or `number` gives None."""
    return pd.Series(_taken(column, number), index=column.index, dtype="float64")


def decimals(column: pd.Series[str], number: Callable[[str], Decimal | None]) -> list[Decimal | None]:
    """The exact `number` of each value of the column; None where it was missing or `number` gives None."""
    return list(_taken(column, number))


def dates(column: pd.Series[str], day: Callable[[str], dt.date | None]) -> pd.Series[pd.Timestamp]:
    """The column with `day` of each value; NaT where it was missing or `day` gives None."""
    return pd.Series(_taken(column, day), index=column.index, dtype="datetime64[us]")


def _taken(column: pd.Series[str], function: Callable[[str], object]) -> npt.NDArray[np.object_]:
    codes, values = pd.factorize(column)
    # Missing cells have code -1: they take the last place, which is None.
    results = np.empty(len(values) + 1, dtype=object)
    results[:-1] = [function(value) for value in values]
    results[-1] = None
    return results.take(codes)

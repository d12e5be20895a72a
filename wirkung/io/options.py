"""Multiple choice as form services export it: all options that somebody ticked in one cell («Mathe;Technik;»)."""

from __future__ import annotations

import re

import pandas as pd

from wirkung.io import values
from wirkung.io.spelling import folded

SEPARATORS = (";", ",")  # where one cell has a semicolon, commas belong to the options


def ticked(column: pd.Series[str], option: str) -> pd.Series[str]:
    """«1» where an option is among those in the cell, «0» where others are; missing where the cell is blank.

    Parameters
    ----------
    column
        Tidied cells: options between semicolons, as Microsoft Forms and Google's file have them, or between
        commas, as Google Sheets does.
    option
        One of them; upper and lower case are the same.

    Examples
    --------
    >>> ticked(pd.Series(["Mathe;Technik;", "Technik", None], dtype="str"), "Mathe").tolist()
    ['1', '0', nan]
    """
    separator = next((each for each in SEPARATORS if column.str.contains(each, regex=False).any()), ";")
    # The option itself may hold the separator, so cells are not cut into parts.
    among = re.compile(rf"(?:^|{separator})\s*{re.escape(folded(option))}\s*(?:{separator}|$)")
    return values.texts(column, lambda cell: "1" if among.search(folded(cell)) else "0")

"""Cells that are no answer, no id and no label, whatever the column: errors of a spreadsheet, garbled umlauts."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from wirkung.io import values
from wirkung.io.encoding import is_garbled
from wirkung.io.error_cells import is_error
from wirkung.io.faults import Faults
from wirkung.io.spelling import folded


def without_errors(
    name: str, column: pd.Series[str], faults: Faults, explained: Collection[str]
) -> pd.Series[str]:
    """The column without errors of a spreadsheet, which are a problem; nothing else is said of these cells.

    `explained` are folded cells that the programme file says something about.
    """
    wrong = values.texts(column, lambda cell: cell if is_error(cell) else None, codes="missing").dropna()
    if wrong.empty:
        return column
    wrong = wrong[~wrong.map(folded).isin(explained)]
    faults.cells("data.error_cell", name, wrong)
    return column.mask(column.index.isin(wrong.index))


def check_garbled(name: str, column: pd.Series[str], faults: Faults) -> None:
    """A problem where umlauts came out as two signs each: the same label would be two."""
    garbled = values.texts(column, lambda cell: cell if is_garbled(cell) else None, codes="missing")
    faults.rows("data.garbled", name, garbled.notna())

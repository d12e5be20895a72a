"""Columns of numbers: the decimal sign of a file, units beside a number, and spellings that need an answer."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from wirkung.io import values
from wirkung.io.numerals import decimal_sign, numeral
from wirkung.io.spelling import folded

YES = frozenset({"ja", "j", "yes", "y", "wahr", "true"})
NO = frozenset({"nein", "n", "no", "falsch", "false"})
# «4-» is a school grade or, as bookkeeping programs write it, less than zero.
_CLOCK = re.compile(r"(\d{1,4}):([0-5]\d)(?::([0-5]\d))?", re.ASCII)
_GRADE = re.compile(r"[1-6] ?[+-]", re.ASCII)


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How the numbers of one file are spelt: its decimal sign («» if open), and the units beside them."""

    decimal: str
    units: tuple[str, ...] = ()

    def read(self, cell: str) -> str | None:
        """A cell as Python writes the number, None if it is none or stays open."""
        found = numeral(self.without_unit(cell))
        return found.read(self.decimal) if found is not None else None

    def without_unit(self, cell: str) -> str:
        """The cell without a unit before or behind the number."""
        for unit in self.units:
            cell = cell.removeprefix(unit).removesuffix(unit).strip()
        return cell


def format_of(
    columns: Mapping[str, pd.Series[str]], units: tuple[str, ...], given: str | None
) -> tuple[NumberFormat, pd.Series[str] | None, str]:
    """The format of a file by all its columns of numbers, and the cells that leave its decimal sign open.

    Returns
    -------
    The format; the first column with such cells, reduced to them, and its name (None and «» if nothing is open).
    """
    bare = NumberFormat("", units)
    amounts = {name: values.texts(column, bare.without_unit) for name, column in columns.items()}
    sign = given or decimal_sign(text for column in amounts.values() for text in column.dropna().unique())
    if not sign:
        for name, column in amounts.items():
            undecided = column[values.texts(column, _either).notna()]
            if not undecided.empty:  # one answer settles the whole file
                return bare, undecided, name
    return NumberFormat(sign, units), None, ""


def as_numbers(column: pd.Series[str]) -> pd.Series[str] | None:
    """Yes as 1 and no as 0 in a column that says nothing else; None for any other column."""
    said = {folded(cell) for cell in column.dropna().unique()}
    if said <= {"0", "1"} or not said <= YES | NO | {"0", "1"}:
        return None
    return values.texts(column, lambda cell: "1" if folded(cell) in {*YES, "1"} else "0")


def grades(column: pd.Series[str]) -> pd.Series[str]:
    """The cells that may be school grades with a tendency («4+», «4-»)."""
    return column[values.texts(column, lambda cell: cell if _GRADE.fullmatch(cell) else None).notna()]


def some_per_cent(column: pd.Series[str]) -> pd.Series[str]:
    """The cells without «%» in a column where others have it: «45 %» and «0.45» may be one share."""
    marked = values.texts(column, lambda cell: cell if cell.endswith("%") else None).notna()
    bare = column[column.notna() & ~marked & (values.texts(column, _zero).isna())]
    return bare if marked.any() else bare.iloc[:0]


def of_clock(cell: str) -> str:
    """Hours and minutes («1:30», «26:30:00») as hours; any other cell as it is.

    Examples
    --------
    >>> of_clock("1:30"), of_clock("26:30:00"), of_clock("1,5")
    ('1.500000', '26.500000', '1,5')
    """
    found = _CLOCK.fullmatch(cell)
    if found is None:
        return cell
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return f"{hours + minutes / 60 + seconds / 3600:.6f}"


def is_finite(cell: str) -> str | None:
    """The cell, if it is a number and not beyond what a float can hold."""
    found = numeral(cell)
    return cell if found is not None and math.isfinite(float(found.plain)) else None


def _either(cell: str) -> str | None:
    """The cell, if it is a number like `1.234` that needs the file's decimal sign."""
    found = numeral(cell)
    return cell if found is not None and found.mark else None


def _zero(cell: str) -> str | None:
    found = numeral(cell)
    return cell if found is not None and float(found.plain) == 0 else None

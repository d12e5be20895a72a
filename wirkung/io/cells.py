"""Cells of sheets and SPSS files as text; imports nothing heavy, since the process that reads does so too."""

from __future__ import annotations

import datetime as dt
import math
import re
from decimal import Decimal

_LIKE_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}", re.ASCII)

UNVALUED = "=?"  # a formula that no program has calculated yet

Cell = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta


def cell_text(cell: Cell) -> str:
    """A cell as text that the conversions read without doubt.

    Whole numbers have no decimals (an id 1234.0 is «1234»), dates are ISO, truth values are as a German
    Excel shows them («WAHR», «FALSCH»).

    Examples
    --------
    >>> cell_text(1234.0), cell_text(dt.date(2024, 12, 31)), cell_text(0.5), cell_text(1.234)
    ('1234', '2024-12-31', '0.5', '1.2340')
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "WAHR" if cell else "FALSCH"
    if isinstance(cell, float):
        return _number_text(cell)
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return str(cell)


def _number_text(number: float) -> str:
    if number.is_integer():
        return str(int(number))
    if not math.isfinite(number):
        return str(number)
    text = format(Decimal(repr(number)), "f")
    # The cell is a number, so its point is a decimal point; without the zero it could be 1234 as well.
    return f"{text}0" if _LIKE_THOUSANDS.fullmatch(text) else text

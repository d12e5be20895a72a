"""Cells of files as text; imports nothing heavy, since the process that reads does so too."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

_LIKE_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}", re.ASCII)

UNVALUED = "=?"  # a formula that no program has calculated yet

Cell = int | float | Decimal | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta


def cell_text(cell: Cell) -> str:
    """A cell as text that the conversions read without doubt.

    Whole numbers have no decimals (an id 1234.0 is «1234»), dates are ISO, truth values are as a German
    Excel shows them («WAHR», «FALSCH»).

    Examples
    --------
    >>> cell_text(1234.0), cell_text(dt.date(2024, 12, 31)), cell_text(0.5), cell_text(1.234)
    ('1234', '2024-12-31', '0.5', '1.2340')
    >>> cell_text(dt.timedelta(hours=26, minutes=30))
    '26:30:00'
    >>> cell_text(Decimal("12.00")), cell_text(Decimal("1.250"))
    ('12', '1.2500')
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "WAHR" if cell else "FALSCH"
    if isinstance(cell, float | Decimal):
        return _number_text(Decimal(repr(cell)) if isinstance(cell, float) else cell)
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    if isinstance(cell, dt.timedelta):
        return _duration_text(cell)
    return cell.isoformat() if isinstance(cell, dt.date | dt.time) else str(cell)


def _duration_text(duration: dt.timedelta) -> str:
    """Hours, also more than 24, minutes and seconds."""
    minutes, seconds = divmod(round(duration.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def _number_text(number: Decimal) -> str:
    if not number.is_finite():
        return str(float(number))
    if number == number.to_integral_value():
        return str(int(number))
    text = format(number, "f")
    # The cell is a number, so its point is a decimal point; without the zero it could be 1234 as well.
    return f"{text}0" if _LIKE_THOUSANDS.fullmatch(text) else text

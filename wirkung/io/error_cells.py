"""Cells in which a spreadsheet says that a formula failed: no answer, no id and no label."""

from __future__ import annotations

import re

# As Excel in German and English and LibreOffice write them; `#FEHLER` is ours for an error that says no more.
_ERROR = re.compile(
    r"#(?:DIV/0!|N/A|NV|NAME\?|NULL!|NUM!|ZAHL!|REF!|BEZUG!|VALUE!|WERT!|SPILL!|ÜBERLAUF!|CALC!|KALK!"
    r"|GETTING_DATA|DATEN_ABRUFEN|FIELD!|FELD!|BLOCKED!|CONNECT!|UNKNOWN!|BUSY!|FEHLER)|(?:Err|Fehler):\d{3}"
)


def is_error(cell: str) -> bool:
    """Whether a cell is such an error.

    Examples
    --------
    >>> [is_error(cell) for cell in ("#DIV/0!", "#NV", "Err:502", "#1", "Nr. 5")]
    [True, True, True, False, False]
    """
    return _ERROR.fullmatch(cell) is not None

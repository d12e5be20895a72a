"""Printed numbers read back, so that a spreadsheet can calculate with exactly what the report says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from wirkung.report.writing.numbers import MINUS, NO_BREAK

# Digits as `Numbers` prints them: always grouped, so a year or a checksum is no number.
_DIGITS = {
    "de": r"(?P<whole>(?:0|[1-9]\d{0,2}(?:\.\d{3})*))(?:,(?P<fraction>\d+))?",
    "en": r"(?P<whole>(?:0|[1-9]\d{0,2}(?:,\d{3})*))(?:\.(?P<fraction>\d+))?",
}
_SIGN = rf"(?P<sign>[+{MINUS}]?)"
_CURRENCY = r"(?P<before>(?:[A-Z]{1,3})?[$€£]|[A-Z]{3})?"
_UNIT = rf"(?P<after>{NO_BREAK}?[%$€£]|{NO_BREAK}[^\W\d_]+(?:[ {NO_BREAK}][^\W\d_]+)?)?"
_PRINTED = {language: re.compile(f"{_SIGN}{_CURRENCY}{digits}{_UNIT}") for language, digits in _DIGITS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedNumber:
    """A number as precise as it was printed, and the spreadsheet format that prints it so again."""

    value: Decimal
    format: str


def printed_number(text: str, language: str) -> PrintedNumber | None:
    """What a table cell says, if it is one number.

    Parameters
    ----------
    text
        A cell as `Numbers` prints it: «+0,31», «5.573», «62 %», «297 €», «+9 Prozentpunkte».
    language
        «de» or «en»: what the marks in a number mean.

    Returns
    -------
    PrintedNumber or None
        A share in per cent comes back as 0..1. None for everything else: an interval, a mark («[g]»), two
        numbers, a number without grouping such as a year.

    Examples
    --------
    >>> printed_number("+1.234,50", "de")
    PrintedNumber(value=Decimal('1234.50'), format='"+"#,##0.00;"−"#,##0.00;#,##0.00')
    >>> printed_number("0,23 bis 0,44", "de") is None
    True
    """
    found = _PRINTED[language].fullmatch(text)
    if found is None:
        return None
    fraction = found["fraction"] or ""
    digits = "".join(mark for mark in found["whole"] if mark.isdigit())
    value = Decimal(f"{digits}.{fraction}" if fraction else digits)
    percent = Decimal(100) if (found["after"] or "").endswith("%") else Decimal(1)
    return PrintedNumber(
        value=(-value if found["sign"] == MINUS else value) / percent,
        format=_format(found, "#,##0" + ("." + "0" * len(fraction) if fraction else "")),
    )


def _format(found: re.Match[str], digits: str) -> str:
    """The format for numbers above zero, below zero and zero; spreadsheets have their own minus."""
    after = found["after"] or ""
    # A per cent sign outside the quotes is what turns 0.62 into 62.
    closing = f"{_literal(after[:-1])}%" if after.endswith("%") else _literal(after)
    before = found["before"] or ""
    above = _literal(("+" if found["sign"] == "+" else "") + before)
    return (
        f"{above}{digits}{closing};{_literal(MINUS + before)}{digits}{closing};{_literal(before)}{digits}{closing}"
    )


def _literal(text: str) -> str:
    return f'"{text}"' if text else ""

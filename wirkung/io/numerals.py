"""Numbers as German and English programs write them.

`1.234,5`, `1 234,5`, `1,234.5`, `1,5` and `1234.5` each say which sign is the decimal sign. `1.234` does
not: it is read with the decimal sign of its file, which the file's other numbers give away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_NUMERAL = re.compile(
    r"""
    (?P<minus>[+-]?)\ ?
    (?P<whole>\d+ | [1-9]\d{0,2} (?:(?P<group>[ .,])\d{3}) (?:(?P=group)\d{3})* | )
    (?:(?P<mark>[.,])(?P<part>\d+))?
    (?:[eE](?P<power>[+-]?\d{1,3}))?
    (?P<behind>(?<=\d)-)?  # as bookkeeping programs write what is below zero
    (?:\ ?%)?  # the number itself counts: 45 % is 45
    """,
    re.VERBOSE | re.ASCII,
)
_EITHER = re.compile(r"[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_OTHER = {",": ".", ".": ","}


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """A number as it was spelt.

    `plain` is how Python writes it, `proves` the decimal sign that the spelling gives away («» if none);
    `mark` is the sign of a number like `1.234`, which may be the decimal sign or group the thousands.
    """

    plain: str
    proves: str = ""
    mark: str = ""

    def read(self, decimal: str) -> str | None:
        """As Python writes it, where `decimal` (`,` or `.`) decides what is open; None if it stays open."""
        if not self.mark or decimal == self.mark:
            return self.plain
        return self.plain.replace(".", "") if decimal else None


def numeral(text: str) -> Numeral | None:
    """The number that a tidied text spells, None where it spells none (words, units, grades like 4+).

    Examples
    --------
    >>> numeral("1.234,50")
    Numeral(plain='1234.50', proves=',', mark='')
    >>> numeral("1.234").read(","), numeral("1.234").read(".")
    ('1234', '1.234')
    >>> numeral("45 %").plain, numeral("102,38-").plain, numeral("4+") is None
    ('45', '-102.38', True)
    """
    found = _NUMERAL.fullmatch(text.replace("\u2212", "-"))  # the typographic minus
    if found is None:
        return None
    minus, whole, group, mark, part, power = found.group("minus", "whole", "group", "mark", "part", "power")
    if found["behind"] and minus:
        return None
    minus = found["behind"] or minus
    if (not whole and not part) or (mark and mark == group):
        return None
    digits = re.sub(r"\D", "", whole) or "0"
    plain = f"{minus}{digits}" + (f".{part}" if part else "") + (f"e{power}" if power else "")
    if _EITHER.fullmatch(text.strip("+-\u2212 %")):
        return Numeral(plain=plain, mark=mark)
    return Numeral(plain=plain, proves=mark or _OTHER.get(group or "", ""))


def decimal_sign(texts: Iterable[str]) -> str:
    """The decimal sign that the numbers among `texts` give away: `,` or `.`, «» if none or both do."""
    signs = {found.proves for text in texts if (found := numeral(text)) is not None and found.proves}
    return signs.pop() if len(signs) == 1 else ""

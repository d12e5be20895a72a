"""Text on its way into a PDF: every sign can be shown, and no word turns or overruns its line."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from wirkung.report.writing.directions import DIRECTION_MARKS, RIGHT_TO_LEFT

REPLACEMENT = "\ufffd"
UNSEEN = ("alt", "name")  # fields whose text stands in no line: nothing in it needs to be kept apart
LONGEST_WORD = 30  # letters; longer ones may break, or they would leave the page

_ZERO_WIDTH_SPACE, _LEFT_TO_RIGHT_MARK = "\u200b", "\u200e"
_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")


def displayable(text: str) -> str:
    r"""The text as a PDF for archives can hold it.

    Private signs, control characters and code points that mean nothing become «�»: PDF/A forbids them. Words from
    right to left do not turn those around them. Words of more than 30 letters may break.

    Examples
    --------
    >>> displayable("Kurs A\x00 → 3")
    'Kurs A� → 3'
    >>> displayable("x" * 31) == "x" * 30 + "\u200b" + "x"
    True
    """
    apart = RIGHT_TO_LEFT.sub(lambda found: found.group() + _LEFT_TO_RIGHT_MARK, _permitted(text))
    return _LONG_WORD.sub(lambda found: found.group() + _ZERO_WIDTH_SPACE, apart)


def displayable_values(values: Any) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """The same values with every text in them displayable; names of fields stay."""
    match values:
        case str():
            return displayable(values)
        case dict():
            return {
                name: _permitted(value) if name in UNSEEN and isinstance(value, str) else displayable_values(value)
                for name, value in values.items()
            }
        case list() | tuple():
            return [displayable_values(value) for value in values]
        case _:
            return values


def _permitted(text: str) -> str:
    return "".join(_shown(letter) for letter in DIRECTION_MARKS.sub("", text))


def _shown(letter: str) -> str:
    if letter in "\n\t":
        return letter
    return REPLACEMENT if unicodedata.category(letter) in ("Cc", "Cn", "Co", "Cs") else letter

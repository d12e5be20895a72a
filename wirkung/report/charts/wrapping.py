"""Text in a picture broken into lines by the width of its letters, so that none leaves its place."""

from __future__ import annotations

import math
import re
from functools import cache

from wirkung.report.charts.glyphs import drawable
from wirkung.report.charts.style import FONT

AVERAGE = 0.6  # of the font's size: the width of a small letter in running text
ELLIPSIS = "…"
WORD = re.compile(r"[\S\u00a0]+")  # a number and its unit stay on one line
UNITS = 65536  # FreeType gives advances in such parts of a dot


def fitted(text: str, width: float, lines: int) -> str:
    r"""The text in at most so many lines, cut with «…» where it is longer.

    Words that are wider than a line are parted with a hyphen; signs that the font has not are left out.

    Parameters
    ----------
    text
        Of any length, in any script.
    width
        Of a line, in small letters of average width, at least 5; a line of capital letters holds fewer.
    lines
        At least 1.

    Examples
    --------
    >>> print(fitted("Interesse an Naturwissenschaften", 22, 3))
    Interesse an
    Naturwissenschaften
    >>> fitted("one two three four", 8, 2).split("\n")
    ['one two', 'three\xa0…']
    """
    wrapped: list[str] = []
    for word in (part for each in WORD.findall(drawable(text)) for part in _parted(each, width)):
        longer = f"{wrapped[-1]} {word}" if wrapped else word
        if wrapped and _width(longer) <= width:
            wrapped[-1] = longer
        else:
            wrapped.append(word)
    if len(wrapped) <= lines:
        return "\n".join(wrapped)
    return "\n".join((*wrapped[: lines - 1], _cut(wrapped[lines - 1], width)))


def _parted(word: str, width: float) -> list[str]:
    """The word, or its parts where it is wider than a line; parts are about as long as each other."""
    number = math.ceil(_width(word) / (width - 2))  # room for a hyphen and an ellipsis
    if _width(word) <= width or number < 2:  # noqa: PLR2004 - a part of two
        return [word]
    most = _width(word) / number
    parts: list[str] = []
    current = ""
    for sign in word:
        if current and _width(current + sign) > most and len(parts) < number - 1:
            parts.append(f"{current}-")
            current = ""
        current += sign
    return [*parts, current]


def _cut(line: str, width: float) -> str:
    """The line with an ellipsis after the last of its words, or letters, that leaves room for it."""
    ending = f"\u00a0{ELLIPSIS}"
    while _width(line + ending) > width and len(line) > 1:
        shorter = line.rpartition(" ")[0]
        line = shorter or line[:-1]
    return line + ending


def _width(text: str) -> float:
    """In small letters of average width."""
    return sum(map(_advance, text)) / AVERAGE


@cache
def _advance(sign: str) -> float:
    """How far a sign moves the next one, as a part of the font's size."""
    from matplotlib.font_manager import findfont, get_font  # noqa: PLC0415 - loaded with the first figure

    font = get_font(findfont(FONT))
    font.set_size(100, 72)
    return float(font.load_char(ord(sign)).linearHoriAdvance) / UNITS / 100

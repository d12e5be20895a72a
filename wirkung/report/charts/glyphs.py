"""Text in a picture: only what its font can draw; the words around a picture keep every sign."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from wirkung.report.charts.style import FONT

if TYPE_CHECKING:
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

NOTHING_LEFT = "…"


def keep_drawable(picture: Figure) -> None:
    """Take from every text of a picture the signs that its font has not, such as emoji.

    They would be drawn as empty boxes. The alternative text and the table of the figure still hold them.
    """
    from matplotlib.text import Text  # noqa: PLC0415 - loaded with the first figure

    for axes in picture.axes:
        for axis in (axes.xaxis, axes.yaxis):
            _keep_drawable_ticks(axis)
    for text in picture.findobj(Text):
        if isinstance(text, Text):
            text.set_text(drawable(text.get_text()))


def _keep_drawable_ticks(axis: Axis) -> None:
    """Labels of ticks are made by a function when the picture is drawn."""
    from matplotlib.ticker import FuncFormatter  # noqa: PLC0415 - loaded with the first figure

    given = axis.get_major_formatter()
    if isinstance(given, FuncFormatter):
        axis.set_major_formatter(FuncFormatter(lambda value, place=None: drawable(given(value, place))))


def drawable(text: str) -> str:
    """The text without signs that the figures' font has not; «…» where nothing would be left.

    Examples
    --------
    >>> drawable("🎓 Kurs α"), drawable("日本"), drawable("")
    ('Kurs α', '…', '')
    """
    known = _signs()
    kept = "".join(sign for sign in text if sign.isspace() or ord(sign) in known)
    if kept == text:
        return text
    lines = (re.sub(r" {2,}", " ", line).strip() for line in kept.split("\n"))
    return "\n".join(line for line in lines if line) or NOTHING_LEFT


@cache
def _signs() -> frozenset[int]:
    """The code points that the font has."""
    from matplotlib.font_manager import findfont, get_font  # noqa: PLC0415 - loaded with the first figure

    return frozenset(get_font(findfont(FONT)).get_charmap())

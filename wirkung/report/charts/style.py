"""The house style of figures: few colours, direct labels, no chartjunk, readable in grey.

Blue and orange of the Okabe-Ito palette (Okabe & Ito 2008, «Color Universal Design») differ for every kind of
colour vision; because they are darkened to different lightness, and the marks differ in shape, they also
differ in grey. Every line and mark stands out from the page by 3 : 1 and every text by 4.5 : 1 (WCAG 2.1, 1.4.11
and 1.4.3); a band is only the inside of an outline. Pages in dark mode replace the colours below by name, so
nothing else may be used.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

COLOURS = {
    "ink": "#1c2530",
    "muted": "#5b6673",
    "line": "#87919c",
    "programme": "#084a78",
    "comparison": "#b65a00",
    "band": "#dbe8f1",
    "paper": "#ffffff",
}
INK, MUTED, LINE = COLOURS["ink"], COLOURS["muted"], COLOURS["line"]
PROGRAMME, COMPARISON, BAND = COLOURS["programme"], COLOURS["comparison"], COLOURS["band"]
PAPER = COLOURS["paper"]

FONT = "DejaVu Sans"  # comes with matplotlib: the same letters on every machine
WIDTH = 6.4  # inches; 614 CSS pixels, the measure of the text in the report


@contextmanager
def house_style() -> Iterator[None]:
    """Draw in the house style; settings outside are left as they were."""
    import matplotlib as mpl  # noqa: PLC0415 - a report without figures does not pay for it
    import seaborn as sns  # noqa: PLC0415 - as above

    settings: Any = {**sns.axes_style("white"), **_settings()}  # Any: seaborn has no types
    with mpl.rc_context(settings):
        yield


def _settings() -> dict[str, Any]:
    return {
        "figure.facecolor": PAPER,  # a notebook may be dark
        "axes.facecolor": "none",
        "font.family": FONT,
        "font.size": 9.5,
        "text.color": INK,
        "axes.labelcolor": MUTED,
        "axes.edgecolor": LINE,
        "axes.linewidth": 0.8,
        "axes.unicode_minus": True,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.spines.left": False,
        "xtick.color": MUTED,
        "ytick.color": INK,
        "xtick.bottom": True,
        "ytick.left": False,
        "xtick.major.size": 3.5,
        "xtick.major.width": 0.8,
        "xtick.labelsize": 8.5,
        "axes.labelsize": 8.5,
        "text.usetex": False,
        "text.parse_math": False,  # «$» in a label is a dollar
        "svg.fonttype": "path",
        "svg.hashsalt": "wirkung",
    }

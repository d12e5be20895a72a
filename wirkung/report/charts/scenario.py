"""The stamp inside a picture of what nobody observed: it stays with the picture wherever that is copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wirkung.report.charts.style import COMPARISON
from wirkung.report.writing.language import Language
from wirkung.report.writing.words import say

if TYPE_CHECKING:
    from matplotlib.figure import Figure

STAMP = "scenario"  # the id of the stamp in the vector picture


def stamp_scenario(picture: Figure, language: Language) -> None:
    """Write «Szenario: aus Annahmen gerechnet, nicht beobachtet» above the drawing."""
    picture.suptitle(say("scenario.stamp", language), x=0.01, ha="left", fontsize=9, color=COMPARISON, gid=STAMP)

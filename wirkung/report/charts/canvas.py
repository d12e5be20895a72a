"""From axes to pictures: a figure of the right size, and its SVG and PNG bytes, the same at every run.

What matplotlib only cautions about (no room for the axes, a letter that its font has not) is a figure that nobody
can read: it stops the report.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING

from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.glyphs import keep_drawable
from wirkung.report.charts.style import DOTS_PER_INCH, WIDTH, house_style
from wirkung.report.document.blocks import Figure, Table

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Picture

COLOURS_KEPT = 128  # seven of the house, their shades and the steps between them at the edges of letters
ASKED = re.compile(r"#([\w.-]+)")
REMARK = re.compile(r"<!--.*?-->|(?<=>)\s+(?=<)", re.DOTALL)
NAME = re.compile(r' id="([^"]*_\d+)"')  # as matplotlib numbers its parts
PLACE = re.compile(r' (?:d|x|y|width|height)="[^"]*"|translate\([^)]*\)')
OUTLINE = re.compile(r' d="([^"]*)"')
GAP = re.compile(r"\s*([A-Za-z])\s*|\s+(-)|\s+")
DECIMALS = re.compile(r"-?\d+\.\d+")
SVG_NOTHING = {"Date": None, "Creator": None, "Format": None, "Type": None}


def drawn(
    paint: Callable[[Picture], None], *, height: float, name: str, caption: str, alt: str, data: Table
) -> Drawing:
    """Run `paint` on an empty figure and keep both pictures.

    Parameters
    ----------
    paint
        Fills the figure; what it raises is raised on.
    height
        In inches; the width is the same for all figures.
    name, caption, alt, data
        What the block says.
    """
    with house_style(), warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        from matplotlib.figure import Figure as Picture  # noqa: PLC0415 - loaded with the first figure

        picture = Picture(figsize=(WIDTH, height), layout="constrained")
        paint(picture)
        keep_drawable(picture)
        svg = io.StringIO()
        picture.savefig(svg, format="svg", metadata=SVG_NOTHING)
        picture.set_layout_engine("none")  # everything keeps its place
        png = _dots(picture)
    block = Figure(name=name, caption=caption, alt=alt, data=data)
    return Drawing(block=block, svg=_shortened(svg.getvalue()), png=png)


def _shortened(svg: str) -> str:
    """The same picture in fewer letters: places to a hundredth of a point, no remarks, no name nobody asks for."""
    asked = set(ASKED.findall(svg))
    svg = REMARK.sub("", svg)
    svg = NAME.sub(lambda name: name[0] if name[1] in asked else "", svg)
    svg = PLACE.sub(lambda place: DECIMALS.sub(_to_hundredths, place[0]), svg)
    return OUTLINE.sub(lambda outline: f' d="{GAP.sub(_gap, outline[1]).strip()}"', svg)


def _gap(gap: re.Match[str]) -> str:
    """Between a letter and a number none is needed."""
    return gap[1] or gap[2] or " "


def _to_hundredths(number: re.Match[str]) -> str:
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")


def _dots(picture: Picture) -> bytes:
    """A PNG for what cannot show vectors, on white, with as few colours as it needs."""
    from PIL import Image  # noqa: PLC0415 - loaded with the first figure

    raw, png = io.BytesIO(), io.BytesIO()
    picture.savefig(raw, format="png", dpi=DOTS_PER_INCH, facecolor="white", metadata={"Software": None})
    few = Image.open(raw).convert("RGB").quantize(COLOURS_KEPT, dither=Image.Dither.NONE)
    few.save(png, format="PNG", dpi=(DOTS_PER_INCH, DOTS_PER_INCH))
    return png.getvalue()

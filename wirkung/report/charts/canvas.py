"""From axes to a picture: a figure of the right size as SVG, laid out and drawn once, the same at every run.

What matplotlib only cautions about (no room for the axes, a letter that its font has not) is a figure that nobody
can read: it stops the report.
"""

from __future__ import annotations

import hashlib
import io
import re
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING

from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.glyphs import keep_drawable
from wirkung.report.charts.style import WIDTH, house_style
from wirkung.report.document.blocks import Figure, Table

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Picture

POINTS_PER_INCH = 72  # what SVG counts in: with it the layout is that of the picture
ASKED = re.compile(r"#([\w.-]+)")
REMARK = re.compile(r"<!--.*?-->|(?<=>)\s+(?=<)", re.DOTALL)
NAME = re.compile(r' id="([^"]*_\d+)"')  # as matplotlib numbers its parts
PLACE = re.compile(r' (?:d|x|y|width|height)="[^"]*"|translate\([^)]*\)')
OUTLINE = re.compile(r' d="([^"]*)"')
GAP = re.compile(r"\s*([A-Za-z])\s*|\s+(-)|\s+")
CLIP = re.compile(r'<clipPath id="(\w+)">(.*?)</clipPath>', re.DOTALL)
DECIMALS = re.compile(r"-?\d+\.\d+")
SVG_NOTHING = {"Date": None, "Creator": None, "Format": None, "Type": None}


def drawn(paint: Callable[[Picture], None], *, height: float, caption: str, alt: str, data: Table) -> Drawing:
    """Run `paint` on an empty figure and keep the picture.

    Parameters
    ----------
    paint
        Fills the figure; what it raises is raised on.
    height
        In inches; the width is the same for all figures.
    caption, alt, data
        What the block says.
    """
    with house_style(), warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        # Loaded with the first figure.
        from matplotlib.backends.backend_svg import FigureCanvasSVG  # noqa: PLC0415
        from matplotlib.figure import Figure as Picture  # noqa: PLC0415

        picture = Picture(figsize=(WIDTH, height), dpi=POINTS_PER_INCH, layout="constrained")
        canvas = FigureCanvasSVG(picture)
        paint(picture)
        keep_drawable(picture)
        _lay_out(picture)
        svg = io.StringIO()
        canvas.print_svg(svg, metadata=SVG_NOTHING)  # type: ignore[no-untyped-call]
    return Drawing(block=Figure(caption=caption, alt=alt, data=data), svg=_shortened(svg.getvalue()))


def _lay_out(picture: Picture) -> None:
    """Give everything its place, once: matplotlib would do it again, and draw, whenever it saves a figure."""
    engine = picture.get_layout_engine()
    if engine is not None:
        engine.execute(picture)
    picture.set_layout_engine("none")


def _shortened(svg: str) -> str:
    """The same picture in fewer letters: places to a hundredth of a point, no remarks, no name nobody asks for."""
    asked = set(ASKED.findall(svg))
    svg = REMARK.sub("", svg)
    svg = NAME.sub(lambda name: name[0] if name[1] in asked else "", svg)
    svg = PLACE.sub(lambda place: DECIMALS.sub(_to_hundredths, place[0]), svg)
    svg = OUTLINE.sub(lambda outline: f' d="{GAP.sub(_gap, outline[1]).strip()}"', svg)
    return _clipped_by_content(svg)


def _clipped_by_content(svg: str) -> str:
    """Each clip once, named after what it is: for matplotlib that is its place to the last bit, which varies."""
    for name, content in CLIP.findall(svg):
        new, whole = (
            f"p{hashlib.sha256(content.encode()).hexdigest()[:10]}",
            f'<clipPath id="{name}">{content}</clipPath>',
        )
        there = f'<clipPath id="{new}">' in svg
        svg = svg.replace(whole, "" if there else whole.replace(name, new, 1)).replace(
            f"url(#{name})", f"url(#{new})"
        )
    return svg


def _gap(gap: re.Match[str]) -> str:
    """Between a letter and a number none is needed."""
    return gap[1] or gap[2] or " "


def _to_hundredths(number: re.Match[str]) -> str:
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")

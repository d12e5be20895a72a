"""From axes to pictures: a figure of the right size, and its SVG and PNG bytes, the same at every run.

What matplotlib only cautions about (no room for the axes, a letter that its font has not) is a figure that nobody
can read: it stops the report.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING

from wirkung.report.blocks import Figure, Table
from wirkung.report.figures.drawing import Drawing
from wirkung.report.figures.glyphs import keep_drawable
from wirkung.report.figures.style import DOTS_PER_INCH, WIDTH, house_style

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Picture

COLOURS_KEPT = 64  # seven of the house and the steps between them at the edges of letters
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
    return Drawing(block=block, svg=svg.getvalue(), png=png)


def _dots(picture: Picture) -> bytes:
    """A PNG for what cannot show vectors, on white, with as few colours as it needs."""
    from PIL import Image  # noqa: PLC0415 - loaded with the first figure

    raw, png = io.BytesIO(), io.BytesIO()
    picture.savefig(raw, format="png", dpi=DOTS_PER_INCH, facecolor="white", metadata={"Software": None})
    few = Image.open(raw).convert("RGB").quantize(COLOURS_KEPT, dither=Image.Dither.NONE)
    few.save(png, format="PNG", dpi=(DOTS_PER_INCH, DOTS_PER_INCH))
    return png.getvalue()

"""From axes to pictures: a figure of the right size, and its SVG and PNG bytes, the same at every run."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

from wirkung.report.blocks import Figure, Table
from wirkung.report.figures.drawing import Drawing
from wirkung.report.figures.style import DOTS_PER_INCH, WIDTH, house_style

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Picture

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
    with house_style():
        from matplotlib.figure import Figure as Picture  # noqa: PLC0415 - loaded with the first figure

        picture = Picture(figsize=(WIDTH, height), layout="constrained")
        paint(picture)
        svg, png = io.StringIO(), io.BytesIO()
        picture.savefig(svg, format="svg", metadata=SVG_NOTHING)
        picture.savefig(png, format="png", dpi=DOTS_PER_INCH, facecolor="white", metadata={"Software": None})
    block = Figure(name=name, caption=caption, alt=alt, data=data)
    return Drawing(block=block, svg=svg.getvalue(), png=png.getvalue())

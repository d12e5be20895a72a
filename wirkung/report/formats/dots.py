"""Vector pictures as dots, for what cannot show vectors: Word files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import typst

DOTS_PER_INCH = 200  # crisp on paper

_PAGES = """\
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#for name in sys.inputs.names.split(" ") { page(image(name)) }
"""


def dots(pictures: Sequence[str]) -> tuple[bytes, ...]:
    """Each picture as a PNG on white, all drawn together; the same picture gives the same bytes.

    Parameters
    ----------
    pictures
        SVG whose letters are paths.
    """
    if not pictures:
        return ()
    names = [f"{place}.svg" for place in range(len(pictures))]
    texts = {"main.typ": _PAGES, **dict(zip(names, pictures, strict=True))}
    # Any: the types of the wheel lack the dictionary of files, and that several pages come as a list.
    files: Any = {name: text.encode() for name, text in texts.items()}
    inputs = {"names": " ".join(names)}
    made: Any = typst.compile(files, format="png", ppi=DOTS_PER_INCH, sys_inputs=inputs, ignore_system_fonts=True)
    return tuple(made) if isinstance(made, list) else (made,)

"""SVG pictures for a page: only drawing elements, ids of their own, colours that follow light and dark."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from markupsafe import Markup, escape

from wirkung.report.charts.style import COLOURS

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
LETTER = re.compile(r"DejaVuSans[\w-]*")  # the outline of a letter: the same in every picture
DRAWING = frozenset(
    {"g", "path", "rect", "circle", "line", "polyline", "polygon", "defs", "use", "clipPath", "pattern"}
)
ATTRIBUTES = frozenset(
    {
        "id",
        "d",
        "x",
        "y",
        "x1",
        "x2",
        "y1",
        "y2",
        "width",
        "height",
        "r",
        "cx",
        "cy",
        "points",
        "transform",
        "style",
    }
    | {"clip-path", "fill", "stroke", "stroke-width", "opacity", "patternUnits"}
)


def inline_svg(svg: str, *, label: str, prefix: str, letters: set[str]) -> Markup:
    """A picture to stand in a page.

    Parameters
    ----------
    svg
        What a figure was saved as. Text is paths already; scripts, styles, links and metadata are left out.
    label
        The alternative text.
    prefix
        Put before every id, so that two pictures on a page do not share one.
    letters
        Whose outlines earlier pictures of the page have brought; those of this one are added.
    """
    root = ET.fromstring(svg)  # noqa: S314 - drawn by matplotlib in this run; expat limits entity expansion
    _leave_out_known(root, letters)
    body = "".join(_markup(child, prefix) for child in root)
    opening = (
        f'<svg role="img" aria-label="{escape(label)}" viewBox="{escape(root.get("viewBox", ""))}" '
        'class="picture" stroke-linejoin="round" stroke-linecap="butt">'
    )
    return Markup(f"{opening}{body}</svg>")  # noqa: S704 - built from a list of allowed elements, all escaped


def _leave_out_known(element: ET.Element, letters: set[str]) -> None:
    for child in list(element):
        name = child.get("id", "")
        if LETTER.fullmatch(name) and name in letters:
            element.remove(child)
        elif LETTER.fullmatch(name):
            letters.add(name)
        else:
            _leave_out_known(child, letters)


def _markup(element: ET.Element, prefix: str) -> str:
    name = str(element.tag).removeprefix(SVG)
    if name not in DRAWING:
        return ""
    given = dict(element.attrib)
    if given.get("fill") in COLOURS.values():  # the ground of a pattern, which has no style of its own
        given["style"] = f"fill: {given.pop('fill')}; {given.get('style', '')}"
    attributes = "".join(_attribute(key, value, prefix) for key, value in given.items())
    inner = "".join(_markup(child, prefix) for child in element)
    return f"<{name}{attributes}>{inner}</{name}>" if inner else f"<{name}{attributes}/>"


def _attribute(key: str, value: str, prefix: str) -> str:
    if key in (HREF, "href"):
        return f' href="#{escape(_own_name(value.removeprefix("#"), prefix))}"' if value.startswith("#") else ""
    if key not in ATTRIBUTES:
        return ""
    if key == "id":
        value = _own_name(value, prefix)
    value = re.sub(r"url\(#", f"url(#{prefix}", value)
    if key == "style":
        value = _themed(value)
    return f' {key}="{escape(value)}"'


def _own_name(name: str, prefix: str) -> str:
    """The id of an element on the page; letters are shared by all pictures."""
    return name if LETTER.fullmatch(name) else prefix + name


def _themed(style: str) -> str:
    """House colours become variables of the page, which knows light and dark; itself is the fallback."""
    for name, colour in COLOURS.items():
        style = style.replace(colour, f"var(--fig-{name}, {colour})")
    return style

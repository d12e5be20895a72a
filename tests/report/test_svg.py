"""Pictures in a page: drawing only, ids of their own, colours by name."""

from __future__ import annotations

from wirkung.report.svg import inline_svg

HOSTILE = """<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 1 1" onload="x()">
 <metadata><a href="http://example.org"/></metadata>
 <style>*{color:red}</style>
 <script>alert(1)</script>
 <g id="g1" onclick="x()" style="fill: #084a78; clip-path: url(#c)"><path d="M0 0"/><use xlink:href="#c"/></g>
 <use xlink:href="http://example.org/a.svg#b"/>
 <foreignObject><iframe/></foreignObject>
</svg>"""


def test_only_drawing_elements_and_attributes_pass():
    assert str(inline_svg(HOSTILE, label='A "B" <c>', prefix="f1-")) == (
        '<svg role="img" aria-label="A &#34;B&#34; &lt;c&gt;" viewBox="0 0 1 1" class="picture" '
        'stroke-linejoin="round" stroke-linecap="butt">'
        '<g id="f1-g1" style="fill: var(--fig-programme, #084a78); clip-path: url(#f1-c)">'
        '<path d="M0 0"></path><use href="#f1-c"></use></g><use></use></svg>'
    )

"""Pictures in a page: drawing only, ids of their own, colours by name."""

from __future__ import annotations

from wirkung.report.formats.svg import inline_svg

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
    assert str(inline_svg(HOSTILE, label='A "B" <c>', prefix="f1-", letters=set())) == (
        '<svg role="img" aria-label="A &#34;B&#34; &lt;c&gt;" viewBox="0 0 1 1" class="picture" '
        'stroke-linejoin="round" stroke-linecap="butt">'
        '<g id="f1-g1" style="fill: var(--fig-programme, #084a78); clip-path: url(#f1-c)">'
        '<path d="M0 0"/><use href="#f1-c"/></g><use/></svg>'
    )


LETTERS = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 1 1">
<defs><path id="DejaVuSans-41" d="M0 0"/><path id="m1" d="M1 1"/></defs><use xlink:href="#DejaVuSans-41"/></svg>"""


def test_the_outline_of_a_letter_stands_once_on_a_page():
    letters: set[str] = set()
    first, second = (
        str(inline_svg(LETTERS, label="A", prefix=prefix, letters=letters)) for prefix in ("f1-", "f2-")
    )
    assert '<defs><path id="DejaVuSans-41" d="M0 0"/><path id="f1-m1" d="M1 1"/></defs>' in first
    assert '<defs><path id="f2-m1" d="M1 1"/></defs><use href="#DejaVuSans-41"/>' in second

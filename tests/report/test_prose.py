"""Markdown becomes a tree, and the tree the HTML that CommonMark's own renderer writes."""

from __future__ import annotations

import base64
import re

import pytest
from markdown_it import MarkdownIt

from wirkung.report.document.prose import Attached, prose
from wirkung.report.document.richtext import (
    Break,
    Code,
    Emphasis,
    Grid,
    Heading,
    Link,
    List,
    Paragraph,
    Picture,
    Preformatted,
    Prose,
    Quote,
    Rule,
    Strong,
    Text,
)
from wirkung.report.formats.prose_html import prose_markup

DATA = b"any bytes"
ATTACHED = {"a.png": {"image/png": base64.b64encode(DATA).decode()}}


def read(source, files=None):
    return list(prose(source, Attached(files=files or {})))


def word(text):
    return Paragraph(runs=(Text(text=text),))


def test_headings_cut_the_prose():
    assert read("a\n\n# B *c*\n\nd\n\n### `e`") == [
        Prose(content=(word("a"),)),
        Heading(level=1, runs=(Text(text="B "), Emphasis(runs=(Text(text="c"),)))),
        Prose(content=(word("d"),)),
        Heading(level=3, runs=(Code(text="e"),)),
    ]
    assert [each.text for each in read("# B *c* `d` [e](https://f.g)")] == ["B c d e"]


def test_words_of_a_line_keep_what_they_are():
    (found,) = read("a **b *c*** `d` [e](https://f.g)\nh  \ni")
    assert found.content[0].runs == (
        Text(text="a "),
        Strong(runs=(Text(text="b "), Emphasis(runs=(Text(text="c"),)))),
        Text(text=" "),
        Code(text="d"),
        Text(text=" "),
        Link(address="https://f.g", runs=(Text(text="e"),)),
        Break(hard=False),
        Text(text="h"),
        Break(hard=True),
        Text(text="i"),
    )


@pytest.mark.parametrize(
    ("source", "node"),
    [
        ("- a\n- b", List(items=((word("a"),), (word("b"),)))),
        ("3. a\n\n4. b", List(items=((word("a"),), (word("b"),)), start=3, tight=False)),
        ("- a\n  1. b", List(items=((word("a"), List(items=((word("b"),),), start=1)),))),
        ("> a", Quote(content=(word("a"),))),
        ("> # a", Quote(content=(word("a"),))),  # a heading in there would break the order of headings
        ("```python\na  b\n```", Preformatted(text="a  b\n")),
        ("    a", Preformatted(text="a\n")),
        ("---", Rule()),
        ("<b>a</b>", word("<b>a</b>")),
        ("[a](javascript:alert)", word("[a](javascript:alert)")),
        (
            "| a | b |\n|--|:-:|\n| c | d |",
            Grid(
                head=((Text(text="a"),), (Text(text="b"),)),
                rows=(((Text(text="c"),), (Text(text="d"),)),),
                align=("", "center"),
            ),
        ),
    ],
)
def test_every_kind_of_prose_is_a_node(source, node):
    assert read(source) == [Prose(content=(node,))]


def test_pictures_come_from_the_cell_only():
    attached = Attached(files=ATTACHED)
    (found,) = prose(
        "![Words](attachment:a.png) ![](attachment:a.png) ![b](b.png) ![c](attachment:c.png)", attached
    )
    pictures = [run for run in found.content[0].runs if isinstance(run, Picture)]
    assert pictures == [Picture(kind="image/png", data=DATA, alt=alt) for alt in ("Words", "")]
    assert attached.without_alt == 1
    assert attached.from_elsewhere == ["b.png", "attachment:c.png"]


@pytest.mark.parametrize(
    "source",
    [
        "a *b **c*** `d<` \"q\" 'r' &amp; <b>x</b> [l](https://x.y/?a=1&b=2) <https://a.b>\nsoft  \nhard\\\nx",
        "- a\n- b\n  - c\n  - d\n\n    e\n- f",
        "- a\n\n  > b\n- ***c***\n-\n- d",
        '1. x\n2. y\n\n   ```\n   z "q"\n   ```\n3. z',
        "5) q\n6)",
        "> # h\n>\n> p\n>\n> - i",
        "    code\n\n---\n\n***",
        "| a | b | c |\n|:--|--:|:-:|\n| 1 | 2 |\n\n| a |\n|---|",
        "a\n# b\nc\n\n## d",
    ],
)
def test_html_is_what_commonmark_writes(source):
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    # Quotation marks may be written in two ways; headings are the template's work, or paragraphs.
    wanted = parser.render(source).replace("&quot;", "&#34;").replace("'", "&#39;")
    wanted = re.sub(r"(?<=blockquote>\n)<h\d>(.*)</h\d>", r"<p>\1</p>", wanted)
    wanted = re.sub(r"<h\d>.*</h\d>\n", "", wanted)

    assert "".join(prose_markup(each) for each in read(source) if isinstance(each, Prose)) == wanted


def test_pictures_are_inside_the_page():
    (found,) = read('![Says "it"](attachment:a.png)', ATTACHED)

    assert prose_markup(found) == (
        '<p><img src="data:image/png;base64,YW55IGJ5dGVz" alt="Says &#34;it&#34;"></p>\n'
    )

"""Notebook prose to HTML: Markdown without raw HTML, cut at its headings; pictures only from the notebook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup, escape

PICTURE_TYPES = ("image/png", "image/jpeg")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of the prose: level 1-6, its text as markup and as plain text."""

    level: int
    markup: Markup
    text: str


@dataclass(slots=True)
class Attached:
    """Pictures pasted into a cell, by name, and whether the prose showed one that cannot go into a report."""

    files: dict[str, dict[str, str]]
    without_alt: int = 0
    from_elsewhere: list[str] = field(default_factory=list)


def prose(source: str, attached: Attached) -> Iterator[Heading | Markup]:
    """The headings of a Markdown text and the markup between them, in order."""
    parser = _parser()
    environment: dict[str, Any] = {"attached": attached}
    tokens = parser.parse(source, environment)
    between: list[Token] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if token.type == "heading_open" and token.level == 0:
            yield from _rendered(parser, between, environment)
            yield _heading(parser, token, tokens[position + 1], environment)
            between, position = [], position + 3
        else:
            between.append(_without_heading(token))
            position += 1
    yield from _rendered(parser, between, environment)


def _rendered(parser: MarkdownIt, tokens: Sequence[Token], environment: dict[str, Any]) -> Iterator[Markup]:
    if tokens:
        yield Markup(parser.renderer.render(tokens, parser.options, environment))  # noqa: S704 - raw HTML is off


def _heading(parser: MarkdownIt, opening: Token, inline: Token, environment: dict[str, Any]) -> Heading:
    rendered = parser.renderer.render([inline], parser.options, environment)
    text = "".join(child.content for child in inline.children or ())
    return Heading(level=int(opening.tag[1]), markup=Markup(rendered), text=text)  # noqa: S704 - raw HTML is off


def _without_heading(token: Token) -> Token:
    """A heading inside a quotation or list would break the order of headings: it becomes a paragraph."""
    if token.type in ("heading_open", "heading_close"):
        token.tag = "p"
    return token


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.add_render_rule("image", _picture)
    return parser


def _picture(
    _renderer: RendererProtocol, tokens: Sequence[Token], index: int, _options: OptionsDict, environment: EnvType
) -> str:
    attached: Attached = environment["attached"]
    token = tokens[index]
    source, alt = str(token.attrs["src"]), token.content.strip()
    bundle = attached.files.get(source.removeprefix("attachment:"), {}) if source.startswith("attachment:") else {}
    kind = next((each for each in PICTURE_TYPES if each in bundle), None)
    if kind is None:
        attached.from_elsewhere.append(source)
        return ""
    if not alt:
        attached.without_alt += 1
    return picture_markup(kind, bundle[kind], alt)


def picture_markup(kind: str, base64: str, alt: str) -> Markup:
    """A picture inside the page, without a request to any host."""
    compact = "".join(base64.split())
    return Markup('<img src="data:{};base64,{}" alt="{}">').format(kind, compact, alt)


def preformatted(text: str) -> Markup:
    """Text as it was printed."""
    return Markup("<pre>{}</pre>").format(escape(text.rstrip()))

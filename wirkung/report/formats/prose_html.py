"""Prose as HTML, written as CommonMark's own examples are written."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from wirkung.report.document.richtext import (
    Break,
    CellAlign,
    Code,
    Emphasis,
    Grid,
    Link,
    List,
    Node,
    Paragraph,
    Picture,
    Preformatted,
    Prose,
    Quote,
    Rule,
    Run,
    Strong,
    Text,
)


def prose_markup(prose: Prose) -> Markup:
    """The prose between two headings as markup."""
    return _joined(_node(node) for node in prose.content)


def runs_markup(runs: Sequence[Run]) -> Markup:
    """Words within a line as markup."""
    return _joined(_run(run) for run in runs)


def own_markup(content: Preformatted | Picture) -> Markup:
    """What an evaluator's own cell showed, as markup."""
    if isinstance(content, Picture):
        return _picture(content)
    return Markup("<pre>{}</pre>").format(content.text.rstrip())


def _node(node: Node) -> Markup:
    match node:
        case Paragraph():
            return Markup("<p>{}</p>\n").format(runs_markup(node.runs))
        case List():
            return _list(node)
        case Quote():
            return Markup("<blockquote>\n{}</blockquote>\n").format(_joined(map(_node, node.content)))
        case Preformatted():
            return Markup("<pre><code>{}</code></pre>\n").format(node.text)
        case Grid():
            return _grid(node)
        case Rule():
            return Markup("<hr />\n")


def _list(node: List) -> Markup:
    items = _joined(Markup("<li>{}</li>\n").format(_item(item, tight=node.tight)) for item in node.items)
    if node.start is None:
        return Markup("<ul>\n{}</ul>\n").format(items)
    start = Markup(' start="{}"').format(node.start) if node.start != 1 else ""
    return Markup("<ol{}>\n{}</ol>\n").format(start, items)


def _item(item: Sequence[Node], *, tight: bool) -> Markup:
    markup, in_line = Markup(), False
    for place, node in enumerate(item):
        if tight and isinstance(node, Paragraph):
            markup += runs_markup(node.runs)
            in_line = True
        else:
            markup += ("\n" if in_line or place == 0 else "") + _node(node)
            in_line = False
    return markup


def _grid(node: Grid) -> Markup:
    rows = _joined(_row("td", row, node.align) for row in node.rows)
    body = Markup("<tbody>\n{}</tbody>\n").format(rows) if node.rows else ""
    return Markup("<table>\n<thead>\n{}</thead>\n{}</table>\n").format(_row("th", node.head, node.align), body)


def _row(tag: str, cells: Sequence[Sequence[Run]], align: Sequence[CellAlign]) -> Markup:
    inner = _joined(
        Markup("<{0}{1}>{2}</{0}>\n").format(
            tag, Markup(' style="text-align:{}"').format(side) if side else "", runs_markup(cell)
        )
        for cell, side in zip(cells, align, strict=True)
    )
    return Markup("<tr>\n{}</tr>\n").format(inner)


def _run(run: Run) -> Markup:
    match run:
        case Text():
            return escape(run.text)
        case Strong() | Emphasis():
            tag = "strong" if isinstance(run, Strong) else "em"
            return Markup("<{0}>{1}</{0}>").format(tag, runs_markup(run.runs))
        case Code():
            return Markup("<code>{}</code>").format(run.text)
        case Link():
            return Markup('<a href="{}">{}</a>').format(run.address, runs_markup(run.runs))
        case Break():
            return Markup("<br />\n") if run.hard else Markup("\n")
        case Picture():
            return _picture(run)


def _picture(picture: Picture) -> Markup:
    """A picture inside the page, without a request to any host."""
    coded = b64encode(picture.data).decode("ascii")
    return Markup('<img src="data:{};base64,{}" alt="{}">').format(picture.kind, coded, picture.alt)


def _joined(pieces: Iterator[Markup]) -> Markup:
    return Markup().join(pieces)

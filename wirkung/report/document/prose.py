"""Notebook prose to a tree: Markdown without raw HTML, cut at its headings; pictures only from the notebook."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, get_args

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from wirkung.report.document.richtext import (
    Break,
    CellAlign,
    Code,
    Emphasis,
    Grid,
    Heading,
    Link,
    List,
    Node,
    Paragraph,
    Picture,
    PictureKind,
    Preformatted,
    Prose,
    Quote,
    Rule,
    Run,
    Strong,
    Text,
)

PICTURE_KINDS: tuple[PictureKind, ...] = get_args(PictureKind)


@dataclass(slots=True)
class Attached:
    """Pictures pasted into a cell, by name, and whether the prose showed one that cannot go into a report."""

    files: dict[str, dict[str, str]]
    without_alt: int = 0
    from_elsewhere: list[str] = field(default_factory=list)

    def picture(self, source: str, alt: str) -> Iterator[Picture]:
        """The picture that the prose names; none where it is not in the notebook, which stops the export."""
        name = source.removeprefix("attachment:")
        bundle = self.files.get(name, {}) if name != source else {}
        kind = picture_kind(bundle)
        if kind is None:
            self.from_elsewhere.append(source)
            return
        if not alt:
            self.without_alt += 1
        yield Picture(kind=kind, data=b64decode(bundle[kind]), alt=alt)


def picture_kind(bundle: dict[str, str]) -> PictureKind | None:
    """The form in which a bundle of forms holds a picture that goes into a report; None where there is none."""
    return next((kind for kind in PICTURE_KINDS if kind in bundle), None)


def prose(source: str, attached: Attached) -> Iterator[Heading | Prose]:
    """The headings of a Markdown text and the prose between them, in order."""
    between: list[Node] = []
    for branch in SyntaxTreeNode(_parser().parse(source)).children:
        if branch.type != "heading":
            between.append(_node(branch, attached))
            continue
        yield from _gathered(between)
        yield Heading(level=int(branch.tag[1]), runs=_line(branch, attached))
        between = []
    yield from _gathered(between)


def _gathered(nodes: Sequence[Node]) -> Iterator[Prose]:
    if nodes:
        yield Prose(content=tuple(nodes))


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _node(branch: SyntaxTreeNode, attached: Attached) -> Node:
    match branch.type:
        case "bullet_list" | "ordered_list":
            return _list(branch, attached)
        case "blockquote":
            return Quote(content=_nodes(branch, attached))
        case "fence" | "code_block":
            return Preformatted(text=branch.content)
        case "table":
            return _grid(branch, attached)
        case "hr":
            return Rule()
        case _:
            # A heading inside a quotation or list would break the order of headings: it becomes a paragraph.
            return Paragraph(runs=_line(branch, attached))


def _nodes(branch: SyntaxTreeNode, attached: Attached) -> tuple[Node, ...]:
    return tuple(_node(child, attached) for child in branch.children)


def _list(branch: SyntaxTreeNode, attached: Attached) -> List:
    paragraphs = [child for item in branch.children for child in item.children if child.type == "paragraph"]
    return List(
        items=tuple(_nodes(item, attached) for item in branch.children),
        start=int(branch.attrs.get("start", 1)) if branch.type == "ordered_list" else None,
        tight=all(paragraph.hidden for paragraph in paragraphs),
    )


def _grid(branch: SyntaxTreeNode, attached: Attached) -> Grid:
    head, *bodies = branch.children
    cells = head.children[0].children
    return Grid(
        head=tuple(_line(cell, attached) for cell in cells),
        rows=tuple(
            tuple(_line(cell, attached) for cell in row.children) for body in bodies for row in body.children
        ),
        align=tuple(_alignment(cell) for cell in cells),
    )


def _alignment(cell: SyntaxTreeNode) -> CellAlign:
    kinds: tuple[Literal["left", "center", "right"], ...] = ("left", "center", "right")
    return next((kind for kind in kinds if str(cell.attrs.get("style", "")).endswith(kind)), "")


def _line(branch: SyntaxTreeNode, attached: Attached) -> tuple[Run, ...]:
    """The runs of a paragraph, heading or cell, which holds nothing but one line of Markdown."""
    return tuple(run for inline in branch.children for run in _runs(inline, attached))


def _runs(branch: SyntaxTreeNode, attached: Attached) -> Iterator[Run]:
    for child in branch.children:
        match child.type:
            case "strong":
                yield Strong(runs=tuple(_runs(child, attached)))
            case "em":
                yield Emphasis(runs=tuple(_runs(child, attached)))
            case "link":
                yield Link(address=str(child.attrs["href"]), runs=tuple(_runs(child, attached)))
            case "code_inline":
                yield Code(text=child.content)
            case "softbreak" | "hardbreak":
                yield Break(hard=child.type == "hardbreak")
            case "image":
                yield from attached.picture(str(child.attrs["src"]), child.content.strip())
            case _:
                yield Text(text=child.content)

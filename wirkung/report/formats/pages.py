"""A report as plain values for the typst template: what stands where, with numbers and anchors."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, fields, is_dataclass, replace
from itertools import groupby
from typing import Any

from wirkung.report.document.blocks import Figure, KeyFigure, Table
from wirkung.report.document.document import Content, Document, Endnotes, Exhibit, Section
from wirkung.report.document.richtext import Picture, Prose, Text
from wirkung.report.formats.column_widths import laid_out
from wirkung.report.writing.words import listed, say

TEXT_WIDTH = 481.0  # points between the margins of the page; the template has the same
DRAWN_WIDTH = 410.0  # points of a drawing: smaller than the page, so that two fit on it with their text
ANNEX = "annex"  # what anchors in the annex begin with
DEEPEST = 6  # PDF has six levels of headings
RUNNING_TITLE = 90  # letters of the title that stand above every page

Values = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """A report as values that JSON can hold, and the pictures that they name as files.

    Files hold text, since the typesetter takes nothing else from memory: SVG, or the bytes as a list of numbers.
    """

    values: Values
    files: dict[str, str]


def pages(document: Document, *, annex: str = "") -> Pages:
    """What the template sets into pages: the report without its annex.

    Parameters
    ----------
    document
        A report.
    annex
        The name of the file with the annex, which links lead to; without, nothing leads there.
    """
    writer = _Writer(language=document.language, annex=annex)
    opening = [writer.values(content) for content in document.opening]
    sections = [list(writer.section(section, level=2)) for section in document.sections]
    values = {
        **_head(document, writer),
        "opening": opening,
        "glance": sections[0] if sections else [],
        "body": [value for section in sections[1:] for value in section],
    }
    return Pages(values=values, files=writer.files)


def annex_pages(document: Document) -> Pages | None:
    """The annex as pages of its own: sections and tables for those who want to know more, and how it was computed.

    None where there is nothing in it.
    """
    writer = _Writer(language=document.language, in_annex=True)
    sections = [value for section in document.annex for value in writer.section(section, level=2)]
    parts = [*sections, *writer.tables(document), *writer.endnotes(document.endnotes)]
    if not parts:
        return None
    head = _head(document, writer)
    below = say("pages.annex_of", document.language, below=document.title.below)
    title = {**head["title"], "below": below}
    head["head"] = [each for each in head["head"] if each.get("tone") == "banner"]
    return Pages(values={**head, "title": title, "opening": [], "glance": [], "body": parts}, files=writer.files)


def _head(document: Document, writer: _Writer) -> Values:
    """What stands on every page and at both ends."""
    language, title = document.language, document.title
    return {
        "name": title.text,
        "author": [title.above] if title.above else [],
        "title": writer.plain(title),
        "running": _shortened(title.text),
        "head": [writer.values(content) for content in (*document.banners, *document.front)],
        "contents": "" if document.short else say("html.contents", language),
        "page": say("pages.page", language, page="\n", pages="\n").split("\n"),
        "closing": document.closing,
    }


@dataclass(slots=True)
class _Writer:
    """Writes content in reading order and keeps pictures; `annex` is the name of the file with the annex."""

    language: str
    files: dict[str, str] = field(default_factory=dict)
    annex: str = ""
    in_annex: bool = False

    def section(self, section: Section, *, level: int) -> Iterator[Values]:
        """A heading, what follows it and the sections below."""
        yield _heading(min(level, DEEPEST), section.anchor, self.plain(section.heading.runs))
        for apart, together in groupby(section.content, lambda each: isinstance(each, Exhibit) and each.apart):
            if apart:
                yield from self._places([each for each in together if isinstance(each, Exhibit)])
            else:
                yield from map(self.values, together)
        for inner in section.sections:
            yield from self.section(inner, level=level + 1)

    def tables(self, document: Document) -> Iterator[Values]:
        """The tables that stand apart, and the data of figures that stand in no table."""
        apart = [each for each in document.exhibits if each.apart or _has_data_of_its_own(each)]
        if apart:
            yield self._titled("tables", "pages.tables")
        for exhibit in apart:
            table = replace(exhibit.table, notes=exhibit.notes)
            label = exhibit.label if exhibit.apart else self._data_of(exhibit)
            yield self._table(table, label, exhibit.anchor if exhibit.apart else _annex_anchor(exhibit))

    def endnotes(self, notes: Endnotes) -> Iterator[Values]:
        """What is said once for all tables."""
        for name, texts in (("notes", notes.shared), ("methods", notes.methods), ("sources", notes.sources)):
            if texts:
                yield self._titled(name, f"endnotes.{name}")
                yield {"kind": "Endnotes", "items": list(texts)}

    def _titled(self, name: str, code: str) -> Values:
        return _heading(2, f"{ANNEX}-{name}", [self.plain(Text(text=say(code, self.language)))])

    def values(self, content: Content) -> Values:
        """One piece of content."""
        match content:
            case Exhibit(block=Table() as table):
                return self._table(replace(table, notes=content.notes), content.label, content.anchor)
            case Exhibit(block=Figure() as figure):
                return self._figure(content, figure)
            case Prose(content=nodes):
                return {"kind": "Prose", "content": self.plain(nodes)}
            case block:
                return dict(self.plain(block))

    def plain(self, value: object) -> Any:  # noqa: ANN401 - whatever JSON can hold
        """Blocks and prose with their kinds; pictures are kept apart under a name."""
        match value:
            case Picture():
                return {
                    "kind": "Picture",
                    "format": _format(value),
                    "alt": value.alt,
                    "file": self._file(json.dumps(list(value.data))),
                }
            case tuple() | list():
                return [self.plain(each) for each in value]
            case KeyFigure():
                return {**asdict(value), "value": list(value.parts)}
            case _ if is_dataclass(value):
                inner = {each.name: self.plain(getattr(value, each.name)) for each in fields(value)}
                return {"kind": type(value).__name__, **inner}
            case _:
                return value

    def _table(self, table: Table, label: str, anchor: str) -> Values:
        shown, layout = laid_out(table, width=TEXT_WIDTH)
        return {**self.plain(shown), **asdict(layout), "label": label, "anchor": anchor}

    def _figure(self, exhibit: Exhibit, figure: Figure) -> Values:
        place, at = exhibit.data_in, exhibit.data_at
        if exhibit.holds_its_data:
            place, at = self._data_of(exhibit), _annex_anchor(exhibit)
        return {
            "kind": "Figure",
            "label": exhibit.label,
            "anchor": exhibit.anchor,
            "caption": figure.caption,
            "alt": figure.alt,
            "file": self._file(exhibit.picture),
            "format": "svg",
            "room": DRAWN_WIDTH,
            "data": self._pointer([(place, at)]),
        }

    def _places(self, apart: Sequence[Exhibit]) -> Iterator[Values]:
        """Where the tables stand that follow each other and stand apart; nothing of what a figure points to."""
        places = [(each.label, each.anchor) for each in apart if not each.pointed]
        if places:
            yield self._pointer(places)

    def _pointer(self, places: Sequence[tuple[str, str]]) -> Values:
        """Where numbers stand, by label and anchor: in the annex, which is another file."""
        code = "pages.data_in" if self.in_annex else "pages.data_in_annex"
        text = say(code, self.language, label=listed([label for label, _ in places], self.language))
        anchor = places[0][1] if self.in_annex else ""
        return {"kind": "Pointer", "text": text, "anchor": anchor, "file": self.annex}

    def _file(self, text: str) -> str:
        name = f"picture-{len(self.files) + 1}"
        self.files[name] = text
        return name

    def _data_of(self, exhibit: Exhibit) -> str:
        return say("pages.data_of", self.language, label=exhibit.label)


def _heading(level: int, anchor: str, runs: list[Values]) -> Values:
    return {"kind": "Heading", "level": level, "anchor": anchor, "runs": runs}


def _format(picture: Picture) -> str:
    return {"image/png": "png", "image/jpeg": "jpg"}[picture.kind]


def _has_data_of_its_own(exhibit: Exhibit) -> bool:
    return isinstance(exhibit.block, Figure) and exhibit.holds_its_data


def _annex_anchor(exhibit: Exhibit) -> str:
    return f"{exhibit.anchor}-data"


def _shortened(title: str) -> str:
    return title if len(title) <= RUNNING_TITLE else f"{title[: RUNNING_TITLE - 1]}…"

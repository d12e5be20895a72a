"""A report as plain values for the typst template: what stands where, with numbers and anchors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from typing import Any

from wirkung.report.document.blocks import Figure, Table
from wirkung.report.document.document import Content, Document, Exhibit, Section
from wirkung.report.document.richtext import Picture, Prose, Text
from wirkung.report.formats.column_widths import column_widths
from wirkung.report.writing.words import say

TEXT_WIDTH = 470.0  # points between the margins of the page; the template has the same
ANNEX = "annex"  # anchor of the section with the data of figures
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


def pages(document: Document) -> Pages:
    """What the template sets into pages."""
    writer, language, title = _Writer(language=document.language), document.language, document.title
    head = [writer.values(content) for content in (*document.banners, *document.head)]
    opening = [writer.values(content) for content in document.opening]
    sections = [list(writer.section(section, level=2)) for section in document.sections]
    values = {
        "name": title.text,
        "author": [title.above] if title.above else [],
        "title": writer.plain(title),
        "running": _shortened(title.text),
        "head": head,
        "opening": opening,
        "glance": sections[0] if sections else [],
        "body": [*(value for section in sections[1:] for value in section), *writer.annex()],
        "contents": say("html.contents", language),
        "page": say("pages.page", language, page="\n", pages="\n").split("\n"),
        "closing": document.closing,
    }
    return Pages(values=values, files=writer.files)


@dataclass(slots=True)
class _Writer:
    """Writes content in reading order, and keeps pictures, and the figures whose data the annex must hold."""

    language: str
    files: dict[str, str] = field(default_factory=dict)
    apart: list[Exhibit] = field(default_factory=list)

    def section(self, section: Section, *, level: int) -> Iterator[Values]:
        """A heading, what follows it and the sections below."""
        yield _heading(min(level, DEEPEST), section.anchor, self.plain(section.heading.runs))
        yield from (self.values(content) for content in section.content)
        for inner in section.sections:
            yield from self.section(inner, level=level + 1)

    def annex(self) -> Iterator[Values]:
        """The data of figures that stand in no table of the report, as a section of their own."""
        if self.apart:
            title = say("pages.annex", self.language)
            yield _heading(2, ANNEX, [self.plain(Text(text=title))])
        for exhibit in self.apart:
            yield self._table(exhibit.table, self._data_of(exhibit), _annex_anchor(exhibit))

    def values(self, content: Content) -> Values:
        """One piece of content."""
        match content:
            case Exhibit(block=Table() as table):
                return self._table(table, content.label, content.anchor)
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
            case _ if is_dataclass(value):
                inner = {each.name: self.plain(getattr(value, each.name)) for each in fields(value)}
                return {"kind": type(value).__name__, **inner}
            case _:
                return value

    def _table(self, table: Table, label: str, anchor: str) -> Values:
        layout = asdict(column_widths(table, width=TEXT_WIDTH))
        return {**self.plain(table), **layout, "label": label, "anchor": anchor}

    def _figure(self, exhibit: Exhibit, figure: Figure) -> Values:
        place, at = exhibit.data_in, exhibit.data_at
        if exhibit.holds_its_data:
            self.apart.append(exhibit)
            place, at = self._data_of(exhibit), _annex_anchor(exhibit)
        return {
            "kind": "Figure",
            "label": exhibit.label,
            "anchor": exhibit.anchor,
            "caption": figure.caption,
            "alt": figure.alt,
            "file": self._file(exhibit.picture),
            "format": "svg",
            "data": {"text": say("pages.data_in", self.language, label=place), "anchor": at},
        }

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


def _annex_anchor(exhibit: Exhibit) -> str:
    return f"{exhibit.anchor}-data"


def _shortened(title: str) -> str:
    return title if len(title) <= RUNNING_TITLE else f"{title[: RUNNING_TITLE - 1]}…"

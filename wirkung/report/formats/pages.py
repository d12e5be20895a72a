"""The outline of a report as plain values for the typst template: what stands where, with numbers and anchors."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from typing import Any

from wirkung.report.document.blocks import Figure, Table, Title
from wirkung.report.document.cells import Own, Shown
from wirkung.report.document.exhibits import Exhibit, exhibits
from wirkung.report.document.outline import Content, Outline, Section
from wirkung.report.document.richtext import Picture, Prose, Text
from wirkung.report.formats.column_widths import column_widths
from wirkung.report.writing.words import say

TEXT_WIDTH = 470.0  # points between the margins of the page; the template has the same
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


def pages(report: Outline, language: str) -> Pages:
    """What the template sets into pages.

    Parameters
    ----------
    report
        From `outline`.
    language
        Of the few words that are added.
    """
    writer = _Writer(language=language, exhibits=iter(exhibits(report, language)))
    title = next((shown.block for shown in report.head if isinstance(shown.block, Title)), None)
    title = title or Title(text=say("html.report", language), above="", below="")
    head = [writer.values(shown) for shown in report.head if not isinstance(shown.block, Title)]
    opening = [writer.values(content) for content in report.body.content]
    sections = [list(writer.section(section, level=2)) for section in report.body.sections]
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
        "closing": say("html.footer", language),
    }
    return Pages(values=values, files=writer.files)


@dataclass(slots=True)
class _Writer:
    """Writes content in reading order; tables and figures take their numbers from `exhibits` in turn."""

    language: str
    exhibits: Iterator[Exhibit]
    files: dict[str, str] = field(default_factory=dict)
    apart: list[Exhibit] = field(default_factory=list)

    def section(self, section: Section, *, level: int) -> Iterator[Values]:
        """A heading, what follows it and the sections below."""
        runs = self.plain(section.heading.runs) if section.heading else []
        yield _heading(min(level, DEEPEST), section.anchor, runs)
        yield from (self.values(content) for content in section.content)
        for inner in section.sections:
            yield from self.section(inner, level=level + 1)

    def annex(self) -> Iterator[Values]:
        """The data of figures that stand in no table of the report, as a section of their own."""
        if self.apart:
            title = say("pages.annex", self.language)
            yield _heading(2, _anchor(title), [self.plain(Text(text=title))])
        yield from (self._table(exhibit, self._data_of(exhibit)) for exhibit in self.apart)

    def values(self, content: Content) -> Values:
        """One piece of content."""
        match content:
            case Shown(block=Table()):
                exhibit = next(self.exhibits)
                return self._table(exhibit, exhibit.label)
            case Shown(block=Figure() as block):
                return self._figure(next(self.exhibits), block, content.svg)
            case Shown(block=block):
                return dict(self.plain(block))
            case Own(content=own):
                return dict(self.plain(own))
            case Prose(content=nodes):
                return {"kind": "Prose", "content": self.plain(nodes)}

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

    def _table(self, exhibit: Exhibit, label: str) -> Values:
        layout = asdict(column_widths(exhibit.table, width=TEXT_WIDTH))
        return {**self.plain(exhibit.table), **layout, "label": label, "anchor": _anchor(label)}

    def _figure(self, exhibit: Exhibit, block: Figure, svg: str) -> Values:
        data = self._data_of(exhibit) if exhibit.holds_its_data else exhibit.data_in
        if exhibit.holds_its_data:
            self.apart.append(exhibit)
        return {
            "kind": "Figure",
            "label": exhibit.label,
            "caption": block.caption,
            "alt": block.alt,
            "file": self._file(svg),
            "format": "svg",
            "data": {"text": say("pages.data_in", self.language, label=data), "anchor": _anchor(data)},
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


def _anchor(label: str) -> str:
    """Sections have anchors too, so those of tables begin in a way that no heading does."""
    return "at:" + re.sub(r"\W+", "-", label.lower())


def _shortened(title: str) -> str:
    return title if len(title) <= RUNNING_TITLE else f"{title[: RUNNING_TITLE - 1]}…"

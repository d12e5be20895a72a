"""The report as a Word document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from docx.oxml.xmlchemy import BaseOxmlElement

from wirkung.catalogue import LOCALES
from wirkung.report.document.blocks import Table
from wirkung.report.document.document import Content, Document, Endnotes, Exhibit, Section
from wirkung.report.document.richtext import Picture, Preformatted, Prose
from wirkung.report.formats.dots import dots
from wirkung.report.formats.word.blocks import annex_caption, caption_element, data_pointer, text_elements
from wirkung.report.formats.word.elements import bookmarked, paragraph, runs
from wirkung.report.formats.word.package import Package
from wirkung.report.formats.word.pages import DEPTH, Entry, contents, head_and_foot
from wirkung.report.formats.word.prose import inline, preformatted, prose_elements
from wirkung.report.formats.word.tables import table_elements
from wirkung.report.writing.words import say

DEEPEST = 6  # levels of headings that the styles know


def report_word(document: Document) -> bytes:
    """The report as a Word file that opens and can be edited in Word and LibreOffice.

    Returns
    -------
    bytes
        A DOCX file with the numbers, tables and figures of the other formats. Data of figures that no table of
        the report holds stand in an annex. Equal documents give equal bytes.
    """
    package, title = Package(LOCALES[document.language].replace("_", "-")), document.title
    figures = [exhibit for exhibit in document.exhibits if exhibit.picture]
    pictures = dots([figure.picture for figure in figures])
    drawn = {figure.anchor: picture for figure, picture in zip(figures, pictures, strict=True)}
    package.describe(title=title.text, author=title.above, subject=title.below)
    head_and_foot(package, title=title.text, organisation=title.above, language=document.language)
    package.append(*Writer(package, document.language, drawn).report(document))
    return package.content()


@dataclass(slots=True)
class Writer:
    """Turns a document into elements, in reading order, and keeps what the annex must hold.

    `drawn` has the picture of every figure by its anchor.
    """

    package: Package
    language: str
    drawn: dict[str, bytes]
    entries: list[Entry] = field(default_factory=list)
    annex: list[Exhibit] = field(default_factory=list)

    def report(self, document: Document) -> list[BaseOxmlElement]:
        """Head and first section, contents, the other sections, annex, and how the report protects persons."""
        head = self._all((*document.banners, document.title, *document.front, *document.opening))
        sections = (self._section(section, level=1) for section in document.sections)
        front = [*head, *next(sections, ())]
        body = [each for section in sections for each in section] + self._annex(document)
        footer = paragraph("ReportNote", *runs(document.closing))
        listed = () if document.short else contents(self.entries, self.language)
        return [*front, *listed, *body, footer]

    def _section(self, section: Section, *, level: int) -> Iterator[BaseOxmlElement]:
        words = inline(section.heading.runs, self.package)
        yield self._heading(section.heading.text, *words, level=min(level, DEEPEST))
        yield from self._all(section.content)
        for inner in section.sections:
            yield from self._section(inner, level=level + 1)

    def _heading(self, text: str, *words: BaseOxmlElement, level: int) -> BaseOxmlElement:
        number = self.package.next_id()
        entry = Entry(level=level, text=text, bookmark=f"_Toc{number:08d}")
        if level <= DEPTH:
            self.entries.append(entry)
        place = bookmarked(entry.bookmark, number, *words)
        return paragraph(f"Heading{level}", *place)

    def _all(self, content: Iterable[Content]) -> Iterator[BaseOxmlElement]:
        for apart, together in groupby(content, lambda each: isinstance(each, Exhibit) and each.apart):
            if apart:
                yield from self._places([each for each in together if isinstance(each, Exhibit)])
                continue
            yield from self._each(together)

    def _each(self, content: Iterable[Content]) -> Iterator[BaseOxmlElement]:
        for each in content:
            match each:
                case Exhibit():
                    yield from self._exhibit(each)
                case Prose():
                    yield from prose_elements(each.content, self.package)
                case Picture():
                    yield paragraph("ReportPicture", self.package.picture(each.data, each.alt))
                case Preformatted():
                    yield preformatted(each)
                case block:
                    yield from text_elements(block)

    def _exhibit(self, exhibit: Exhibit) -> Iterator[BaseOxmlElement]:
        yield caption_element(exhibit, self.package)
        if isinstance(exhibit.block, Table):
            yield from table_elements(replace(exhibit.block, notes=exhibit.notes))
            return
        picture = self.package.picture(self.drawn[exhibit.anchor], exhibit.block.alt)
        yield paragraph("ReportPicture", picture)
        yield self._pointer(exhibit)

    def _places(self, apart: Sequence[Exhibit]) -> Iterator[BaseOxmlElement]:
        """Where the tables stand that follow each other and stand apart; nothing of what a figure points to."""
        self.annex.extend(apart)
        told = [each for each in apart if not each.pointed]
        if told:
            yield data_pointer(told, self.language)

    def _pointer(self, exhibit: Exhibit) -> BaseOxmlElement:
        if exhibit.holds_its_data:
            self.annex.append(exhibit)
        return data_pointer([exhibit], self.language)

    def _annex(self, document: Document) -> list[BaseOxmlElement]:
        """Sections and tables for those who want to know more, then what is said once for all tables."""
        if not (document.annex or self.annex or document.endnotes != Endnotes()):
            return []
        title = self._titled("pages.annex", level=1)
        sections = [each for section in document.annex for each in self._section(section, level=2)]
        return [title, *sections, *self._tables(), *self._endnotes(document.endnotes)]

    def _tables(self) -> Iterator[BaseOxmlElement]:
        if self.annex:
            yield self._titled("pages.tables", level=2)
        for exhibit in self.annex:
            if exhibit.apart:
                yield caption_element(exhibit, self.package)
            else:
                yield annex_caption(exhibit, self.package, self.language)
            yield from table_elements(replace(exhibit.table, notes=exhibit.notes))

    def _endnotes(self, notes: Endnotes) -> Iterator[BaseOxmlElement]:
        for name, texts in (("notes", notes.shared), ("methods", notes.methods), ("sources", notes.sources)):
            if texts:
                yield self._titled(f"endnotes.{name}", level=2)
                yield from (paragraph("ReportTableNote", *runs(text)) for text in texts)

    def _titled(self, code: str, *, level: int) -> BaseOxmlElement:
        text = say(code, self.language)
        return self._heading(text, *runs(text), level=level)

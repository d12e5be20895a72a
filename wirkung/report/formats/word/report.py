"""An executed notebook as a Word document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from docx.oxml.xmlchemy import BaseOxmlElement
from nbformat import NotebookNode

from wirkung.catalogue import LOCALES
from wirkung.report.document.blocks import Figure, Paragraph, Table, Title
from wirkung.report.document.cells import Own, Shown
from wirkung.report.document.exhibits import Exhibit, exhibits
from wirkung.report.document.outline import Content, Outline, Section, outline
from wirkung.report.document.richtext import Picture, Preformatted, Prose
from wirkung.report.formats.dots import dots
from wirkung.report.formats.word.blocks import annex_caption, caption_element, data_pointer, text_elements
from wirkung.report.formats.word.elements import bookmarked, element, paragraph, runs
from wirkung.report.formats.word.package import Package
from wirkung.report.formats.word.pages import DEPTH, Entry, contents, head_and_foot
from wirkung.report.formats.word.prose import inline, preformatted, prose_elements
from wirkung.report.formats.word.tables import table_elements
from wirkung.report.writing.words import say

DEEPEST = 6  # levels of headings that the styles know


def report_word(notebook: NotebookNode, *, language: str) -> bytes:
    """A notebook that ran to its end, as a Word file that opens and can be edited in Word and LibreOffice.

    Parameters
    ----------
    notebook
        Executed; `show()` left blocks in its outputs. Code is not shown.
    language
        Language of the report, «de» or «en».

    Returns
    -------
    bytes
        A DOCX file with the numbers, tables and figures of the other formats. Data of figures that no table of
        the report holds stand in an annex. Equal notebooks give equal bytes.

    Raises
    ------
    RunError
        An error among the outputs, or a figure without alternative text: every problem at once.
    """
    report = outline(notebook)
    package = Package(LOCALES[language].replace("_", "-"))
    pictures = iter(dots(tuple(_pictures(report))))
    writer = Writer(package, language, iter(exhibits(report, language)), pictures)
    head = next((shown.block for shown in report.head if isinstance(shown.block, Title)), None)
    head = head or Title(text=say("html.report", language), above="", below="")
    package.describe(title=head.text, author=head.above, subject=head.below)
    head_and_foot(package, title=head.text, organisation=head.above, language=language)
    package.append(*writer.report(report, head))
    return package.content()


@dataclass(slots=True)
class Writer:
    """Turns the outline of a report into elements, in reading order, and keeps what the annex must hold."""

    package: Package
    language: str
    numbered: Iterator[Exhibit]
    pictures: Iterator[bytes]
    entries: list[Entry] = field(default_factory=list)
    annex: list[Exhibit] = field(default_factory=list)

    def report(self, report: Outline, head: Title) -> list[BaseOxmlElement]:
        """Head, contents, sections, annex, and how the report protects persons."""
        banners = [shown for shown in report.head if _is_banner(shown)]
        others = [shown for shown in report.head if not _is_banner(shown) and shown.block is not head]
        first = [*self._all(banners), *text_elements(head), *self._all(others)]
        body = [*self._section(report.body, level=0), *self._annex()]
        footer = paragraph("ReportNote", *runs(say("html.footer", self.language)))
        return [*first, *contents(self.entries, self.language), *body, footer]

    def _section(self, section: Section, *, level: int) -> Iterator[BaseOxmlElement]:
        if section.heading is not None:
            words = inline(section.heading.runs, self.package)
            yield self._heading(section.heading.text, *words, level=min(level, DEEPEST))
        yield from self._all(section.content)
        for inner in section.sections:
            yield from self._section(inner, level=level + 1)

    def _heading(self, text: str, *words: BaseOxmlElement, level: int) -> BaseOxmlElement:
        number = self.package.next_id()
        entry = Entry(level=level, text=text, bookmark=f"_Toc{number:08d}")
        breaks = [element("pageBreakBefore")] if not self.entries else []  # title and contents fill the first page
        if level <= DEPTH:
            self.entries.append(entry)
        place = bookmarked(entry.bookmark, number, *words)
        return paragraph(f"Heading{level}", *place, properties=breaks)

    def _all(self, content: list[Shown] | list[Content]) -> Iterator[BaseOxmlElement]:
        for each in content:
            match each:
                case Prose():
                    yield from prose_elements(each.content, self.package)
                case Own(content=Picture() as picture):
                    yield paragraph("ReportPicture", self.package.picture(picture.data, picture.alt))
                case Own(content=Preformatted() as text):
                    yield preformatted(text)
                case Shown():
                    yield from self._shown(each)

    def _shown(self, shown: Shown) -> Iterator[BaseOxmlElement]:
        match shown.block:
            case Table() as block:
                yield caption_element(next(self.numbered), self.package)
                yield from table_elements(block)
            case Figure() as block:
                exhibit = next(self.numbered)
                yield caption_element(exhibit, self.package)
                yield paragraph("ReportPicture", self.package.picture(next(self.pictures), block.alt))
                yield self._pointer(exhibit)
            case block:
                yield from text_elements(block)

    def _pointer(self, exhibit: Exhibit) -> BaseOxmlElement:
        if exhibit.holds_its_data:
            self.annex.append(exhibit)
        return data_pointer(exhibit, self.language)

    def _annex(self) -> Iterator[BaseOxmlElement]:
        if self.annex:
            text = say("pages.annex", self.language)
            yield self._heading(text, *runs(text), level=1)
        for exhibit in self.annex:
            yield annex_caption(exhibit, self.package, self.language)
            yield from table_elements(exhibit.table)


def _pictures(report: Outline) -> Iterator[str]:
    for shown in (*report.head, *report.body.results()):
        if isinstance(shown, Shown) and isinstance(shown.block, Figure):
            yield shown.svg


def _is_banner(shown: Shown) -> bool:
    return isinstance(shown.block, Paragraph) and shown.block.tone == "banner"

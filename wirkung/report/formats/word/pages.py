"""What stands around the text of a Word file: contents that lead to the headings, head and foot of the pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docx.oxml.xmlchemy import BaseOxmlElement

from wirkung.report.formats.word.elements import element, field, link_inside, paragraph, runs
from wirkung.report.formats.word.package import Package
from wirkung.report.writing.words import say

DEPTH = 2  # levels of headings in the contents
LONGEST_HEAD = 80  # letters of the title at the head of every page


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A heading in the contents."""

    level: int
    text: str
    bookmark: str


def contents(entries: Sequence[Entry], language: str) -> Iterator[BaseOxmlElement]:
    """The contents as a field of Word, filled with links to the headings.

    Without page numbers: only the program that shows the file knows its pages, and a number that is wrong until
    somebody brings the field up to date is worse than none.
    """
    if not entries:
        return
    yield paragraph("TOCHeading", *runs(say("html.contents", language)))
    begin = [_mark("begin"), _instruction(f'TOC \\o "1-{DEPTH}" \\n \\h \\z \\u'), _mark("separate")]
    for place, entry in enumerate(entries):
        opening = begin if place == 0 else []
        closing = [_mark("end")] if place == len(entries) - 1 else []
        target = link_inside(entry.bookmark, *runs(entry.text, style="Hyperlink"))
        yield paragraph(f"TOC{entry.level}", *opening, target, *closing)


def head_and_foot(package: Package, *, title: str, organisation: str, language: str) -> None:
    """Title at the head of every page but the first, organisation and page at the foot of every page."""
    section = package.document.sections[0]
    short = title if len(title) <= LONGEST_HEAD else f"{title[: LONGEST_HEAD - 1]}…"
    for place in (section.first_page_header, section.header, section.first_page_footer, section.footer):
        place.is_linked_to_previous = False
    _fill(section.header.part.element, paragraph("Header", *runs(short)))
    for footer in (section.first_page_footer, section.footer):
        _fill(footer.part.element, paragraph("Footer", *runs(f"{organisation}\t"), *_page(language)))


def _fill(part: BaseOxmlElement, content: BaseOxmlElement) -> None:
    for child in list(part):
        part.remove(child)
    part.append(content)


def _page(language: str) -> Iterator[BaseOxmlElement]:
    sentence = say("pages.page", language, page="\0PAGE\0", pages="\0NUMPAGES\0")
    for place, part in enumerate(sentence.split("\0")):
        if place % 2:
            yield field(part, "1")
        else:
            yield from runs(part)


def _mark(kind: str) -> BaseOxmlElement:
    return element("r", element("fldChar", fldCharType=kind))


def _instruction(text: str) -> BaseOxmlElement:
    written = element("instrText")
    written.text = f" {text} "
    written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element("r", written)

"""Blocks of a report as Word paragraphs, pictures and tables, each in a style of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docx.oxml.xmlchemy import BaseOxmlElement

from wirkung.report.document.blocks import Bullets, KeyFigures, Paragraph, Title, Tone
from wirkung.report.document.document import Exhibit, TextBlock
from wirkung.report.formats.word.elements import bookmarked, field, link_inside, paragraph, runs
from wirkung.report.formats.word.package import Package
from wirkung.report.writing.words import listed, say

LONG_TITLE = 80  # letters; a longer one would fill the first page
SMALL_TITLE = 34  # half points

TONES: dict[Tone, str] = {
    "text": "Normal",
    "answer": "ReportAnswer",
    "limit": "ReportLimit",
    "note": "ReportNote",
    "banner": "ReportBanner",
    "absent": "ReportAbsent",
}


def text_elements(block: TextBlock) -> Iterator[BaseOxmlElement]:
    """A block that consists of text."""
    match block:
        case Title():
            yield paragraph("ReportAbove", *runs(block.above))
            smaller = SMALL_TITLE if len(block.text) > LONG_TITLE else None
            yield paragraph("Title", *runs(block.text, size=smaller))
            yield paragraph("Subtitle", *runs(block.below))
        case Paragraph():
            mark = (*runs(block.mark, style="ReportMark"), *runs(": ")) if block.mark else ()
            style = "ReportTerm" if block.mark and block.tone == "text" else TONES[block.tone]
            yield paragraph(style, *mark, *runs(block.text))
        case Bullets():
            if block.lead:
                yield paragraph("ReportLead", *runs(block.lead))
            yield from (paragraph("ListBullet", *runs(item)) for item in block.items)
        case KeyFigures():
            for item in block.items:
                value = runs(item.value, style="ReportKeyValue")
                yield paragraph("ReportKeyFigure", *value, *runs(f"  {item.label}"))
                yield paragraph("ReportKeyFigureDetail", *runs(item.detail))


def caption_element(exhibit: Exhibit, package: Package) -> BaseOxmlElement:
    """«Tabelle 3» and what it shows; the number is a field, and the label a place to link to.

    The field sets its number: tables of the annex stand in another order than they are numbered and pointed to.
    """
    word, _, number = exhibit.label.rpartition(" ")
    mark = number.rstrip("0123456789")  # tables of the annex have numbers of their own: «Tabelle A2»
    digits = number.removeprefix(mark)
    label = (*runs(f"{word} {mark}"), field(f"SEQ {word}{mark} \\r {digits} \\* ARABIC", digits))
    place = bookmarked(bookmark(exhibit.label), package.next_id(), *label)
    return paragraph("Caption", *place, *runs(f": {exhibit.block.caption}"))


def data_pointer(exhibits: Sequence[Exhibit], language: str) -> BaseOxmlElement:
    """Where the numbers of figures stand, as links: in tables of the report, or in the annex."""
    places = [_place(each, language) for each in exhibits]
    told = say("pages.data_in", language, label=listed([f"\0{words}\0" for words, _ in places], language))
    pieces = told.split("\0")  # words and links in turn
    links = (link_inside(target, *runs(words, style="Hyperlink")) for words, target in places)
    content = [*runs(pieces[0])]
    for link, after in zip(links, pieces[2::2], strict=True):
        content += [link, *runs(after)]
    return paragraph("ReportTableNote", *content)


def _place(exhibit: Exhibit, language: str) -> tuple[str, str]:
    """The name of the table with the numbers of a figure, and its bookmark."""
    if exhibit.holds_its_data and not exhibit.apart:
        return say("pages.data_of", language, label=exhibit.label), annex_bookmark(exhibit)
    return exhibit.data_in, bookmark(exhibit.data_in)


def annex_caption(exhibit: Exhibit, package: Package, language: str) -> BaseOxmlElement:
    """The caption of a figure's numbers in the annex; the figure itself has the number."""
    text = f"{say('pages.data_of', language, label=exhibit.label)}: {exhibit.block.caption}"
    return paragraph("Caption", *bookmarked(annex_bookmark(exhibit), package.next_id(), *runs(text)))


def annex_bookmark(exhibit: Exhibit) -> str:
    """The name of the place of a figure's numbers in the annex."""
    return f"{bookmark(exhibit.label)}_data"


def bookmark(label: str) -> str:
    """The name of the place of a table or figure."""
    return label.replace(" ", "_")

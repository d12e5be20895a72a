"""The citizens' edition: the report for everybody, in plain words («Einfache Sprache»), as a page and as a PDF.

It is public, so only a released report has one. Its sentences were written beside the results, by
`wirkung.report.frame.citizens`; nothing is computed here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from wirkung.report.document.blocks import Bullets, Paragraph
from wirkung.report.document.document import Content, Document, Endnotes, Section
from wirkung.report.document.handed_over import PlainPart
from wirkung.report.document.richtext import Heading, Text
from wirkung.report.document.status import ReportStatus
from wirkung.report.formats.html import report_html
from wirkung.report.formats.pdf import report_pdf
from wirkung.report.writing.words import say

CITIZENS = ("citizens.html", "citizens.pdf")  # the suffixes of its files
# One that was withdrawn has been public.
PUBLIC = (ReportStatus.APPROVED, ReportStatus.PUBLISHED, ReportStatus.WITHDRAWN)


def citizens_files(document: Document) -> dict[str, bytes]:
    """The edition as the files that readers get; none of a draft, or of a notebook without a first page.

    Parameters
    ----------
    document
        The whole report, with its status.
    """
    if document.status not in PUBLIC or not document.handed_over.citizens:
        return {}
    edition = citizens(document)
    return dict(zip(CITIZENS, (report_html(edition).encode(), report_pdf(edition)), strict=True))


def citizens(document: Document) -> Document:
    """What the programme is about, what came of it in plain words, and where to say what one thinks of it."""
    language, title = document.language, document.title
    parts = (
        PlainPart(heading=say("citizens.about", language), texts=tuple(_about(document))),
        *document.handed_over.citizens,
        PlainPart(heading=say("citizens.feedback", language), texts=_feedback(document)),
        PlainPart(heading=say("citizens.read_more", language), texts=(say("citizens.report", language),)),
    )
    return replace(
        document,
        short=True,
        title=replace(title, below=say("citizens.below", language, below=title.below).strip(" ·")),
        head=(),
        opening=(),
        sections=tuple(_section(place, part) for place, part in enumerate(parts, start=1)),
        annex=(),
        exhibits=(),
        endnotes=Endnotes(),
        has_own_parts=False,
    )


def _about(document: Document) -> Iterable[str]:
    """Which programme, and its question in the office's own words."""
    title, language = document.title, document.language
    yield say("citizens.programme", language, title=title.text, organisation=title.above)
    mark = say("masthead.question", language)
    for each in document.head:
        if isinstance(each, Paragraph) and each.mark == mark:
            yield say("citizens.question", language, question=each.text)


def _feedback(document: Document) -> tuple[str, ...]:
    contact = document.handed_over.contact or document.title.above
    return (
        say("citizens.your_view", document.language),
        say("citizens.contact", document.language, contact=contact),
    )


def _section(place: int, part: PlainPart) -> Section:
    content: list[Content] = [Paragraph(text=text) for text in part.texts]
    if part.items:
        content.append(Bullets(lead="", items=part.items))
    heading = Heading(level=2, runs=(Text(text=part.heading),))
    return Section(heading=heading, anchor=f"citizens-{place}", content=tuple(content), sections=())

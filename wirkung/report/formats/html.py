"""The report as one HTML page: semantic, self-contained, without code."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from markupsafe import Markup

from wirkung.report.document.blocks import Figure, Table
from wirkung.report.document.document import Content, Document, Endnotes, Exhibit, Section
from wirkung.report.document.richtext import Picture, Preformatted, Prose
from wirkung.report.formats.fragments import block_html, environment
from wirkung.report.formats.prose_html import own_markup, prose_markup, runs_markup
from wirkung.report.formats.svg import inline_svg
from wirkung.report.writing.words import say

DEEPEST = 6  # HTML has six levels of headings
CONTENTS_DEPTH = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSection:
    """A section as the template needs it: heading level, markup in order, sections below."""

    level: int
    heading: Markup
    anchor: str
    content: tuple[Markup, ...]
    sections: tuple[PageSection, ...]


def report_html(document: Document) -> str:
    """The report as a whole HTML document that asks no host for anything; code is not shown."""
    page, language = _Page(document.language), document.language
    head = [page.markup(document.title), *map(page.markup, document.front)]
    return (
        environment()
        .get_template("report.html.j2")
        .render(
            language=language,
            title=document.title.text,
            head=head,
            banners=[page.markup(each) for each in document.banners],
            opening=[page.markup(each) for each in document.opening],
            sections=[page.section(each, level=2) for each in document.sections],
            annex=[page.section(each, level=3) for each in document.annex],
            endnotes=document.endnotes,
            has_annex=bool(document.annex) or document.endnotes != Endnotes(),
            depth=CONTENTS_DEPTH,
            short=document.short,
            closing=document.closing,
            protection=document.protection,
            say=lambda code, **values: say(code, language, **values),
        )
    )


@dataclass(slots=True)
class _Page:
    """Renders content in reading order; remembers which letters earlier pictures have brought."""

    language: str
    letters: set[str] = field(default_factory=set)

    def section(self, section: Section, *, level: int) -> PageSection:
        """A section with everything below it."""
        content = tuple(self.markup(each) for each in section.content)
        return PageSection(
            level=min(level, DEEPEST),
            heading=runs_markup(section.heading.runs),
            anchor=section.anchor,
            content=content,
            sections=tuple(self.section(inner, level=level + 1) for inner in section.sections),
        )

    def markup(self, content: Content) -> Markup:
        """One piece of content."""
        match content:
            case Exhibit():
                return self._exhibit(content)
            case Picture() | Preformatted():
                return own_markup(content)
            case Prose():
                return prose_markup(content)
            case block:
                return block_html(block, language=self.language)

    def _exhibit(self, exhibit: Exhibit) -> Markup:
        picture = None
        if isinstance(exhibit.block, Figure):
            label, prefix = exhibit.block.alt, f"{exhibit.anchor}-"
            picture = inline_svg(exhibit.picture, label=label, prefix=prefix, letters=self.letters)
        block = exhibit.block
        return block_html(
            replace(block, notes=exhibit.notes) if isinstance(block, Table) else block,
            language=self.language,
            label=exhibit.label,
            anchor=exhibit.anchor,
            picture=picture,
            folded=exhibit.apart,
            data_at=("" if exhibit.holds_its_data else exhibit.data_at, exhibit.data_in),
        )

"""An executed notebook as one HTML page: semantic, self-contained, without code."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup
from nbformat import NotebookNode

from wirkung.report.document.blocks import Figure, Paragraph, Table, Title
from wirkung.report.document.cells import Own, Shown
from wirkung.report.document.outline import Content, Section, outline
from wirkung.report.document.richtext import Prose
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


@dataclass(slots=True)
class Numbering:
    """Counts tables and figures through the report and renders them with their numbers."""

    language: str
    counts: dict[str, int] = field(default_factory=lambda: {"table": 0, "figure": 0})
    letters: set[str] = field(default_factory=set)

    def markup(self, content: Content) -> Markup:
        """One piece of content as markup."""
        match content:
            case Shown():
                return self._shown(content)
            case Own():
                return own_markup(content.content)
            case Prose():
                return prose_markup(content)

    def _shown(self, shown: Shown) -> Markup:
        match shown.block:
            case Table() as block:
                label, anchor = self._next("table")
                return block_html(block, language=self.language, label=label, anchor=anchor)
            case Figure() as block:
                label, anchor = self._next("figure")
                picture = inline_svg(shown.svg, label=block.alt, prefix=f"{anchor}-", letters=self.letters)
                return block_html(block, language=self.language, label=label, anchor=anchor, picture=picture)
            case block:
                return block_html(block, language=self.language)

    def _next(self, kind: str) -> tuple[str, str]:
        self.counts[kind] += 1
        number = self.counts[kind]
        return say(f"html.{kind}", self.language, number=number), f"{kind}-{number}"


def report_html(notebook: NotebookNode, *, language: str) -> str:
    """A notebook that ran to its end, as the report that readers get.

    Parameters
    ----------
    notebook
        Executed; `show()` left blocks in its outputs. Code is not shown.
    language
        Language of the page, «de» or «en».

    Returns
    -------
    A whole HTML document that asks no host for anything.

    Raises
    ------
    RunError
        An error among the outputs, or a figure without alternative text: every problem at once.
    """
    report = outline(notebook)
    numbering = Numbering(language)
    title = report.title or say("html.report", language)
    head = [numbering.markup(shown) for shown in report.head if not _is_banner(shown)]
    banners = [numbering.markup(shown) for shown in report.head if _is_banner(shown)]
    sections = tuple(_section(inner, numbering, level=2) for inner in report.body.sections)
    template = environment().get_template("report.html.j2")
    return template.render(
        language=language,
        title=title,
        head=head or [block_html(Title(text=title, above="", below=""), language=language)],
        banners=banners,
        opening=[numbering.markup(each) for each in report.body.content],
        sections=sections,
        depth=CONTENTS_DEPTH,
        say=lambda code, **values: say(code, language, **values),
    )


def _is_banner(shown: Shown) -> bool:
    return isinstance(shown.block, Paragraph) and shown.block.tone == "banner"


def _section(section: Section, numbering: Numbering, *, level: int) -> PageSection:
    content = tuple(numbering.markup(each) for each in section.content)
    return PageSection(
        level=min(level, DEEPEST),
        heading=runs_markup(section.heading.runs) if section.heading else Markup(),
        anchor=section.anchor,
        content=content,
        sections=tuple(_section(inner, numbering, level=level + 1) for inner in section.sections),
    )

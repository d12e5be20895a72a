"""A report as one document: the only thing that formats, results and manifest are written from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from wirkung.catalogue import message
from wirkung.report.document.blocks import Bullets, Figure, KeyFigure, KeyFigures, Paragraph, Table, Title
from wirkung.report.document.handed_over import HandedOver
from wirkung.report.document.richtext import Heading, Picture, Preformatted, Prose
from wirkung.report.document.status import ReportStatus, status_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """A numbered table or figure.

    Parameters
    ----------
    label, anchor
        «Tabelle 3» and the name of its place in the document.
    block
        The table, or what the figure shows in words and numbers.
    data_in, data_at
        Label and anchor of the table that holds its data: its own where no table of the document has all rows of
        a figure's data.
    picture
        The SVG of a figure, empty for a table.
    apart
        Whether it is a table that stands in the annex, and not where it is shown: what it says stands in a figure,
        or only few readers need it.
    notes
        What is said under it: of its block's notes those that no earlier table has, without methods and sources.
    pointed
        Whether a figure names it as the place of its data.
    """

    label: str
    anchor: str
    block: Table | Figure
    data_in: str
    data_at: str
    picture: str = ""
    apart: bool = False
    notes: tuple[str, ...] = ()
    pointed: bool = False

    @property
    def table(self) -> Table:
        """The table itself, or the data of the figure."""
        return self.block if isinstance(self.block, Table) else self.block.data

    @property
    def holds_its_data(self) -> bool:
        """Whether its rows stand nowhere else in the document."""
        return self.data_in == self.label


@dataclass(frozen=True, slots=True, kw_only=True)
class Endnotes:
    """What is said of tables and figures once for all of them, at the end.

    Parameters
    ----------
    shared
        Notes that several tables have.
    methods
        How numbers were computed, with the labels of the tables and figures they stand in.
    sources
        Where formulas stand, in the order of the alphabet.
    """

    shared: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


TextBlock = Title | Paragraph | Bullets | KeyFigures
Content = Prose | TextBlock | Exhibit | Preformatted | Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with what follows it, and the sections below."""

    heading: Heading
    anchor: str
    content: tuple[Content, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A report in one language, in reading order.

    Parameters
    ----------
    title, banners, head
        What it is, what must be known before reading it, and what else was shown with the title.
    opening, sections
        What comes before the first heading, and the sections.
    annex
        Sections for those who want to know more; they stand after all others.
    exhibits
        Every table and figure that stands in it, in order.
    endnotes
        What stands at the end instead of under every table.
    has_own_parts
        Whether an evaluator's own output is in it, which no protection of small groups covers.
    handed_over
        What cells gave to the run besides what they showed.
    status, on, by
        How far it is on its way to the public, the day of that (where one is known), and the two roles that
        decided it; none of a draft.
    short
        Whether it is an edition of few pages, which need no contents.
    beside
        Whether it stands beside the report: nobody released it with that, so its status is told as the report's.
    """

    language: str
    title: Title
    banners: tuple[Paragraph, ...]
    head: tuple[Content, ...]
    opening: tuple[Content, ...]
    sections: tuple[Section, ...]
    annex: tuple[Section, ...]
    exhibits: tuple[Exhibit, ...]
    endnotes: Endnotes
    has_own_parts: bool
    handed_over: HandedOver
    status: ReportStatus = ReportStatus.DRAFT
    on: date | None = None
    by: tuple[str, ...] = ()
    short: bool = False
    beside: bool = False

    @property
    def front(self) -> tuple[Content, ...]:
        """What stands under the title: its status with the day, then what else was shown there."""
        status = status_line(self.status, self.on, self.by, self.language)
        if self.beside:
            status = replace(status, mark=message("report", "masthead.status_of_report", self.language))
        return (status, *self.head)

    @property
    def closing(self) -> str:
        """What is said at its end: who made it, how far persons are protected, where to tell of barriers."""
        made = message("report", f"closing.{'with_own' if self.has_own_parts else 'protected'}", self.language)
        return f"{made} {self.barriers}".strip()

    @property
    def barriers(self) -> str:
        """Where somebody may write to who cannot read or use it; empty where nobody is named."""
        contact = self.handed_over.contact or self.title.above
        return message("report", "closing.barriers", self.language, contact=contact) if contact else ""

    @property
    def protection(self) -> str:
        """The same in a word for the foot of a page."""
        return message("report", f"foot.{'with_own' if self.has_own_parts else 'protected'}", self.language)

    @property
    def key_figure(self) -> KeyFigure | None:
        """The first key figure, for lists of reports."""
        figures = (each for each in self._content() if isinstance(each, KeyFigures))
        return next((item for each in figures for item in each.items), None)

    def _content(self) -> Iterator[Content]:
        yield from self.front
        yield from self.opening
        for section in self.sections:
            yield from _content_of(section)


def _content_of(section: Section) -> Iterator[Content]:
    yield from section.content
    for inner in section.sections:
        yield from _content_of(inner)

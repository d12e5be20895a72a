"""An executed notebook as the outline of a report: head, sections, and in them prose and results."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from nbformat import NotebookNode

from wirkung.errors import Problem, RunError
from wirkung.report.document.blocks import Title
from wirkung.report.document.cells import CellReader, Own, Shown
from wirkung.report.document.prose import Attached, prose
from wirkung.report.document.richtext import Heading, Prose

NOTEBOOK_ONLY = "notebook-only"  # tag of cells that are for the evaluator, not for readers

Content = Prose | Shown | Own


@dataclass(slots=True)
class Section:
    """A heading with what follows it; the outermost has level 0 and no heading."""

    level: int
    heading: Heading | None = None
    anchor: str = ""
    content: list[Content] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)

    def results(self) -> list[Shown | Own]:
        """Everything that cells showed, here and below."""
        own = [each for each in self.content if not isinstance(each, Prose)]
        return own + [each for section in self.sections for each in section.results()]

    @property
    def says_nothing(self) -> bool:
        """Whether there is nothing in it, or only that a question is not asked."""
        results = self.results()
        if results:
            return all(isinstance(each, Shown) and each.absent for each in results)
        return not self.content and not self.sections


@dataclass(slots=True)
class Outline:
    """The head of a report (its title and what was shown with it) and the sections below."""

    head: list[Shown] = field(default_factory=list)
    body: Section = field(default_factory=lambda: Section(level=0))

    @property
    def title(self) -> str:
        """The title of the report; empty where no cell showed one."""
        return next((shown.block.text for shown in self.head if isinstance(shown.block, Title)), "")


def outline(notebook: NotebookNode) -> Outline:
    """The outline of an executed notebook.

    Parameters
    ----------
    notebook
        Executed; cells with the tag `notebook-only` are left out. The output that shows a `Title` becomes the
        head. Sections whose results only say that a question is not asked are dropped.

    Raises
    ------
    RunError
        With every figure without alternative text, picture from elsewhere, and error among the outputs.
    """
    found, reader = Outline(), CellReader()
    path = [found.body]
    for cell in notebook.cells:
        if NOTEBOOK_ONLY in cell.metadata.get("tags", []):
            continue
        if cell.cell_type == "markdown":
            _read_prose(cell, path, reader.problems)
        elif cell.cell_type == "code":
            _read_outputs(cell, path[-1], found, reader)
    if reader.problems:
        raise RunError(reader.problems)
    _prune(found.body)
    _name_anchors(found.body, set())
    return found


def _read_prose(cell: NotebookNode, path: list[Section], problems: list[Problem]) -> None:
    attached = Attached(files=cell.get("attachments", {}))
    for piece in prose(cell.source, attached):
        if isinstance(piece, Heading):
            while path[-1].level >= piece.level:
                path.pop()
            section = Section(level=piece.level, heading=piece)
            path[-1].sections.append(section)
            path.append(section)
        else:
            path[-1].content.append(piece)
    heading = next((each.heading.text for each in reversed(path) if each.heading), "")
    values = {"heading": heading}
    problems.extend([Problem(code="run.prose_picture_without_alt", values=values)] * attached.without_alt)
    problems.extend(
        Problem(code="run.picture_from_elsewhere", values={**values, "source": source})
        for source in attached.from_elsewhere
    )


def _read_outputs(cell: NotebookNode, section: Section, found: Outline, reader: CellReader) -> None:
    for contents in reader.outputs(cell):
        ours = [each for each in contents if isinstance(each, Shown)]
        if not found.head and any(isinstance(each.block, Title) for each in ours):
            found.head = ours
        else:
            section.content.extend(contents)


def _prune(section: Section) -> None:
    for inner in section.sections:
        _prune(inner)
    section.sections = [inner for inner in section.sections if not inner.says_nothing]


def _name_anchors(section: Section, taken: set[str]) -> None:
    for inner in section.sections:
        words = (
            re.sub(r"[^\w]+", "-", inner.heading.text.lower() if inner.heading else "").strip("-") or "abschnitt"
        )
        anchor, count = words, 1
        while anchor in taken:
            count += 1
            anchor = f"{words}-{count}"
        taken.add(anchor)
        inner.anchor = anchor
        _name_anchors(inner, taken)

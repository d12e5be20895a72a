"""An executed notebook read once into the document of a report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from nbformat import NotebookNode

from wirkung.catalogue import message
from wirkung.errors import Problem, RunError
from wirkung.report.document.blocks import Figure, Paragraph, Table, Title
from wirkung.report.document.document import Content, Document, Exhibit, Section
from wirkung.report.document.exhibits import numbered
from wirkung.report.document.handed_over import read_handed_over
from wirkung.report.document.outputs import OutputReader, Shown
from wirkung.report.document.prose import Attached, prose
from wirkung.report.document.richtext import Heading, Picture, Preformatted, Prose

NOTEBOOK_ONLY = "notebook-only"  # tag of cells that are for the evaluator, not for readers
OTHER_ANCHORS = ("content", "contents", "annex")  # of what formats add

Raw = Prose | Shown | Preformatted | Picture


@dataclass(slots=True)
class _Part:
    """A heading with what was found below it so far; the outermost has level 0 and no heading."""

    level: int
    heading: Heading | None = None
    content: list[Raw] = field(default_factory=list)
    parts: list[_Part] = field(default_factory=list)

    def shown(self) -> Iterator[Raw]:
        """Everything that cells showed, here and below."""
        yield from (each for each in self.content if not isinstance(each, Prose))
        for part in self.parts:
            yield from part.shown()

    @property
    def says_nothing(self) -> bool:
        """Whether there is nothing in it, or only that a question is not asked."""
        shown = list(self.shown())
        if shown:
            return all(isinstance(each, Shown) and each.absent for each in shown)
        return not self.content and not self.parts


def read_document(notebook: NotebookNode, *, language: str) -> Document:
    """The document of an executed notebook.

    Parameters
    ----------
    notebook
        Executed; cells with the tag `notebook-only` are left out, and so is what cells showed by themselves
        (DataFrames, prints, plots) unless they have the tag `report`. The output that shows a `Title` becomes the
        head. Sections whose results only say that a question is not asked are dropped.
    language
        Of the words that are added: «de» or «en».

    Raises
    ------
    RunError
        With every figure without alternative text, table without caption, picture from elsewhere, and error among
        the outputs; or where what cells hand over has not the agreed form.
    """
    reader = OutputReader(language)
    head, body = _read(notebook, reader)
    _prune(body)
    exhibits = numbered([each for each in (*head, *body.shown()) if isinstance(each, Shown)], language)
    finished = iter(exhibits)
    top = [_finished(each, finished) for each in head]
    title = next((each for each in top if isinstance(each, Title)), None)
    banners = tuple(each for each in top if isinstance(each, Paragraph) and each.tone == "banner")
    anchors = {*OTHER_ANCHORS, *(f"{each.anchor}{end}" for each in exhibits for end in ("", "-data"))}
    return Document(
        language=language,
        title=title or Title(text=message("report", "html.report", language), above="", below=""),
        banners=banners,
        head=tuple(each for each in top if each not in banners and not isinstance(each, Title)),
        opening=tuple(_finished(each, finished) for each in body.content),
        sections=tuple(_section(part, finished, anchors) for part in body.parts),
        exhibits=exhibits,
        has_own_parts=reader.found_own,
        handed_over=read_handed_over(_metadata(notebook)),
    )


def _read(notebook: NotebookNode, reader: OutputReader) -> tuple[list[Shown], _Part]:
    """What was shown with the title, and everything else in its parts."""
    head: list[Shown] = []
    path = [_Part(level=0)]
    for cell in notebook.cells:
        if NOTEBOOK_ONLY in cell.metadata.get("tags", []):
            continue
        if cell.cell_type == "markdown":
            _read_prose(cell, path, reader.problems)
        elif cell.cell_type == "code":
            for contents in reader.contents(cell):
                ours = [each for each in contents if isinstance(each, Shown)]
                if not head and any(isinstance(each.block, Title) for each in ours):
                    head = ours
                else:
                    path[-1].content.extend(contents)
    if reader.problems:
        raise RunError(reader.problems)
    return head, path[0]


def _read_prose(cell: NotebookNode, path: list[_Part], problems: list[Problem]) -> None:
    attached = Attached(files=cell.get("attachments", {}))
    for piece in prose(cell.source, attached):
        if isinstance(piece, Heading):
            while path[-1].level >= piece.level:
                path.pop()
            part = _Part(level=piece.level, heading=piece)
            path[-1].parts.append(part)
            path.append(part)
        else:
            path[-1].content.append(piece)
    heading = next((each.heading.text for each in reversed(path) if each.heading), "")
    values = {"heading": heading}
    problems.extend([Problem(code="run.prose_picture_without_alt", values=values)] * attached.without_alt)
    problems.extend(
        Problem(code="run.picture_from_elsewhere", values={**values, "source": source})
        for source in attached.from_elsewhere
    )


def _prune(part: _Part) -> None:
    for inner in part.parts:
        _prune(inner)
    part.parts = [inner for inner in part.parts if not inner.says_nothing]


def _section(part: _Part, exhibits: Iterator[Exhibit], anchors: set[str]) -> Section:
    assert part.heading is not None  # noqa: S101 - only the outermost part has none
    anchor = _anchor(part.heading.text, anchors)
    content = tuple(_finished(each, exhibits) for each in part.content)
    inner = tuple(_section(each, exhibits, anchors) for each in part.parts)
    return Section(heading=part.heading, anchor=anchor, content=content, sections=inner)


def _finished(each: Raw, exhibits: Iterator[Exhibit]) -> Content:
    """What was shown as it stands in the document; tables and figures come from `exhibits` in turn."""
    if not isinstance(each, Shown):
        return each
    return next(exhibits) if isinstance(each.block, Table | Figure) else each.block


def _anchor(heading: str, taken: set[str]) -> str:
    """A name for a heading that nothing else in the document has."""
    words = re.sub(r"[^\w]+", "-", heading.lower()).strip("-") or "abschnitt"
    anchor, count = words, 1
    while anchor in taken:
        count += 1
        anchor = f"{words}-{count}"
    taken.add(anchor)
    return anchor


def _metadata(notebook: NotebookNode) -> Iterator[dict[str, object]]:
    for cell in notebook.cells:
        if cell.cell_type == "code":
            yield from (output.get("metadata", {}).get("wirkung", {}) for output in cell.outputs)

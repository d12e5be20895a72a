"""An executed notebook read once into the document of a report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nbformat import NotebookNode

from wirkung.catalogue import message
from wirkung.errors import Problem, RunError
from wirkung.report.document.blocks import Cautions, Figure, Paragraph, Table, Title
from wirkung.report.document.document import Content, Document, Exhibit, Section
from wirkung.report.document.exhibits import endnotes, numbered
from wirkung.report.document.handed_over import read_handed_over
from wirkung.report.document.outputs import OutputReader, Shown
from wirkung.report.document.parts import Part, Raw, apart, cautions_once, without_silent, without_withheld
from wirkung.report.document.prose import Attached, prose
from wirkung.report.document.richtext import Heading

NOTEBOOK_ONLY = "notebook-only"  # tag of cells that are for the evaluator, not for readers
ANNEX = "annex"  # tag of cells with a heading: their section stands in the annex
# Of what formats add.
OTHER_ANCHORS = (
    "content",
    "contents",
    *(f"annex{part}" for part in ("", "-tables", "-notes", "-methods", "-sources")),
)


def read_document(notebook: NotebookNode, *, language: str) -> Document:
    """The document of an executed notebook.

    Parameters
    ----------
    notebook
        Executed; cells with the tag `notebook-only` are left out, and so is what cells showed by themselves
        (DataFrames, prints, plots) unless they have the tag `report`. The output that shows a `Title` becomes the
        head. Sections whose results only say that a question is not asked are dropped; those of which all is
        withheld become one list; a caution stands once where it is met first, and once in the list of the report.
        Sections under a heading of a cell with the tag `annex` stand in the annex.
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
    without_silent(body)
    without_withheld(body, language)
    cautions_once(body, language)
    annex = apart(body, language)
    main, later = (
        [each for each in shown if isinstance(each, Shown)]
        for shown in ((*head, *body.shown()), (each for part in annex for each in part.shown()))
    )
    exhibits = numbered(main, later, language)
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
        annex=tuple(_section(part, finished, anchors) for part in annex),
        exhibits=exhibits,
        endnotes=endnotes(exhibits, language),
        has_own_parts=reader.found_own,
        handed_over=read_handed_over(_metadata(notebook)),
    )


def _read(notebook: NotebookNode, reader: OutputReader) -> tuple[list[Shown], Part]:
    """What was shown with the title, and everything else in its parts."""
    head: list[Shown] = []
    path = [Part(level=0)]
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


def _read_prose(cell: NotebookNode, path: list[Part], problems: list[Problem]) -> None:
    attached = Attached(files=cell.get("attachments", {}))
    for piece in prose(cell.source, attached):
        if isinstance(piece, Heading):
            while path[-1].level >= piece.level:
                path.pop()
            part = Part(level=piece.level, heading=piece, in_annex=ANNEX in cell.metadata.get("tags", []))
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


def _section(part: Part, exhibits: Iterator[Exhibit], anchors: set[str]) -> Section:
    assert part.heading is not None  # noqa: S101 - only the outermost part has none
    anchor = _anchor(part.heading.text, anchors)
    content = tuple(_finished(each, exhibits) for each in part.content)
    inner = tuple(_section(each, exhibits, anchors) for each in part.parts)
    return Section(heading=part.heading, anchor=anchor, content=content, sections=inner)


def _finished(each: Raw, exhibits: Iterator[Exhibit]) -> Content:
    """What was shown as it stands in the document; tables and figures come from `exhibits` in turn."""
    if not isinstance(each, Shown):
        return each
    if isinstance(each.block, Table | Figure):
        return next(exhibits)
    return each.block.bullets if isinstance(each.block, Cautions) else each.block


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

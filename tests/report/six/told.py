"""A whole report as text: the notebook of an evaluation run here, without its kernel and its pictures."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_output

import wirkung.report
from wirkung import notebook
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.style import WIDTH
from wirkung.report.document.blocks import Bullets, Figure, KeyFigures, Paragraph, Table
from wirkung.report.document.consistency import contradictions
from wirkung.report.document.document import Content, Document, Endnotes, Exhibit, Section
from wirkung.report.document.reading import read_document
from wirkung.report.document.richtext import Paragraph as Words
from wirkung.report.document.richtext import Prose, plain_text
from wirkung.report.formats.plain import plain
from wirkung.report.show import Presenter, outputs_of
from wirkung.run.translate import translated
from wirkung.study.study import Study

NOTEBOOK = Path(__file__).resolve().parents[3] / "notebooks" / "evaluation.ipynb"
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}"><path d="M0 0h1v1H0z"/></svg>'


def undrawn(patch: pytest.MonkeyPatch) -> None:
    """Figures keep their caption, words, data and size; drawing them takes longer than all the rest."""

    def drawn(paint: object, *, height: float, caption: str, alt: str, data: Table) -> Drawing:  # noqa: ARG001
        return Drawing(block=Figure(caption=caption, alt=alt, data=data), svg=PICTURE.format(WIDTH, height))

    names = [info.name for info in pkgutil.walk_packages(wirkung.report.__path__, "wirkung.report.")]
    for module in [import_module(name) for name in names]:  # all, before the first is changed
        if hasattr(module, "drawn"):
            patch.setattr(module, "drawn", drawn)


def whole_document(study: Study, language: str, patch: pytest.MonkeyPatch) -> Document:
    """The report of a study, its figures undrawn."""
    undrawn(patch)
    told = translated(nbformat.read(NOTEBOOK, as_version=4), stem=NOTEBOOK.stem, language=language)
    shown: list[object] = []
    patch.setattr(Presenter, "show", lambda presenter, *things: shown.extend(_told(presenter, things)))
    patch.setattr(notebook, "open_study", lambda *_, **__: study)
    names: dict[str, object] = {}
    for cell in told.cells:
        if cell.cell_type == "code":
            parameters = "parameters" in cell.metadata.get("tags", [])
            exec(cell.source, names)  # noqa: S102 - the notebook of this repository
            if parameters:
                names |= {"programme": "", "year": study.year, "language": language}
            cell.outputs, shown[:] = list(shown), []
    return read_document(told, language=language)


def whole_report(document: Document) -> str:
    """Everything that a report says, from its title to its glossary."""
    language = document.language
    found = contradictions(document)
    assert not found, found
    head = plain((document.title, *document.banners), language)
    sections = (*document.sections, *document.annex)
    last = _endnotes(document.endnotes)
    report = "\n\n".join((head, *_of(document.head, language), *_parts(sections, language), *last))
    return re.sub(rf"wirkung\s{re.escape(wirkung.__version__)}", "wirkung", report)


def _told(presenter: Presenter, things: tuple[object, ...]) -> Iterator[object]:
    """What a cell shows, as the notebook keeps it; the glossary is of all that was said before."""
    said = "\n".join(presenter.said)
    glossed = [replace(thing, text=said) if isinstance(thing, notebook.Glossary) else thing for thing in things]
    for output in outputs_of(glossed, presenter.language):
        presenter.said.append(output.data["text/plain"])
        yield new_output("display_data", data=output.data, metadata={"wirkung": output.metadata})


def lines(content: Content) -> tuple[str, ...]:
    """What one piece of a brief says, a text each."""
    match content:
        case Paragraph(text=text):
            return (text,)
        case Bullets(items=items):
            return items
        case KeyFigures(items=items):
            return tuple(text for item in items for text in (item.value, item.label, item.detail))
        case Exhibit():
            return tuple(cell for row in content.table.rows for cell in row)
        case _:
            raise TypeError(content)


def _endnotes(notes: Endnotes) -> Iterator[str]:
    for texts in (notes.shared, notes.methods, notes.sources):
        yield "\n".join(texts)


def _parts(sections: tuple[Section, ...], language: str) -> Iterator[str]:
    for section in sections:
        yield f"{'#' * section.heading.level} {section.heading.text}"
        yield from _of(section.content, language)
        yield from _parts(section.sections, language)


def _of(content: tuple[Content, ...], language: str) -> Iterator[str]:
    for each in content:
        if isinstance(each, Exhibit):
            block = replace(each.block, notes=each.notes) if isinstance(each.block, Table) else each.block
            yield f"{each.label}: {plain((block,), language)}"
        elif isinstance(each, Prose):
            nodes = (node for node in each.content if isinstance(node, Words))
            yield plain([Paragraph(text=plain_text(node.runs)) for node in nodes], language)
        else:
            yield plain((each,), language)  # type: ignore[arg-type] - no picture and no print is shown here

"""What code cells left behind, as contents of a page; what may not go into a report becomes a problem."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field

from nbformat import NotebookNode

from wirkung.errors import Problem
from wirkung.report.document.blocks import MIME, SVG, Block, Figure, Paragraph, from_json
from wirkung.report.document.prose import picture_kind
from wirkung.report.document.richtext import Picture, Preformatted

# What Python prints of an object that has no better form, such as <Axes: title='…'>: no content.
OBJECT = re.compile(r"<[^\n]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A block of ours, with the picture if it is a figure."""

    block: Block
    svg: str = ""

    @property
    def absent(self) -> bool:
        """Whether the block only says that there is nothing to say."""
        return isinstance(self.block, Paragraph) and self.block.tone == "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """Something an evaluator's own cell showed: what it printed, or a picture."""

    content: Preformatted | Picture


@dataclass(slots=True)
class CellReader:
    """Reads the outputs of code cells and collects what stops the export."""

    problems: list[Problem] = field(default_factory=list)

    def outputs(self, cell: NotebookNode) -> Iterator[tuple[Shown | Own, ...]]:
        """The contents of each output of a cell, in order."""
        for output in cell.outputs:
            match output.output_type:
                case "error":
                    self._refuse("run.error_in_notebook", cell, name=output.ename)
                case "stream":
                    # Only what was printed: stderr holds remarks of libraries, often with paths of this machine.
                    if output.name == "stdout" and output.text.strip():
                        yield (Own(content=Preformatted(text=output.text)),)
                case _:
                    yield tuple(self._shown(output, cell))

    def _shown(self, output: NotebookNode, cell: NotebookNode) -> Iterator[Shown | Own]:
        if MIME in output.data:
            for data in output.data[MIME]["blocks"]:
                block = from_json(data)
                yield Shown(block=block, svg=output.data[SVG] if isinstance(block, Figure) else "")
            return
        kind = picture_kind(output.data)
        if kind is not None:
            alt = self._alternative(output, cell)
            yield Own(content=Picture(kind=kind, data=b64decode(output.data[kind]), alt=alt))
        elif (text := output.data.get("text/plain", "")).strip() and not OBJECT.fullmatch(text.strip()):
            # Never their HTML: it could hold scripts, or a table with small groups styled as a result.
            yield Own(content=Preformatted(text=text))

    def _alternative(self, output: NotebookNode, cell: NotebookNode) -> str:
        places = (output.metadata, cell.metadata if _pictures(cell) == 1 else {})
        alt = next((str(alt) for place in places if (alt := place.get("wirkung", {}).get("alt"))), "")
        if not alt.strip():
            self._refuse("run.figure_without_alt", cell)
        return alt

    def _refuse(self, code: str, cell: NotebookNode, **values: object) -> None:
        self.problems.append(Problem(code=code, values={"cell": cell.execution_count, **values}))


def _pictures(cell: NotebookNode) -> int:
    """How many pictures a cell shows: a text at the cell speaks for one, not for several."""
    return sum(picture_kind(output.get("data", {})) is not None for output in cell.outputs)

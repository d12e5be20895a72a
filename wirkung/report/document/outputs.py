"""What code cells left behind: blocks of ours, and an evaluator's own where the cell is tagged for the report.

Nothing else enters a report, or the copy of the notebook that is published with it: what a cell prints while
somebody tries something out can hold a person's data, and has passed no protection of small groups.
"""

from __future__ import annotations

import copy
import re
from base64 import b64decode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from nbformat import NotebookNode

from wirkung.catalogue import message
from wirkung.errors import Problem
from wirkung.report.document.blocks import MIME, SVG, Block, Figure, Paragraph, from_json
from wirkung.report.document.own_table import own_table
from wirkung.report.document.prose import picture_kind
from wirkung.report.document.richtext import Picture, Preformatted

OWN = "report"  # tag of cells whose own output goes into the report
TEXT, HTML = "text/plain", "text/html"
# What Python prints of an object that has no better form, such as <Axes: title='…'>: no content.
OBJECT = re.compile(r"<[^\n]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A block, with the picture if it is a figure of ours."""

    block: Block
    picture: str = ""

    @property
    def absent(self) -> bool:
        """Whether the block only says that there is nothing to say."""
        return isinstance(self.block, Paragraph) and self.block.tone == "absent"


def published(notebook: NotebookNode) -> NotebookNode:
    """A copy of an executed notebook without outputs that are not for readers; its code stays."""
    kept = copy.deepcopy(notebook)
    kept.metadata.pop("widgets", None)  # the state of controls can hold what they showed
    for cell in kept.cells:
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if _is_for_readers(output, cell)]
    return kept


def own_cells(notebook: NotebookNode) -> int:
    """How many cells of an evaluator's own leave something in the report."""
    cells = [cell for cell in published(notebook).cells if cell.cell_type == "code"]
    return sum(OWN in cell.metadata.get("tags", []) and bool(cell.outputs) for cell in cells)


def _is_for_readers(output: NotebookNode, cell: NotebookNode) -> bool:
    """Of what is printed only standard output: the other stream holds remarks of libraries, often with paths."""
    if MIME in output.get("data", {}):
        return True
    return OWN in cell.metadata.get("tags", []) and output.get("name", "stdout") == "stdout"


@dataclass(slots=True)
class OutputReader:
    """Reads the outputs of code cells in one language and collects what stops the export."""

    language: str
    problems: list[Problem] = field(default_factory=list)
    found_own: bool = False

    def contents(self, cell: NotebookNode) -> Iterator[tuple[Shown | Preformatted | Picture, ...]]:
        """The contents of each output of a cell, in order; after own ones, that nothing protects small groups."""
        unprotected = False
        for output in cell.outputs:
            if output.output_type == "error":
                self._refuse("run.error_in_notebook", cell, name=output.ename)
            elif MIME in output.get("data", {}):
                yield tuple(_ours(output))
            elif _is_for_readers(output, cell):
                own = tuple(self._own(output, cell))
                self.found_own |= bool(own)
                unprotected |= any(not isinstance(each, Shown) for each in own)
                yield own
        if unprotected:
            yield (Shown(block=Paragraph(text=self._not_protected, tone="note")),)

    @property
    def _not_protected(self) -> str:
        return message("report", "own.not_protected", self.language)

    def _own(self, output: NotebookNode, cell: NotebookNode) -> Iterator[Shown | Preformatted | Picture]:
        if output.output_type == "stream":
            if output.text.strip():
                yield Preformatted(text=output.text)
            return
        kind, table, text = picture_kind(output.data), own_table(output.data.get(HTML, "")), _text(output)
        if kind is not None:
            alone = _number(cell, picture_kind) == 1
            alt = self._words("alt", output, cell, alone=alone, missing="run.figure_without_alt")
            yield Picture(kind=kind, data=b64decode(output.data[kind]), alt=alt)
        elif table is not None:
            alone = _number(cell, lambda data: own_table(data.get(HTML, ""))) == 1
            caption = table.caption or self._words(
                "caption", output, cell, alone=alone, missing="run.table_without_caption"
            )
            yield Shown(block=replace(table, caption=caption, notes=(*table.notes, self._not_protected)))
        elif text:
            yield Preformatted(text=text)
        elif output.data.keys() - {TEXT}:
            self._refuse("run.own_output_unknown", cell, kinds=", ".join(sorted(output.data.keys() - {TEXT})))

    def _words(self, name: str, output: NotebookNode, cell: NotebookNode, *, alone: bool, missing: str) -> str:
        """What the metadata of an output say; those of the cell speak for the only one of its kind."""
        places = (output.metadata, cell.metadata if alone else {})
        words = next((str(each) for place in places if (each := place.get("wirkung", {}).get(name))), "")
        if not words.strip():
            self._refuse(missing, cell)
        return words

    def _refuse(self, code: str, cell: NotebookNode, **values: object) -> None:
        self.problems.append(Problem(code=code, values={"cell": cell.execution_count, **values}))


def _ours(output: NotebookNode) -> Iterator[Shown]:
    for data in output.data[MIME]["blocks"]:
        block = from_json(data)
        yield Shown(block=block, picture=output.data[SVG] if isinstance(block, Figure) else "")


def _text(output: NotebookNode) -> str:
    text: str = output.data.get(TEXT, "")
    return "" if OBJECT.fullmatch(text.strip()) else text


def _number(cell: NotebookNode, found: Callable[[dict[str, str]], object]) -> int:
    """How many outputs of a cell are of a kind."""
    return sum(found(output.get("data", {})) is not None for output in cell.outputs)

"""What went wrong in a kernel, as the error that a user can act on."""

from __future__ import annotations

import re
from typing import Any

from nbformat import NotebookNode
from papermill import PapermillExecutionError

from wirkung.errors import (
    DataError,
    Problem,
    ProgrammeFileError,
    RunError,
    WirkungError,
    WorkspaceError,
)

INJECTED = "injected-parameters"  # papermill's tag

_OURS: dict[str, type[WirkungError]] = {
    kind.__name__: kind for kind in (WirkungError, ProgrammeFileError, DataError, WorkspaceError, RunError)
}
# Their texts name what stands in the code; the text of any other may hold what stands in the data.
_OF_CODE = frozenset({"NameError", "ImportError", "ModuleNotFoundError", "SyntaxError", "IndentationError"})
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*$", re.MULTILINE)


def failure_of(error: PapermillExecutionError, notebook: NotebookNode) -> WirkungError:
    """The error to raise for a cell that failed.

    Parameters
    ----------
    error
        papermill's, with name and text of what the cell raised.
    notebook
        As it was before papermill put its parameters cell in.

    Returns
    -------
    WirkungError
        Of the class that the cell raised where it is one of ours, so that the exit code is the same as if
        it had been found before the run; else a `RunError`. Without the traceback, and mostly without the
        text, which may hold values of persons.
    """
    values = cell_values(notebook, error.cell_index)
    kind = _OURS.get(error.ename)
    if kind is not None:
        sentences = error.evalue.splitlines()
        return kind(Problem(code="run.cell_problem", values={**values, "sentence": line}) for line in sentences)
    names_code = error.ename in _OF_CODE and error.evalue
    reason = f"{error.ename}: {error.evalue}" if names_code else error.ename
    return RunError([Problem(code="run.cell_failed", values={**values, "reason": reason})])


def cell_values(notebook: NotebookNode, index: int) -> dict[str, Any]:
    """Number and heading of a cell, to fill into a sentence.

    Parameters
    ----------
    notebook
        As it was before papermill put its parameters cell in.
    index
        Position after papermill put it in.

    Returns
    -------
    dict
        `number` as JupyterLab shows it after «Run all» (code cells only), `heading` of its section.
    """
    last = _original_index(notebook, index)
    before = notebook.cells[: last + 1]
    number = sum(1 for cell in before if cell.cell_type == "code" and cell.source.strip())
    headings = [
        match for cell in before if cell.cell_type == "markdown" for match in _HEADING.findall(cell.source)
    ]
    return {"number": max(number, 1), "heading": headings[-1] if headings else "–"}


def _original_index(notebook: NotebookNode, index: int) -> int:
    tags = [cell.metadata.get("tags", []) for cell in notebook.cells]
    if any(INJECTED in tag for tag in tags):
        return index  # papermill replaces the cell
    declared = next((position for position, tag in enumerate(tags) if "parameters" in tag), -1)
    return index if index <= declared else index - 1

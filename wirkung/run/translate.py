"""Notebook prose in the language of the report.

German stands in the notebooks, where evaluators write it. Other languages stand in the catalogue `notebook`,
one message per markdown cell: `<notebook stem>.<cell id>`.
"""

from __future__ import annotations

import copy

from nbformat import NotebookNode

from wirkung.catalogue import message
from wirkung.errors import Place, Problem, WorkspaceError

ORIGINAL = "de"


def translated(notebook: NotebookNode, *, stem: str, language: str) -> NotebookNode:
    """A copy of the notebook whose markdown cells are in `language`.

    Parameters
    ----------
    notebook
        Prose in German; every markdown cell has a cell id that stays the same.
    stem
        Name of the notebook file without its ending, the first part of its message codes.
    language
        «de» or «en».

    Raises
    ------
    WorkspaceError
        One problem per cell without a translation, all at once.
    """
    result = copy.deepcopy(notebook)
    if language == ORIGINAL:
        return result
    problems = []
    for number, cell in enumerate(result.cells, start=1):
        if cell.cell_type != "markdown" or not cell.source.strip():
            continue
        code = f"{stem}.{cell.get('id', '')}"
        try:
            cell.source = message("notebook", code, language)
        except KeyError:
            problems.append(_missing(code, number, cell.source, stem, language))
    if problems:
        raise WorkspaceError(problems, language=language)
    return result


def _missing(code: str, number: int, source: str, stem: str, language: str) -> Problem:
    first_line = source.strip().splitlines()[0]
    return Problem(
        code="run.no_translation",
        place=Place(file=f"notebooks/{stem}.ipynb"),
        values={"number": number, "text": first_line[:60], "code": code, "language": language},
    )

"""The parameters of a notebook, checked both ways before a kernel starts.

papermill only warns about a parameter that the notebook does not declare, and runs with the notebook's own
value for one that was not given: a report about the wrong programme. Hence this check.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict

from nbformat import NotebookNode
from papermill import inspect_notebook

from wirkung.errors import Place, Problem, WorkspaceError


class Parameters(TypedDict):
    """What differs between two runs of the notebook, and nothing else."""

    programme: str
    year: int
    language: str


def check_parameters(notebook: NotebookNode, path: Path) -> None:
    """Whether the notebook declares exactly our parameters.

    Parameters
    ----------
    notebook
        Its cell tagged `parameters` declares them, one assignment a line.
    path
        What to call the notebook in a problem.

    Raises
    ------
    WorkspaceError
        One problem per parameter that is unknown or missing, or one when there is no such cell.
    """
    place = Place(file=path.as_posix())
    if not any("parameters" in cell.metadata.get("tags", []) for cell in notebook.cells):
        raise WorkspaceError([Problem(code="run.no_parameters_cell", place=place)])
    ours = tuple(Parameters.__annotations__)
    declared = tuple(inspect_notebook(notebook))
    listed = ", ".join(ours)
    missing = [("run.parameter_missing", name) for name in ours if name not in declared]
    unknown = [("run.parameter_unknown", name) for name in declared if name not in ours]
    problems = [
        Problem(code=code, place=place, values={"name": name, "names": listed})
        for code, name in (*missing, *unknown)
    ]
    if problems:
        raise WorkspaceError(problems)

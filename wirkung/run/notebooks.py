"""Which notebooks make reports: the main one of each programme, and those that are asked for beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from wirkung.errors import Place, Problem, WorkspaceError
from wirkung.run.guard import first_line
from wirkung.run.parameters import check_parameters
from wirkung.run.translate import translated
from wirkung.run.workspace import NOTEBOOK

_HEADING = re.compile(r"^# +(.+?) *$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A notebook to run, checked and in the report's language.

    `name` is that of its file, without the ending; `beside` is the same, and empty for the main notebook, whose
    report stands in the programme's own folder.
    """

    name: str
    beside: str
    notebook: NotebookNode

    @property
    def heading(self) -> str:
        """The heading that it begins with; empty where it has none."""
        prose = (cell.source for cell in self.notebook.cells if cell.cell_type == "markdown")
        found = _HEADING.search(next(prose, ""))
        return found[1] if found else ""


def chosen(workspace: Path, asked: Sequence[str], own: str | None, *, language: str) -> list[Chosen]:
    """The notebooks to run for a programme.

    Parameters
    ----------
    workspace
        Where the notebooks are.
    asked
        Names; «evaluation» is the programme's main notebook. None for that alone.
    own
        The main notebook of a programme that has one of its own.
    language
        «de» or «en».

    Raises
    ------
    WorkspaceError
        With every name of which there is no notebook, or one that cannot make a report; with why.
    """
    main = NOTEBOOK.stem
    files = {name: (own or main) if name == main else name for name in (*dict.fromkeys(asked),) or (main,)}
    there = sorted(path.stem for path in (workspace / NOTEBOOK.parent).glob("*.ipynb"))
    values = {"names": ", ".join(there)}
    missing = [
        Problem(code="run.no_notebook", place=Place(file=_file(file)), values=values)
        for file in files.values()
        if file not in there
    ]
    if missing:
        raise WorkspaceError(missing)
    return [
        Chosen(name=file, beside="" if name == main else name, notebook=_read(workspace, file, language))
        for name, file in files.items()
    ]


def _file(name: str) -> str:
    return (NOTEBOOK.parent / f"{name}.ipynb").as_posix()


def _read(workspace: Path, name: str, language: str) -> NotebookNode:
    file = _file(name)
    try:
        notebook: NotebookNode = nbformat.read(workspace / file, as_version=4)
    except (OSError, ValueError, nbformat.ValidationError) as error:
        problem = Problem(
            code="run.notebook_unreadable", place=Place(file=file), values={"reason": first_line(error)}
        )
        raise WorkspaceError([problem]) from error
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []  # stored ones are megabytes that every run of a plan would carry along
    check_parameters(notebook, Path(file))
    return translated(notebook, stem=name, language=language)

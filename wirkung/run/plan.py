"""What a run will do: every programme file read and checked before the first kernel starts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from wirkung.errors import DataError, Place, Problem, ProgrammeFileError, WirkungError, WorkspaceError
from wirkung.io.assemble import read_tables
from wirkung.io.years import years_with_data
from wirkung.programme.load import LoadedProgramme, load_programme
from wirkung.run.guard import first_line, known
from wirkung.run.parameters import Parameters, check_parameters
from wirkung.run.translate import translated
from wirkung.run.workspace import NOTEBOOK, find_workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One report to make.

    `notebook` is checked and in the report's language; `folder` is where its kernel starts, and from there
    `parameters["programme"]` leads to the programme file without naming a folder of this machine.
    """

    name: str
    loaded: LoadedProgramme
    parameters: Parameters
    workspace: Path
    notebook: NotebookNode
    folder: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A programme file that cannot be evaluated, and why."""

    name: str
    error: WirkungError


def plan(files: Sequence[Path], *, year: int | None, language: str) -> list[Job | Refused]:
    """One job or refusal per programme file, in the order given.

    Parameters
    ----------
    files
        Programme files.
    year
        Which year; None for the latest that has data, which each programme's data are read for.
    language
        «de» or «en».
    """
    planned: list[Job | Refused] = []
    for file in files:
        try:
            planned.append(_job(file, year, language))
        except Exception as error:  # noqa: BLE001 - one programme must not stop the others; it is reported
            planned.append(Refused(name=file.as_posix(), error=known(error)))
    return _once(planned)


def _job(file: Path, year: int | None, language: str) -> Job:
    loaded = load_programme(file)
    workspace = find_workspace(loaded.path)
    notebook = _notebook(workspace)
    check_parameters(notebook, NOTEBOOK)
    folder, programme = _reach(loaded.path, workspace)
    chosen = latest_year(loaded) if year is None else year
    return Job(
        name=loaded.name,
        loaded=loaded,
        parameters=Parameters(programme=programme, year=chosen, language=language),
        workspace=workspace,
        notebook=translated(notebook, stem=NOTEBOOK.stem, language=language),
        folder=folder,
    )


def latest_year(loaded: LoadedProgramme) -> int:
    """The latest year that a programme has data for.

    Raises
    ------
    DataError
        When the data cannot be read, or name no year.
    """
    years = years_with_data(read_tables(loaded.programme, loaded.path.parent))
    if not years:
        raise DataError([Problem(code="run.no_year", place=Place(file=loaded.name))])
    return years[-1]


def _notebook(workspace: Path) -> NotebookNode:
    try:
        notebook: NotebookNode = nbformat.read(workspace / NOTEBOOK, as_version=4)
    except (OSError, ValueError, nbformat.ValidationError) as error:
        place = Place(file=NOTEBOOK.as_posix())
        problem = Problem(code="run.notebook_unreadable", place=place, values={"reason": first_line(error)})
        raise WorkspaceError([problem]) from error
    return notebook


def _reach(path: Path, workspace: Path) -> tuple[Path, str]:
    """The kernel's folder, and the programme file as the notebook names it from there.

    Inside the workspace the kernel starts where JupyterLab would start it. The loader looks for the file
    in the kernel's folder and then in the folders above.
    """
    if path.is_relative_to(workspace):
        return workspace / NOTEBOOK.parent, path.relative_to(workspace).as_posix()
    return path.parent.parent, Path(path.parent.name, path.name).as_posix()


def _once(planned: Iterable[Job | Refused]) -> list[Job | Refused]:
    """The second of two jobs that would write the same report is refused."""
    seen: dict[tuple[str, int], str] = {}
    result: list[Job | Refused] = []
    for item in planned:
        if isinstance(item, Refused):
            result.append(item)
            continue
        key = (item.loaded.programme.id, item.parameters["year"])
        if key in seen:
            values = {"id": key[0], "other": seen[key]}
            problem = Problem(code="run.same_report", place=Place(file=item.name), values=values)
            result.append(Refused(name=item.name, error=ProgrammeFileError([problem])))
            continue
        seen[key] = item.name
        result.append(item)
    return result

"""A published report, read again from its folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from pydantic import ValidationError

from wirkung.audit import Report
from wirkung.errors import Place, Problem, WirkungError, WorkspaceError
from wirkung.report.document.outputs import OWN
from wirkung.report.formats.results import ResultsFile
from wirkung.run.records import Manifest
from wirkung.run.staging import MANIFEST, STEM
from wirkung.run.workspace import find_workspace

RESULTS = "results.json"
_BEGINNING = 60  # characters of a cell


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedReport:
    """Its folder and that of all reports, both without symbolic links, and its programme file as it was named."""

    folder: Path
    all_reports: Path
    programme: Path
    report: Report


def published_report(folder: Path) -> PublishedReport:
    """What a report folder says of itself.

    Parameters
    ----------
    folder
        reports/<year>/<programme>, or a link to it.

    Raises
    ------
    WorkspaceError
        There is no report, or one that this version cannot read.
    """
    folder = folder.resolve()
    manifest = published_manifest(folder)
    results = published_results(folder)
    report = Report(
        year=manifest.year,
        publication=manifest.publication,
        programme_sha256=manifest.programme.sha256,
        accounts=manifest.data,
        version=manifest.code.version,
        withheld={line.id: line.withheld for line in results.results},
        own=tuple(_own_cells(folder)),
        until=manifest.until,
    )
    return PublishedReport(
        folder=folder,
        all_reports=folder.parent.parent,
        programme=published_programme(folder, manifest),
        report=report,
    )


def published_manifest(folder: Path) -> Manifest:
    """From what a published report was made, and how far it is on its way to the public.

    Raises
    ------
    WorkspaceError
        There is no report, or one that this version cannot read.
    """
    try:
        return Manifest.model_validate_json(_read(folder, MANIFEST))
    except ValidationError as error:
        raise _other_version(folder / MANIFEST) from error


def published_results(folder: Path) -> ResultsFile:
    """The released results of a published report; the same errors."""
    try:
        return ResultsFile.model_validate_json(_read(folder, RESULTS))
    except ValidationError as error:
        raise _other_version(folder / RESULTS) from error


def published_programme(folder: Path, manifest: Manifest) -> Path:
    """The programme file in the workspace of a report; as it is named, to be looked for from here, else."""
    named = Path(str(manifest.parameters["programme"]))
    try:
        found = find_workspace(folder) / named
    except WirkungError:
        return named
    return found if found.is_file() else named


def published_notebook(folder: Path) -> NotebookNode:
    """The executed notebook of a published report; the same errors."""
    path = folder / f"{STEM}.ipynb"
    try:
        notebook: NotebookNode = nbformat.reads(_read(folder, path.name).decode(), as_version=4)
    except (ValueError, nbformat.ValidationError) as error:
        raise _other_version(path) from error
    return notebook


def _read(folder: Path, name: str) -> bytes:
    path = folder / name
    if not path.is_file():
        raise WorkspaceError(
            [Problem(code="disclosure.no_report", place=Place(file=str(folder)), values={"name": name})]
        )
    return path.read_bytes()


def _own_cells(folder: Path) -> Iterator[tuple[int, str]]:
    """Tagged cells that left something in the report: their place, and how they begin."""
    for number, cell in enumerate(published_notebook(folder).cells, start=1):
        if cell.cell_type == "code" and OWN in cell.metadata.get("tags", []) and cell.outputs:
            yield number, cell.source.strip().partition("\n")[0][:_BEGINNING]


def _other_version(path: Path) -> WorkspaceError:
    return WorkspaceError([Problem(code="disclosure.other_version", place=Place(file=str(path)))])

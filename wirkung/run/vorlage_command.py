"""The command `wirkung vorlage`, without its option parsing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from wirkung.catalogue import message
from wirkung.errors import ExitCode, Place, Problem, WorkspaceError
from wirkung.programme.load import LoadedProgramme, load_programme
from wirkung.report import editions
from wirkung.report.document.reading import read_document
from wirkung.report.editions.office_template import filled
from wirkung.report.editions.vorlage import Reported, by_hand_mark, vorlage_values
from wirkung.run.console import from_here, guarded, say, standard_output
from wirkung.run.files import write
from wirkung.run.published import (
    RESULTS,
    published_manifest,
    published_notebook,
    published_programme,
    published_results,
)
from wirkung.run.records import Manifest
from wirkung.run.staging import STEM

# Made in Word for this project, in the order in which most councils want it; an office changes a copy of it.
EXAMPLE = Path(editions.__file__).with_name("beschlussvorlage.docx")
LARGEST = 20_000_000  # bytes; a template with pictures has a hundredth of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A proposal as it was written: its file, and what is to be completed by hand."""

    file: Path
    by_hand: tuple[str, ...]
    mark: str


def vorlage_command(
    folder: Path, *, template: Path | None, out: Path | None, language: str, debug: bool
) -> ExitCode:
    """Fill in a template, and say where it is and what is missing.

    Parameters
    ----------
    folder
        reports/<year>/<programme>.
    template
        The office's own Word file; None for the example that comes with the program.
    out
        The file to write; None for Beschlussvorlage-<programme>-<year>.docx in the current folder.
    language
        Of messages, «de» or «en»; the proposal has that of the report.
    debug
        Show tracebacks.
    """

    def act() -> ExitCode:
        done = fill_vorlage(folder.resolve(), template or EXAMPLE, out)
        say(standard_output(), message("problems", "cli.vorlage.done", language, file=from_here(done.file)))
        if done.by_hand:
            told = {"mark": done.mark, "fields": ", ".join(done.by_hand)}
            say(standard_output(), message("problems", "cli.vorlage.by_hand", language, **told))
        return ExitCode.OK

    return guarded(act, language=language, debug=debug)


def fill_vorlage(folder: Path, template: Path, out: Path | None) -> Filled:
    """A proposal made of a published report and its programme file.

    Raises
    ------
    WorkspaceError
        No report, one that is not the programme file's any more, no usable template, a file that is there: then
        nothing is written.
    ProgrammeFileError
        The programme file has mistakes.
    """
    manifest = published_manifest(folder)
    file = out or Path(f"Beschlussvorlage-{manifest.programme.id}-{manifest.year}.docx")
    loaded = load_programme(published_programme(folder, manifest))
    problems = [*_of_files(file, template), *changed_since(folder, manifest, loaded)]
    if problems:
        raise WorkspaceError(problems)
    values = vorlage_values(reported_of(folder, manifest), loaded.programme, tuple(manifest.files))
    mark = by_hand_mark(manifest.language)
    marked = {field: value or mark for field, value in values.items()}
    content, fields = filled(template.read_bytes(), marked, name=str(template))
    write_whole(file, content)
    return Filled(file=file, by_hand=tuple(each for each in fields if not values[each]), mark=mark)


def reported_of(folder: Path, manifest: Manifest) -> Reported:
    """A published report as it can be told again, with its status.

    Raises
    ------
    WorkspaceError
        A part of it is missing, or this version cannot read it.
    """
    document = read_document(published_notebook(folder), language=manifest.language)
    release = None if manifest.withdrawn_on is not None else manifest.release
    on = manifest.withdrawn_on or (manifest.status_on if release is None else release.on)
    told = replace(document, status=manifest.status, on=on, by=() if release is None else release.roles)
    return Reported(document=told, results=published_results(folder).results, year=manifest.year)


def write_whole(file: Path, content: bytes) -> None:
    """Write a file of the office's own; there is never half of it."""
    part = file.with_name(f".{file.name}.part")
    write(part, content)
    part.rename(file)


def _of_files(file: Path, template: Path) -> Iterator[Problem]:
    if not template.is_file() or template.stat().st_size > LARGEST:
        yield Problem(code="vorlage.no_template", place=Place(file=str(template)))
    yield from not_free(file)


def not_free(file: Path) -> Iterator[Problem]:
    """Why a file cannot be written: it is there, or its folder is not."""
    if file.exists():
        yield Problem(code="vorlage.exists", place=Place(file=str(file)))
    if not file.parent.is_dir():
        yield Problem(code="vorlage.no_folder", place=Place(file=str(file)))


def changed_since(folder: Path, manifest: Manifest, loaded: LoadedProgramme) -> Iterator[Problem]:
    """What is no longer as the run left it: the programme file, or what of the report is told again."""
    if loaded.sha256 != manifest.programme.sha256:
        yield Problem(code="vorlage.other_programme", place=Place(file=loaded.name))
    for name in (RESULTS, f"{STEM}.ipynb"):
        path = folder / name
        if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() != manifest.files.get(name):
            yield Problem(code="vorlage.changed", place=Place(file=str(path)))

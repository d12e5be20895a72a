"""The command `wirkung vorlage`, without its option parsing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wirkung.catalogue import message
from wirkung.errors import ExitCode, Place, Problem, WorkspaceError
from wirkung.programme.load import load_programme
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

ANNEX_SUFFIXES = (".pdf", ".docx")
LARGEST = 20_000_000  # bytes; a template with pictures has a hundredth of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A proposal as it was written: its file, and what is to be completed by hand."""

    file: Path
    by_hand: tuple[str, ...]
    mark: str


def vorlage_command(folder: Path, *, template: Path, out: Path | None, language: str, debug: bool) -> ExitCode:
    """Fill in a template, and say where it is and what is missing.

    Parameters
    ----------
    folder
        reports/<year>/<programme>.
    template
        The office's own Word file.
    out
        The file to write; None for Beschlussvorlage-<programme>-<year>.docx in the current folder.
    language
        Of messages, «de» or «en»; the proposal has that of the report.
    debug
        Show tracebacks.
    """

    def act() -> ExitCode:
        done = fill_vorlage(folder.resolve(), template, out)
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
    problems = [*_of_files(file, template), *_changed(folder, manifest)]
    loaded = load_programme(published_programme(folder, manifest))
    if loaded.sha256 != manifest.programme.sha256:
        problems.append(Problem(code="vorlage.other_programme", place=Place(file=loaded.name)))
    if problems:
        raise WorkspaceError(problems)
    document = read_document(published_notebook(folder), language=manifest.language)
    reported = Reported(document=document, results=published_results(folder).results, year=manifest.year)
    annexes = sorted(name for name in manifest.files if name.endswith(ANNEX_SUFFIXES))
    values = vorlage_values(reported, loaded.programme, annexes)
    mark = by_hand_mark(manifest.language)
    marked = {field: value or mark for field, value in values.items()}
    content, fields = filled(template.read_bytes(), marked, name=str(template))
    part = file.with_name(f".{file.name}.part")
    write(part, content)
    part.rename(file)  # never half of it
    return Filled(file=file, by_hand=tuple(each for each in fields if not values[each]), mark=mark)


def _of_files(file: Path, template: Path) -> Iterator[Problem]:
    if not template.is_file() or template.stat().st_size > LARGEST:
        yield Problem(code="vorlage.no_template", place=Place(file=str(template)))
    if file.exists():
        yield Problem(code="vorlage.exists", place=Place(file=str(file)))
    if not file.parent.is_dir():
        yield Problem(code="vorlage.no_folder", place=Place(file=str(file)))


def _changed(folder: Path, manifest: Manifest) -> Iterator[Problem]:
    """What the proposal is made of is as the run wrote it."""
    for name in (RESULTS, f"{STEM}.ipynb"):
        path = folder / name
        if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() != manifest.files.get(name):
            yield Problem(code="vorlage.changed", place=Place(file=str(path)))

"""The command `wirkung annexes`, without its option parsing."""

from __future__ import annotations

from pathlib import Path

from wirkung.catalogue import message
from wirkung.errors import ExitCode, Place, Problem, WorkspaceError
from wirkung.programme.load import load_programme
from wirkung.report.editions.annexes import standards_annex, use_of_funds_annex
from wirkung.report.formats.pdf import report_pdf
from wirkung.report.formats.word.report import report_word
from wirkung.run.console import from_here, guarded, say, standard_output
from wirkung.run.published import published_manifest, published_programme
from wirkung.run.vorlage_command import changed_since, not_free, reported_of, write_whole

ANNEXES = {"DeGEval-Standards": standards_annex, "Verwendungsnachweis": use_of_funds_annex}
FORMATS = {"pdf": report_pdf, "docx": report_word}


def annexes_command(folder: Path, *, out: Path, language: str, debug: bool) -> ExitCode:
    """Write the annexes of a report, and say where they are.

    Parameters
    ----------
    folder
        reports/<year>/<programme>.
    out
        The folder to write them into.
    language
        Of messages, «de» or «en»; the annexes have that of the report.
    debug
        Show tracebacks.
    """

    def act() -> ExitCode:
        for file in write_annexes(folder.resolve(), out):
            say(standard_output(), message("problems", "cli.vorlage.done", language, file=from_here(file)))
        return ExitCode.OK

    return guarded(act, language=language, debug=debug)


def write_annexes(folder: Path, out: Path) -> tuple[Path, ...]:
    """Every annex that the programme file declares for a published report, as PDF and Word file.

    Raises
    ------
    WorkspaceError
        No report, one that is not the programme file's any more, no annex declared, a file that is there: then
        nothing is written.
    ProgrammeFileError
        The programme file has mistakes.
    """
    manifest = published_manifest(folder)
    loaded = load_programme(published_programme(folder, manifest))
    problems = list(changed_since(folder, manifest, loaded))
    if problems:
        raise WorkspaceError(problems)
    reported = reported_of(folder, manifest)
    made = {name: annex(reported, loaded.programme) for name, annex in ANNEXES.items()}
    files = {
        out / f"{name}-{manifest.programme.id}-{manifest.year}.{suffix}": (document, write)
        for name, document in made.items()
        if document is not None
        for suffix, write in FORMATS.items()
    }
    if not files:
        where = Place(file=loaded.name)
        problems.append(Problem(code="annexes.none", place=where, values={"year": manifest.year}))
    problems += [problem for file in files for problem in not_free(file)]
    if problems:
        raise WorkspaceError(problems)
    contents = {file: write(document) for file, (document, write) in files.items()}  # all, before one is there
    for file, content in contents.items():
        write_whole(file, content)
    return tuple(files)

"""The command `wirkung disclosure`, without its option parsing."""

from __future__ import annotations

from pathlib import Path

from wirkung.audit import written_audit
from wirkung.catalogue import message
from wirkung.disclosure.register.room import room_of
from wirkung.disclosure.safe_file import private_folder, put
from wirkung.errors import ExitCode, Place, Problem, WorkspaceError
from wirkung.programme.load import load_programme
from wirkung.run.console import from_here, guarded, say, standard_output
from wirkung.run.published import PublishedReport, published_report

AUDITS = "audits"


def disclosure_command(folder: Path, *, language: str, debug: bool) -> ExitCode:
    """Audit the protection of small groups in a published report.

    All of it is written to a file for its owner only, beside the register; a terminal shows the short form.

    Parameters
    ----------
    folder
        reports/<year>/<programme>.
    language
        «de» or «en».
    debug
        Show tracebacks.
    """

    def act() -> ExitCode:
        found = published_report(folder)
        place = _place(found)
        audit = written_audit(found.report, found.programme, language)
        private_folder(place)
        file = place / f"{found.report.year}-{audit.programme}.txt"
        put(file, audit.text.encode())
        say(standard_output(), audit.summary)
        say(
            standard_output(), "\n" + message("problems", "cli.disclosure.written", language, file=from_here(file))
        )
        return ExitCode.OK

    return guarded(act, language=language, debug=debug)


def _place(found: PublishedReport) -> Path:
    """The folder for audits, wherever links lead; never among reports."""
    folder = room_of(load_programme(found.programme).path).folder / AUDITS
    if folder.resolve().is_relative_to(found.all_reports):
        values = {"folder": found.all_reports}
        raise WorkspaceError(
            [Problem(code="disclosure.inside_reports", place=Place(file=str(folder)), values=values)]
        )
    return folder.resolve()

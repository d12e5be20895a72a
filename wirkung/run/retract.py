"""A report is withdrawn: it says so in every edition and in the list, and what it gave away stays known.

It is not deleted: who has read it finds what became of it, and the register remembers its numbers all the same.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from wirkung.disclosure.register.room import room_of
from wirkung.errors import Place, Problem, WorkspaceError
from wirkung.programme.load import load_programme
from wirkung.report.document.reading import read_document
from wirkung.report.document.status import ReportStatus
from wirkung.run.published import published_manifest, published_notebook, published_programme
from wirkung.run.register_commands import withdraw
from wirkung.run.restating import restate
from wirkung.run.room_command import Of


def retract(folder: Path, *, reason: str, on: dt.date) -> Path:
    """Mark a published report as withdrawn, then note that in the register.

    Parameters
    ----------
    folder
        reports/<year>/<programme>, or a link to it.
    reason
        For the register; it is not published.
    on
        The day.

    Returns
    -------
    Path
        The folder of the report.

    Raises
    ------
    WorkspaceError
        No report, or one that is withdrawn already; or the report is marked and the register does not know it.
    ProgrammeFileError
        The report is marked, and without its programme file nobody knows in which register to note it.
    OSError
        When the output folder cannot be written; the report is then as it was.
    """
    folder = folder.resolve()
    manifest = published_manifest(folder)
    if manifest.status is ReportStatus.WITHDRAWN:
        raise WorkspaceError([Problem(code="retract.already", place=Place(file=str(folder)))])
    read = read_document(published_notebook(folder), language=manifest.language)
    document = replace(read, status=ReportStatus.WITHDRAWN, on=on)
    changes = {"status": ReportStatus.WITHDRAWN, "withdrawn_on": on}
    restate(folder, manifest, document, changes=changes, replaced="retract.replaced", adding=False)
    loaded = load_programme(published_programme(folder, manifest))
    withdraw(
        Of(id=loaded.programme.id, path=loaded.path, room=room_of(loaded.path)), year=manifest.year, reason=reason
    )
    return folder

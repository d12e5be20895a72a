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
from wirkung.report.editions.files import edition_files
from wirkung.run.files import json_text, write
from wirkung.run.index import index_page
from wirkung.run.lock import hold
from wirkung.run.published import published_manifest, published_notebook, published_programme
from wirkung.run.records import Manifest
from wirkung.run.register_commands import withdraw
from wirkung.run.room_command import Of
from wirkung.run.staging import MANIFEST, OUTPUT_LOCK, STEM, Staging, publish, staging


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
    out, language = folder.parent.parent, manifest.language

    def index() -> bytes:
        return index_page(out, language=language).encode()

    with staging(out, year=manifest.year, programme=manifest.programme.id, index=index) as place:
        marked = _written(place, manifest, on)
        with hold(out / OUTPUT_LOCK):
            if published_manifest(folder) != manifest:
                raise WorkspaceError([Problem(code="retract.replaced", place=Place(file=str(folder)))])
            write(place.new / MANIFEST, json_text(marked).encode())
            write(place.index, index_page(out, place.new, language=language).encode())
            publish(place)
    loaded = load_programme(published_programme(folder, manifest))
    withdraw(
        Of(id=loaded.programme.id, path=loaded.path, room=room_of(loaded.path)), year=manifest.year, reason=reason
    )
    return folder


def _written(place: Staging, manifest: Manifest, on: dt.date) -> Manifest:
    """The files of the marked report in its temporary folder: editions anew, all others as they were."""
    read = read_document(published_notebook(place.target), language=manifest.language)
    editions = edition_files(replace(read, status=ReportStatus.WITHDRAWN, on=on), stem=STEM)
    kept = (path for path in place.target.iterdir() if path.name in manifest.files and path.name not in editions)
    contents = {**editions, **{path.name: path.read_bytes() for path in kept}}
    files = {name: write(place.new / name, content) for name, content in contents.items()}
    return manifest.model_copy(update={"files": files, "status": ReportStatus.WITHDRAWN, "withdrawn_on": on})

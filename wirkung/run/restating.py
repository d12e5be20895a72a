"""A published report is told again from its own notebook, with another status: released, or withdrawn.

Nothing is computed, and the register does not change: no number becomes known that was not.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from wirkung.disclosure.register.room import room_of
from wirkung.errors import Place, Problem, WorkspaceError
from wirkung.report.document.document import Document
from wirkung.report.editions.files import edition_files
from wirkung.run.files import json_text, write
from wirkung.run.index import index_page
from wirkung.run.journal.book import Event, note
from wirkung.run.lock import hold
from wirkung.run.published import published_manifest, published_programme
from wirkung.run.records import Manifest
from wirkung.run.staging import MANIFEST, OUTPUT_LOCK, STEM, publish, staging


def restate(
    folder: Path,
    manifest: Manifest,
    document: Document,
    *,
    changes: Mapping[str, object],
    replaced: str,
    adding: bool,
    noted: Event | None = None,
) -> None:
    """Write the editions anew, keep all other files of the report, and let it take the place of what was there.

    Parameters
    ----------
    folder
        reports/<year>/<programme>, no link.
    manifest
        What the folder said when it was looked at.
    document
        With the new status.
    changes
        Fields of the manifest.
    replaced
        The problem if a run has replaced the report meanwhile: that one nobody has looked at.
    adding
        Whether editions may be added; else only those are told again that were there.
    noted
        What the audit log says of it first; None where the caller notes it.

    Raises
    ------
    WorkspaceError
        A run has replaced it, or the audit log is not whole. The report is then as it was.
    OSError
        When the output folder cannot be written; the same holds.
    """
    out = folder.parent.parent

    def index() -> bytes:
        return index_page(out, language=manifest.language).encode()

    with staging(out, year=manifest.year, name=folder.name, index=index) as place:
        every = edition_files(document, stem=STEM).items()
        editions = {name: content for name, content in every if adding or name in manifest.files}
        kept = (path for path in folder.iterdir() if path.name in manifest.files and path.name not in editions)
        contents = {**editions, **{path.name: path.read_bytes() for path in kept}}
        files = {name: write(place.new / name, content) for name, content in contents.items()}
        told = manifest.model_copy(update={"files": files, **changes})
        with hold(out / OUTPUT_LOCK):
            if _now(folder) != manifest:
                raise WorkspaceError([Problem(code=replaced, place=Place(file=str(folder)))])
            write(place.new / MANIFEST, json_text(told).encode())
            write(place.index, index_page(out, place.new, language=manifest.language).encode())
            if noted is not None:
                room = room_of(published_programme(folder, manifest).resolve())
                name, publication = told.programme.id, told.publication
                note(room, replace(noted, programme=name, year=told.year, publication=publication))
            publish(place)


def _now(folder: Path) -> Manifest | None:
    with suppress(WorkspaceError):
        return published_manifest(folder)
    return None

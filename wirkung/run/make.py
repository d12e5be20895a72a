"""One report from one job: execute, export, write, publish."""

from __future__ import annotations

import datetime as dt
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import nbformat

import wirkung
from wirkung.disclosure.keys import Purpose
from wirkung.disclosure.register.contents import Register
from wirkung.disclosure.register.room import room_of
from wirkung.errors import Place, Problem, ProgrammeFileError, RunError
from wirkung.finding import Provenance
from wirkung.programme.parts import text_in
from wirkung.report.document.blocks import KeyFigure
from wirkung.report.document.consistency import refuse_contradictions
from wirkung.report.document.document import Document
from wirkung.report.document.handed_over import PrintedEvidence
from wirkung.report.document.outputs import own_cells, published
from wirkung.report.document.reading import read_document
from wirkung.report.document.status import ReportStatus
from wirkung.report.formats.results import GeneratedBy, ResultsFile
from wirkung.run import environment
from wirkung.run.current import notebook_fingerprint, refuse_over_final
from wirkung.run.drawing import drawn
from wirkung.run.execute import OnCell, execute
from wirkung.run.files import json_text, write
from wirkung.run.index import index_page
from wirkung.run.limits import Limits
from wirkung.run.lock import hold
from wirkung.run.plan import Job
from wirkung.run.records import Manifest, ProgrammeRecord
from wirkung.run.remember import Publication, forget_if_overtaken, memory_of, remembering, writing
from wirkung.run.staging import MANIFEST, OUTPUT_LOCK, STEM, Staging, publish, staging
from wirkung.run.strays import Seen, files_of, refuse_strays


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """When a report was begun, for people and for measuring, and what the register and the folder held then."""

    started: dt.datetime
    tick: float
    register: Register
    files: Seen

    @classmethod
    def now(cls, job: Job, out: Path) -> Begun:
        """To be noted before the notebook runs.

        Raises
        ------
        WorkspaceError
            The register is gone or unreadable.
        """
        register = memory_of(room_of(job.loaded.path)).register
        started = dt.datetime.now(dt.UTC)
        return cls(started=started, tick=time.monotonic(), register=register, files=files_of(out))

    def seconds(self) -> float:
        """So long ago."""
        return round(time.monotonic() - self.tick, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A report that is not written yet: its files by name, and what its manifest says of it."""

    status: ReportStatus
    key_figure: KeyFigure | None
    evidence: PrintedEvidence | None
    provenance: Provenance
    contents: dict[str, bytes]
    own_cells: int


def make_report(job: Job, out: Path, *, on_cell: OnCell, limits: Limits) -> Path:
    """Publish the report of one job.

    Parameters
    ----------
    job
        From `plan`.
    out
        The output folder, absolute.
    on_cell
        Called before each cell with the number of cells done and the number of all cells.
    limits
        Of time, memory and output.

    Returns
    -------
    Path
        The folder of the published report.

    Raises
    ------
    WirkungError
        When there is no complete report; the earlier one is then as it was.
    OSError
        When the output folder cannot be written; the same holds.
    """
    begun = Begun.now(job, out)

    def here(drafts: Path) -> Made:
        return compose(job, drafts, begun.started, on_cell=on_cell, limits=limits)

    return publish_made(job, out, begun, first=here, again=here)


def publish_made(
    job: Job, out: Path, begun: Begun, *, first: Callable[[Path], Made], again: Callable[[Path], Made]
) -> Path:
    """Publish a report, wherever it is made.

    Parameters
    ----------
    job, out
        As above.
    begun
        Noted before the notebook ran.
    first, again
        Give the report, and leave in a folder what the register is to remember. `again` makes it here and now,
        where others published meanwhile what changes it.

    Returns
    -------
    Path
        The folder of the published report.

    Raises
    ------
    WirkungError, OSError
        As above.
    """
    language, room = job.parameters["language"], room_of(job.loaded.path)

    def index() -> bytes:
        return index_page(out, language=language).encode()

    with staging(out, year=job.parameters["year"], name=job.place, index=index) as place:
        made = first(place.drafts)
        refuse_strays(place, begun.files)
        with writing(room):
            # Others may publish while a notebook runs. Now nobody does: what they changed can be seen, and the
            # second time nothing changes.
            if forget_if_overtaken(room, begun.register, place.drafts):
                made = again(place.drafts)
                refuse_strays(place, begun.files)
            refuse_over_final(job, out)  # it may have come meanwhile
            _write_and_publish(job, place, made, begun)
        return place.target


def compose(job: Job, drafts: Path, started: dt.datetime, *, on_cell: OnCell, limits: Limits) -> Made:
    """Run the notebook and make all files of the report, in memory.

    Parameters
    ----------
    job
        From `plan`.
    drafts
        Where the notebook leaves what the register is to remember, encrypted.
    started
        When the report was begun.
    on_cell, limits
        As above.

    Raises
    ------
    WirkungError
        When there is no complete report.
    """
    executed = execute(
        job.chosen.notebook,
        job.parameters,
        folder=job.folder,
        drafts=drafts,
        on_cell=on_cell,
        limits=limits,
        until=job.until,
    )
    read = read_document(executed, language=job.parameters["language"])
    status, on = ReportStatus.DRAFT, started.date()
    if job.until is not None:
        status, on = ReportStatus.PRELIMINARY, job.until
    document = replace(read, status=status, on=on)
    refuse_contradictions(document)
    provenance = _provenance(job, document)
    contents = {
        **drawn(document, stem=STEM, limits=limits),
        f"{STEM}.ipynb": (nbformat.writes(published(executed)) + "\n").encode(),
        "results.json": json_text(_results(job, document)).encode(),
    }
    return Made(
        status=status,
        key_figure=document.key_figure,
        evidence=document.handed_over.evidence,
        provenance=provenance,
        contents=contents,
        own_cells=own_cells(executed),
    )


def _write_and_publish(job: Job, place: Staging, made: Made, begun: Begun) -> None:
    """The caller holds the right to write the register."""
    room = room_of(job.loaded.path)
    files = {name: write(place.new / name, content) for name, content in made.contents.items()}
    publication = Publication(
        id=secrets.token_hex(8),
        programme=job.loaded.programme.id,
        year=job.parameters["year"],
        notebooks=(job.chosen.name,),
        editions=tuple(files),
        own_cells=made.own_cells,
    )
    manifest = _manifest(job, made, files, begun)
    key = room.keys.keys().sub_key(Purpose.FILES)
    notebook = notebook_fingerprint(job.chosen.notebook, key)
    manifest = manifest.model_copy(update={"publication": publication.id, "notebook": notebook})
    write(place.new / MANIFEST, json_text(manifest).encode())
    with remembering(room, place.drafts, publication):
        _publish(place, job.parameters["language"])


def _publish(place: Staging, language: str) -> None:
    with hold(place.out / OUTPUT_LOCK):
        write(place.index, index_page(place.out, place.new, language=language).encode())
        publish(place)


def _provenance(job: Job, document: Document) -> Provenance:
    """From what the report was made: one programme file, also if somebody saved it while the run was going on."""
    provenance = document.handed_over.provenance
    if provenance is None:
        raise RunError([Problem(code="run.no_provenance")])
    if provenance.programme_sha256 != job.loaded.sha256:
        problem = Problem(code="run.programme_changed", place=Place(file=job.name))
        raise ProgrammeFileError([problem])
    if provenance.until != job.until:
        raise RunError([Problem(code="run.until_not_kept", values={"until": str(job.until)})])
    return provenance


def _common(job: Job) -> dict[str, Any]:
    programme, language = job.loaded.programme, job.parameters["language"]
    return {
        "title": text_in(programme.title, language),
        "organisation": text_in(programme.organisation, language),
        "year": job.parameters["year"],
        "language": language,
        "synthetic": programme.synthetic,
        "until": job.until,
    }


def _results(job: Job, document: Document) -> ResultsFile:
    return ResultsFile(
        programme=job.loaded.programme.id,
        **_common(job),
        generated_by=GeneratedBy(name=environment.PACKAGE, version=wirkung.__version__),
        results=document.handed_over.results,
    )


def _manifest(job: Job, made: Made, files: dict[str, str], begun: Begun) -> Manifest:
    programme = ProgrammeRecord(id=job.loaded.programme.id, file=job.name, sha256=job.loaded.sha256)
    return Manifest(
        programme=programme,
        **_common(job),
        heading=job.chosen.heading if job.chosen.beside else "",
        key_figure=made.key_figure,
        evidence=made.evidence,
        parameters={**job.parameters},
        data=made.provenance.accounts,
        code=environment.code_record(job.workspace),
        packages=environment.package_versions(),
        python=environment.python_version(),
        seeds=made.provenance.seeds,
        started=begun.started.isoformat(timespec="seconds"),
        duration_seconds=begun.seconds(),
        outcome="published",
        files=files,
        status=made.status,
    )

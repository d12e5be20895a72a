"""One report from one job: execute, export, write, publish."""

from __future__ import annotations

import datetime as dt
import secrets
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

import wirkung
from wirkung.disclosure.keys import Purpose
from wirkung.disclosure.register.room import room_of
from wirkung.errors import Place, Problem, ProgrammeFileError, RunError
from wirkung.finding import Provenance
from wirkung.programme.parts import text_in
from wirkung.report.document.consistency import refuse_contradictions
from wirkung.report.document.document import Document
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
from wirkung.run.strays import files_of, refuse_strays


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clock:
    """When a run began, for people and for measuring."""

    started: dt.datetime
    tick: float

    def seconds(self) -> float:
        return round(time.monotonic() - self.tick, 3)


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
    clock = _Clock(started=dt.datetime.now(dt.UTC), tick=time.monotonic())
    language, room = job.parameters["language"], room_of(job.loaded.path)

    def index() -> bytes:
        return index_page(out, language=language).encode()

    def made(place: Staging) -> _Made:
        return _made(job, place, clock, on_cell=on_cell, limits=limits)

    with staging(out, year=job.parameters["year"], name=job.place, index=index) as place:
        then = memory_of(room).register
        made_so_far = made(place)
        with writing(room):
            # Others may publish while a notebook runs. Now nobody does: what they changed can be seen, and the
            # second time nothing changes.
            if forget_if_overtaken(room, then, place.drafts):
                made_so_far = made(place)
            refuse_over_final(job, out)  # it may have come meanwhile
            _write_and_publish(job, place, made_so_far, clock)
        return place.target


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """A report that is not written yet: its files by name."""

    document: Document
    provenance: Provenance
    contents: dict[str, bytes]
    own_cells: int


def _made(job: Job, place: Staging, clock: _Clock, *, on_cell: OnCell, limits: Limits) -> _Made:
    before = files_of(place.out)
    executed = execute(
        job.chosen.notebook,
        job.parameters,
        folder=job.folder,
        drafts=place.drafts,
        on_cell=on_cell,
        limits=limits,
        until=job.until,
    )
    refuse_strays(place, before)
    return _composed(job, executed, clock, limits)


def _composed(job: Job, executed: NotebookNode, clock: _Clock, limits: Limits) -> _Made:
    read = read_document(executed, language=job.parameters["language"])
    status, on = ReportStatus.DRAFT, clock.started.date()
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
    return _Made(document=document, provenance=provenance, contents=contents, own_cells=own_cells(executed))


def _write_and_publish(job: Job, place: Staging, made: _Made, clock: _Clock) -> None:
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
    manifest = _manifest(job, made.document, made.provenance, files, clock)
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


def _manifest(
    job: Job, document: Document, provenance: Provenance, files: dict[str, str], clock: _Clock
) -> Manifest:
    programme = ProgrammeRecord(id=job.loaded.programme.id, file=job.name, sha256=job.loaded.sha256)
    return Manifest(
        programme=programme,
        **_common(job),
        heading=job.chosen.heading if job.chosen.beside else "",
        key_figure=document.key_figure,
        evidence=document.handed_over.evidence,
        parameters={**job.parameters},
        data=provenance.accounts,
        code=environment.code_record(job.workspace),
        packages=environment.package_versions(),
        python=environment.python_version(),
        seeds=provenance.seeds,
        started=clock.started.isoformat(timespec="seconds"),
        duration_seconds=clock.seconds(),
        outcome="published",
        files=files,
        status=document.status,
    )

"""Whether a published report is what a new run would give, and if not, why."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from nbformat import NotebookNode
from pydantic import ValidationError

from wirkung.disclosure.keys import Purpose
from wirkung.disclosure.register.memory import Memory, open_memory
from wirkung.disclosure.register.room import room_of
from wirkung.errors import Place, Problem, WorkspaceError
from wirkung.finding import SourceAccount
from wirkung.run import environment
from wirkung.run.guard import known
from wirkung.run.plan import AsIs, Item, Job, Refused, Skipped, Why
from wirkung.run.records import Manifest
from wirkung.run.staging import MANIFEST, OUTPUT


def compared(planned: Iterable[Item], out: Path | None, *, skip: bool) -> list[Item]:
    """Every job with the reasons for making its report.

    Parameters
    ----------
    planned
        From `plan`, which read the data.
    out
        The output folder; None for `reports` in the workspace of each.
    skip
        Whether those for which there is no reason are left as they are.
    """
    memories: dict[Path, Memory | None] = {}
    result: list[Item] = []
    for item in planned:
        if not isinstance(item, Job):
            result.append(item)
            continue
        try:
            room = room_of(item.loaded.path)
            if room.folder not in memories:
                memories[room.folder] = open_memory(room)
            refuse_over_final(item, out or item.workspace / OUTPUT)
            why = reasons(item, out or item.workspace / OUTPUT, memories[room.folder])
        except Exception as error:  # noqa: BLE001 - one programme must not stop the others; it is reported
            result.append(Refused(name=item.name, error=known(error)))
            continue
        year = item.parameters["year"]
        current = Skipped(name=item.name, year=year, as_is=AsIs.CURRENT, beside=item.chosen.beside)
        result.append(current if skip and not why else replace(item, why=why or (Why.NOTHING,)))
    return result


def not_over_final(planned: Iterable[Item], out: Path | None) -> list[Item]:
    """Every item, preliminary reports refused that would take the place of one of all that was known."""
    result: list[Item] = []
    for item in planned:
        try:
            if isinstance(item, Job):
                refuse_over_final(item, out or item.workspace / OUTPUT)
        except WorkspaceError as error:
            result.append(Refused(name=item.name, error=error))
            continue
        result.append(item)
    return result


def reasons(job: Job, out: Path, memory: Memory | None) -> tuple[Why, ...]:
    """Why a report must be made; empty where the published one is verified as what a new run would give.

    Parameters
    ----------
    job
        From `plan`, with what was read.
    out
        The output folder.
    memory
        The register; without it nothing is verified.

    Notes
    -----
    What other reports gave away since makes none stale: what is out cannot be taken back by making it anew, and
    else each of many programmes would be made again because of the others.
    """
    folder = out / str(job.parameters["year"]) / job.place
    if not folder.exists():
        return (Why.NO_REPORT,)
    try:
        manifest = Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except (OSError, ValidationError):
        return (Why.UNREADABLE,)
    return tuple(_differing(job, folder, manifest, memory))


def refuse_over_final(job: Job, out: Path) -> None:
    """Raise WorkspaceError where a preliminary report would take the place of one of all that was known."""
    folder = out / str(job.parameters["year"]) / job.place
    if job.until is None or not folder.exists():
        return
    try:
        there = Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except (OSError, ValidationError):
        return  # nobody knows what it gave away; that is refused for every report
    if there.until is None:
        values = {"report": f"{folder.parent.name}/{folder.name}"}
        raise WorkspaceError([Problem(code="run.until_over_final", place=Place(file=job.name), values=values)])


def _differing(job: Job, folder: Path, manifest: Manifest, memory: Memory | None) -> Iterator[Why]:
    key = None if memory is None else memory.keys.sub_key(Purpose.FILES)
    published = set() if memory is None else {entry.publication for entry in memory.register.entries}
    same = {
        Why.FILES: changed_files(folder, manifest) == [],
        Why.PROGRAMME: manifest.programme.sha256 == job.loaded.sha256,
        Why.DATA: key is not None and _files(manifest.data) == _files(job.accounts),
        Why.NOTEBOOK: key is not None and manifest.notebook == notebook_fingerprint(job.chosen.notebook, key),
        Why.UNTIL: manifest.until == job.until,
        Why.LANGUAGE: manifest.parameters == dict(job.parameters),
        Why.CODE: manifest.code.sha256 == environment.code_sha256(),
        Why.PACKAGES: (manifest.packages, manifest.python)
        == (environment.package_versions(), environment.python_version()),
        Why.REGISTER: manifest.publication in published,
    }
    yield from (why for why, is_same in same.items() if not is_same)


def changed_files(folder: Path, manifest: Manifest) -> list[str]:
    """The files of a report that are missing, are not as they were published, or were put there by somebody."""
    there = {path.name: path for path in folder.iterdir() if path.name != MANIFEST}
    return sorted(
        name
        for name in {*there, *manifest.files}
        if name not in there
        or not there[name].is_file()
        or manifest.files.get(name) != hashlib.sha256(there[name].read_bytes()).hexdigest()
    )


def notebook_fingerprint(notebook: NotebookNode, key: bytes) -> str:
    """An HMAC-SHA-256 of what a notebook does: an evaluator's own cells may name somebody, so a plain hash tells.

    Parameters
    ----------
    notebook
        Its cells' kind, source and tags count; outputs, ids and the kernel's name do not.
    key
        Of the office.
    """
    cells = [[cell.cell_type, cell.source, cell.metadata.get("tags", [])] for cell in notebook.cells]
    return hmac.digest(key, json.dumps(cells, sort_keys=True).encode(), "sha256").hex()


def _files(accounts: Iterable[SourceAccount]) -> set[tuple[str, str, str]]:
    return {(account.role, account.file, account.fingerprint) for account in accounts}

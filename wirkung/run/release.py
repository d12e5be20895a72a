"""A report becomes more than a draft: two roles of the office have read it, then it is public; both is recorded.

Nothing is computed: the report is written again from its own notebook, with another status and the editions that
only a released report has. The register does not change, since no number becomes known that was not.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from wirkung.errors import Place, Problem, WorkspaceError
from wirkung.report.document.document import Document
from wirkung.report.document.reading import read_document
from wirkung.report.document.status import ReportStatus
from wirkung.report.formats.html import report_html
from wirkung.run.journal.book import Event
from wirkung.run.journal.lines import JournalEvent
from wirkung.run.published import published_manifest, published_notebook
from wirkung.run.records import Manifest, ReleaseRecord
from wirkung.run.restating import restate
from wirkung.run.staging import MANIFEST, REPORT

LONGEST_ROLE = 120  # letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """That two roles release a report, and on which day."""

    first: str
    second: str
    on: dt.date

    @property
    def roles(self) -> tuple[str, str]:
        """Both as they are printed, on one line each."""
        return (" ".join(self.first.split()), " ".join(self.second.split()))


def release_report(folder: Path, decision: Decision) -> Path:
    """Release a draft: its editions say so, and those for the public are added.

    Parameters
    ----------
    folder
        reports/<year>/<programme>, or a link to it.
    decision
        By whom and when.

    Returns
    -------
    Path
        The folder of the report.

    Raises
    ------
    WorkspaceError
        No report, one that was changed since its run or is no draft, one role twice, a day that cannot be: every
        problem at once. The report is then as it was.
    OSError
        When the output folder cannot be written; the same holds.
    """
    folder = folder.resolve()
    manifest = published_manifest(folder)
    problems = [*_of_decision(decision, manifest), *_of_report(folder, manifest), *_of_files(folder, manifest)]
    if problems:
        raise WorkspaceError(problems)
    document = replace(_as_read(folder, manifest), status=ReportStatus.APPROVED, on=decision.on, by=decision.roles)
    record = ReleaseRecord(roles=decision.roles, on=decision.on, files=manifest.files)
    changes = {"status": ReportStatus.APPROVED, "release": record}
    noted = Event(what=JournalEvent.RELEASED, roles=decision.roles)
    restate(folder, manifest, document, changes=changes, replaced="release.replaced", adding=True, noted=noted)
    return folder


def _of_decision(decision: Decision, manifest: Manifest) -> Iterator[Problem]:
    for option, role in zip(("--role", "--second-role"), decision.roles, strict=True):
        if not role or len(role) > LONGEST_ROLE:
            yield Problem(code="release.no_role", values={"option": option, "most": LONGEST_ROLE})
    first, second = (role.casefold() for role in decision.roles)
    if first and first == second:
        yield Problem(code="release.same_role", values={"role": decision.roles[0]})
    if decision.on > _today():
        yield Problem(code="release.in_future", values={"day": decision.on.isoformat()})
    if decision.on < manifest.made_on:
        values = {"day": decision.on.isoformat(), "made": manifest.made_on.isoformat()}
        yield Problem(code="release.before_run", values=values)


def _today() -> dt.date:
    """The later of the day here and the day of the clock that runs go by."""
    return max(dt.datetime.now(dt.UTC).date(), dt.datetime.now().astimezone().date())


def publish_report(folder: Path, on: dt.date) -> Path:
    """Note in a released report that it was published: its editions and the list of reports say so.

    Parameters
    ----------
    folder
        reports/<year>/<programme>, or a link to it.
    on
        The day on which the office made it public.

    Returns
    -------
    Path
        The folder of the report.

    Raises
    ------
    WorkspaceError
        No report, one that is not released or was changed since, a day that cannot be: every problem at once. The
        report is then as it was.
    OSError
        When the output folder cannot be written; the same holds.
    """
    folder = folder.resolve()
    manifest = published_manifest(folder)
    problems = [*_of_publication(on, folder, manifest), *_of_files(folder, manifest)]
    if problems:
        raise WorkspaceError(problems)
    document = replace(_as_read(folder, manifest), status=ReportStatus.PUBLISHED, on=on)
    changes = {"status": ReportStatus.PUBLISHED, "published_on": on}
    noted = Event(what=JournalEvent.MADE_PUBLIC)
    restate(folder, manifest, document, changes=changes, replaced="publish.replaced", adding=False, noted=noted)
    return folder


def _of_publication(on: dt.date, folder: Path, manifest: Manifest) -> Iterator[Problem]:
    """What keeps it from being called published: its status, or the day."""
    place, day = Place(file=str(folder)), on.isoformat()
    match manifest.status:
        case ReportStatus.DRAFT:
            yield Problem(code="publish.draft", place=place)
        case ReportStatus.PRELIMINARY:
            yield Problem(code="publish.preliminary", place=place, values={"until": str(manifest.until)})
        case ReportStatus.PUBLISHED:
            yield Problem(code="publish.already", place=place, values={"day": str(manifest.published_on)})
        case ReportStatus.WITHDRAWN:
            yield Problem(code="publish.withdrawn", place=place)
    if on > _today():
        yield Problem(code="publish.in_future", values={"day": day})
    if manifest.release is not None and on < manifest.release.on:
        values = {"day": day, "released": manifest.release.on.isoformat()}
        yield Problem(code="publish.before_release", values=values)


def _of_report(folder: Path, manifest: Manifest) -> Iterator[Problem]:
    """What keeps it from being released: its status."""
    place = Place(file=str(folder))
    if manifest.release is not None and manifest.status is not ReportStatus.WITHDRAWN:
        values = {"day": manifest.release.on.isoformat(), "roles": ", ".join(manifest.release.roles)}
        yield Problem(code="release.already", place=place, values=values)
    elif manifest.status is ReportStatus.PRELIMINARY:
        yield Problem(code="release.preliminary", place=place, values={"until": str(manifest.until)})
    elif manifest.status is not ReportStatus.DRAFT:
        yield Problem(code="release.withdrawn", place=place)


def _of_files(folder: Path, manifest: Manifest) -> Iterator[Problem]:
    """Files that are not those that the manifest tells of."""
    place = Place(file=str(folder))
    there = {path.name for path in folder.iterdir()} - {MANIFEST}
    for name in sorted({*manifest.files, *there}):
        if name not in there:
            yield Problem(code="release.file_missing", place=place, values={"name": name})
        elif name not in manifest.files:
            yield Problem(code="release.file_added", place=place, values={"name": name})
        elif _sha256(folder / name) != manifest.files[name]:
            yield Problem(code="release.file_changed", place=place, values={"name": name})


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _as_read(folder: Path, manifest: Manifest) -> Document:
    """The document that was read, made again; refused where this version would tell it otherwise."""
    read = read_document(published_notebook(folder), language=manifest.language)
    document = replace(read, on=manifest.made_on)
    if manifest.release is not None:
        release = manifest.release
        document = replace(read, status=ReportStatus.APPROVED, on=release.on, by=release.roles)
    if report_html(document).encode() != (folder / REPORT).read_bytes():
        values = {"made_with": manifest.code.version}
        raise WorkspaceError([Problem(code="release.other_version", place=Place(file=str(folder)), values=values)])
    return document

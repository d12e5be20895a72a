"""What stands in `manifest.json`: checked when written and when read again."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from wirkung.finding import SourceAccount
from wirkung.report.document.blocks import KeyFigure
from wirkung.report.document.handed_over import PrintedEvidence
from wirkung.report.document.results import Record
from wirkung.report.document.status import ReportStatus

SCHEMA_VERSION: Literal["1.0"] = "1.0"

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class CodeRecord(Record):
    """Which code ran; commit and whether it had uncommitted changes, where the folder is a git checkout."""

    version: str
    commit: str | None
    uncommitted_changes: bool | None
    sha256: Sha256 | None = None  # of all files of the package; older manifests have none


class ProgrammeRecord(Record):
    """Which programme file was evaluated."""

    id: str
    file: str
    sha256: Sha256


class ReleaseRecord(Record):
    """Who released a report, when, and what they had read: the files of the draft with their hashes."""

    roles: tuple[str, str]
    on: dt.date
    files: dict[str, Sha256]


class Manifest(Record):
    """How a report came about, so that it can be made again; no path and no name of this machine."""

    schema_version: Literal["1.0"] = SCHEMA_VERSION
    programme: ProgrammeRecord
    title: str
    heading: str = ""  # of a notebook beside the main one
    organisation: str
    year: int
    language: Literal["de", "en"]
    synthetic: bool
    key_figure: KeyFigure | None
    evidence: PrintedEvidence | None = None  # older manifests have none
    parameters: dict[str, str | int]
    data: tuple[SourceAccount, ...]
    code: CodeRecord
    packages: dict[str, str]
    python: str
    seeds: tuple[int, ...]
    started: str
    duration_seconds: Annotated[float, Field(ge=0)]
    outcome: Literal["published"]
    files: dict[str, Sha256]
    publication: str | None = None  # its id in the register; older manifests have none
    notebook: Sha256 | None = None  # HMAC under the office's key, of what the notebook does; older ones have none
    until: dt.date | None = None  # the day after which nothing counts, of a preliminary report
    status: ReportStatus = ReportStatus.DRAFT
    release: ReleaseRecord | None = None  # of a report that was released
    published_on: dt.date | None = None  # of a report that an office has made public
    withdrawn_on: dt.date | None = None  # of a report that was withdrawn

    @property
    def made_on(self) -> dt.date:
        """The day of the run, as its draft says it."""
        return dt.datetime.fromisoformat(self.started).date()

    @property
    def status_on(self) -> dt.date:
        """The day that stands beside its status: of its withdrawal, publication, release, data or run."""
        if self.status is ReportStatus.PRELIMINARY and self.until is not None:
            return self.until
        released = None if self.release is None else self.release.on
        return self.withdrawn_on or self.published_on or released or self.made_on

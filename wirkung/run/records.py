"""What stands in `results.json` and `manifest.json`: checked when written and when read again."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from wirkung.codes import (
    Advice,
    Assumption,
    Caution,
    Claim,
    CountRole,
    Quantity,
    Role,
    Standing,
    Undecided,
    UnitKind,
    Verdict,
)
from wirkung.declared import LeftOut, SourceRole
from wirkung.disclosure.release import Reason

SCHEMA_VERSION: Literal["1.0"] = "1.0"

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Number = Annotated[float, Field(allow_inf_nan=False)]
Natural = Annotated[int, Field(ge=0)]
Language = Literal["de", "en"]


class _Record(BaseModel):
    """Every part of a file: unknown keys are errors, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class UnitRecord(_Record):
    """Kind of number; `symbol` is an ISO 4217 code for money, a word for scores, else empty."""

    kind: UnitKind
    symbol: str


class IntervalRecord(_Record):
    """A confidence interval; a limit that is null has no bound."""

    low: Number | None
    high: Number | None
    level: Annotated[float, Field(gt=0, lt=1)]
    method: str


class CountRecord(_Record):
    """How many persons (or participations) stand in one cell, and of how many."""

    role: CountRole
    number: Natural
    of: Natural | None


class TestRecord(_Record):
    """A test of «no difference» with its two-sided p; null where a number is not finite."""

    __test__ = False  # not a pytest class

    name: str
    statistic: Number | None
    df: Number | None
    p: Annotated[float, Field(ge=0, le=1)] | None


class ResultLine(_Record):
    """One released estimate in its role; shares are 0..1."""

    question: str
    year: int
    projected: bool
    id: str
    group: str
    label: str
    role: Role
    quantity: Quantity
    unit: UnitRecord
    value: Number | None
    interval: IntervalRecord | None
    counts: Annotated[list[CountRecord], Field(min_length=1)]
    claim: Claim
    standardiser: str
    convention: str
    test: TestRecord | None
    standard_error: Number | None
    assumptions: list[Assumption]
    cautions: list[Caution]
    source: str
    verdict: Verdict | None
    target: Number | None
    advice: Advice | None
    undecided: Undecided | None
    standing: Standing | None


class WithheldLine(_Record):
    """A finding that is not shown, and why; it holds no result."""

    question: str
    year: int
    projected: bool
    id: str
    group: str
    label: str
    withheld: Reason


class GeneratedBy(_Record):
    """The program that wrote the file."""

    name: str
    version: str


class ResultsFile(_Record):
    """The released results of one evaluation, for other programs to compute with."""

    schema_version: Literal["1.0"] = SCHEMA_VERSION
    programme: str
    title: str
    organisation: str
    year: int
    language: Language
    synthetic: bool
    generated_by: GeneratedBy
    results: list[ResultLine | WithheldLine]


class AccountRecord(_Record):
    """What became of one data file; paths are as the programme file writes them."""

    role: SourceRole
    file: str
    sha256: Sha256
    rows_read: Natural
    rows_used: Natural
    left_out: list[tuple[LeftOut, Natural]]
    set_missing: list[tuple[LeftOut, Natural]]
    encoding: str
    separator: str
    decimal: str


class ProvenanceRecord(_Record):
    """From what a notebook says it was made (`wirkung.finding.Provenance` as JSON)."""

    programme_file: str
    programme_sha256: Sha256
    year: int
    version: str
    accounts: list[AccountRecord]
    seeds: list[int] = []


class KeyFigureRecord(_Record):
    """The first key figure of a report, as printed there."""

    value: str
    label: str
    detail: str


class EvidenceRecord(_Record):
    """How far a report can be trusted: the level on the Maryland scale, and its words as printed there."""

    level: Natural
    highest: Natural
    mark: str
    text: str


class CodeRecord(_Record):
    """Which code ran; commit and whether it had uncommitted changes, where the folder is a git checkout."""

    version: str
    commit: str | None
    uncommitted_changes: bool | None


class ProgrammeRecord(_Record):
    """Which programme file was evaluated."""

    id: str
    file: str
    sha256: Sha256


class Manifest(_Record):
    """How a report came about, so that it can be made again; no path and no name of this machine."""

    schema_version: Literal["1.0"] = SCHEMA_VERSION
    programme: ProgrammeRecord
    title: str
    organisation: str
    year: int
    language: Language
    synthetic: bool
    key_figure: KeyFigureRecord | None
    evidence: EvidenceRecord | None = None  # older manifests have none
    parameters: dict[str, str | int]
    data: list[AccountRecord]
    code: CodeRecord
    packages: dict[str, str]
    python: str
    seeds: list[int]
    started: str
    duration_seconds: Annotated[float, Field(ge=0)]
    outcome: Literal["published"]
    files: dict[str, Sha256]


def first_error(error: ValidationError) -> str:
    """Where a record is wrong first, and how."""
    found = error.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(str(part) for part in found['loc'])}: {found['msg']}"

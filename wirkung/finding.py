"""What a study answers: questions, and to each the findings, before disclosure control has seen them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from wirkung.codes import Advice, Assumption, Caution, Claim, Standing, Undecided, Verdict
from wirkung.declared import Assignment, DesignKind, LeftOut, SourceRole
from wirkung.errors import Problem
from wirkung.estimate import Estimate
from wirkung.evidence import EvidenceLevel

# The evidence level is shown as a method gives it; rendering takes its codes from here and knows no method.


class Question(StrEnum):
    """The questions of a report, in its order."""

    CHANGE = "change"
    DISTRIBUTION = "distribution"
    BASELINE = "baseline"
    COMPARISON = "comparison"
    ROBUSTNESS = "robustness"
    SUBGROUPS = "subgroups"
    THREATS = "threats"
    COHORT = "cohort"
    EARLIER = "earlier"
    RETENTION = "retention"
    STATES = "states"
    TRANSITIONS = "transitions"
    TIMING = "timing"
    LOST = "lost"
    COST = "cost"
    LEDGER = "ledger"
    COST_YEARS = "cost_years"
    ALTERNATIVES = "alternatives"
    ACCEPTABILITY = "acceptability"
    BENEFITS = "benefits"
    SENSITIVITY = "sensitivity"
    GOALS = "goals"
    CONVENTIONS = "conventions"


class Role(StrEnum):
    """What an estimate is for its finding; a report's columns ask for roles, never for methods."""

    MAIN = "main"
    BEFORE = "before"
    AFTER = "after"
    FOLLOW_UP = "follow_up"
    PROGRAMME = "programme"
    COMPARISON = "comparison"
    STANDARDISED = "standardised"
    OF_PREVIOUS = "of_previous"
    TOTAL = "total"
    BASE = "base"
    EFFECT = "effect"
    LOW = "low"
    HIGH = "high"
    PROBABILITY = "probability"
    NEEDED = "needed"
    RATIO = "ratio"
    LOST = "lost"
    KEPT = "kept"


class Absence(StrEnum):
    """Why a question is not asked for a programme."""

    NO_INDICATORS = "no_indicators"
    NO_MEASUREMENTS = "no_measurements"
    NO_SCALE = "no_scale"
    NO_COMPARISON_GROUP = "no_comparison_group"
    NO_CHARACTERISTICS = "no_characteristics"
    NO_COHORT_STEPS = "no_cohort_steps"
    NO_COSTS = "no_costs"
    NO_GOALS = "no_goals"
    NO_BENEFITS = "no_benefits"
    NO_ALTERNATIVES = "no_alternatives"
    ONE_YEAR_OF_COSTS = "one_year_of_costs"
    NO_ADDITIONAL_OUTCOME = "no_additional_outcome"
    NO_SCENARIO = "no_scenario"
    NO_RANGES = "no_ranges"
    NO_PARTICIPANTS = "no_participants"
    NO_EARLIER_COHORTS = "no_earlier_cohorts"
    NO_DATED_EVENTS = "no_dated_events"
    NOT_YET_OBSERVED = "not_yet_observed"
    NO_LOSS = "no_loss"
    TOO_FEW_FOR_TRANSITIONS = "too_few_for_transitions"
    TOO_FEW_FOR_STATES = "too_few_for_states"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a finding is about, already in the report's language, and how its numbers are printed.

    `better` is +1 where more is wanted, -1 where less is, 0 where it is neither.
    `low`, `high` are the bounds of the scale (None: unbounded), for the axes of figures. `part_of` names the
    wholes whose parts add up to everybody («gender»; row and column of a matrix), since one part follows from
    the others. `group` is the heading under which it stands in a table, `path` the labels it leads along (from
    one state to another), `at` its place on an axis (months, euros); each is empty where it means nothing.
    """

    id: str
    label: str
    decimals: int = 2
    better: int = 0
    low: float | None = None
    high: float | None = None
    part_of: tuple[str, ...] = ()
    group: str = ""
    path: tuple[str, ...] = ()
    at: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of an answer: a subject and its estimates by role, the main one always among them.

    `target` is the value of a goal; for a change or a difference it is the smallest relevant one. `advice` is what
    follows for a goal, `undecided` why nothing does; `standing` is the place of an option among others.
    """

    subject: Subject
    estimates: tuple[tuple[Role, Estimate], ...]
    verdict: Verdict | None = None
    target: float | None = None
    advice: Advice | None = None
    undecided: Undecided | None = None
    standing: Standing | None = None

    def __post_init__(self) -> None:
        if self.get(Role.MAIN) is None:
            raise ValueError(f"finding {self.subject.id!r} has no main estimate")

    def get(self, role: Role) -> Estimate | None:
        """The estimate in a role, or None."""
        return dict(self.estimates).get(role)

    @property
    def main(self) -> Estimate:
        """The estimate that answers the question."""
        return dict(self.estimates)[Role.MAIN]


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Which cohorts an answer takes together, by name, and how many persons they have."""

    cohorts: tuple[str, ...]
    persons: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """All findings on one question; `absent` says why there are none, `price_year` of which year money is.

    `projected` marks numbers that nobody observed: a report labels every one of them a scenario. `together` says
    which cohorts the findings are of; None: that of the year alone.
    """

    question: Question
    year: int
    findings: tuple[Finding, ...] = ()
    absent: Absence | None = None
    price_year: int | None = None
    projected: bool = False
    together: Together | None = None

    def __post_init__(self) -> None:
        if bool(self.findings) == (self.absent is not None):
            raise ValueError(f"answer {self.question}: either findings or the reason why there are none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    """The head of a report, texts already in its language."""

    programme: str
    title: str
    organisation: str
    question: str
    year: int
    synthetic: bool
    data_source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """What the declared design allows the report to claim, and what it rests on."""

    kind: DesignKind
    assignment: Assignment
    note: str
    claim: Claim
    evidence: EvidenceLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the report does not show: every assumption and caution of its results, each once."""

    claim: Claim
    assumptions: tuple[Assumption, ...]
    cautions: tuple[Caution, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceAccount:
    """What became of one file: rows read = rows used + the rows in `left_out` (cells in `set_missing` extra).

    `encoding`, `separator` and `decimal` are what was detected or given; empty for spreadsheets.
    `file` is the path as the programme file writes it, never a path of this machine.
    """

    role: SourceRole
    file: str
    sha256: str
    rows_read: int
    rows_used: int
    left_out: tuple[tuple[LeftOut, int], ...] = ()
    set_missing: tuple[tuple[LeftOut, int], ...] = ()
    encoding: str = ""
    separator: str = ""
    decimal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """From what the report was made. Paths are as the programme file writes them, never of this machine."""

    programme_file: str
    programme_sha256: str
    year: int
    version: str
    accounts: tuple[SourceAccount, ...]
    seeds: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LogicLine:
    """One line of the logic model: 0 for what is put in, 1-7 for the steps of the Wirkungstreppe."""

    step: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Logic:
    """How the programme is meant to work."""

    lines: tuple[LogicLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problems:
    """What has to be put right before the data can be used; none is good news."""

    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """What became of each file."""

    accounts: tuple[SourceAccount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossTable:
    """Numbers of the data check. `code` names the table; `columns` are codes that the catalogue labels.

    A number is a count, or a share (0..1) where `shares` is true; None where there is nothing to count.
    """

    code: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[float | None, ...]], ...]
    shares: bool = False

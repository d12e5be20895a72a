"""What a study answers: questions, and to each the findings, before disclosure control has seen them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from wirkung.codes import (
    Absence,
    Advice,
    Assumption,
    Caution,
    Claim,
    ConventionReason,
    Ranges,
    Reads,
    Role,
    Standing,
    Undecided,
    Verdict,
)
from wirkung.declared import Assigned, Assignment, DesignKind, Group, LeftOut, Period, SourceRole, StateKind, Wave
from wirkung.errors import Problem
from wirkung.estimate import Estimate
from wirkung.evidence import EvidenceLevel
from wirkung.programme.history import Registered
from wirkung.programme.parts import Text
from wirkung.programme.steering import Decision, Recommendation


@dataclass(frozen=True, slots=True)
class State:
    """Where somebody of a cohort stands; `id` is that of the step, or of the event that ends the way."""

    kind: StateKind
    id: str = ""

    def __str__(self) -> str:
        return self.id or self.kind


@dataclass(frozen=True, slots=True)
class Amount:
    """So much money: a number of units of a currency, by its ISO 4217 code («EUR»)."""

    value: float
    currency: str

    def __str__(self) -> str:
        return f"{self.value:.12g} {self.currency}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a finding is about, in fields that the report puts into words, and how its numbers are printed.

    Ids are those of the programme file, empty where the finding is about no such thing.

    Parameters
    ----------
    indicator, characteristic, step, goal, benefit, alternative
        What of the programme file it is about.
    quota
        The official quota: its place in the programme file, counted from 1.
    category
        Of the characteristic, as the data have it; empty where it is not known; None for the whole.
    aspect
        What of all this, as a code of the catalogue under `subject.` («robustness.ancova»), or as a member of an
        enum that has its words there under the name of the enum (`UnitCost.PLACE`).
    arm
        Which of several forms of the programme is compared; empty for the programme as a whole.
    group, wave
        Whose number, and when it was measured.
    cohort
        Year of entry, or the course or category by which cohorts are formed.
    states, from_states
        Where persons stood, and where before: states taken together, in order.
    months, from_months
        Months since entry; of a period, its end and its beginning.
    place
        Which of several in order: a range of a scale, from `low` to `high`.
    convention, call, reasons
        Of a standardised effect: its name, the call of R's effectsize that prints it, and why it is what it is.
    amount
        What one more of it is taken to be worth.
    decimals
        How many its values are printed with.
    further
        Whether it is an indicator beside the one that the programme file declares the main outcome.
    side_effect
        Whether it is what the programme was not meant for, wanted or not.
    better
        +1 where more is wanted, -1 where less is, 0 where it is neither.
    low, high
        Bounds of the scale (None: unbounded), for the axes of figures.
    part_of
        The wholes whose parts add up to everybody («gender»; row and column of a matrix), since one part follows
        from the others.
    at
        Its place on an axis (months).
    """

    indicator: str = ""
    characteristic: str = ""
    category: str | None = None
    step: str = ""
    quota: str = ""
    goal: str = ""
    benefit: str = ""
    alternative: str = ""
    aspect: str = ""
    pretest_of: str = ""
    arm: str = ""
    group_of: Group | None = None
    wave: Wave | None = None
    cohort: int | str | None = None
    states: tuple[State, ...] = ()
    from_states: tuple[State, ...] = ()
    months: int | None = None
    from_months: int | None = None
    place: int | None = None
    convention: str = ""
    call: str = ""
    reasons: tuple[ConventionReason, ...] = ()
    amount: Amount | None = None
    further: bool = False
    side_effect: bool = False
    decimals: int = 2
    better: int = 0
    low: float | None = None
    high: float | None = None
    part_of: tuple[str, ...] = ()
    at: float | None = None

    @property
    def id(self) -> str:
        """Stable name among the findings of an answer, made of the fields."""
        return ".".join(self._names())

    def _names(self) -> Iterator[str]:
        if self.goal:  # what it is about is no part of its name
            yield self.goal
            return
        for name in ("benefit", "alternative", "step", "quota", "characteristic", "indicator"):
            if getattr(self, name):
                yield getattr(self, name)
        if self.category is not None:
            yield self.category or "unknown"
        for states in filter(None, (self.from_states, self.states)):
            yield "-".join(dict.fromkeys(str(state) for state in (states[0], states[-1])))
        for value in (
            self.pretest_of or None,
            self.arm or None,
            self.group_of,
            self.wave,
            self.cohort,
            self.months,
            self.place,
            self.amount,
            self.convention or None,
            self.aspect or None,
        ):
            if value is not None:
                yield str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of an answer: a subject and its estimates by role, the main one always among them.

    `target` is the value of a goal; for a change or a difference it is the smallest relevant one. `due` is the day
    of a goal, `advice` what follows for it, `undecided` why nothing does; `standing` is the place of an option
    among others.
    `source` says where a number comes from that the programme file gives; None where it was counted or computed.
    `held_back` is whether the whole line is withheld whatever else is shown: others are told in its place.
    """

    subject: Subject
    estimates: tuple[tuple[Role, Estimate], ...]
    verdict: Verdict | None = None
    target: float | None = None
    due: dt.date | None = None
    advice: Advice | None = None
    undecided: Undecided | None = None
    standing: Standing | None = None
    source: Text | None = None
    held_back: bool = False

    def __post_init__(self) -> None:
        if self.get(Role.MAIN) is None:
            raise ValueError(f"finding {self.subject.id!r} has no main estimate")

    def get(self, role: Role) -> Estimate | None:
        """The estimate in a role, or None."""
        return dict(self.estimates).get(role)

    @property
    def cautions(self) -> tuple[Caution, ...]:
        """Of all its estimates, each once; that an interval is not shown only of the main one, which has one."""
        found = (
            caution
            for role, estimate in self.estimates
            for caution in estimate.cautions
            if role is Role.MAIN or caution is not Caution.UNCERTAINTY_NOT_SHOWN
        )
        return tuple(dict.fromkeys(found))

    @property
    def main(self) -> Estimate:
        """The estimate that answers the question."""
        return dict(self.estimates)[Role.MAIN]


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Which cohorts an answer takes together, by year of entry, and how many persons they have."""

    cohorts: tuple[int, ...]
    persons: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """How a ledger that counts in other years than the programme was read: by dates, or divided by months."""

    ledger: Period
    programme: Period
    dated: bool
    divided: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """Money of third parties: its name in the programme file, and the last day for which it is promised."""

    name: Text
    until: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """All findings on one question; `absent` says why there are none, `price_year` of which year money is.

    `bridge` says how the ledger's years became those of the programme, `endings` when money of third parties ends.
    `projected` marks numbers that nobody observed: a report labels every one of them a scenario. `together` says
    which cohorts the findings are of; None: that of the year alone. `missed`, `ranges` and `reads` are those of
    the question (`wirkung.questions.Question`).
    """

    question: str
    year: int
    findings: tuple[Finding, ...] = ()
    absent: Absence | None = None
    price_year: int | None = None
    bridge: Bridge | None = None
    endings: tuple[Ending, ...] = ()
    projected: bool = False
    together: Together | None = None
    missed: float = 1.0
    ranges: Ranges = Ranges.OF_MEANS
    reads: Reads = Reads.EVERYTHING

    def __post_init__(self) -> None:
        if bool(self.findings) == (self.absent is not None):
            raise ValueError(f"answer {self.question}: either findings or the reason why there are none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    """The head of a report; `evaluated_by` is None where the organisation evaluated its own programme.

    `until` is the day after which nothing counts, None in a report of all that is known.
    """

    programme: str
    title: Text
    organisation: Text
    question: Text
    year: int
    synthetic: bool
    data_source: Text | None
    period: Period = Period.CALENDAR
    contact: Text | None = None
    evaluated_by: Text | None = None
    paid_by: Text | None = None
    data_as_of: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """What the declared design allows the report to claim, and what it rests on.

    `of_persons` is false for a programme file about costs alone: there is nothing to claim of anybody. `arms` are
    the levels of several arms, each against the comparison group; the others are those of the weakest arm.
    `offered` says that the lot drew an offer, to which not everybody kept; `crossed` that some of the comparison
    group took part, `staggered` that some of it started later. `clusters` are the courses or schools in the list,
    of the programme and the comparison group, where whole ones were assigned and the report may say so.
    """

    kind: DesignKind
    assignment: Assignment
    note: Text | None
    claim: Claim
    evidence: EvidenceLevel
    of_persons: bool = True
    assigned: Assigned = Assigned.PERSONS
    offered: bool = False
    crossed: bool = False
    staggered: bool = False
    clusters: tuple[int, int] | None = None
    arms: tuple[tuple[str, EvidenceLevel], ...] = ()

    def claim_of(self, arm: str) -> Claim:
        """What may be claimed of an arm; of the programme as a whole for «»."""
        evidence = dict(self.arms).get(arm)
        return self.claim if evidence is None else evidence.claim

    @property
    def weaker(self) -> tuple[str, ...]:
        """The arms of which less may be claimed than of others."""
        strongest = max((each.claim.rank for _, each in self.arms), default=0)
        return tuple(arm for arm, each in self.arms if each.claim.rank < strongest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the report does not show: every assumption and caution of its results, each once.

    `groups` says that there is a comparison group; `remembered` that less is shown because of an earlier report;
    `few_changed` that few persons' data have changed since then, so that all numbers on these data are missing;
    `lowered` is a smallest group below the usual one, with the programme file's reason. `side_effects` says that
    somebody looked at side effects, as far as the programme file says; true also of a report about no persons.
    `registered` is what shows that the programme file was there before the data; `of_persons` as for `Licence`;
    `lottery` says that a lot made the groups, whether or not all held that an effect asks for. `weaker` are the
    arms of the programme of which less may be claimed than of others.
    """

    claim: Claim
    assumptions: tuple[Assumption, ...]
    cautions: tuple[Caution, ...]
    groups: bool = False
    remembered: bool = False
    few_changed: bool = False
    lowered: tuple[int, Text] | None = None
    side_effects: bool = True
    registered: Registered | None = None
    of_persons: bool = True
    lottery: bool = False
    weaker: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceAccount:
    """What became of one file: rows read = rows used + the rows in `left_out` (cells in `set_missing` extra).

    Rows in `nearly_matched` are used, for a person whose code is spelt a little differently in the list.
    `encoding`, `separator` and `decimal` are what was detected or given, empty for spreadsheets; `encoding` is
    «Parquet», «SQLite» or «PostgreSQL» for such sources.
    `file` is the path as the programme file writes it, never a path of this machine; of a database the name of the
    variable that holds its address, and the table. In what is published there are no rows read and used, the
    others are rounded down to multiples of `rounded_to`, and reasons with fewer rows are not listed.
    `fingerprint` is an HMAC-SHA-256 (RFC 2104) of the file, or of the rows that were read from a database, under a
    key of the office, 64 hexadecimal digits: with a plain hash anybody could try what stands in a cell until it
    fits. Empty where there is no key.
    """

    role: SourceRole
    file: str
    rows_read: int | None
    rows_used: int | None
    left_out: tuple[tuple[LeftOut, int], ...] = ()
    set_missing: tuple[tuple[LeftOut, int], ...] = ()
    nearly_matched: int = 0
    encoding: str = ""
    separator: str = ""
    decimal: str = ""
    rounded_to: int = 1
    fingerprint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnUse:
    """One column of a file: its place from 1, its heading, and what of the programme file it was mapped to.

    `heading` is empty where it might be somebody's name and the programme file does not name it; `used` is true
    also of columns without a name of ours, which choose rows or are part of the id.
    """

    place: int
    heading: str
    names: tuple[str, ...]
    used: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FileColumns:
    """The columns of one file, or of one of its sheets, in their order."""

    file: str
    sheet: str
    columns: tuple[ColumnUse, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """From what the report was made. Paths are as the programme file writes them, never of this machine.

    `licence` is there for the scales that stand nowhere else; None in a report about no persons. `until` is the
    day after which nothing counts, None in a report of all that is known.
    """

    programme_file: str
    programme_sha256: str
    year: int
    version: str
    accounts: tuple[SourceAccount, ...]
    seeds: tuple[int, ...] = ()
    licence: Licence | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogicLine:
    """One line of the logic model: 0 for what is put in, 1-7 for the steps of the Wirkungstreppe."""

    step: int
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Logic:
    """How the programme is meant to work."""

    lines: tuple[LogicLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What somebody reported as a side effect, known or supposed: each text, and by whom."""

    lines: tuple[tuple[Text, Text], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What was decided before the end of a year, the newest first, and what became of it, as the office says."""

    year: int
    lines: tuple[Decision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommended:
    """What the office recommends after the report of a year; None where it says nothing."""

    recommendation: Recommendation | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problems:
    """What has to be put right before the data can be used, none is good news; and what was decided in reading."""

    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """What became of each file."""

    accounts: tuple[SourceAccount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossTable:
    """Numbers of the data check. `code` names the table; `columns` are codes that the catalogue labels.

    A number is a count, or a share (0..1) where `shares` is true, or a quantity with so many `decimals`; None
    where there is nothing to count.
    """

    code: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Text, tuple[float | None, ...]], ...]
    shares: bool = False
    decimals: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of all files, as the office calls them and as they are used."""

    files: tuple[FileColumns, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Minimisation:
    """What need not be there: columns that nobody uses, and characteristics of which nothing will be shown.

    `sensitive` and `special` may be needed, and are shown of larger groups only: characteristics, and categories.
    """

    unused: tuple[FileColumns, ...]
    withheld: tuple[Text, ...]
    sensitive: tuple[Text, ...] = ()
    special: tuple[str, ...] = ()

"""What the evidence rules speak of: declared designs, measured checks, levels. Results hold codes, no counts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from wirkung.codes import Claim, Verdict

# A programme of one course cannot be told from its teacher: with a single unit in a group the What Works
# Clearinghouse (2022), Procedures and Standards Handbook 5.0, sees a confounding factor.
FEWEST_CLUSTERS = 2

# If a share c of the comparison group got the programme too, the difference shows 1 - c of the effect. No
# handbook has a boundary; ours lets at least nine tenths of the effect be seen.
MOST_CONTAMINATION = 0.1


class EvidenceScale(StrEnum):
    """Whose levels."""

    MARYLAND = "maryland"
    NESTA = "nesta"
    GRUENE_LISTE = "gruene_liste"


class EvidenceCheck(StrEnum):
    """What a level asks for; those from BASELINE to RESULT are measured in the data, the others are declared."""

    LOGIC_MODEL = "logic_model"
    OUTCOME = "outcome"
    COMPARISON_GROUP = "comparison_group"
    LOT = "lot"
    CONTROLS = "controls"
    BASELINE = "baseline"
    CLUSTERS = "clusters"
    ATTRITION = "attrition"
    CONTAMINATION = "contamination"
    RESULT = "result"
    FOLLOW_UP = "follow_up"
    REPLICATION = "replication"
    SCALED = "scaled"


class CheckOutcome(StrEnum):
    """How a check ended."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_APPLICABLE = "not_applicable"
    NOT_MEASURED = "not_measured"


class Estimator(StrEnum):
    """How the main result was made; each name stands for what it holds constant."""

    BEFORE_AFTER = "before_after"
    DIFFERENCE = "difference"
    ADJUSTED_DIFFERENCE = "adjusted_difference"
    WEIGHTED_DIFFERENCE = "weighted_difference"
    DOUBLY_ROBUST = "doubly_robust"
    DIFFERENCE_IN_CHANGE = "difference_in_change"
    EVENT_STUDY = "event_study"

    @property
    def controls(self) -> bool:
        """Whether it allows for differences between the groups that were there before."""
        return self not in (Estimator.BEFORE_AFTER, Estimator.DIFFERENCE)

    @property
    def adjusts(self) -> bool:
        """Whether it makes up for a baseline difference that the weights, if any, left over."""
        return self.controls and self is not Estimator.WEIGHTED_DIFFERENCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What the programme file says, before any result is seen.

    Parameters
    ----------
    randomised, comparison_group, chance_assignment
        As for `licensed_claim`.
    estimator
        Of the main result; None where no outcome was measured.
    logic_model
        The file says how the programme is meant to work.
    follow_up
        The outcome was measured once more, some time after the programme.
    replication
        An independent evaluation came to the same result.
    scaled
        Others run the programme elsewhere by written instructions, with the same result.
    """

    randomised: bool
    comparison_group: bool
    chance_assignment: bool
    estimator: Estimator | None
    logic_model: bool = False
    follow_up: bool = False
    replication: bool = False
    scaled: bool = False

    def __post_init__(self) -> None:
        compares = self.estimator not in (None, Estimator.BEFORE_AFTER)
        if compares and not self.comparison_group:
            raise ValueError(f"estimator {self.estimator!s} needs a comparison group, found none")

    @property
    def lot(self) -> bool:
        """Whether a lot made both groups; declarations that contradict each other are none."""
        return self.randomised and self.comparison_group and self.chance_assignment


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What the data say about the design; None (or nothing) where it was not measured.

    Parameters
    ----------
    baseline
        A verdict of `baseline_verdict` for the outcome's own start and whatever else is judged; for a weighted
        estimate, in the weighted groups.
    attrition
        LOW_ATTRITION or HIGH_ATTRITION: whether loss, overall and between the groups, lies within the boundary
        of the What Works Clearinghouse.
    contamination : 0..1
        Share of the comparison group that got the programme too.
    clusters : (programme, comparison)
        In how many courses, classes or schools the persons of each group were; None where each came alone.
    unclustered
        The comparison group may have been chosen by class or school, but nobody knows by which.
    desired_result
        Whether the whole interval of the main result lies on the wanted side of zero.
    """

    baseline: tuple[Verdict, ...] = ()
    attrition: Verdict | None = None
    contamination: float | None = None
    clusters: tuple[int | None, int | None] = (None, None)
    unclustered: bool = False
    desired_result: bool | None = None

    def __post_init__(self) -> None:
        allowed = (Verdict.EQUIVALENT, Verdict.NEEDS_ADJUSTMENT, Verdict.NOT_EQUIVALENT)
        strange = [str(verdict) for verdict in self.baseline if verdict not in allowed]
        if strange:
            raise ValueError(f"baseline must hold verdicts of baseline_verdict, found {', '.join(strange)}")
        if self.attrition not in (None, Verdict.LOW_ATTRITION, Verdict.HIGH_ATTRITION):
            raise ValueError(f"attrition must be low_attrition, high_attrition or None, found {self.attrition!s}")
        share = self.contamination
        if share is not None and not (math.isfinite(share) and 0 <= share <= 1):
            raise ValueError(f"contamination must lie between 0 and 1, found {share}")
        if any(number is not None and number < 1 for number in self.clusters):
            raise ValueError(f"clusters must be at least 1 in each group, or None, found {self.clusters}")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """One check and how it ended."""

    check: EvidenceCheck
    outcome: CheckOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleLevel:
    """The level on one scale, and why it is not another.

    `level` is 0 where not even the first is reached; `highest` is the top of the scale; `design_level` what
    the declared design reaches if every measured check passes. `cost` are the checks that took the levels
    between the two, `raised_by` everything that the next level asks for and is not there.
    """

    scale: EvidenceScale
    level: int
    highest: int
    design_level: int
    cost: tuple[EvidenceCheck, ...]
    raised_by: tuple[EvidenceCheck, ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLevel:
    """How far a result can be trusted as an effect: the claim, every check, the level on every scale."""

    claim: Claim
    checks: tuple[CheckResult, ...]
    scales: tuple[ScaleLevel, ...]

    def on(self, scale: EvidenceScale) -> ScaleLevel:
        """The level on one scale."""
        return next(level for level in self.scales if level.scale is scale)

    def outcome(self, check: EvidenceCheck) -> CheckOutcome:
        """How one check ended."""
        return next(result.outcome for result in self.checks if result.check is check)

"""The one shape of a result: every method returns an `Estimate`, and nothing above it adds numbers.

Its codes (`wirkung.codes`) can be had from here too: who makes or reads results needs both.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

from wirkung.codes import (
    Assumption,
    Caution,
    Claim,
    CountRole,
    Direction,
    Quantity,
    UnitKind,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Kind of number and, for scores and money, which unit of that kind.

    `symbol` is an ISO 4217 code for money («EUR»), for scores the id of the indicator that has it, else empty.
    """

    kind: UnitKind
    symbol: str = ""


SHARE = Unit(kind=UnitKind.SHARE)
STANDARD_DEVIATIONS = Unit(kind=UnitKind.STANDARD_DEVIATIONS)
PERSONS = Unit(kind=UnitKind.PERSONS)
MONTHS = Unit(kind=UnitKind.MONTHS)
NUMBER = Unit(kind=UnitKind.SCORE)  # without a name: ratios and coefficients

# Of these, 1 and not 0 says «no difference».
_RATIOS = frozenset({Quantity.SHARE_RATIO, Quantity.VARIANCE_RATIO, Quantity.HAZARD_RATIO})

# Shares of several ages added up: where two years leave school at once, their sum passes 1.
_SUMS = frozenset({Quantity.QUOTA_SUM, Quantity.PART_OF_PLANNED, Quantity.OFFERED})


def checked_unit(unit: object) -> None:
    """Refuse a word in the place of a unit: a result could neither be printed nor compared."""
    if not isinstance(unit, Unit):
        raise TypeError(f"unit must be a Unit (kind and symbol), found {unit!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A confidence interval: `low <= high`, `level` strictly between 0 and 1, method by name («Wilson»)."""

    low: float
    high: float
    level: float
    method: str

    def __post_init__(self) -> None:
        if math.isnan(self.low) or math.isnan(self.high) or self.low > self.high:
            raise ValueError(f"interval needs low <= high, found {self.low} and {self.high}")
        if not 0 < self.level < 1:
            raise ValueError(f"interval level must lie between 0 and 1, found {self.level}")
        if not self.method:
            raise ValueError("interval needs the name of its method")

    def contains(self, value: float) -> bool:
        """Whether `value` lies in the interval, limits included."""
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many persons (or participations) stand in one cell; `of` is the total the cell is a part of.

    `at_most` is None where the number is exact. Else the count is a band, as disclosure control may show it: from
    `number` to `at_most` persons, both possible.

    A result names every count from which a cell could be rebuilt, so that disclosure control sees them
    all: with `of`, the complement `of - number` is known to readers too.
    """

    role: CountRole
    number: int
    of: int | None = None
    at_most: int | None = None

    def __post_init__(self) -> None:
        if self.number < 0:
            raise ValueError(f"count {self.role} must not be negative, found {self.number}")
        if self.of is not None and self.of < self.number:
            raise ValueError(f"count {self.role}: {self.number} is more than its total {self.of}")
        if self.at_most is not None and self.at_most <= self.number:
            raise ValueError(f"count {self.role}: a band from {self.number} cannot end at {self.at_most}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """The persons a number rests on, for disclosure control; it never leaves the program.

    Parameters
    ----------
    variable
        What was looked at in them: «interest.before», «interest.change»; two numbers of one variable can be
        subtracted.
    members
        One bit for each person of the study, in the study's order (`numpy.packbits`).
    size
        How many persons that are.
    """

    variable: str
    members: bytes = field(repr=False)
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """A test of «no difference»: name, statistic, degrees of freedom where it has them, two-sided p (0..1)."""

    __test__ = False  # not a pytest class

    name: str
    statistic: float
    df: float | None
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """One result with everything a reader needs to judge it.

    Parameters
    ----------
    quantity, unit
        What was measured and in what; shares are 0..1.
    value : float or None
        The point estimate, finite; None where nothing can be said, and then `cautions` says why.
    claim
        How strong a verb the result may carry.
    counts
        Every count from which a cell could be rebuilt; at least one.
    interval, test, standard_error
        Uncertainty; an interval where one can be had. A p-value alone is refused.
    standardiser, convention
        By name («g_av», «WWC 5.0»), for standardised effects.
    assumptions, cautions
        Codes; the message catalogue has their sentences.
    source
        Where the formula stands, as a citation.
    populations
        Whom the number rests on, attached by the question that chose them; gone from what is released.
    """

    quantity: Quantity
    unit: Unit
    value: float | None
    claim: Claim
    counts: tuple[Count, ...]
    source: str
    interval: Interval | None = None
    test: Test | None = None
    standard_error: float | None = None
    standardiser: str = ""
    convention: str = ""
    assumptions: tuple[Assumption, ...] = ()
    cautions: tuple[Caution, ...] = ()
    populations: tuple[Population, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        checked_unit(self.unit)
        if self.value is None:
            self._check_says_why()
        elif not math.isfinite(self.value):
            raise ValueError(f"{self.quantity}: value must be finite or None, found {self.value}")
        elif self.unit.kind is UnitKind.SHARE and self.quantity not in _SUMS and not -1 <= self.value <= 1:
            raise ValueError(f"{self.quantity}: a share lies between -1 and 1, found {self.value}")
        if not self.counts:
            raise ValueError(f"{self.quantity}: an estimate names the counts it rests on")
        if not self.source:
            raise ValueError(f"{self.quantity}: an estimate names the source of its formula")
        if self.test is not None and self.interval is None and self.value is not None:
            raise ValueError(f"{self.quantity}: a test without an interval is not a result")

    def _check_says_why(self) -> None:
        if not self.cautions:
            raise ValueError(f"{self.quantity}: an estimate without a value needs a caution that says why")
        if self.interval is not None:
            raise ValueError(f"{self.quantity}: an interval without a value")

    @property
    def direction(self) -> Direction:
        """Which side of zero (of 1, for a ratio), read from the interval."""
        if self.interval is None:
            return Direction.UNKNOWN
        neutral = 1 if self.quantity in _RATIOS else 0
        if self.interval.low > neutral:
            return Direction.UP
        if self.interval.high < neutral:
            return Direction.DOWN
        return Direction.NOT_DISTINGUISHABLE

    def with_cautions(self, *cautions: Caution) -> Estimate:
        """The same estimate with further cautions, each once, in order."""
        return replace(self, cautions=tuple(dict.fromkeys((*self.cautions, *cautions))))

    def with_assumptions(self, *assumptions: Assumption) -> Estimate:
        """The same estimate with further assumptions, each once, in order."""
        return replace(self, assumptions=tuple(dict.fromkeys((*self.assumptions, *assumptions))))

    def resting_on(self, *populations: Population) -> Estimate:
        """The same estimate, saying whom it rests on."""
        return replace(self, populations=populations)

    def claiming(self, claim: Claim) -> Estimate:
        """The same estimate under another claim; only the evidence rules in `methods.evidence` decide which."""
        return replace(self, claim=claim)

"""What the answers of a study would publish, as facts over groups of persons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from wirkung.codes import CountRole, Quantity, Ranges, Role, UnitKind
from wirkung.disclosure.matrices import hidden_in_tables
from wirkung.disclosure.ranges import stepped
from wirkung.estimate import Estimate, Population
from wirkung.finding import Answer, Finding

# What is not the main number of its line is missed less.
_BESIDE = 0.3
_LATER = 0.02
# To say a number of persons as a range, and not to give its standard error, costs a little.
RANGE_COST = 0.05

# Means and what is made of them: their value does not tell of how many persons they are.
_OF_VALUES = frozenset(
    {
        Quantity.MEAN,
        Quantity.MEAN_CHANGE,
        Quantity.MEAN_DIFFERENCE,
        Quantity.DIFFERENCE_IN_CHANGE,
        Quantity.STANDARDISED_CHANGE,
        Quantity.STANDARDISED_DIFFERENCE,
        Quantity.TYPICAL_CHANGE,
        Quantity.INTRACLASS_CORRELATION,
    }
)
_TWO_GROUPS = {CountRole.PROGRAMME, CountRole.COMPARISON}

Name = tuple[str, str, Role]


@dataclass(frozen=True, slots=True)
class ValueRow:
    """Persons over whom something was averaged: `kind` says what, so that rows of one kind can be subtracted."""

    kind: str
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """An estimate in its role, as something that a reader would know.

    Parameters
    ----------
    name
        Question, subject and role.
    counts
        The rows whose number of persons it says.
    values
        The rows of whose values it says something.
    main
        Whether its whole finding goes with it.
    missed
        How much it would be missed.
    ranges
        The rows for whose numbers it can say a range.
    share
        Whether it is a share, or made of shares: a small number is then said in steps, if at all.
    unsafe
        Whether it may not be shown in any case.
    value, rounding, scale
        What is printed, how far apart two printed values are, and from the least to the greatest possible one
        (0: unbounded): how well a sum of values is known from it.
    """

    name: Name
    counts: frozenset[int]
    values: frozenset[ValueRow]
    main: bool
    missed: float
    ranges: frozenset[int]
    share: bool
    unsafe: bool
    value: float = 0.0
    rounding: float = 0.0
    scale: float = 0.0


@dataclass(slots=True)
class Rows:
    """Groups of persons by their bits, each once."""

    bits: list[bytes] = field(default_factory=list)
    _places: dict[bytes, int] = field(default_factory=dict)

    def place(self, members: bytes) -> int:
        """Which row has these members."""
        members = members.rstrip(b"\0")
        if members not in self._places:
            self._places[members] = len(self.bits)
            self.bits.append(members)
        return self._places[members]

    def place_of(self, persons: NDArray[np.int64]) -> int:
        """Which row has these persons."""
        marks = np.zeros(int(persons.max(initial=0)) + 1, dtype=np.bool_)
        marks[persons] = True
        return self.place(np.packbits(marks).tobytes())

    def matrix(self) -> NDArray[np.uint8]:
        """(rows, bytes); one byte at least."""
        width = max([1, *(len(each) for each in self.bits)])
        filled = b"".join(each.ljust(width, b"\0") for each in self.bits)
        return np.frombuffer(filled, dtype=np.uint8).reshape(len(self.bits), width)


def facts_of(answers: Iterable[Answer], rows: Rows, smallest: int) -> tuple[Fact, ...]:
    """What the answers would publish, in order; groups of persons are added to `rows`.

    A later line of an answer is missed a little less than one before it: programme files name what matters most
    first.
    """
    facts = []
    for answer in answers:
        hidden = hidden_in_tables(answer.findings, smallest)
        for place, finding in enumerate(answer.findings):
            later = 1 / (1 + _LATER * place)
            for role, estimate in finding.estimates:
                fact = _fact(answer, finding, role, estimate, rows, smallest)
                unsafe = fact.unsafe or finding.subject.id in hidden
                facts.append(replace(fact, missed=fact.missed * later, unsafe=unsafe))
    return tuple(facts)


def _fact(answer: Answer, finding: Finding, role: Role, estimate: Estimate, rows: Rows, smallest: int) -> Fact:
    question, main, subject = answer.question, role is Role.MAIN, finding.subject
    places = [rows.place(population.members) for population in estimate.populations]
    of_values = estimate.quantity in _OF_VALUES and _of_values(estimate.populations)
    bounded = subject.low is not None and subject.high is not None
    return Fact(
        name=(question, subject.id, role),
        counts=frozenset(_said(estimate, places)),
        values=frozenset(_value_rows(answer.year, estimate, places, rows)) if of_values else frozenset(),
        main=main,
        missed=answer.missed * (1 if main else _BESIDE),
        ranges=frozenset(places)
        if _can_say_ranges(answer, estimate, smallest, of_values=of_values)
        else frozenset(),
        share=not of_values and estimate.quantity is not Quantity.TOTAL_COST,
        unsafe=_unsafe(finding, estimate, smallest),
        value=estimate.value or 0.0,
        rounding=10.0**-subject.decimals,
        scale=(subject.high or 0.0) - (subject.low or 0.0) if bounded else 0.0,
    )


def _said(estimate: Estimate, places: Sequence[int]) -> Iterator[int]:
    """The rows whose number stands in the estimate: what is counted in periods or courses is not of persons."""
    numbers = {number for count in estimate.counts for number in (count.number, count.of)}
    for place, population in zip(places, estimate.populations, strict=True):
        if population.size in numbers:
            yield place


def _can_say_ranges(answer: Answer, estimate: Estimate, smallest: int, *, of_values: bool) -> bool:
    """Whether the estimate means something beside a range, and does not itself tell how many there are."""
    if estimate.quantity is Quantity.TOTAL_COST:
        return True
    if of_values:
        return answer.ranges is not Ranges.NONE
    share = estimate.unit.kind is UnitKind.SHARE or estimate.quantity is Quantity.STANDARDISED_DIFFERENCE
    shares = [each for each in estimate.counts if each.of is not None]
    in_steps = all(0 < stepped(each.number, each.of, smallest) < 1 for each in shares)
    return share and in_steps and answer.ranges is Ranges.OF_MEANS_AND_SHARES


def _of_values(populations: Sequence[Population]) -> bool:
    """Whether values of persons were looked at, and not whether they belong to something."""
    return 0 < len(populations) <= len(_TWO_GROUPS) and all(each.variable != "persons" for each in populations)


def _value_rows(year: int, estimate: Estimate, places: list[int], rows: Rows) -> Iterator[ValueRow]:
    """Of a difference between two groups the persons of both: only the two together can be subtracted."""
    kinds = [kind_of(year, population.variable) for population in estimate.populations]
    roles = {count.role for count in estimate.counts}
    if len(places) == len(_TWO_GROUPS) and roles >= _TWO_GROUPS:
        both = np.bitwise_or(*(np.frombuffer(each.members, dtype=np.uint8) for each in estimate.populations))
        yield ValueRow(f"{kinds[0]} between groups", rows.place(both.tobytes()))
        return
    yield from map(ValueRow, kinds, places)


def kind_of(year: int, variable: str) -> str:
    """What can be subtracted: level before, level after and their difference, since two of them give the third."""
    name, _, what = variable.partition(".")
    return f"{year}/{name if what in ('before', 'after', 'change', 'before+after') else variable}"


def _unsafe(finding: Finding, estimate: Estimate, smallest: int) -> bool:
    """Whether a number that has no group of persons of its own is too small, or tells too few others."""
    small = range(1, smallest)
    sizes = {population.size for population in estimate.populations}
    alone = [count for count in estimate.counts if count.number not in sizes]
    courses = [each.value for _, each in finding.estimates if each.unit.kind is UnitKind.PARTICIPATIONS]
    further = (round(value) - each.number for value in courses if value is not None for each in estimate.counts)
    apart = (count for count in estimate.counts if not {count.number, count.of} <= sizes)
    others = (count.of - count.number for count in apart if count.of is not None)
    if estimate.quantity is Quantity.STANDARDISED_CHANGE and any(n.number < 2 * smallest for n in estimate.counts):
        return True  # beside the mean it gives the standard deviation
    return any(number in small for number in (*(count.number for count in alone), *others, *further))

"""What the answers of a study would publish, as facts over groups of persons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from wirkung.codes import Caution, CountRole, Quantity, Ranges, Role, UnitKind
from wirkung.disclosure.amounts import Amounts
from wirkung.disclosure.matrices import hidden_in_tables
from wirkung.disclosure.ranges import Band, range_around, range_beside, range_of_step
from wirkung.disclosure.register.rows import of_year
from wirkung.disclosure.telling import (
    OF_VALUES,
    WITHOUT_PERSONS,
    is_dominated,
    is_of_few_answers,
    is_of_few_unlike,
    is_of_few_who_missed,
    says_of_few,
    tells_the_spread,
)
from wirkung.estimate import Estimate, Population
from wirkung.finding import Answer, Finding
from wirkung.year.sample import PERSONS
from wirkung.year.share_steps import steps_for

# What is not the main number of its line is missed less, and a later line a little less than one before it.
_BESIDE = 0.3
_LATER = 0.02

_TWO_GROUPS = {CountRole.PROGRAMME, CountRole.COMPARISON}

_AT_ENDS = {CountRole.AT_FLOOR, CountRole.AT_CEILING}

_OF_SHARES = {Ranges.OF_MEANS_AND_SHARES, Ranges.SHARES_IN_STEPS_ONLY}

Name = tuple[str, str, Role]

_ONE_KIND = ("before", "after", "change", "before+after")
# Ends the kind of values that are differences between two groups.
BETWEEN = " between groups"


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
    bands
        For the rows for whose numbers it can say a range: which.
    share
        Whether it is a share, or made of shares: a small number is then said in steps, if at all.
    unsafe
        Whether it may not be shown in any case.
    held_back
        Whether its question has told others in its place (times of a curve), so that it may not be shown.
    dominated
        Whether it may not be shown since one person has nearly all of what it is of (`Amounts`).
    in_steps
        Rows whose range is that of a share in steps, which cannot be wider.
    plain
        Whether only its value may be shown, without interval, standard error and test (`Alike`).
    coarse
        Rows whose number may be said as a range at most.
    value, rounding, scale
        What is printed, how far apart two printed values are, and from the least to the greatest possible one
        (0: unbounded): how well a sum of values is known from it.
    """

    name: Name
    counts: frozenset[int]
    values: frozenset[ValueRow]
    main: bool
    missed: float
    bands: Mapping[int, Band]
    share: bool
    unsafe: bool
    held_back: bool = False
    dominated: bool = False
    in_steps: frozenset[int] = frozenset()
    plain: bool = False
    coarse: frozenset[int] = frozenset()
    value: float = 0.0
    rounding: float = 0.0
    scale: float = 0.0


@dataclass(slots=True)
class Rows:
    """Groups of persons by their bits, each once."""

    bits: list[bytes] = field(default_factory=list)
    _places: dict[bytes, int] = field(default_factory=dict)

    def copy(self) -> Rows:
        """The same groups, to which others can be added."""
        return Rows(list(self.bits), dict(self._places))

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


def facts_of(answers: Iterable[Answer], rows: Rows, smallest: int, amounts: Amounts) -> tuple[Fact, ...]:
    """What the answers would publish, in order; groups of persons are added to `rows`.

    A later line of an answer is missed a little less than one before it: programme files name what matters most
    first.
    """
    facts = []
    for answer in answers:
        hidden = hidden_in_tables(answer.findings, smallest)
        for place, finding in enumerate(answer.findings):
            later = 1 / (1 + _LATER * place)
            for role, said in finding.estimates:
                # Held back by a rule of its own, so that not even somebody and not all are known to be meant.
                estimate = said.resting_on() if finding.held_back else said
                fact = _fact(answer, finding, role, estimate, rows, smallest)
                plain = is_of_few_answers(answer.year, finding, estimate, amounts, smallest)
                unsafe = fact.unsafe or finding.subject.id in hidden
                facts.append(
                    replace(
                        fact,
                        missed=fact.missed * later,
                        unsafe=unsafe
                        or is_of_few_who_missed(estimate, amounts)
                        or is_of_few_unlike(answer.year, finding, estimate, amounts, smallest)
                        or (plain and tells_the_spread(finding, estimate)),
                        held_back=finding.held_back,
                        plain=plain,
                        dominated=is_dominated(answer.year, finding, estimate, amounts),
                    )
                )
    return tuple(facts)


def _fact(answer: Answer, finding: Finding, role: Role, estimate: Estimate, rows: Rows, smallest: int) -> Fact:
    question, main, subject = answer.question, role is Role.MAIN, finding.subject
    places = [rows.place(population.members) for population in estimate.populations]
    of_values = estimate.quantity in OF_VALUES and _of_values(estimate.populations)
    bounded = subject.low is not None and subject.high is not None
    bands = _bands(answer, estimate, places, smallest) if _in_ranges(answer, estimate, of_values) else {}
    parts = _parts(answer, estimate, places)
    # Not through its row: nobody is the same group wherever it is told.
    without_step = _in_steps_only(answer, estimate) and not bands
    return Fact(
        name=(question, subject.id, role),
        counts=frozenset(_said(estimate, places)),
        values=frozenset(_value_rows(answer.year, estimate, places, rows)) if of_values else frozenset(),
        main=main,
        missed=answer.missed * (1 if main else _BESIDE),
        bands=bands,
        share=_is_share(estimate) and not of_values,
        in_steps=parts & bands.keys(),
        coarse=parts if _in_steps_only(answer, estimate) else frozenset(),
        unsafe=without_step
        or Caution.BEYOND_OBSERVATION in estimate.cautions
        or says_of_few(finding, estimate, smallest, of_values=of_values),
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


def _in_ranges(answer: Answer, estimate: Estimate, of_values: bool) -> bool:
    """Whether the estimate means something beside a range, and does not itself tell how many there are."""
    if estimate.quantity in WITHOUT_PERSONS:
        return True
    return answer.ranges is not Ranges.NONE if of_values else answer.ranges in _OF_SHARES


def _bands(answer: Answer, estimate: Estimate, places: Sequence[int], smallest: int) -> dict[int, Band]:
    """For each row the range that can be said: around its number, or that of a share in steps.

    None for a share that cannot be said in steps; that of nobody needs none. What stands beside a share may be
    few; no mean is of few.
    """
    around = range_beside if _is_share(estimate) else range_around
    parts = {count.number: count.of for count in estimate.counts if count.of is not None}
    bands: dict[int, Band] = {}
    for place, population in zip(places, estimate.populations, strict=True):
        whole = parts.get(population.size) if _is_share(estimate) else None
        if population.size == 0 and whole is not None and not _in_steps_only(answer, estimate):
            continue
        band = around(population.size, smallest)
        if whole is not None and answer.ranges in _OF_SHARES:
            step = range_of_step(population.size, whole, steps_for(answer.ranges, smallest))
            if step is None:
                return {}
            band = step
        bands[place] = band
    return bands


def _parts(answer: Answer, estimate: Estimate, places: Sequence[int]) -> frozenset[int]:
    """The parts of a share that is said in steps where it is not said exactly; nobody and everybody are none."""
    if answer.ranges not in _OF_SHARES or not _is_share(estimate):
        return frozenset()
    parts = {count.number for count in estimate.counts if count.of is not None and 0 < count.number < count.of}
    known = zip(places, estimate.populations, strict=True)
    return frozenset(place for place, population in known if population.size in parts)


def _in_steps_only(answer: Answer, estimate: Estimate) -> bool:
    """Whether its exact share is never told.

    How many stand at an end of the scale leaves, beside the mean of all, few ways for the others to have answered.
    """
    at_end = any(count.role in _AT_ENDS for count in estimate.counts)
    return at_end or answer.ranges is Ranges.SHARES_IN_STEPS_ONLY


def _is_share(estimate: Estimate) -> bool:
    """Whether it is a share of persons, or made of two; a difference between means is none (`_of_values`)."""
    if estimate.quantity in WITHOUT_PERSONS:
        return False
    return estimate.unit.kind is UnitKind.SHARE or estimate.quantity is Quantity.STANDARDISED_DIFFERENCE


def _of_values(populations: Sequence[Population]) -> bool:
    """Whether values of persons were looked at, and not whether they belong to something."""
    return 0 < len(populations) <= len(_TWO_GROUPS) and all(each.variable != PERSONS for each in populations)


def _value_rows(year: int, estimate: Estimate, places: list[int], rows: Rows) -> Iterator[ValueRow]:
    """Of a difference between two groups the persons of both: only the two together can be subtracted."""
    variables = [population.variable for population in estimate.populations]
    roles = {count.role for count in estimate.counts}
    if len(places) == len(_TWO_GROUPS) and roles >= _TWO_GROUPS:
        both = np.bitwise_or(*(np.frombuffer(each.members, dtype=np.uint8) for each in estimate.populations))
        yield ValueRow(f"{kind_of(year, variables[0], between=True)}{BETWEEN}", rows.place(both.tobytes()))
        return
    yield from map(ValueRow, (kind_of(year, each) for each in variables), places)


def kind_of(year: int, variable: str, *, between: bool = False) -> str:
    """What can be subtracted: level before, level after and their difference, since two of them give the third.

    The level of a group at the follow-up as well, as the change until then may be told; of a difference between
    groups it gives no level.
    """
    name, _, what = variable.partition(".")
    together = _ONE_KIND if between else (*_ONE_KIND, "follow_up")
    return of_year(name if what in together else variable, year)

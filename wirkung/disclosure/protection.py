"""How each fact of a study is shown so far, what readers know then, and what it costs to take more back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from wirkung.disclosure.atoms import Atoms, Common, in_common
from wirkung.disclosure.facts import Fact, Name, Rows, ValueRow
from wirkung.disclosure.ranges import Band, narrower, wider
from wirkung.disclosure.register.rows import Row
from wirkung.year.sample import PERSONS

# To say a number of persons as a range, and not to give its standard error, costs a little.
_RANGE_COST = 0.05


class Shown(StrEnum):
    """How a fact is shown."""

    EXACTLY = "exactly"
    AS_RANGE = "as_range"
    WITHHELD = "withheld"


class Why(StrEnum):
    """Why a fact is not shown exactly; for the evaluator's audit, never for a reader."""

    FEW_PERSONS = "few_persons"
    ONE_ABOVE_ALL = "one_above_all"
    FEW_APART = "few_apart"
    FOLLOWS = "follows"
    VALUES_FEW_APART = "values_few_apart"
    VALUES_FOLLOW = "values_follow"
    RANGES_ADD_UP = "ranges_add_up"
    WITH_ITS_MAIN = "with_its_main"
    TOLD_IN_STEPS = "told_in_steps"
    BETWEEN_TIMES = "between_times"
    FEW_CHANGED = "few_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What readers know from earlier reports: ranges for the numbers of rows, and rows of whose values."""

    bands: Mapping[int, Band] = field(default_factory=dict)
    values: frozenset[ValueRow] = frozenset()

    def knows(self, row: int) -> bool:
        """Whether the number of a row was said exactly."""
        return row in self.bands and self.bands[row][0] == self.bands[row][1]

    def numbers(self) -> frozenset[int]:
        """The rows whose number was said exactly."""
        return frozenset(filter(self.knows, self.bands))

    def averaged(self, kind: str) -> frozenset[int]:
        """The rows of whose values of a kind something was said."""
        return frozenset(value.row for value in self.values if value.kind == kind)


@dataclass(slots=True)
class Protection:
    """The facts of a study and how each is shown so far.

    Parameters
    ----------
    facts
        All of them, of all questions.
    atoms
        The rows they rest on.
    smallest
        No group of 1 to smallest - 1 persons may follow.
    known
        From earlier reports.
    """

    facts: Sequence[Fact]
    atoms: Atoms
    smallest: int
    known: Known = field(default_factory=Known)
    shown: list[Shown] = field(init=False)
    why: list[Why | None] = field(init=False)
    hidden: set[int] = field(init=False)
    wide: set[int] = field(init=False)
    common: Common = field(init=False)
    _of_count: dict[int, list[int]] = field(init=False)
    _of_value: dict[ValueRow, list[int]] = field(init=False)
    _finding: dict[tuple[str, str], list[int]] = field(init=False)
    _costs: dict[int, float] = field(init=False)  # of numbers, until something is shown otherwise
    _bands: dict[int, Band | None] = field(init=False)  # of rows, until they are said otherwise
    _said: set[int] = field(init=False)  # the rows whose number some shown fact says, exactly or as a range
    _averaged: set[ValueRow] = field(init=False)  # the rows of whose values some shown fact says something

    def __post_init__(self) -> None:
        self.shown = [Shown.EXACTLY] * len(self.facts)
        self.why = [None] * len(self.facts)
        self.hidden, self.wide = set(), set()
        self.common = in_common(self.atoms)
        self._of_count, self._of_value, self._finding, self._costs, self._bands = {}, {}, {}, {}, {}
        for place, fact in enumerate(self.facts):
            self._finding.setdefault(fact.name[:2], []).append(place)
            for row in fact.counts:
                self._of_count.setdefault(row, []).append(place)
            for value in fact.values:
                self._of_value.setdefault(value, []).append(place)
        self._said, self._averaged = set(self._of_count), set(self._of_value)

    def numbers(self) -> NDArray[np.int64]:
        """How many persons each row has."""
        return np.diag(self.common).astype(np.int64)

    # What is published as things stand.

    def shown_facts(self) -> list[Fact]:
        """Those that are not withheld."""
        return [fact for fact, how in zip(self.facts, self.shown, strict=True) if how is not Shown.WITHHELD]

    def counts(self) -> NDArray[np.int64]:
        """The rows whose number of persons is said exactly, now or earlier."""
        return np.array(sorted(self._said - self.hidden | self.known.numbers()), dtype=np.int64)

    def rows_counted(self) -> list[int]:
        """The rows whose number some fact says, or would say."""
        return sorted(self._of_count)

    def bands(self) -> dict[int, Band]:
        """The rows whose number is said as a range only: the same one everywhere.

        What a share in steps leaves open is narrower or wider than a range around the number, so that it is said
        of the number as well; of two such shares a reader knows what both leave open.
        """
        for row in self.hidden - self._bands.keys():
            self._bands[row] = self._said_as_range(row)
        known = ((row, self._bands[row]) for row in self.hidden)
        return {row: band for row, band in known if band is not None}

    def _said_as_range(self, row: int) -> Band | None:
        found: Band | None = None
        facts = (self.facts[place] for place in self._with_number(row))
        for fact in sorted(facts, key=lambda each: not each.share):  # shares first
            band = self._band(fact, row)
            found = narrower(found, band) if found is not None and fact.share else found or band
            if not fact.share:  # over few it would not be shown
                found = narrower(found, (self.smallest, found[1]))
        return found

    def _band(self, fact: Fact, row: int) -> Band:
        can_be_wide = row in self.wide and row not in fact.in_steps
        least, most = wider(fact.bands[row], self.smallest) if can_be_wide else fact.bands[row]
        number = int(self.common[row, row])
        if not least <= number <= most:
            raise ValueError(f"{fact.name}: the range {least} to {most} is said of a number that is not in it")
        return least, most

    def known_numbers(self) -> dict[int, Band]:
        """Between which numbers a reader knows that of a row, from this report and earlier ones."""
        now = self._numbers_said()
        for row, band in self.known.bands.items():
            now[row] = narrower(band, now.get(row, band))
        return now

    def _numbers_said(self) -> dict[int, Band]:
        numbers = np.diag(self.common)
        exact = {row: (number, number) for row in self._said - self.hidden for number in (int(numbers[row]),)}
        return self.bands() | exact

    def values(self) -> dict[str, NDArray[np.int64]]:
        """The rows of whose values something is said, by kind: in order, so that each run decides alike."""
        rows: dict[str, set[int]] = {}
        for value in self._averaged | self.known.values:
            rows.setdefault(value.kind, set()).add(value.row)
        return {kind: np.array(sorted(rows[kind]), dtype=np.int64) for kind in sorted(rows)}

    def decision(self, rows: Rows) -> Decision:
        """What was decided, by the names of the facts."""
        numbers, bands = np.diag(self.common), self.bands()
        said = self._numbers_said()
        values = sorted(self._averaged, key=lambda value: (value.kind, value.row))
        return Decision(
            shown={fact.name: how for fact, how in zip(self.facts, self.shown, strict=True)},
            why={fact.name: why for fact, why in zip(self.facts, self.why, strict=True) if why is not None},
            bands={
                fact.name: _by_size((int(numbers[row]), bands[row]) for row in fact.counts & self.hidden)
                for fact in self.shown_facts()
            },
            plain=frozenset(fact.name for fact in self.facts if fact.plain),
            published=(
                *(Row(variable=PERSONS, members=rows.bits[row], persons=said[row]) for row in sorted(said)),
                *(Row(variable=value.kind, members=rows.bits[value.row]) for value in values),
            ),
        )

    # Taking something back.

    def withhold(self, place: int, why: Why) -> None:
        """Withhold a fact; with a main number its whole finding."""
        fact = self.facts[place]
        for each in self._finding[fact.name[:2]] if fact.main else [place]:
            if self.shown[each] is not Shown.WITHHELD:
                self._show(each, Shown.WITHHELD, why if each == place else Why.WITH_ITS_MAIN)

    def _show(self, place: int, how: Shown, why: Why) -> None:
        """Show a fact otherwise: what it costs to hide the numbers of its finding is another thing then."""
        self.shown[place], self.why[place] = how, why
        if how is Shown.WITHHELD:
            self._said -= {row for row in self.facts[place].counts if not self._is_told(row)}
            self._averaged -= {value for value in self.facts[place].values if not self._with_values(value)}
        for each in self._finding[self.facts[place].name[:2]]:
            for row in self.facts[each].counts:
                self._costs.pop(row, None)
        for row in self.facts[place].counts:
            self._bands.pop(row, None)

    def hide_number(self, row: int, why: Why) -> None:
        """Say the number of a row nowhere: as a range where that can be, else not at all."""
        self.hidden.add(row)
        for place in self._with_number(row):
            if row in self.facts[place].bands:
                self._show(place, Shown.AS_RANGE, why)
            else:
                self.withhold(place, why)

    def say_less_of(self, row: int, why: Why) -> None:
        """A range instead of the number of a row, a wider one instead of a range, and nothing instead of that."""
        if row not in self.hidden:
            self.hide_number(row, why)
            return
        if self._can_be_wider(row):
            self.wide.add(row)
            self._bands.pop(row, None)
            return
        for place in self._with_number(row):
            self.withhold(place, why)

    def hide_values(self, value: ValueRow, why: Why) -> None:
        """Say nothing of the values of a row."""
        for place in self._with_values(value):
            self.withhold(place, why)

    def taken_back(self) -> tuple[int, int, int]:
        """How many numbers are not said, how many ranges are wide, and how many facts are withheld."""
        return len(self.hidden), len(self.wide), self.shown.count(Shown.WITHHELD)

    # What that would cost.

    def cost_of_number(self, row: int) -> float:
        """What readers would miss if the number of a row were hidden; infinite for what is known already."""
        if row not in self._costs:
            self._costs[row] = self._cost_of_number(row)
        return self._costs[row]

    def _cost_of_number(self, row: int) -> float:
        if self.known.knows(row):
            return np.inf
        places = self._with_number(row)
        ranged = [place for place in places if row in self.facts[place].bands]
        first = (place for place in ranged if self.shown[place] is Shown.EXACTLY)
        gone = self._missed(set(places) - set(ranged))
        return _RANGE_COST * sum(self.facts[place].missed for place in first) + gone

    def cost_of_saying_less(self, row: int) -> float:
        """What readers would miss if less were said of the number of a row (`say_less_of`)."""
        if row not in self.hidden:
            return self.cost_of_number(row)
        places = self._with_number(row)
        if self._can_be_wider(row):
            return _RANGE_COST * sum(self.facts[place].missed for place in places)
        return self._missed(places) if places else np.inf  # what only earlier reports say cannot be taken back

    def _can_be_wider(self, row: int) -> bool:
        """Whether its range is not wide yet, and stands somewhere without a share in steps."""
        places = self._with_number(row)
        return row not in self.wide and any(row not in self.facts[place].in_steps for place in places)

    def cost_of_values(self, value: ValueRow) -> float:
        """What readers would miss if nothing were said of the values of a row."""
        return np.inf if value in self.known.values else self._missed(self._with_values(value))

    def _is_told(self, row: int) -> bool:
        return any(self.shown[place] is not Shown.WITHHELD for place in self._of_count.get(row, ()))

    def _with_number(self, row: int) -> list[int]:
        return [place for place in self._of_count.get(row, ()) if self.shown[place] is not Shown.WITHHELD]

    def _with_values(self, value: ValueRow) -> list[int]:
        return [place for place in self._of_value.get(value, ()) if self.shown[place] is not Shown.WITHHELD]

    def _missed(self, places: Iterable[int]) -> float:
        gone = set(places)
        for place in tuple(gone):
            if self.facts[place].main:
                gone.update(self._finding[self.facts[place].name[:2]])
        return sum(self.facts[each].missed for each in gone if self.shown[each] is not Shown.WITHHELD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """How each fact is shown and why, the range for each number it may not say, and what readers know then.

    `plain` are those of which only the value is shown.
    `remembered` says that it would be shown otherwise if there were no earlier report.
    """

    shown: Mapping[Name, Shown]
    why: Mapping[Name, Why]
    bands: Mapping[Name, Mapping[int, Band]]
    plain: frozenset[Name]
    published: tuple[Row, ...]
    remembered: bool = False


def _by_size(known: Iterable[tuple[int, Band]]) -> dict[int, Band]:
    """The range that is said of a number in one fact.

    Where two groups of one size have different ranges it is what holds both: with the range of the other, a reader
    would know the first one better than was decided.
    """
    found: dict[int, Band] = {}
    for size, (low, high) in known:
        least, most = found.get(size, (low, high))
        found[size] = (min(low, least), max(high, most))
    return found

"""Which facts may be shown together: ranges first, withholding last, and what is missed least goes first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from wirkung.disclosure.atoms import Atoms, Union, in_common, near, nested, small_union
from wirkung.disclosure.facts import RANGE_COST, Fact, Name, Rows, ValueRow
from wirkung.disclosure.register.rows import Row
from wirkung.year.sample import PERSONS


class Shown(StrEnum):
    """How a fact is shown."""

    EXACTLY = "exactly"
    AS_RANGE = "as_range"
    WITHHELD = "withheld"


class Why(StrEnum):
    """Why a fact is not shown exactly; for the evaluator's audit, never for a reader."""

    FEW_PERSONS = "few_persons"
    FEW_APART = "few_apart"
    FOLLOWS = "follows"
    VALUES_FEW_APART = "values_few_apart"
    VALUES_FOLLOW = "values_follow"
    WITH_ITS_MAIN = "with_its_main"
    NOT_PROVED = "not_proved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What readers know from earlier reports: rows whose numbers, and rows of whose values, were published."""

    counts: frozenset[int] = frozenset()
    values: frozenset[tuple[str, int]] = frozenset()


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
    common: NDArray[np.int64] = field(init=False)
    proved: bytes = field(init=False, default=b"none")
    _of_count: dict[int, list[int]] = field(init=False)
    _finding: dict[tuple[str, str], list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.shown = [Shown.EXACTLY] * len(self.facts)
        self.why = [None] * len(self.facts)
        self.hidden = set()
        self.common = in_common(self.atoms)
        self._of_count, self._finding = {}, {}
        for place, fact in enumerate(self.facts):
            self._finding.setdefault(fact.name[:2], []).append(place)
            for row in fact.counts:
                self._of_count.setdefault(row, []).append(place)

    # What is published as things stand.

    def counts(self) -> NDArray[np.int64]:
        """The rows whose number of persons is said exactly, now or earlier."""
        now = {row for fact, shown in self._pairs() if shown is not Shown.WITHHELD for row in fact.counts}
        return np.array(sorted(now - self.hidden | self.known.counts), dtype=np.int64)

    def ranges(self) -> NDArray[np.int64]:
        """The rows whose number is said as a range only."""
        ranged = {row for fact, shown in self._pairs() if shown is Shown.AS_RANGE for row in fact.counts}
        return np.array(sorted(ranged & self.hidden), dtype=np.int64)

    def values(self) -> dict[str, NDArray[np.int64]]:
        """The rows of whose values something is said, by kind."""
        rows: dict[str, set[int]] = {}
        for fact, shown in self._pairs():
            if shown is not Shown.WITHHELD:
                for value in fact.values:
                    rows.setdefault(value.kind, set()).add(value.row)
        for kind, row in self.known.values:
            rows.setdefault(kind, set()).add(row)
        return {kind: np.array(sorted(each), dtype=np.int64) for kind, each in rows.items()}

    def _pairs(self) -> Iterable[tuple[Fact, Shown]]:
        return zip(self.facts, self.shown, strict=True)

    def decision(self, rows: Rows) -> Decision:
        """What was decided, by the names of the facts."""
        names = [fact.name for fact in self.facts]
        numbers = self.atoms.numbers()
        gone = {place: fact.counts & self.hidden for place, fact in enumerate(self.facts)}
        said = sorted({row for fact, how in self._pairs() if how is not Shown.WITHHELD for row in fact.counts})
        exact = (row for row in said if row not in self.hidden)
        counts = [Row(variable=PERSONS, members=rows.bits[row], exact=True) for row in exact]
        values = [
            Row(variable=kind, members=rows.bits[row], exact=False)
            for kind, row in sorted(
                {
                    (value.kind, value.row)
                    for fact, how in self._pairs()
                    if how is not Shown.WITHHELD
                    for value in fact.values
                }
            )
        ]
        return Decision(
            shown=dict(zip(names, self.shown, strict=True)),
            why={name: why for name, why in zip(names, self.why, strict=True) if why is not None},
            hidden={names[place]: frozenset(int(numbers[row]) for row in each) for place, each in gone.items()},
            published=(*counts, *values),
        )

    # Taking something back.

    def withhold(self, place: int, why: Why) -> None:
        """Withhold a fact; with a main number its whole finding."""
        fact = self.facts[place]
        for each in self._finding[fact.name[:2]] if fact.main else [place]:
            if self.shown[each] is not Shown.WITHHELD:
                self.shown[each] = Shown.WITHHELD
                self.why[each] = why if each == place else Why.WITH_ITS_MAIN

    def hide_number(self, row: int, why: Why) -> None:
        """Say the number of a row nowhere: as a range where that can be, else not at all."""
        self.hidden.add(row)
        for place in self._of_count.get(row, ()):
            if self.shown[place] is Shown.WITHHELD:
                continue
            if row in self.facts[place].ranges:
                self.shown[place], self.why[place] = Shown.AS_RANGE, why
            else:
                self.withhold(place, why)

    def hide_values(self, kind: str, row: int, why: Why) -> None:
        """Say nothing of the values of a row."""
        for place, fact in enumerate(self.facts):
            if self.shown[place] is not Shown.WITHHELD and any(
                (v.kind, v.row) == (kind, row) for v in fact.values
            ):
                self.withhold(place, why)

    # What that would cost.

    def cost_of_number(self, row: int) -> float:
        """What readers would miss if the number of a row were hidden; infinite for what is known already."""
        if row in self.known.counts:
            return np.inf
        shown = [place for place in self._of_count.get(row, ()) if self.shown[place] is not Shown.WITHHELD]
        ranged = [place for place in shown if row in self.facts[place].ranges]
        first = (place for place in ranged if self.shown[place] is Shown.EXACTLY)
        return RANGE_COST * sum(self.facts[place].missed for place in first) + self._missed(
            set(shown) - set(ranged)
        )

    def cost_of_values(self, kind: str, row: int) -> float:
        """What readers would miss if nothing were said of the values of a row."""
        if (kind, row) in self.known.values:
            return np.inf
        return self._missed(
            place
            for place, fact in enumerate(self.facts)
            if self.shown[place] is not Shown.WITHHELD and ValueRow(kind, row) in fact.values
        )

    def _missed(self, places: Iterable[int]) -> float:
        gone = set(places)
        for place in tuple(gone):
            if self.facts[place].main:
                gone.update(self._finding[self.facts[place].name[:2]])
        return sum(self.facts[each].missed for each in gone if self.shown[each] is not Shown.WITHHELD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """How each fact is shown and why, which numbers it may not say, and what readers know afterwards."""

    shown: Mapping[Name, Shown]
    why: Mapping[Name, Why]
    hidden: Mapping[Name, frozenset[int]]
    published: tuple[Row, ...]


def protect(state: Protection) -> None:
    """Change how facts are shown until no small group follows from them."""
    _too_small(state)
    before: list[Shown] = []
    while before != state.shown:
        before = list(state.shown)
        _few_apart(state)
        _values_few_apart(state)
        _what_follows(state)
        _values_that_follow(state)


def _too_small(state: Protection) -> None:
    """Facts that say a small group outright."""
    numbers = state.atoms.numbers()
    small = set(np.flatnonzero((numbers > 0) & (numbers < state.smallest)).tolist())
    for place, fact in enumerate(state.facts):
        if fact.unsafe or (not fact.share and fact.counts & small):
            state.withhold(place, Why.FEW_PERSONS)
    for row in sorted(small):
        state.hide_number(row, Why.FEW_PERSONS)


def _few_apart(state: Protection) -> None:
    """Whole and part of which the rest is small: the number of one of them is hidden."""
    rows = state.counts()
    pairs = rows[nested(state.common[np.ix_(rows, rows)], state.smallest)]
    _cover(pairs, state.cost_of_number, lambda row: state.hide_number(row, Why.FEW_APART))


def _values_few_apart(state: Protection) -> None:
    """Rows of one kind of values that differ by few persons: their sums differ by these persons' values."""
    for kind, rows in state.values().items():
        pairs = rows[near(state.common[np.ix_(rows, rows)], state.smallest)]
        cost, hide = _of_kind(state, kind, Why.VALUES_FEW_APART)
        _cover(pairs, cost, hide)


def _of_kind(state: Protection, kind: str, why: Why) -> tuple[Callable[[int], float], Callable[[int], None]]:
    return (lambda row: state.cost_of_values(kind, row)), (lambda row: state.hide_values(kind, row, why))


def _cover(pairs: NDArray[np.int64], cost: Callable[[int], float], hide: Callable[[int], None]) -> None:
    """Hide rows until of no pair both are left: always the one that is missed least for each pair that it ends."""
    left = {(int(one), int(other)) for one, other in pairs}
    while left:
        ends: dict[int, int] = {}
        for pair in left:
            for row in pair:
                ends[row] = ends.get(row, 0) + 1
        row = min(ends, key=lambda each: (cost(each) / ends[each], each))
        if np.isinf(cost(row)):
            left = {pair for pair in left if row not in pair}  # both were published earlier: nothing to save
            continue
        hide(row)
        left = {pair for pair in left if row not in pair}


def _what_follows(state: Protection) -> None:
    """Small groups whose number follows from several rows: one of these is hidden, until there is none."""
    while (rows := state.counts()).tobytes() != state.proved:
        row = _row_to_hide(state, rows, state.cost_of_number)
        if row is None:
            state.proved = rows.tobytes()
        else:
            state.hide_number(row, Why.FOLLOWS)


def _values_that_follow(state: Protection) -> None:
    """The same for sums of values; between groups nothing adds up, since each has its own weights."""
    for kind in state.values():
        vague: list[NDArray[np.bool_]] = []
        while not kind.endswith("between groups"):
            rows = state.values().get(kind, np.zeros(0, dtype=np.int64))
            union, used = _union(state, rows, vague)
            if not used.size:
                break
            if union is not None and _is_vague(state, kind, used, union.weights[np.isin(rows, used)]):
                vague.append(union.atoms)
                continue
            cost, hide = _of_kind(state, kind, Why.VALUES_FOLLOW)
            row = _least_missed(used, cost)
            if row is None:
                break
            hide(row)


def _is_vague(state: Protection, kind: str, rows: NDArray[np.int64], weights: NDArray[np.float64]) -> bool:
    """Whether the sum of values that follows is known so badly that it says nothing of the few persons."""
    numbers = state.atoms.numbers()[rows]
    width, scale = 0.0, 0.0
    for row, number, weight in zip(rows.tolist(), numbers.tolist(), np.abs(weights).tolist(), strict=True):
        facts = [fact for fact in state.facts if ValueRow(kind, row) in fact.values]
        if not facts:
            return False  # from an earlier report: what was printed there is not asked for again
        finest = min(fact.rounding for fact in facts)
        least = min(abs(fact.value) for fact in facts)
        width += weight * (number * finest + (state.smallest * least if row in state.hidden else 0.0))
        scale = max(scale, *(fact.scale for fact in facts))
    return scale > 0 and width >= VAGUE * state.smallest * scale


def _row_to_hide(state: Protection, rows: NDArray[np.int64], cost: Callable[[int], float]) -> int | None:
    """Of the rows from which a small group follows the one that is missed least; None where none follows."""
    return _least_missed(_union(state, rows)[1], cost)


def _union(
    state: Protection, rows: NDArray[np.int64], but: Sequence[NDArray[np.bool_]] = ()
) -> tuple[Union | None, NDArray[np.int64]]:
    """A small group that follows from the rows, and from which; all where it is not proved that none does."""
    if not rows.size:
        return None, rows
    atoms, _ = state.atoms.of(rows)
    try:
        union = small_union(atoms, state.smallest, but)
    except TimeoutError:
        return None, rows
    return union, rows[:0] if union is None else rows[np.abs(union.weights) > _USED]


def _least_missed(rows: NDArray[np.int64], cost: Callable[[int], float]) -> int | None:
    """None where there are no rows, or where all were published earlier: then there is nothing to save."""
    row = min(rows.tolist(), key=lambda each: (cost(each), each), default=None)
    return None if row is None or np.isinf(cost(row)) else row


_USED = 1e-6
# A sum of values of few persons says nothing of them if it is known no better than to a quarter of what it would
# be if as many persons as the smallest group changed from one end of the scale to the other.
VAGUE = 0.25

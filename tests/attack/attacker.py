"""Reads published reports of one programme and claims what they give away of few persons.

It has lines of `results.json` of both years and of a later run, nothing else. A claim says how many persons some
group has, as sums and differences of named groups; or the mean of a variable in so small a group.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from tests.attack.meaning.counts import Known, known
from tests.attack.meaning.means import Value, error_of, values
from tests.attack.meaning.schema import BOTH_WAVES, Group, Literal, Schema
from tests.attack.published import Published

NOW, LATER = 0, 1
# A group as it was at one of two runs.
Named = tuple[int, Group]
Bounds = dict[Named, tuple[int, int]]
# Which further literals of one group exclude each other.
DISJOINT = (
    "is",
    "rest",
    "other",
    "unknown",
    "range",
    "lost",
    "kept",
    "state",
    "curve",
    "risk",
    "left",
    "arm",
    "dose",
)


@dataclass(frozen=True, slots=True)
class Claim:
    """That there are `low` to `high` persons in a group, and what they told where `variable` is given.

    Parameters
    ----------
    kind
        Of attack, for the table.
    parts
        Named groups with +1 and -1: their sum, person by person, is the group.
    low, high
        How many persons; the same where it is known exactly.
    variable, mean, error
        Whose mean is claimed, and how far off it may be; of one person that is the answer.
    """

    kind: str
    parts: tuple[tuple[Named, int], ...]
    low: int
    high: int
    variable: Literal | None = None
    mean: float = 0.0
    error: float = 0.0


def attack(
    now: Sequence[Published],
    later: Sequence[Published],
    *,
    smallest: int,
    questions: Mapping[str, int],
    treated: bool = True,
) -> tuple[Claim, ...]:
    """Every claim about 1 to `smallest` - 1 persons that follows from reports of one programme.

    A claim is made only where it is certain: every number is a published one or a bound that follows from
    published ones, and a group of which published numbers contradict each other has been read wrongly and is not
    used at all. Guesses are no claims, however probable they are.

    Parameters
    ----------
    now
        The reports of all years.
    later
        Those of runs after more data came in.
    questions
        How many questions each indicator has; whoever was asked knows that.
    treated
        Whether single answers are set aside and small categories counted together before anything is computed.
    """
    hand = _Hand(now, later, smallest, questions=questions, treated=treated)
    return tuple(dict.fromkeys(map(_by_certainty, hand.claims())))


def _by_certainty(claim: Claim) -> Claim:
    """A number of persons that is only known to be small is a kind of its own."""
    return claim if claim.low == claim.high else replace(claim, kind="bounds")


class _Hand:
    """What an attacker has put together from the reports."""

    def __init__(
        self,
        now: Sequence[Published],
        later: Sequence[Published],
        smallest: int,
        *,
        questions: Mapping[str, int],
        treated: bool,
    ) -> None:
        self.questions = questions
        self.smallest = smallest
        self.bounds: Bounds = {}
        self.unsure: set[Named] = set()
        self.counted: dict[Named, int] = {}
        self.closures: dict[Group, Group] = {}
        self.means: dict[tuple[int, Literal, Group], Value] = {}
        self.schema = Schema(tuple(line for report in (*now, *later) for line in report.lines), treated=treated)
        for run, reports in ((NOW, now), (LATER, later)):
            for report in reports:
                schema = Schema(report.lines, treated=treated)
                for line in report.lines:
                    for each in known(schema, line):
                        self._learn((run, each.group), each.low, each.high)
                        self._count(run, each)
                    for value in values(schema, line):
                        self.means.setdefault((run, value.variable, value.group), value)
        self._infer()

    def _learn(self, named: Named, low: int, high: int) -> bool:
        """Narrow what is known; where numbers contradict each other, the group was read wrongly."""
        before = self.bounds.get(named, (0, 10**6))
        after = max(low, before[0]), min(high, before[1])
        if after == before or named in self.unsure:
            return False
        if after[0] > after[1]:
            self.unsure.add(named)
            self.bounds.pop(named, None)
            return True
        self.bounds[named] = after
        if named[1] not in self.closures:
            self.closures[named[1]] = self.schema.closure(named[1])
        return True

    def _count(self, run: int, each: Known) -> None:
        """Remember an exact number of those who answered in one wave, as it was before bounds were put to it."""
        scores = [literal for literal in each.group if literal[0] == "score"]
        if each.exact and len(scores) == 1 and len(each.group) == 2:
            self.counted.setdefault((run, each.group), each.low)

    def _infer(self) -> None:
        """What follows for named groups from others, until nothing new does."""
        while any([*self._both_sides(), *self._at_all(), *self._one_wave(), *self._within()]):
            pass

    def _one_wave(self) -> Iterator[bool]:
        """Where more answered once than twice, they are at least the smallest group, and nobody was set aside."""
        for (run, group), number in self.counted.items():
            (score,) = (literal for literal in group if literal[0] == "score")
            year, of, wave = score[1:]
            if wave in BOTH_WAVES:
                twice = (group - {score}) | {("score", year, of, each) for each in BOTH_WAVES}
                pairs = self.bounds.get((run, frozenset(twice)))
                if pairs is not None and number > pairs[1]:
                    yield self._learn((run, group), 0, number)

    def _both_sides(self) -> Iterator[bool]:
        for run, group in list(self.bounds):
            for literal in group:
                if literal[0] == "lost" and (run, group) in self.bounds:
                    rest = group - {literal}
                    yield self._add_up((run, rest), [(run, group), (run, rest | {("kept", literal[1])})])

    def _at_all(self) -> Iterator[bool]:
        """Before + afterwards - both = at all."""
        for run, group in list(self.bounds):
            for literal in group:
                if literal[0] == "either" and len(group) == 2:
                    _, year, of = literal
                    arm = group - {literal}
                    first, after = (("score", year, of, wave) for wave in ("before", "after"))
                    parts = [(run, group), (run, arm | {first, after})]
                    sides = [(run, arm | {first}), (run, arm | {after})]
                    yield self._balance(parts, sides)

    def _within(self) -> Iterator[bool]:
        """Nothing is larger than what it lies within; only bands can gain from it."""
        if all(low == high for low, high in self.bounds.values()):
            return
        for inner, outer in self._nested():
            if not {inner, outer} <= self.bounds.keys():
                continue
            yield self._learn(outer, self.bounds[inner][0], 10**6)
            yield self._learn(inner, 0, self.bounds[outer][1])

    def _add_up(self, whole: Named, parts: list[Named]) -> bool:
        return self._balance([whole], parts)

    def _balance(self, left: list[Named], right: list[Named]) -> bool:
        """The sum on the left is that on the right: narrow each by all others."""
        found = False
        for sides in ((left, right), (right, left)):
            own, other = sides
            for one in own:
                others = [each for each in own if each != one]
                if any(each not in self.bounds for each in (*others, *other)):
                    continue
                low = sum(self.bounds[e][0] for e in other) - sum(self.bounds[e][1] for e in others)
                high = sum(self.bounds[e][1] for e in other) - sum(self.bounds[e][0] for e in others)
                found |= self._learn(one, max(low, 0), high)
        return found

    def claims(self) -> Iterator[Claim]:
        """All that is claimed, easy things first."""
        yield from self._small()
        yield from self._differences()
        yield from self._rests()
        yield from self._between_runs()
        yield from self._everybody_the_same()
        yield from self._moments()

    def _is_small(self, low: int, high: int) -> bool:
        return 1 <= low <= high < self.smallest

    def _small(self) -> Iterator[Claim]:
        for named, (low, high) in self.bounds.items():
            if self._is_small(low, high):
                yield Claim("count", ((named, 1),), low, high)

    def _nested(self) -> Iterator[tuple[Named, Named]]:
        """Every group within another of the same run."""
        yield from self._pairs()

    def _pairs(self) -> list[tuple[Named, Named]]:
        places: dict[Literal, int] = {}
        for closure in self.closures.values():
            for literal in closure:
                places.setdefault(literal, len(places))
        own, all_of = {}, {}
        for group, closure in self.closures.items():
            own[group] = sum(1 << places[literal] for literal in group)
            all_of[group] = sum(1 << places[literal] for literal in closure)
        known_of = list(self.bounds)
        return [
            (inner, outer)
            for outer in known_of
            for inner in known_of
            if inner[0] == outer[0] and inner[1] != outer[1] and not own[outer[1]] & ~all_of[inner[1]]
        ]

    def _apart(self, outer: Named, parts: Sequence[Named]) -> tuple[int, int]:
        low, high = self.bounds[outer]
        return low - sum(self.bounds[e][1] for e in parts), high - sum(self.bounds[e][0] for e in parts)

    def _differences(self) -> Iterator[Claim]:
        for inner, outer in self._pairs():
            apart = self._apart(outer, [inner])
            if self._is_small(*apart):
                parts = ((outer, 1), (inner, -1))
                yield Claim("nested groups", parts, *apart)
                if apart[0] == apart[1]:
                    yield from self._of_difference(inner, outer, apart[0], "one person's answer")

    def _of_difference(self, inner: Named, outer: Named, size: int, kind: str) -> Iterator[Claim]:
        """The mean of those in one group and not in the other, where the means of both are published."""
        for (run, variable, group), value in self.means.items():
            if (run, group) != outer:
                continue
            other = self.means.get((inner[0], variable, inner[1]))
            if other is None or not self._exact(outer) or not self._exact(inner):
                continue
            n, m = self.bounds[outer][0], self.bounds[inner][0]
            mean = (n * value.mean - m * other.mean) / size
            error = (n * value.error + m * other.error) / size
            if error < SHARP:
                named = kind if size == 1 else "mean of few"
                yield Claim(named, ((outer, 1), (inner, -1)), size, size, variable, mean, error + 1e-6)

    def _exact(self, named: Named) -> bool:
        return self.bounds[named][0] == self.bounds[named][1]

    def _rests(self) -> Iterator[Claim]:
        """Of a whole what is left over when disjoint parts are taken away."""
        for whole in list(self.bounds):
            families: dict[tuple[object, ...], list[Named]] = {}
            for part in self.bounds:
                further = part[1] - whole[1]
                if part[0] != whole[0] or not whole[1] <= part[1] | self.closures[part[1]]:
                    continue
                # The part itself, and that it is known.
                if len(further) <= 2 and (family := _family(further)) is not None:
                    families.setdefault(family, []).append(part)
            for parts in map(_without_overlap, families.values()):
                if len(parts) > 1 and self._is_small(*(apart := self._apart(whole, parts))):
                    yield Claim("rest of a whole", ((whole, 1), *((part, -1) for part in parts)), *apart)

    def _between_runs(self) -> Iterator[Claim]:
        """A group that is larger in the later run: who came in."""
        for named in list(self.bounds):
            before, after = named, (LATER, named[1])
            if named[0] != NOW or after not in self.bounds:
                continue
            for outer, inner in ((after, before), (before, after)):
                apart = self._apart(outer, [inner])
                if self._is_small(*apart):
                    yield Claim("later run", ((outer, 1), (inner, -1)), *apart)
                    if apart[0] == apart[1]:
                        yield from self._of_difference(inner, outer, apart[0], "later run: one answer")

    def _everybody_the_same(self) -> Iterator[Claim]:
        """A mean at the end of the scale is everybody's answer; of a number without end there is none."""
        for (run, variable, group), value in self.means.items():
            named = (run, group)
            at_end = variable[0] == "level" and value.mean in (SCALE_LOW, SCALE_HIGH)
            if not at_end or named not in self.bounds or not self._exact(named):
                continue
            # One answer that differs would move the mean by more than the rounding hides.
            if self.bounds[named][0] * value.error * self.questions.get(variable[1], 1) < 1:
                yield Claim("everybody the same", ((named, 1),), *self.bounds[named], variable, value.mean, 1e-9)

    def _moments(self) -> Iterator[Claim]:
        """How many gave each answer, where mean and standard error allow only that; of single questions."""
        for (run, variable, group), value in self.means.items():
            error = value.line["estimate"]["standard_error"]
            named = (run, group)
            single = variable[0] == "level" and self.questions.get(variable[1]) == 1
            if not single or named not in self.bounds or not error:
                continue
            n = self.bounds[named][0]
            if n > MOST_MOMENTS or not self._exact(named):
                continue
            _, of, wave = variable
            year = next(iter(group))[1]
            for answer, count in _answers(n, (value.mean, value.error), (error, error_of(error))):
                if self._is_small(count, count):
                    part = (run, group | {("value", year, of, wave, answer)})
                    yield Claim("mean and standard error", ((part, 1),), count, count)


SCALE = np.arange(1, 6)
SCALE_LOW, SCALE_HIGH = 1.0, 5.0
MOST_MOMENTS = 30
NEAR = 1e-9
# A mean of few is given away when it is known to a quarter of a point of the scale.
SHARP = 0.25


def _family(further: frozenset[Literal]) -> tuple[object, ...] | None:
    """To which set of disjoint parts a part belongs; None where it is no such part."""
    parts = [literal for literal in further if literal[0] in DISJOINT]
    if len(parts) != 1 or any(literal[0] not in (*DISJOINT, "known") for literal in further):
        return None
    name, year, *rest = parts[0]
    match name:
        case "is" | "rest" | "other" | "unknown":
            return "category", year, rest[0]
        case "range":
            return "range", year, *rest[:2]
        case "lost" | "kept" | "arm" | "dose":
            return "loss" if name in ("lost", "kept") else name, year
        case "state":
            return "state", year, rest[0]
        case _:
            return ("curve", year, *rest) if rest[-1] != "ever" else None


def _what_divides(part: Named) -> frozenset[Literal]:
    return frozenset(literal for literal in part[1] if literal[0] in DISJOINT)


def _without_overlap(parts: list[Named]) -> list[Named]:
    """Who is in no category of a table is one part, not in several ways; so is an arm, all of it or some."""
    parts = list({_what_divides(part): part for part in sorted(parts, key=lambda each: -len(each[1]))}.values())
    others = {literal for _, group in parts for literal in group if literal[0] in ("rest", "other")}
    if len(others) == 1 and next(iter(others))[0] == "rest":
        return parts
    left = ("rest", "other", "unknown") if len(others) > 1 else ("unknown",) if others else ()
    return [each for each in parts if not any(literal[0] in left for literal in each[1])]


def _answers(n: int, mean: tuple[float, float], error: tuple[float, float]) -> list[tuple[float, int]]:
    """How many gave each answer from 1 to 5, where all ways to reach n, mean and standard error agree.

    Mean and standard error each come with how far off they may be.
    """
    ways = _ways(n)
    totals, squares = ways @ SCALE, ways @ SCALE**2
    means = totals / n
    errors = np.sqrt(np.maximum(squares / n - means**2, 0) / (n - 1))
    possible = ways[(np.abs(means - mean[0]) <= mean[1] + NEAR) & (np.abs(errors - error[0]) <= error[1] + NEAR)]
    if not len(possible):
        return []
    low, high = possible.min(axis=0), possible.max(axis=0)
    return [(float(SCALE[place]), int(low[place])) for place in np.flatnonzero(low == high)]


@cache
def _ways(n: int) -> NDArray[np.int64]:
    """All ways in which n persons can choose among five answers, shape (ways, 5)."""
    bars = np.array(list(combinations(range(n + 4), 4)))
    ends = np.column_stack([np.full(len(bars), -1), bars, np.full(len(bars), n + 4)])
    return np.asarray(np.diff(ends, axis=1) - 1)

"""How lines of reports are read: groups with names, and what follows for a person of whom something holds.

A literal is one thing that holds of a person («2024 answered interest before»); a group is everybody of whom all
its literals hold. That one group lies within another follows from the literals.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

Literal = tuple[Any, ...]
Group = frozenset[Literal]
Line = dict[str, Any]
ARMS = ("programme", "comparison")
BOTH_WAVES = ("before", "after")
MERGED = frozenset({"further", "\x00further", "__further__", "weitere", "others"})


class Schema:
    """How lines of one or more reports are read: steps, categories and design from the lines themselves.

    Parameters
    ----------
    treated
        Whether single answers of 1 to 9 persons of a group are set aside and small categories are counted together
        before anything is computed, as the method says that a report prints; numbers are read accordingly.
    """

    def __init__(self, lines: tuple[Line, ...], *, treated: bool = True) -> None:
        self.lines = lines
        self.treated = treated

    @cached_property
    def steps(self) -> tuple[str, ...]:
        """The steps of the funnel in order; withheld ones stand among them."""
        named = (line["about"].get("step") for line in self.lines if line["question"] == "cohort")
        return tuple(dict.fromkeys(step for step in named if step))

    @cached_property
    def in_order(self) -> tuple[str, ...]:
        """The steps of the courses, in order; every other step counts by itself."""
        follows = {line["about"].get("step") for line in self.lines if line["role"] == "of_previous"}
        return tuple(step for step in self.steps if step == self.steps[0] or step in follows)

    @cached_property
    def characteristics(self) -> tuple[str, ...]:
        """All that is named anywhere."""
        named = (line["about"].get("characteristic") for line in self.lines)
        return tuple(dict.fromkeys(name for name in named if name))

    @cached_property
    def indicators(self) -> tuple[str, ...]:
        """All that is named anywhere, the most important first."""
        named = (line["about"].get("indicator") for line in self.lines if line["question"] == "change")
        return tuple(dict.fromkeys(name for name in named if name))

    @cached_property
    def months(self) -> dict[str, tuple[int, ...]]:
        """The times of each curve."""
        found: dict[str, set[int]] = {}
        for line in self.lines:
            if line["question"] == "timing" and "months" in line["about"]:
                found.setdefault(line["about"]["step"], set()).add(line["about"]["months"])
        return {step: tuple(sorted(times)) for step, times in found.items()}

    @cached_property
    def compares(self) -> str:
        """Who is compared: those asked «twice», or those asked «after» where a lottery has made the groups."""
        quantities = (
            line["estimate"]["quantity"]
            for line in self.lines
            if line["question"] == "comparison" and line["role"] == "main" and line["estimate"]
        )
        return "after" if next(quantities, "") == "mean_difference" else "twice"

    @cached_property
    def asked_once(self) -> frozenset[str]:
        """Indicators that nobody was asked before, whatever the others compare."""
        return frozenset(line["about"]["indicator"] for line in self.lines if line["question"] == "afterwards")

    @cached_property
    def listed(self) -> dict[str, frozenset[frozenset[str]]]:
        """The sets of categories that tables list, by characteristic."""
        found: dict[str, set[frozenset[str]]] = {}
        for line in self.lines:
            if line["about"].get("category") and "characteristic" in line["about"]:
                found.setdefault(line["about"]["characteristic"], set()).add(here(self, line))
        return {name: frozenset(sets) for name, sets in found.items()}

    @cached_property
    def merges(self) -> bool:
        """Whether categories are counted together anywhere."""
        return any(line["about"].get("category") in MERGED for line in self.lines)

    def implied(self, literal: Literal) -> Iterator[Literal]:
        """What else holds of a person of whom a literal holds."""
        yield from self._of_answers(literal)
        yield from self._of_characteristics(literal)
        yield from self._of_steps(literal)

    def _of_answers(self, literal: Literal) -> Iterator[Literal]:
        name, year, *rest = literal
        match name, *rest:
            case "score", of, wave:
                yield ("answered", year, wave)
                if wave in BOTH_WAVES:
                    yield ("either", year, of)
            case ("range" | "ceiling" | "value", of, wave, _):
                yield ("score", year, of, wave)

    def _of_characteristics(self, literal: Literal) -> Iterator[Literal]:
        name, year, *rest = literal
        match name, *rest:
            case "is", of, value:
                yield ("known", year, of)
                yield from (("listed", year, of, each) for each in self.listed.get(of, ()) if value in each)
            case ("rest" | "listed", of, _):
                yield ("known", year, of)
            case ("complete",):
                yield from (("known", year, of) for of in self.characteristics)

    def _of_steps(self, literal: Literal) -> Iterator[Literal]:
        name, year, *rest = literal
        match name, *rest:
            case "upto", step:
                yield from (("upto", year, each) for each in self._before(step))
                yield ("step", year, step)
            case "step", step if step not in self.in_order:
                yield ("upto", year, step)
            case "age", step, months:
                yield ("upto", year, step)
                yield from (("age", year, each, months) for each in self._before(step))
            case "curve", step, "ever":
                yield from ((each, year, step) for each in ("spans", "step"))
            case "curve", step, months:
                times = self.months.get(step, ())
                yield from (("curve", year, step, time) for time in (*(t for t in times if t > months), "ever"))
            case "dose", low, _, unknown if low > 0 and not unknown:
                yield ("there", year)
                yield from (("upto", year, each) for each in self.in_order[:2])
            case ("twice_there",):
                yield from (("upto", year, each) for each in self.in_order[:2])

    def _before(self, step: str) -> tuple[str, ...]:
        return self.in_order[: self.in_order.index(step)] if step in self.in_order else ()

    def closure(self, group: Group) -> Group:
        """A group's literals and all that follows from them."""
        found, new = set(group), list(group)
        while new:
            for literal in self.implied(new.pop()):
                if literal not in found:
                    found.add(literal)
                    new.append(literal)
        return frozenset(found)


def everybody(year: int, arm: str, *literals: Literal) -> Group:
    """Who is in a group of a year, and of them those of whom more holds (literals without their year)."""
    return frozenset({("in", year, arm), *((name, year, *rest) for name, *rest in literals)})


def twice(indicator: str, *, later: str = "after") -> tuple[Literal, Literal]:
    """Asked before, and once more."""
    return ("score", indicator, "before"), ("score", indicator, later)


def compared(schema: Schema, indicator: str) -> tuple[Literal, ...]:
    """Whom the design compares in an indicator."""
    once = schema.compares == "after" or indicator in schema.asked_once
    return (("score", indicator, "after"),) if once else twice(indicator)


def pretested(schema: Schema, indicator: str) -> tuple[Literal, ...]:
    """Asked afterwards, and before in the pre-test of it that the table of the start names."""
    named = (line["about"]["indicator"] for line in schema.lines if line["about"].get("pretest_of") == indicator)
    return ("score", indicator, "after"), *(("score", each, "before") for each in dict.fromkeys(named))


def here(schema: Schema, line: Line) -> frozenset[str]:
    """The categories of the table that a line stands in, withheld ones too."""
    return frozenset[str]().union(*map(named, of_table(schema, line)))


def of_table(schema: Schema, line: Line) -> frozenset[str]:
    """What the lines are called of the table that a line stands in: of several categories together one name."""
    key = line["question"], line["year"], line["about"]["characteristic"]
    return frozenset(
        each["about"]["category"]
        for each in schema.lines
        if (each["question"], each["year"], each["about"].get("characteristic")) == key
        and each["about"].get("category")
    )


def named(category: str) -> frozenset[str]:
    """The categories that are told as one: «Buxtehude + Stade»."""
    return frozenset(category.split(" + "))

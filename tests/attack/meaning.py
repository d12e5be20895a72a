# ruff: noqa: ARG001, C901, PLR0911 - all readers of lines have one signature
"""What the counts of published lines are counts of, by the published schema alone: groups with names.

A literal is one thing that holds of a person («2024 answered interest before»); a group is everybody of whom all
its literals hold. That one group lies within another follows from the literals.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

Literal = tuple[Any, ...]
Group = frozenset[Literal]
Line = dict[str, Any]
ARMS = ("programme", "comparison")
BOTH_WAVES = ("before", "after")


@dataclass(frozen=True, slots=True)
class Known:
    """How many persons a group has: from `low` to `high`, both the same where the number is exact; who said so."""

    group: Group
    low: int
    high: int
    line: Line


@dataclass(frozen=True, slots=True)
class Value:
    """The mean of a variable in a group, known up to `error`; `variable` is «level» or «change» with its waves."""

    variable: Literal
    group: Group
    mean: float
    error: float
    line: Line


class Schema:
    """How lines of one or more reports are read: steps, categories and design from the lines themselves."""

    def __init__(self, lines: tuple[Line, ...]) -> None:
        self.lines = lines

    @cached_property
    def steps(self) -> tuple[str, ...]:
        """The steps of the funnel in order; withheld ones stand among them."""
        named = (line["about"].get("step") for line in self.lines if line["question"] == "cohort")
        return tuple(dict.fromkeys(step for step in named if step))

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

    def implied(self, literal: Literal) -> Iterator[Literal]:
        """What else holds of a person of whom a literal holds."""
        name, year, *rest = literal
        match name, *rest:
            case "score", of, wave:
                yield ("answered", year, wave)
                if wave in BOTH_WAVES:
                    yield ("either", year, of)
            case ("is" | "rest", of, _):
                yield ("known", year, of)
            case ("complete",):
                yield from (("known", year, of) for of in self.characteristics)
            case "upto", step:
                yield from (("upto", year, each) for each in self._before(step))
                yield ("step", year, step)
            case "age", step, months:
                yield ("upto", year, step)
                yield from (("age", year, each, months) for each in self._before(step))
            case "curve", step, months:
                yield ("spans", year, step)
                yield ("step", year, step)
                times = self.months.get(step, ())
                yield from (("curve", year, step, time) for time in times if months != "ever" and time > months)
                if months != "ever":
                    yield ("curve", year, step, "ever")
            case ("range" | "ceiling" | "value", of, wave, _):
                yield ("score", year, of, wave)
            case ("twice_there" | "completed_twice",):
                yield from (("upto", year, each) for each in self.steps[:2] if name == "twice_there")

    def _before(self, step: str) -> tuple[str, ...]:
        return self.steps[: self.steps.index(step)] if step in self.steps else ()

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


def known(schema: Schema, line: Line) -> Iterator[Known]:
    """The sizes of groups that a line publishes."""
    if line["estimate"] is None:
        return
    for number, count in enumerate(line["estimate"]["counts"]):
        group, whole = _groups(schema, line, count["role"], number)
        if group is not None:
            top = count.get("at_most")
            yield Known(group, count["number"], count["number"] if top is None else top, line)
        if whole is not None and count["of"] is not None:
            top = count.get("of_at_most")
            yield Known(whole, count["of"], count["of"] if top is None else top, line)


Pair = tuple[Group | None, Group | None]


def _groups(schema: Schema, line: Line, role: str, number: int) -> Pair:
    """Who is counted by the number of a count, and who by its `of`."""
    read = _READERS.get(line["question"])
    return (None, None) if read is None else read(schema, line, role, number)


def compared(schema: Schema, indicator: str) -> tuple[Literal, ...]:
    """Whom the design compares in an indicator."""
    return (("score", indicator, "after"),) if schema.compares == "after" else twice(indicator)


def _of_change(schema: Schema, line: Line, role: str, number: int) -> Pair:
    later = "follow_up" if line["role"] == "follow_up" else "after"
    asked = twice(line["about"]["indicator"], later=later)
    return everybody(line["year"], "programme", *asked), everybody(line["year"], "programme")


def _of_comparison(schema: Schema, line: Line, role: str, number: int) -> Pair:
    arm = line["role"] if role == "base" else role
    if arm == "pairs":
        arm, who = "programme", twice(line["about"]["indicator"])
    else:
        who = compared(schema, line["about"]["indicator"])
    return (everybody(line["year"], arm, *who), None) if arm in ARMS else (None, None)


def _of_conventions(schema: Schema, line: Line, role: str, number: int) -> Pair:
    if role == "pairs":
        return everybody(line["year"], "programme", *twice(line["about"]["indicator"])), None
    return _of_comparison(schema, line, role, number)


def _of_robustness(schema: Schema, line: Line, role: str, number: int) -> Pair:
    if role not in ARMS or "outside_overlap_left_out" in line["estimate"]["cautions"]:
        return None, None
    indicator, check = line["about"]["indicator"], line["about"]["aspect"].removeprefix("robustness.")
    who: tuple[Literal, ...] = twice(indicator)
    if check == "chosen":
        who = compared(schema, indicator)
    elif check in ("after", "lee_lower", "lee_upper"):
        who = (("score", indicator, "after"),)
    elif check in ("weighted", "doubly_robust"):
        who = (*who, ("complete",))
    return everybody(line["year"], role, *who), everybody(line["year"], role)


def _of_baseline(schema: Schema, line: Line, role: str, number: int) -> Pair:
    about, arm = line["about"], line["role"] if role in ("base", "reached") else role
    if arm not in ARMS:
        return None, None
    if "indicator" in about:
        return everybody(line["year"], arm, *twice(about["indicator"])), None
    whole = everybody(line["year"], arm, ("known", about["characteristic"]))
    if "category" not in about:
        return whole, None
    return everybody(line["year"], arm, category(schema, line)), whole


def category(schema: Schema, line: Line) -> Literal:
    """The category that a line is about; one merged of several is everything that has no line of its own."""
    about = line["about"]
    name = about["characteristic"]
    if not about["category"]:
        return ("unknown", name)
    if about["category"] not in MERGED:
        return ("is", name, about["category"])
    here = (
        each["about"]["category"]
        for each in schema.lines
        if (each["question"], each["year"]) == (line["question"], line["year"])
        and each["about"].get("characteristic") == name
        and each["about"].get("category")
    )
    return ("rest", name, frozenset(here) - MERGED)


MERGED = frozenset({"further", "\x00further", "__further__", "weitere", "others"})


def _of_subgroups(schema: Schema, line: Line, role: str, number: int) -> Pair:
    arm = "programme" if role == "pairs" else role
    if arm not in ARMS:
        return None, None
    who = compared(schema, schema.indicators[0])
    return everybody(line["year"], arm, *who, category(schema, line)), everybody(line["year"], arm, *who)


def _of_distribution(schema: Schema, line: Line, role: str, number: int) -> Pair:
    about, wave = line["about"], role.removesuffix("_in_range")
    pairs = twice(about["indicator"])
    part = ("range", about["indicator"], wave, line["label"])
    return everybody(line["year"], "programme", *pairs, part), everybody(line["year"], "programme", *pairs)


def _of_threats(schema: Schema, line: Line, role: str, number: int) -> Pair:
    about, year = line["about"], line["year"]
    threat = about["aspect"].removeprefix("threat.")
    if threat.startswith("loss"):
        arm = threat.removeprefix("loss.") if role == "reached" else role
        return everybody(year, arm, ("silent", schema.indicators[0])), everybody(year, arm)
    if threat == "contamination":
        return everybody(year, "comparison", ("there",)), everybody(year, "comparison")
    if "indicator" not in about or threat == "regression":
        return None, None
    pairs = everybody(year, "programme", *twice(about["indicator"]))
    if threat == "missing":
        return pairs, everybody(year, "programme", ("either", about["indicator"]))
    if threat.startswith("ceiling"):
        wave = threat.removeprefix("ceiling_")
        return everybody(
            year, "programme", *twice(about["indicator"]), ("ceiling", about["indicator"], wave, 1)
        ), pairs
    return (pairs, None) if threat == "courses" else (None, None)


def _of_cohort(schema: Schema, line: Line, role: str, number: int) -> Pair:
    about, year = line["about"], line["year"]
    if about.get("aspect") == "participations":
        if role == "base":
            return everybody(year, "programme", ("there",)), everybody(year, "programme")
        return (
            (everybody(year, "programme", ("twice_there",)), None) if role == "further_courses" else (None, None)
        )
    return _step(schema, about.get("cohort", year), about["step"], role)


def _step(schema: Schema, year: int, step: str, role: str, months: int | None = None) -> Pair:
    def upto(name: str) -> Literal:
        return ("upto", name) if months is None else ("age", name, months)

    if role == "reached":
        return everybody(year, "programme", upto(step)), everybody(year, "programme")
    if role == "reached_of_previous" and schema.steps and step in schema.steps[1:]:
        before = next(first for first, second in pairwise(schema.steps) if second == step)
        return everybody(year, "programme", upto(step)), everybody(year, "programme", upto(before))
    return None, None


def _of_earlier(schema: Schema, line: Line, role: str, number: int) -> Pair:
    about = line["about"]
    if "quota" in about:
        return None, None
    return _step(schema, about["cohort"], about["step"], role, about.get("months"))


def _of_goals(schema: Schema, line: Line, role: str, number: int) -> Pair:
    about = line["about"]
    return _step(schema, line["year"], about["step"], role) if about.get("step") else (None, None)


def _of_retention(schema: Schema, line: Line, role: str, number: int) -> Pair:
    about = line["about"]
    year = about.get("cohort", line["year"])
    if role != "reached" or not isinstance(year, int):
        return None, None
    what: Literal = ("answered", about["wave"]) if "wave" in about else ("there",)
    return everybody(year, "programme", what), everybody(year, "programme")


def _of_lost(schema: Schema, line: Line, role: str, number: int) -> Pair:
    about, year = line["about"], line["year"]
    aspect = about["aspect"]
    if aspect == "lost.share":
        return everybody(year, "programme", ("lost",)), everybody(year, "programme")
    if aspect == "lost.start":
        side = {"programme": "lost", "comparison": "kept"}.get(role, line["role"])
        what = (
            ("score", about["indicator"], "before") if "indicator" in about else ("known", about["characteristic"])
        )
        whole = everybody(year, "programme", (side,), what)
        if "category" not in about:
            return whole, None
        return everybody(year, "programme", (side,), category(schema, line)), whole
    return _of_final_share(schema, line, role)


def _of_final_share(schema: Schema, line: Line, role: str) -> Pair:
    about, year = line["about"], line["year"]
    step, case = about["step"], about["aspect"].removeprefix("lost.")
    upto: Literal = ("upto", step)
    if role == "lost_reached":
        return everybody(year, "programme", ("lost",), upto), everybody(year, "programme", ("lost",))
    if role == "reached_of_previous":
        return _step(schema, year, step, role)
    if case == "observed":
        return everybody(year, "programme", upto), everybody(year, "programme")
    if case == "weighted":
        if role == "reached":
            base: tuple[Literal, ...] = (("kept",), ("based",))
            return everybody(year, "programme", *base, upto), everybody(year, "programme", *base)
        return everybody(year, "programme", ("lost",), ("based",)), everybody(year, "programme", ("based",))
    unknown: Literal = ("gone", step)
    if role == "reached":
        return everybody(year, "programme", upto), everybody(year, "programme", ("not_gone", step))
    return everybody(year, "programme", unknown), everybody(year, "programme")


def _of_states(schema: Schema, line: Line, role: str, number: int) -> Pair:
    about = line["about"]
    if role != "reached":
        return None, None
    where: Literal = ("state", about["months"], tuple(about["states"]))
    return everybody(line["year"], "programme", where), everybody(line["year"], "programme")


def _of_timing(schema: Schema, line: Line, role: str, number: int) -> Pair:
    about, year = line["about"], line["year"]
    step = about["step"]
    if about.get("aspect") == "timing.difference":
        arm = line["role"] if role == "reached" else role
        if arm not in ARMS:
            return None, None
        return everybody(year, arm, ("curve", step, "ever")), everybody(year, arm, ("spans", step))
    arm = about.get("group_of")
    if arm is None:
        return None, None
    name = {"reached": "curve", "at_risk": "risk", "censored": "left"}[role]
    return everybody(year, arm, (name, step, about["months"])), everybody(year, arm, ("spans", step))


def _of_cost(schema: Schema, line: Line, role: str, number: int) -> Pair:
    about = line["about"]
    year, aspect = about.get("cohort", line["year"]), about.get("aspect", "")
    if role in ARMS:
        step = about.get("step")
        return (everybody(year, role, ("step", step)), everybody(year, role)) if step else (None, None)
    if role == "reached_of_previous" and "step" in about:
        return _step(schema, year, about["step"], role)
    there: dict[str, tuple[Literal, ...]] = {
        "per_place": (),
        "per_participant": (("participant",),),
        "per_attended_hour": (("there",),),
        "per_completed": (("upto", "completed"),),
        "per_outcome": (("upto", about.get("step", "")),),
    }
    if role != "base" or aspect not in there:
        return None, None
    return everybody(year, "programme", *there[aspect]), everybody(year, "programme")


def _of_alternatives(schema: Schema, line: Line, role: str, number: int) -> Pair:
    year = line["about"].get("cohort")
    if role == "base" and year is not None:
        return everybody(year, "programme"), None
    return None, None


_READERS = {
    "change": _of_change,
    "distribution": _of_distribution,
    "comparison": _of_comparison,
    "conventions": _of_conventions,
    "robustness": _of_robustness,
    "baseline": _of_baseline,
    "subgroups": _of_subgroups,
    "threats": _of_threats,
    "cohort": _of_cohort,
    "earlier": _of_earlier,
    "goals": _of_goals,
    "retention": _of_retention,
    "lost": _of_lost,
    "states": _of_states,
    "timing": _of_timing,
    "cost": _of_cost,
    "cost_years": _of_cost,
    "alternatives": _of_alternatives,
}


def values(schema: Schema, line: Line) -> Iterator[Value]:
    """The means of answers that a line publishes, and of whom."""
    estimate, about = line["estimate"], line["about"]
    if estimate is None or estimate["value"] is None:
        return
    if estimate["quantity"] not in ("mean", "mean_change"):
        return
    variable = _variable(schema, line)
    if variable is None or not estimate["counts"] or "missing" in about.get("aspect", ""):
        return
    group, _ = _groups(schema, line, estimate["counts"][0]["role"], 0)
    if group is not None:
        yield Value(variable, group, estimate["value"], error_of(line), line)


def _variable(schema: Schema, line: Line) -> Literal | None:
    about, role, question = line["about"], line["role"], line["question"]
    if "characteristic" in about:
        return None if "category" in about else ("number", about["characteristic"])
    if question == "change":
        level = {"before": "before", "after": "after"}.get(role)
        later = "follow_up" if role == "follow_up" else "after"
        return ("level", about["indicator"], level) if level else ("change", about["indicator"], "before", later)
    if question in ("baseline", "lost"):
        return ("level", about["indicator"], "before")
    if question == "comparison":
        wave = schema.compares == "after"
        return (
            ("level", about["indicator"], "after") if wave else ("change", about["indicator"], "before", "after")
        )
    return None


def error_of(line: Line) -> float:
    """How far the true number may lie from the published one: half a unit of its last decimal."""
    text = repr(line["estimate"]["value"])
    if "e" in text:
        return 0.0
    decimals = len(text.partition(".")[2])
    # Twelve digits are as good as exact; fewer decimals than three are a rounded number or a round one.
    return 0.0 if decimals > 5 else 0.5 * 10.0 ** -min(max(decimals, 2), 5)

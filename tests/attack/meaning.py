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
    def listed(self) -> dict[str, frozenset[frozenset[str]]]:
        """The sets of categories that tables list, by characteristic."""
        found: dict[str, set[frozenset[str]]] = {}
        for line in self.lines:
            if line["about"].get("category"):
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
            case "age", step, months:
                yield ("upto", year, step)
                yield from (("age", year, each, months) for each in self._before(step))
            case "curve", step, "ever":
                yield from ((each, year, step) for each in ("spans", "step"))
            case "curve", step, months:
                times = self.months.get(step, ())
                yield from (("curve", year, step, time) for time in (*(t for t in times if t > months), "ever"))
            case ("twice_there",):
                yield from (("upto", year, each) for each in self.steps[:2])

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
    for count in line["estimate"]["counts"]:
        group, whole = _groups(Told(schema, line, count["role"]))
        if group is not None:
            top = count.get("at_most")
            yield _known(schema, group, count["number"], top, line)
        if whole is not None and count["of"] is not None:
            top = count.get("of_at_most")
            yield _known(schema, whole, count["of"], top, line)


def _known(schema: Schema, group: Group, number: int, top: int | None, line: Line) -> Known:
    """A published number of persons, with those whose answers may have been set aside."""
    more, less = _set_aside(schema, group) if schema.treated else (0, 0)
    return Known(group, max(number - less, 0), (number if top is None else top) + more, line)


# Of how many persons of a group the answers of a wave may be set aside: those of the follow-up for two reasons.
ASIDE = {"before": 9, "after": 9, "follow_up": 27}
# Steps that are answers themselves.
ANSWERS = ("told",)


def _set_aside(schema: Schema, group: Group) -> tuple[int, int]:
    """How many persons more a group may have than were counted, and how many fewer."""
    waves: dict[str, set[str]] = {}
    more = less = 0
    for name, _, *rest in group:
        if name == "score":
            waves.setdefault(rest[0], set()).add(rest[1])
        elif rest and rest[0] in ANSWERS:
            more, less = more + _of_all(schema, "after"), less + _of_all(schema, "after")
        else:
            more, less = more + _more(schema, name, rest), less + (ASIDE["after"] if name == "silent" else 0)
    # Who answered before and after keeps both answers.
    aside = (sum(ASIDE[wave] for wave in asked) for asked in waves.values() if not set(BOTH_WAVES) <= asked)
    return more + sum(aside), less


def _more(schema: Schema, name: str, rest: list[Any]) -> int:
    match name:
        case "either":
            return ASIDE["before"] + ASIDE["after"]
        case "answered":
            return _of_all(schema, rest[0])
        case "based":
            return _of_all(schema, "before")
        case _:
            return 0


def _of_all(schema: Schema, wave: str) -> int:
    return ASIDE[wave] * len(schema.indicators)


Pair = tuple[Group | None, Group | None]


@dataclass(frozen=True, slots=True)
class Told:
    """A count of a line: its role, and in which reports it stands."""

    schema: Schema
    line: Line
    role: str


def _groups(told: Told) -> Pair:
    """Who is counted by the number of a count, and who by its `of`."""
    read = _READERS.get(told.line["question"])
    return (None, None) if read is None else read(told)


def compared(schema: Schema, indicator: str) -> tuple[Literal, ...]:
    """Whom the design compares in an indicator."""
    return (("score", indicator, "after"),) if schema.compares == "after" else twice(indicator)


def _of_change(told: Told) -> Pair:
    later = "follow_up" if told.line["role"] == "follow_up" else "after"
    asked = twice(told.line["about"]["indicator"], later=later)
    return everybody(told.line["year"], "programme", *asked), everybody(told.line["year"], "programme")


def _of_comparison(told: Told) -> Pair:
    arm = told.line["role"] if told.role == "base" else told.role
    who: tuple[Literal, ...] = compared(told.schema, told.line["about"]["indicator"])
    if arm == "pairs":
        arm, who = "programme", twice(told.line["about"]["indicator"])
    return (everybody(told.line["year"], arm, *who), None) if arm in ARMS else (None, None)


def _of_conventions(told: Told) -> Pair:
    if told.role == "pairs":
        return everybody(told.line["year"], "programme", *twice(told.line["about"]["indicator"])), None
    return _of_comparison(told)


def _of_robustness(told: Told) -> Pair:
    if told.role not in ARMS or "outside_overlap_left_out" in told.line["estimate"]["cautions"]:
        return None, None
    indicator, check = told.line["about"]["indicator"], told.line["about"]["aspect"].removeprefix("robustness.")
    who: tuple[Literal, ...] = twice(indicator)
    if check == "chosen":
        who = compared(told.schema, indicator)
    elif check in ("after", "lee_lower", "lee_upper"):
        who = (("score", indicator, "after"),)
    elif check in ("weighted", "doubly_robust"):
        if told.schema.treated:
            # Who did not tell a characteristic may be counted as one of its small categories, or at its mean.
            return None, everybody(told.line["year"], told.role)
        who = (*who, ("complete",))
    return everybody(told.line["year"], told.role, *who), everybody(told.line["year"], told.role)


def _of_baseline(told: Told) -> Pair:
    about, arm = told.line["about"], told.line["role"] if told.role in ("base", "reached") else told.role
    if arm not in ARMS:
        return None, None
    if "indicator" in about:
        return everybody(told.line["year"], arm, *twice(about["indicator"])), None
    if "category" not in about:
        return everybody(told.line["year"], arm, ("known", about["characteristic"])), None
    return _of_listed(told.schema, told.line, arm)


def _of_listed(schema: Schema, line: Line, arm: str, *further: Literal) -> Pair:
    """A category of those whose category is in the table.

    Where categories are counted together, those who told none may be among them: nothing is certain of the whole.
    """
    about, year = line["about"], line["year"]
    if not schema.treated:
        whole = everybody(year, arm, *further, ("known", about["characteristic"]))
        return everybody(year, arm, *further, category(schema, line)), whole
    part = everybody(year, arm, *further, category(schema, line))
    listed = here(schema, line)
    if listed & MERGED:
        return None if about["category"] in MERGED else part, None
    return part, everybody(year, arm, *further, ("listed", about["characteristic"], listed))


def here(schema: Schema, line: Line) -> frozenset[str]:
    """The categories of the table that a line stands in, withheld ones too."""
    key = line["question"], line["year"], line["about"]["characteristic"]
    return frozenset(
        each["about"]["category"]
        for each in schema.lines
        if (each["question"], each["year"], each["about"].get("characteristic")) == key
        and each["about"].get("category")
    )


def category(schema: Schema, line: Line) -> Literal:
    """The category that a line is about; one merged of several is everything that has no line of its own."""
    about = line["about"]
    name = about["characteristic"]
    if not about["category"]:
        return ("unknown", name)
    if about["category"] not in MERGED:
        return ("is", name, about["category"])
    told = any(
        each["question"] == line["question"] and each["about"].get("characteristic") == name
        for each in schema.lines
        if each["about"].get("category") == ""
    )
    # Where nobody is listed as unknown, those are counted with the small categories.
    return ("rest" if told or not schema.treated else "other", name, here(schema, line) - MERGED)


MERGED = frozenset({"further", "\x00further", "__further__", "weitere", "others"})


def _of_subgroups(told: Told) -> Pair:
    arm = "programme" if told.role == "pairs" else told.role
    if arm not in ARMS:
        return None, None
    who = compared(told.schema, told.schema.indicators[0])
    return everybody(told.line["year"], arm, *who, category(told.schema, told.line)), everybody(
        told.line["year"], arm, *who
    )


def _of_distribution(told: Told) -> Pair:
    about, wave = told.line["about"], told.role.removesuffix("_in_range")
    pairs = twice(about["indicator"])
    part = ("range", about["indicator"], wave, told.line["label"])
    return everybody(told.line["year"], "programme", *pairs, part), everybody(
        told.line["year"], "programme", *pairs
    )


def _of_threats(told: Told) -> Pair:
    about, year = told.line["about"], told.line["year"]
    threat = about["aspect"].removeprefix("threat.")
    if threat.startswith("loss"):
        arm = threat.removeprefix("loss.") if told.role == "reached" else told.role
        return everybody(year, arm, ("silent", told.schema.indicators[0])), everybody(year, arm)
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


def _of_cohort(told: Told) -> Pair:
    about, year = told.line["about"], told.line["year"]
    if about.get("aspect") == "participations":
        if told.role == "base":
            return everybody(year, "programme", ("there",)), everybody(year, "programme")
        return (
            (everybody(year, "programme", ("twice_there",)), None)
            if told.role == "further_courses"
            else (None, None)
        )
    return _step(told.schema, about.get("cohort", year), about["step"], told.role)


def _step(schema: Schema, year: int, step: str, role: str, months: int | None = None) -> Pair:
    def upto(name: str) -> Literal:
        return ("upto", name) if months is None else ("age", name, months)

    if role == "reached":
        return everybody(year, "programme", upto(step)), everybody(year, "programme")
    if role == "reached_of_previous" and schema.steps and step in schema.steps[1:]:
        before = next(first for first, second in pairwise(schema.steps) if second == step)
        return everybody(year, "programme", upto(step)), everybody(year, "programme", upto(before))
    return None, None


def _of_earlier(told: Told) -> Pair:
    about = told.line["about"]
    if "quota" in about:
        return None, None
    return _step(told.schema, about["cohort"], about["step"], told.role, about.get("months"))


def _of_goals(told: Told) -> Pair:
    about = told.line["about"]
    return _step(told.schema, told.line["year"], about["step"], told.role) if about.get("step") else (None, None)


def _of_retention(told: Told) -> Pair:
    about = told.line["about"]
    year = about.get("cohort", told.line["year"])
    if told.role != "reached" or not isinstance(year, int):
        return None, None
    what: Literal = ("answered", about["wave"]) if "wave" in about else ("there",)
    return everybody(year, "programme", what), everybody(year, "programme")


def _of_lost(told: Told) -> Pair:
    about, year = told.line["about"], told.line["year"]
    aspect = about["aspect"]
    if aspect == "lost.share":
        return everybody(year, "programme", ("lost",)), everybody(year, "programme")
    if aspect == "lost.start":
        side = {"programme": "lost", "comparison": "kept"}.get(told.role, told.line["role"])
        what = (
            ("score", about["indicator"], "before") if "indicator" in about else ("known", about["characteristic"])
        )
        if "category" not in about:
            return everybody(year, "programme", (side,), what), None
        return _of_listed(told.schema, told.line, "programme", (side,))
    return _of_final_share(told)


def _of_final_share(told: Told) -> Pair:
    """The share that reached the last step, under three views of those who were lost."""
    year, step = told.line["year"], told.line["about"]["step"]
    upto: Literal = ("upto", step)
    if told.role == "lost_reached":
        return everybody(year, "programme", ("lost",), upto), everybody(year, "programme", ("lost",))
    if told.role == "reached_of_previous":
        return _step(told.schema, year, step, told.role)
    reached = told.role == "reached"
    base: tuple[Literal, ...] = (("kept",), ("based",))
    shares: dict[str, tuple[tuple[Literal, ...], tuple[Literal, ...]]] = {
        "observed": ((upto,), ()),
        "weighted": ((*base, upto), base) if reached else ((("lost",), ("based",)), (("based",),)),
    }
    worst: tuple[tuple[Literal, ...], tuple[Literal, ...]] = (
        ((upto,), (("not_gone", step),)) if reached else ((("gone", step),), ())
    )
    part, whole = shares.get(told.line["about"]["aspect"].removeprefix("lost."), worst)
    return everybody(year, "programme", *part), everybody(year, "programme", *whole)


def _of_states(told: Told) -> Pair:
    about = told.line["about"]
    if told.role != "reached":
        return None, None
    where: Literal = ("state", about["months"], tuple(about["states"]))
    return everybody(told.line["year"], "programme", where), everybody(told.line["year"], "programme")


def _of_timing(told: Told) -> Pair:
    about, year = told.line["about"], told.line["year"]
    step = about["step"]
    if about.get("aspect") == "timing.difference":
        arm = told.line["role"] if told.role == "reached" else told.role
        if arm not in ARMS:
            return None, None
        return everybody(year, arm, ("curve", step, "ever")), everybody(year, arm, ("spans", step))
    arm = about.get("group_of")
    if arm is None:
        return None, None
    name = {"reached": "curve", "at_risk": "risk", "censored": "left"}[told.role]
    return everybody(year, arm, (name, step, about["months"])), everybody(year, arm, ("spans", step))


def _of_cost(told: Told) -> Pair:
    about = told.line["about"]
    year, aspect = about.get("cohort", told.line["year"]), about.get("aspect", "")
    if told.role in ARMS:
        step = about.get("step")
        return (everybody(year, told.role, ("step", step)), everybody(year, told.role)) if step else (None, None)
    if told.role == "reached_of_previous" and "step" in about:
        return _step(told.schema, year, about["step"], told.role)
    there: dict[str, tuple[Literal, ...]] = {
        "per_place": (),
        "per_participant": (("participant",),),
        "per_attended_hour": (("there",),),
        "per_completed": (("upto", "completed"),),
        "per_outcome": (("upto", about.get("step", "")),),
    }
    if told.role != "base" or aspect not in there:
        return None, None
    return everybody(year, "programme", *there[aspect]), everybody(year, "programme")


def _of_alternatives(told: Told) -> Pair:
    year = told.line["about"].get("cohort")
    if told.role == "base" and year is not None:
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
    group, _ = _groups(Told(schema, line, estimate["counts"][0]["role"]))
    if group is not None:
        yield Value(variable, group, estimate["value"], error_of(estimate["value"]), line)


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


def error_of(number: float) -> float:
    """How far the true number may lie from the published one: half a unit of its last decimal."""
    text = repr(number)
    if "e" in text:
        return 0.0
    decimals = len(text.partition(".")[2])
    # Twelve digits are as good as exact. Means of few have one decimal; of two a last zero is not seen.
    return 0.0 if decimals > 5 else 0.5 * 10.0 ** -min(max(decimals, 1), 5)

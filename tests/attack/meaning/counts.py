"""What the counts of published lines are counts of, by the published schema alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.attack.meaning import characteristics, indicators, lost, steps
from tests.attack.meaning.schema import BOTH_WAVES, Group, Line, Schema
from tests.attack.meaning.told import Pair, Told


@dataclass(frozen=True, slots=True)
class Known:
    """How many persons a group has, from `low` to `high`; who said so, and whether it is said as one number.

    One number may be several all the same, where answers may have been set aside.
    """

    group: Group
    low: int
    high: int
    line: Line
    exact: bool


def _of_goals(told: Told) -> Pair:
    """Of a step, or of the answers of exactly these participants."""
    return (
        indicators.of_afterwards(told)
        if told.role == "reached" and told.line["about"].get("indicator")
        else steps.of_goals(told)
    )


_READERS = {
    "change": indicators.of_change,
    "afterwards": indicators.of_afterwards,
    "distribution": indicators.of_distribution,
    "comparison": indicators.of_comparison,
    "later": indicators.of_later,
    "dose": indicators.of_dose,
    "conventions": indicators.of_conventions,
    "robustness": indicators.of_robustness,
    "baseline": characteristics.of_baseline,
    "participants": characteristics.of_participants,
    "leaving": characteristics.of_leaving,
    "reach": steps.of_reach,
    "subgroups": characteristics.of_subgroups,
    "threats": indicators.of_threats,
    "cohort": steps.of_cohort,
    "earlier": steps.of_earlier,
    "goals": _of_goals,
    "retention": steps.of_retention,
    "lost": lost.of_lost,
    "states": steps.of_states,
    "timing": steps.of_timing,
    "steps": steps.of_steps,
    "side_effects": indicators.of_side_effects,
    "cost": steps.of_cost,
    "cost_years": steps.of_cost,
    "alternatives": steps.of_alternatives,
}


def known(schema: Schema, line: Line) -> Iterator[Known]:
    """The sizes of groups that a line publishes."""
    if line["estimate"] is None:
        return
    for count in line["estimate"]["counts"]:
        group, whole = counted_by(Told(schema, line, count["role"]))
        if group is not None:
            top = count.get("at_most")
            yield _known(schema, group, count["number"], top, line)
        if whole is not None and count["of"] is not None:
            top = count.get("of_at_most")
            yield _known(schema, whole, count["of"], top, line)


def _known(schema: Schema, group: Group, number: int, top: int | None, line: Line) -> Known:
    """A published number of persons, with those whose answers may have been set aside."""
    more, less = _set_aside(schema, group) if schema.treated else (0, 0)
    return Known(group, max(number - less, 0), (number if top is None else top) + more, line, top is None)


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
            more, less = more + _more(schema, name, rest), less + _fewer(name, rest)
    # Who answered before and after keeps both answers.
    kept = {of: BOTH_WAVES if set(BOTH_WAVES) <= asked else () for of, asked in waves.items()}
    return more + sum(ASIDE[wave] for of, asked in waves.items() for wave in asked - set(kept[of])), less


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


def _fewer(name: str, rest: list[Any]) -> int:
    """How many who count as silent in a wave may have answered."""
    return ASIDE[rest[1] if rest[1:] else "after"] if name == "silent" else 0


def _of_all(schema: Schema, wave: str) -> int:
    return ASIDE[wave] * len(schema.indicators)


def counted_by(told: Told) -> Pair:
    """Who is counted by the number of a count, and who by its `of`."""
    read = _READERS.get(told.line["question"])
    part, whole = (None, None) if read is None else read(told)
    return _of_arm(told.line, part), _of_arm(told.line, whole)


def _of_arm(line: Line, group: Group | None) -> Group | None:
    """Of a line about one of several arms of the programme, those of that arm; all of the comparison group."""
    arm, year = line["about"].get("arm"), line["year"]
    return group | {("arm", year, arm)} if group and arm and ("in", year, "programme") in group else group

"""Checks of goals: what each is about must be in the file, and be something that can be known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from wirkung.codes import CostSum, UnitCost
from wirkung.declared import DesignKind, GoalMeasure, SourceRole, StepKind, Wave
from wirkung.programme.arm_references import goal_arm_faults
from wirkung.programme.columns import given_columns
from wirkung.programme.document import Fault, KeyPath, Node, unknown_name
from wirkung.programme.pretest_references import measured_before_only
from wirkung.programme.total_references import costs_known, totals_known

# What of the costs of persons can have a ceiling: full cost, and full cost by what it brought.
COSTS_WITH_GOALS: Final = (
    CostSum.FULL.value,
    *(unit.value for unit in UnitCost if unit not in (UnitCost.PARTICIPATION, UnitCost.HELD_HOUR)),
)
# Goals about courses, of which no list of persons is needed where there are totals.
_OF_COURSES: Final = (GoalMeasure.TOTAL, GoalMeasure.COURSES, GoalMeasure.PLACES, GoalMeasure.COST)


def goal_faults(root: Node) -> Iterator[Fault]:
    """Everything in `goals` that does not fit to something else in the file."""
    for position, goal in enumerate(root.at("goals").members):
        if goal.at("measure").text in tuple(GoalMeasure):
            measure = GoalMeasure(goal.at("measure").text)
            yield from _of(root, ("goals", position), goal, measure)
            yield from _known(root, ("goals", position), goal, measure)
    yield from goal_arm_faults(root)


def goals_about_persons(root: Node) -> bool:
    """Whether a goal needs a list of persons: all but those for costs as a whole, or for totals per course."""
    goals = root.at("goals").members
    if root.at("data", SourceRole.TOTALS).is_there:
        return any(goal.at("measure").text not in _OF_COURSES for goal in goals)
    costs = (GoalMeasure.COST, CostSum.FULL)
    return any((goal.at("measure").text, goal.at("of").text) != costs for goal in goals)


def _of(root: Node, path: KeyPath, goal: Node, measure: GoalMeasure) -> Iterator[Fault]:
    """A goal names the indicator, the step or the cost that it is about, and nothing where there is no choice."""
    of = goal.at("of")
    if measure.of_year:
        if of.is_there:
            yield Fault(code="programme.goal.of_nothing", path=(*path, "of"), values={"measure": measure})
        return
    section, known = _choice(root, measure)
    if not of.is_there:
        values = {"measure": measure, "known": ", ".join(known) or "–"}
        yield Fault(code="programme.goal.of_missing", path=path, values=values)
    elif of.text and of.text not in known:
        yield unknown_name(f"programme.goal.{section}", of.text, known, (*path, "of"), measure=measure)


def _choice(root: Node, measure: GoalMeasure) -> tuple[str, Sequence[str]]:
    """What goals of a measure are about, and which of it the file has."""
    if measure is GoalMeasure.TOTAL:
        return "total", totals_known(root)
    if measure is GoalMeasure.COST:
        counted = root.at("data", SourceRole.TOTALS).is_there
        return "cost", costs_known(root) if counted else COSTS_WITH_GOALS
    if measure.of_indicator:
        outcomes = (each for each in root.at("indicators").members if not measured_before_only(each))
        return "indicators", [each.at("id").text for each in outcomes if each.at("id").text]
    return "cohort", _ids(root, "cohort")


def _known(root: Node, path: KeyPath, goal: Node, measure: GoalMeasure) -> Iterator[Fault]:
    """What a goal is about can be known: there are two groups, two waves, costs, places or courses."""
    path, of = (*path, "measure"), goal.at("of").text
    alone = root.at("design", "kind").text == DesignKind.ONE_GROUP
    if measure is GoalMeasure.DIFFERENCE and alone:
        yield Fault(code="programme.goal.no_comparison", path=path)
    if measure.compares_steps and (alone or of not in _events(root)):
        yield Fault(code="programme.goal.no_step_difference", path=path, values={"found": of})
    yield from _answered(root, path, of, measure)
    if measure is GoalMeasure.COST and not root.at("costs").is_there:
        yield Fault(code="programme.goal.no_costs", path=path)
    if measure is GoalMeasure.COST and of == UnitCost.ADDITIONAL_OUTCOME and alone:
        yield Fault(code="programme.goal.no_others", path=path)
    of_places = measure is GoalMeasure.PLACES or (measure is GoalMeasure.COST and of == UnitCost.PLACE)
    if of_places and not _places_known(root):
        yield Fault(code="programme.goal.no_places", path=path)
    of_courses = measure is GoalMeasure.COURSES or (measure is GoalMeasure.COST and of == UnitCost.ONE_MORE_COURSE)
    persons = given_columns(root, SourceRole.PERSONS)
    if of_courses and persons and "course" not in persons:
        yield Fault(code="programme.goal.no_courses", path=path)


def _places_known(root: Node) -> bool:
    planned = any(entry.at("places").is_there for entry in root.at("reach").members)
    paid = root.at("costs", "places").is_there
    return planned or paid or "places" in given_columns(root, SourceRole.TOTALS)


def _answered(root: Node, path: KeyPath, of: str, measure: GoalMeasure) -> Iterator[Fault]:
    """A change needs a measurement before; counted are answers of yes and no, of persons of no weight."""
    if measure is GoalMeasure.CHANGE and of in _measured_once(root):
        yield Fault(code="programme.goal.measured_once", path=path, values={"found": of})
    if measure is GoalMeasure.COUNTED_LEVEL and of in _ids(root, "indicators") and of not in _yes_or_no(root):
        yield Fault(code="programme.goal.not_yes_no", path=path, values={"found": of})
    if measure is GoalMeasure.COUNTED_LEVEL and root.at("design", "weights").is_there:
        yield Fault(code="programme.goal.counted_weights", path=path)


def _ids(root: Node, section: str) -> list[str]:
    return [member.at("id").text for member in root.at(section).members if member.at("id").text]


def _events(root: Node) -> set[str]:
    """Steps that are events: of others nothing is known of the comparison group."""
    return {step.at("id").text for step in root.at("cohort").members if step.at("kind").text == StepKind.EVENT}


def _yes_or_no(root: Node) -> set[str]:
    """Indicators whose answers can be counted."""
    return {each.at("id").text for each in root.at("indicators").members if each.at("kind").text == "yes_no"}


def _measured_once(root: Node) -> set[str]:
    """Indicators of which the file says that nothing was measured before."""
    once: set[str] = set()
    for indicator in root.at("indicators").members:
        waves = [wave.text for wave in indicator.at("measured").members]
        if waves and Wave.BEFORE not in waves:
            once.add(indicator.at("id").text)
    return once

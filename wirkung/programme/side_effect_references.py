"""Checks of what a programme file declares as side effects: they are wanted or not, and never what it is for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from wirkung.declared import DesignKind, GoalMeasure, StepKind
from wirkung.programme.document import Fault, KeyPath, Node


def side_effect_faults(root: Node) -> Iterator[Fault]:
    """Side effects without direction, that are main or all there is, and steps that nobody could compare."""
    yield from chain(_indicators(root), _steps(root), _outcomes(root), _goals(root))


def _indicators(root: Node) -> Iterator[Fault]:
    indicators = root.at("indicators").members
    beside = [_is_one(each) for each in indicators]
    for position, (each, aside) in enumerate(zip(indicators, beside, strict=True)):
        path: KeyPath = ("indicators", position, "side_effect")
        if aside and each.at("main").text == "true":
            yield Fault(code="programme.side_effect.main", path=path)
        if aside and not each.at("better").is_there:
            yield Fault(code="programme.side_effect.better", path=path)
    if beside and all(beside):
        yield Fault(code="programme.side_effect.alone", path=("indicators",))


def _steps(root: Node) -> Iterator[Fault]:
    steps = root.at("cohort").members
    beside = [_is_one(each) for each in steps]
    alone = root.at("design", "kind").text == DesignKind.ONE_GROUP
    for position, (each, aside) in enumerate(zip(steps, beside, strict=True)):
        path: KeyPath = ("cohort", position, "side_effect")
        if not aside and each.at("better").is_there:
            yield Fault(code="programme.side_effect.step_better", path=("cohort", position, "better"))
        if not aside:
            continue
        if not each.at("better").is_there:
            yield Fault(code="programme.side_effect.better", path=path)
        if alone or each.at("kind").text != StepKind.EVENT:
            yield Fault(code="programme.side_effect.step", path=path)
    if beside and all(beside):
        yield Fault(code="programme.side_effect.alone", path=("cohort",))


def _outcomes(root: Node) -> Iterator[Fault]:
    """What is paid for, and what is worth something later, is what the programme is for."""
    aside = _steps_aside(root)
    named: list[tuple[KeyPath, Node]] = [(("costs", "outcome"), root.at("costs", "outcome"))]
    named += [
        (("benefits", position, "step"), each.at("step"))
        for position, each in enumerate(root.at("benefits").members)
    ]
    for path, node in named:
        if node.text and node.text in aside:
            yield Fault(code="programme.side_effect.outcome", path=path, values={"found": node.text})


def _goals(root: Node) -> Iterator[Fault]:
    """Of a step that is no step of the way only the difference between the groups is told."""
    aside = _steps_aside(root)
    measures = {each for each in GoalMeasure if each.of_step and each is not GoalMeasure.STEP_DIFFERENCE}
    for position, goal in enumerate(root.at("goals").members):
        if goal.at("measure").text in measures and goal.at("of").text in aside:
            values = {"found": goal.at("of").text}
            yield Fault(code="programme.side_effect.goal", path=("goals", position, "measure"), values=values)


def _steps_aside(root: Node) -> frozenset[str]:
    return frozenset(each.at("id").text for each in root.at("cohort").members if _is_one(each))


def _is_one(member: Node) -> bool:
    return member.at("side_effect").text == "true"

"""Checks of several arms: two at least, told apart by name, and named wherever one of them is compared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wirkung.declared import GoalMeasure, SourceRole
from wirkung.programme.columns import sources
from wirkung.programme.document import Fault, KeyPath, Node, unknown_name

_FEWEST: Final = 2
# What a goal can be about that is another number for each arm.
_BY_ARM: Final = (GoalMeasure.DIFFERENCE, GoalMeasure.STEP_DIFFERENCE)


def arm_faults(design: Node) -> Iterator[Fault]:
    """Everything in `design.arms`, and in what was drawn, that does not tell the arms apart."""
    labels = design.at("arms", "labels").entries
    path: KeyPath = ("design", "arms", "labels")
    if len(labels) == 1:
        yield Fault(code="programme.design.one_arm", path=path, values={"found": next(iter(labels))})
    yield from _same_names(labels, path)
    for position, row in enumerate(design.at("randomised").members):
        yield from _named(
            row, labels, ("design", "randomised", position), needed=True, code="programme.design.drawn_arm"
        )


def goal_arm_faults(root: Node) -> Iterator[Fault]:
    """Goals about a difference from the comparison group name the arm; the others have none."""
    labels = root.at("design", "arms", "labels").entries
    for position, goal in enumerate(root.at("goals").members):
        needed = goal.at("measure").text in _BY_ARM
        yield from _named(goal, labels, ("goals", position), needed=needed, code="programme.goal.arm")


def ledger_arm_faults(root: Node) -> Iterator[Fault]:
    """A ledger says for which form it paid only where the design has forms."""
    if root.at("design", "arms", "labels").entries:
        return
    for source in sources(root):
        if source.role is SourceRole.COSTS and "arm" in source.given:
            part = "columns" if "arm" in source.columns else "constants"
            yield Fault(code="programme.costs.arm", path=(*source.path, part, "arm"))


def _same_names(labels: dict[str, Node], path: KeyPath) -> Iterator[Fault]:
    """Two arms of one name could not be told apart in the report."""
    for language in ("de", "en"):
        first: dict[str, str] = {}
        for arm, node in labels.items():
            name = node.at(language).text or (node.text if language == "de" else "")
            if name and first.setdefault(name, arm) != arm:
                values = {"found": name, "first": first[name]}
                yield Fault(code="programme.design.arm_twice", path=(*path, arm), values=values)


def _named(node: Node, labels: dict[str, Node], path: KeyPath, *, needed: bool, code: str) -> Iterator[Fault]:
    arm = node.at("arm")
    if arm.is_there and not (labels and needed):
        yield Fault(code=f"{code}_unused", path=(*path, "arm"), values={"found": arm.text})
    elif labels and needed and not arm.is_there:
        yield Fault(code=f"{code}_missing", path=path, values={"known": ", ".join(labels)})
    elif arm.text and arm.text not in labels:
        yield unknown_name(f"{code}_unknown", arm.text, labels, (*path, "arm"))

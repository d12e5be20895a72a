"""Checks between the parts of a programme file: what one names, another must have.

They read the document as written and skip what is missing or malformed, so that they find their mistakes
even where the model finds others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wirkung.declared import SourceRole, StepKind, Wave
from wirkung.programme.arm_references import ledger_arm_faults
from wirkung.programme.columns import column_faults, given_columns
from wirkung.programme.design_references import design_faults
from wirkung.programme.document import Fault, KeyPath, Node, repeated, unknown_name
from wirkung.programme.dose_references import dose_faults
from wirkung.programme.fields import spelt_number
from wirkung.programme.goal_references import goal_faults, goals_about_persons
from wirkung.programme.money_references import money_faults
from wirkung.programme.pretest_references import measured_before_only, pretest_faults, serves_as_pretest
from wirkung.programme.processing_references import consent_faults
from wirkung.programme.reach_references import reach_faults
from wirkung.programme.side_effect_references import side_effect_faults
from wirkung.programme.steering_references import steering_faults
from wirkung.programme.total_references import total_faults
from wirkung.programme.tracking_references import tracking_faults

# The smallest group that needs no reason (design of the disclosure rules: 10 persons).
USUAL_SMALLEST_GROUP: Final = 10
_TABLE_OF_STEP: Final = {
    StepKind.ATTENDED: SourceRole.ATTENDANCE,
    StepKind.COMPLETED: SourceRole.ATTENDANCE,
    StepKind.ANSWERED: SourceRole.MEASUREMENTS,
    StepKind.EVENT: SourceRole.EVENTS,
}
_KEY_OF_STEP: Final = {
    StepKind.COMPLETED: "share_of_hours",
    StepKind.ANSWERED: "wave",
    StepKind.EVENT: "event",
}


# In which waves an indicator can be measured: the last one is what its results are about.
MEASURED: Final = (
    (Wave.AFTER,),
    (Wave.FOLLOW_UP,),
    (Wave.BEFORE, Wave.AFTER),
    (Wave.BEFORE, Wave.FOLLOW_UP),
)

# Every category of each can be crossed with those of all others: of 20 characteristics it is proved within seconds
# that no small group follows, of 40 in minutes.
MOST_CHARACTERISTICS = 20


def reference_faults(root: Node) -> tuple[Fault, ...]:
    """Everything in a document that does not fit to something else in it."""
    checks = (
        _nobody,
        _double_ids,
        design_faults,
        goal_faults,
        _indicators,
        pretest_faults,
        _characteristics,
        _cohort,
        side_effect_faults,
        reach_faults,
        dose_faults,
        money_faults,
        ledger_arm_faults,
        total_faults,
        tracking_faults,
        steering_faults,
        _privacy,
        _public,
        consent_faults,
        column_faults,
    )
    return tuple(fault for check in checks for fault in check(root))


def _members(root: Node, section: str) -> Iterator[tuple[KeyPath, Node]]:
    for position, member in enumerate(root.at(section).members):
        yield (section, position), member


def _nobody(root: Node) -> Iterator[Fault]:
    """Only what is about money or courses alone can do without a list of persons."""
    if not root.at("data").entries or root.at("data", "persons").is_there:
        return
    parts = [(part,) for part in ("indicators", "characteristics", "cohort", "benefits", "reach")]
    without = (SourceRole.TOTALS, SourceRole.COSTS)
    tables = [("data", role) for role in SourceRole if role not in without]
    about_persons = [path for path in (*parts, *tables) if root.at(*path).is_there]
    if about_persons or goals_about_persons(root) or not any(root.at("data", role).is_there for role in without):
        yield Fault(code="programme.persons_missing", path=("data",))


def _double_ids(root: Node) -> Iterator[Fault]:
    for section in ("indicators", "characteristics", "cohort", "goals"):
        ids = [member.at("id") for member in root.at(section).members]
        for position, node, first in repeated(ids):
            values = {"found": node.text, "first": first.line}
            yield Fault(code="programme.id_twice", path=(section, position, "id"), values=values)


def _indicators(root: Node) -> Iterator[Fault]:
    if root.at("indicators").members and not root.at("data", "measurements").is_there:
        yield Fault(code="programme.indicators.no_measurements", path=("indicators",))
    measured = given_columns(root, SourceRole.MEASUREMENTS)
    yield from _one_main(root)
    for path, indicator in _members(root, "indicators"):
        items = indicator.at("items").members
        for position, item, _ in repeated(items):
            values = {"found": item.text}
            yield Fault(code="programme.item.twice", path=(*path, "items", position), values=values)
        for position, item in enumerate(items):
            if measured and item.text and item.text not in measured:
                yield unknown_name("programme.item.unknown", item.text, measured, (*path, "items", position))
        yield from _reversed(path, indicator)
        yield from _yes_no(path, indicator)
        yield from _ordered(path, indicator)
        yield from _amounts(path, indicator)
        if not (measured_before_only(indicator) and serves_as_pretest(root, indicator)):
            yield from _measured(path, indicator)
        yield from _reliability(path, indicator)
        low, high = (
            spelt_number(indicator.at("scale", "low").content),
            spelt_number(indicator.at("scale", "high").content),
        )
        if low is not None and high is not None and low >= high:
            values = {"low": f"{low:g}", "high": f"{high:g}"}
            yield Fault(code="programme.scale.order", path=(*path, "scale"), values=values)


def _one_main(root: Node) -> Iterator[Fault]:
    """What was to be found out above all is one thing."""
    mains = [(path, each) for path, each in _members(root, "indicators") if each.at("main").text == "true"]
    for path, _ in mains[1:]:
        values = {"first": mains[0][1].at("id").text}
        yield Fault(code="programme.indicator.main", path=(*path, "main"), values=values)


def _reversed(path: KeyPath, indicator: Node) -> Iterator[Fault]:
    items = [item.text for item in indicator.at("items").members]
    turned = indicator.at("reversed").members
    for position, item in enumerate(turned):
        if item.text and items and item.text not in items:
            yield unknown_name("programme.reversed.unknown", item.text, items, (*path, "reversed", position))
    if turned and not indicator.at("scale").is_there:
        yield Fault(code="programme.reversed.scale", path=(*path, "reversed"))


def _ordered(path: KeyPath, indicator: Node) -> Iterator[Fault]:
    """One question with whole numbers from the first to the last answer; how far apart they are nobody knows."""
    if indicator.at("kind").text != "ordered":
        return
    if len(indicator.at("items").members) > 1:
        yield Fault(code="programme.ordered.items", path=(*path, "items"))
    bounds = [spelt_number(indicator.at("scale", end).content) for end in ("low", "high")]
    if any(bound is None or not float(bound).is_integer() for bound in bounds):
        yield Fault(
            code="programme.ordered.scale", path=(*path, *(("scale",) if indicator.at("scale").is_there else ()))
        )
    for key in ("reversed", "unit", "smallest_relevant_change"):
        if indicator.at(key).is_there:
            yield Fault(code="programme.ordered.key", path=(*path, key), values={"key": key})


def _amounts(path: KeyPath, indicator: Node) -> Iterator[Fault]:
    """What is counted or paid has a name, no upper end, and stands in one column."""
    kind = indicator.at("kind").text
    if kind not in ("count", "money"):
        return
    if not indicator.at("unit").is_there:
        yield Fault(code="programme.amount.unit", path=path, values={"kind": kind})
    if len(indicator.at("items").members) > 1:
        yield Fault(code="programme.amount.items", path=(*path, "items"), values={"kind": kind})
    for key in ("scale", "reversed"):
        if indicator.at(key).is_there:
            yield Fault(code="programme.amount.key", path=(*path, key), values={"kind": kind, "key": key})


def _measured(path: KeyPath, indicator: Node) -> Iterator[Fault]:
    """One wave afterwards, or before and one afterwards."""
    waves = [wave.text for wave in indicator.at("measured").members]
    if waves and set(waves) <= set(Wave) and tuple(waves) not in MEASURED:
        yield Fault(code="programme.measured", path=(*path, "measured"), values={"found": ", ".join(waves)})


def _reliability(path: KeyPath, indicator: Node) -> Iterator[Fault]:
    """Only a mean has an error of measurement; from items only where there are two; of a change only."""
    given = indicator.at("reliability")
    if not given.is_there:
        return
    kind = indicator.at("kind").text
    if kind and kind != "score":
        yield Fault(code="programme.reliability.kind", path=(*path, "reliability"), values={"kind": kind})
    elif given.text == "items" and len(indicator.at("items").members) == 1:
        yield Fault(code="programme.reliability.items", path=(*path, "reliability"))
    waves = [wave.text for wave in indicator.at("measured").members]
    if waves and Wave.BEFORE not in waves:
        yield Fault(code="programme.reliability.measured", path=(*path, "reliability"))


def _yes_no(path: KeyPath, indicator: Node) -> Iterator[Fault]:
    """Yes or no is one question; its share needs no scale, no unit and nothing turned round."""
    if indicator.at("kind").text != "yes_no":
        return
    if len(indicator.at("items").members) > 1:
        yield Fault(code="programme.yes_no.items", path=(*path, "items"))
    for key in ("scale", "reversed", "unit"):
        if indicator.at(key).is_there:
            yield Fault(code="programme.yes_no.key", path=(*path, key), values={"key": key})


def _characteristics(root: Node) -> Iterator[Fault]:
    number = len(root.at("characteristics").members)
    if number > MOST_CHARACTERISTICS:
        values = {"number": number, "most": MOST_CHARACTERISTICS}
        yield Fault(code="programme.characteristics.many", path=("characteristics",), values=values)
    given = given_columns(root, SourceRole.PERSONS)
    for path, characteristic in _members(root, "characteristics"):
        name = characteristic.at("id").text
        if given and name and name not in given:
            yield unknown_name("programme.characteristic", name, given, (*path, "id"))


def _cohort(root: Node) -> Iterator[Fault]:
    for path, step in _members(root, "cohort"):
        if step.at("kind").text in tuple(StepKind):
            kind = StepKind(step.at("kind").text)
            yield from _step_keys(path, step, kind)
            yield from _step_table(path, root, kind)
    produced = [code.text for code in root.at("data", "events", "values", "event").entries.values()]
    for path, step in _members(root, "cohort"):
        event = step.at("event").text
        if produced and event and event not in produced:
            yield unknown_name("programme.step.event", event, produced, (*path, "event"))


def _step_keys(path: KeyPath, step: Node, kind: StepKind) -> Iterator[Fault]:
    for owner, key in _KEY_OF_STEP.items():
        is_there = step.at(key).is_there
        if owner is kind and not is_there:
            yield Fault(code="programme.step.needs", path=path, values={"kind": kind.value, "key": key})
        if owner is not kind and is_there:
            values = {"kind": kind.value, "key": key, "owner": owner.value}
            yield Fault(code="programme.step.only", path=(*path, key), values=values)
    if kind is not StepKind.EVENT and step.at("months").is_there:
        values = {"kind": kind.value, "key": "months", "owner": StepKind.EVENT.value}
        yield Fault(code="programme.step.only", path=(*path, "months"), values=values)


def _step_table(path: KeyPath, root: Node, kind: StepKind) -> Iterator[Fault]:
    table = _TABLE_OF_STEP.get(kind)
    if table is None or not root.at("data").entries:
        return
    given = given_columns(root, table)
    crosses = root.at("data", table, "crosses").is_there
    if not root.at("data", table).is_there:
        values = {"kind": kind.value, "table": table.value}
        yield Fault(code="programme.step.table", path=(*path, "kind"), values=values)
    elif kind is StepKind.COMPLETED and given and "planned_hours" not in given and not crosses:
        yield Fault(code="programme.step.planned_hours", path=(*path, "kind"))


def _privacy(root: Node) -> Iterator[Fault]:
    path = ("privacy", "smallest_group")
    smallest = spelt_number(root.at(*path).content)
    if smallest is not None and smallest < USUAL_SMALLEST_GROUP and not root.at("privacy", "reason").is_there:
        values = {"found": f"{smallest:g}", "usual": USUAL_SMALLEST_GROUP}
        yield Fault(code="programme.privacy.reason", path=path, values=values)


def _public(root: Node) -> Iterator[Fault]:
    """What anybody may have comes from somewhere where anybody can get it."""
    if root.at("public").text == "true" and not root.at("data_source").is_there:
        yield Fault(code="programme.public", path=("public",))

"""Checks of what a programme file says about money: against the ledger's columns, the steps and itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from wirkung.declared import DesignKind, SourceRole, StepKind
from wirkung.programme.columns import given_columns
from wirkung.programme.document import Fault, KeyPath, Node, repeated, unknown_name
from wirkung.programme.fields import spelt_number

# A column of the ledger that means nothing without a section of `costs`.
_SECTION_OF_COLUMN: Final = {"role": "rates", "lifetime": "discount_rate", "shared": "shared"}
_ASSUMED: Final = ("value", "deadweight", "attribution", "displacement", "drop_off")


def money_faults(root: Node) -> Iterator[Fault]:
    """Everything in `costs` and `benefits` that does not fit to something else in the file."""
    checks = (_sections, _outcome, _columns, _funds, _years, _shared, _alternatives, _benefits, _bounds)
    for check in checks:
        yield from check(root)


def _steps(root: Node) -> list[str]:
    return [step.at("id").text for step in root.at("cohort").members if step.at("id").text]


def _sections(root: Node) -> Iterator[Fault]:
    section, source = root.at("costs"), root.at("data", "costs")
    if section.is_there and root.at("data").entries and not source.is_there:
        yield Fault(code="programme.costs.no_data", path=("costs",))
    if source.is_there and not section.is_there:
        yield Fault(code="programme.costs.no_section", path=("data", "costs"))
    if root.at("benefits").members and not section.is_there:
        yield Fault(code="programme.benefits.no_costs", path=("benefits",))
    elif root.at("benefits").members and not section.at("discount_rate").is_there:
        yield Fault(code="programme.benefits.no_rate", path=("benefits",))


def _outcome(root: Node) -> Iterator[Fault]:
    outcome = root.at("costs", "outcome").text
    if root.at("costs").is_there and root.at("data", "persons").is_there and not outcome:
        yield Fault(code="programme.costs.outcome_missing", path=("costs",))
    if outcome and outcome not in (known := _steps(root)):
        yield unknown_name("programme.costs.outcome", outcome, known, ("costs", "outcome"))


def _columns(root: Node) -> Iterator[Fault]:
    costs = root.at("costs")
    for column in given_columns(root, SourceRole.COSTS):
        section = _SECTION_OF_COLUMN.get(column)
        if section is not None and costs.is_there and not _filled(costs.at(section)):
            yield Fault(code=f"programme.costs.needs_{section}", path=("costs",), values={"column": column})


def _funds(root: Node) -> Iterator[Fault]:
    """Money of third parties needs a column that says which rows it paid."""
    if root.at("costs", "funds").members and "funding" not in given_columns(root, SourceRole.COSTS):
        yield Fault(code="programme.costs.funds", path=("costs", "funds"))


def _filled(node: Node) -> bool:
    return node.is_there and node.content != []


def _years(root: Node) -> Iterator[Fault]:
    for section in ("prices", "places"):
        years = [member.at("year") for member in root.at("costs", section).members]
        for position, node, first in repeated(years):
            values = {"found": node.text, "first": first.line}
            yield Fault(code="programme.year_twice", path=("costs", section, position, "year"), values=values)


def _shared(root: Node) -> Iterator[Fault]:
    shared, own = root.at("costs", "shared", "programmes").members, root.at("id").text
    path: KeyPath = ("costs", "shared", "programmes")
    names = [member.at("id") for member in shared]
    if own and shared and own not in [name.text for name in names]:
        yield Fault(code="programme.shared.not_this", path=path, values={"own": own})
    yield from _twice(names, path)
    weights = [spelt_number(member.at("weight").content) for member in shared]
    if weights and all(weight == 0 for weight in weights):
        yield Fault(code="programme.shared.no_weight", path=path)


def _twice(ids: Iterable[Node], path: KeyPath) -> Iterator[Fault]:
    for position, node, first in repeated(ids):
        values = {"found": node.text, "first": first.line}
        yield Fault(code="programme.id_twice", path=(*path, position, "id"), values=values)


def _alternatives(root: Node) -> Iterator[Fault]:
    path: KeyPath = ("costs", "alternatives")
    alternatives, outcome = root.at(*path).members, root.at("costs", "outcome").text
    yield from _twice((member.at("id") for member in alternatives), path)
    for position, member in enumerate(alternatives):
        other = member.at("outcome").text
        if outcome and other and other != outcome:
            values = {"found": other, "outcome": outcome}
            yield Fault(code="programme.alternative.outcome", path=(*path, position, "outcome"), values=values)


def _benefits(root: Node) -> Iterator[Fault]:
    benefits, known = root.at("benefits").members, _steps(root)
    yield from _twice((member.at("id") for member in benefits), ("benefits",))
    kinds = {step.at("id").text: step.at("kind").text for step in root.at("cohort").members}
    alone = root.at("design", "kind").text == DesignKind.ONE_GROUP
    for position, benefit in enumerate(benefits):
        step = benefit.at("step").text
        if step and step not in known:
            yield unknown_name("programme.benefit.step", step, known, ("benefits", position, "step"))
        elif step and not benefit.at("deadweight").is_there and (alone or kinds[step] != StepKind.EVENT):
            yield Fault(code="programme.benefit.deadweight", path=("benefits", position))


def _bounds(root: Node) -> Iterator[Fault]:
    """The value of every assumption lies between what is thought possible."""
    assumed: list[KeyPath] = [("costs", "discount_rate")]
    assumed += [
        ("benefits", position, name) for position in range(len(root.at("benefits").members)) for name in _ASSUMED
    ]
    for path in assumed:
        low, value, high = (spelt_number(root.at(*path, name).content) for name in ("low", "value", "high"))
        known = [number for number in (low, value, high) if number is not None]
        if known != sorted(known):
            yield Fault(code="programme.assumed.order", path=path)

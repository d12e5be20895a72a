"""Checks of totals per course: they stand in place of a list of persons, and say how many came or registered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from wirkung.codes import CostSum, CourseTotal, UnitCost
from wirkung.declared import DesignKind, SourceRole
from wirkung.programme.columns import given_columns
from wirkung.programme.document import Fault, KeyPath, Node

# Which columns each total is made of.
MADE_OF: Final = {
    CourseTotal.OFFERED: (),
    CourseTotal.HELD: ("attended",),
    CourseTotal.HOURS: ("hours",),
    CourseTotal.PLACES: ("places",),
    CourseTotal.REGISTERED: ("registered",),
    CourseTotal.ATTENDED: ("attended",),
    CourseTotal.COMPLETED: ("completed",),
    CourseTotal.HELD_SHARE: ("attended",),
    CourseTotal.BOOKED: ("registered", "places"),
    CourseTotal.UTILISATION: ("attended", "places"),
    CourseTotal.ATTENDED_SHARE: ("attended", "registered"),
    CourseTotal.COMPLETED_SHARE: ("completed", "attended"),
}


def total_faults(root: Node) -> Iterator[Fault]:
    """Everything in `data.totals` that does not fit to something else in the file."""
    totals = root.at("data", SourceRole.TOTALS)
    if not totals.is_there:
        return
    if root.at("data", SourceRole.PERSONS).is_there:
        yield Fault(code="programme.totals.persons", path=("data", "totals"))
    if root.at("design", "kind").text not in ("", DesignKind.ONE_GROUP):
        yield Fault(code="programme.totals.design", path=("design", "kind"))
    given = given_columns(root, SourceRole.TOTALS)
    if totals.at("columns").entries and not {"registered", "attended"} & set(given):
        yield Fault(code="programme.totals.nobody", path=("data", "totals", "columns"))
    if "completed" in given and "attended" not in given:
        yield Fault(code="programme.totals.completed", path=("data", "totals", "columns", "completed"))
    yield from _categories(totals, given)
    if "places" in given and root.at("costs", "places").is_there:
        yield Fault(code="programme.totals.places", path=("costs", "places"))


def _categories(totals: Node, given: Sequence[str]) -> Iterator[Fault]:
    """Categories are parts of who came: at least two of a characteristic, each with a column of its own."""
    path: KeyPath = ("data", "totals", "attended_by")
    characteristics = totals.at("attended_by").entries
    if characteristics and "attended" not in given:
        yield Fault(code="programme.totals.by_whom", path=path)
    seen = {heading.text for heading in totals.at("columns").entries.values()}
    for name, categories in characteristics.items():
        if len(categories.entries) == 1:
            yield Fault(code="programme.totals.one_category", path=(*path, name), values={"name": name})
        for category, heading in categories.entries.items():
            if heading.text in seen:
                values = {"heading": heading.text}
                yield Fault(code="programme.totals.heading_twice", path=(*path, name, category), values=values)
            seen.add(heading.text)


def totals_known(root: Node) -> list[str]:
    """What a goal can be about by the columns that there are."""
    if not root.at("data", SourceRole.TOTALS).is_there:
        return []
    given = set(given_columns(root, SourceRole.TOTALS))
    return [total.value for total, columns in MADE_OF.items() if given.issuperset(columns)]


def costs_known(root: Node) -> list[str]:
    """Which costs by what they brought are known without a list of persons."""
    each_once = root.at("data", SourceRole.TOTALS, "each_once").text == "true"
    needed = {
        UnitCost.PLACE: ("places",),
        UnitCost.PARTICIPANT if each_once else UnitCost.PARTICIPATION: ("attended",),
        UnitCost.HELD_HOUR: ("hours",),
        UnitCost.COMPLETED: ("completed",),
        UnitCost.ONE_MORE_COURSE: (),
    }
    given = {*given_columns(root, SourceRole.TOTALS)}
    if root.at("costs", "places").is_there:
        given.add("places")
    return [CostSum.FULL.value, *(unit.value for unit, columns in needed.items() if given.issuperset(columns))]

"""Checks of decisions and recommendations: what they name is in the file, and a year has one recommendation."""

from __future__ import annotations

from collections.abc import Iterator

from wirkung.programme.document import Fault, KeyPath, Node, repeated, unknown_name
from wirkung.programme.pretest_references import measured_before_only


def steering_faults(root: Node) -> Iterator[Fault]:
    """What decisions are about and is nowhere; of a year a second entry; a standard or a category named twice."""
    yield from _about(root)
    yield from _twice_answered(root)
    yield from _twice_planned(root)
    for key in ("recommendation", "proposal", "standards", "use_of_funds"):
        years = [each.at("year") for each in root.at(key).members]
        for position, year, first in repeated(years):
            path: KeyPath = (key, position, "year")
            values = {"found": year.text, "first": first.line}
            yield Fault(code=f"programme.{key}.twice", path=path, values=values)


def _twice_answered(root: Node) -> Iterator[Fault]:
    for entry, standards in enumerate(root.at("standards").members):
        answers = [each.at("standard") for each in standards.at("answers").members]
        for position, node, first in repeated(answers):
            path: KeyPath = ("standards", entry, "answers", position, "standard")
            values = {"found": node.text, "first": first.line}
            yield Fault(code="programme.standards.answered_twice", path=path, values=values)


def _twice_planned(root: Node) -> Iterator[Fault]:
    """A category in two lines of a plan: its payments would count in both."""
    for entry, funds in enumerate(root.at("use_of_funds").members):
        named: dict[str, int | None] = {}
        for position, payment in enumerate(funds.at("payments").members):
            for place, node in enumerate(payment.at("categories").members):
                path: KeyPath = ("use_of_funds", entry, "payments", position, "categories", place)
                if node.text in named:
                    values = {"found": node.text, "first": named[node.text]}
                    yield Fault(code="programme.use_of_funds.category_twice", path=path, values=values)
                named.setdefault(node.text, node.line)


def _about(root: Node) -> Iterator[Fault]:
    known = [each.at("id").text for each in _told(root) if each.at("id").text]
    for position, decision in enumerate(root.at("decisions").members):
        named = decision.at("about").members
        for place, node in enumerate(named):
            path: KeyPath = ("decisions", position, "about", place)
            if node.text and node.text not in known:
                yield unknown_name("programme.decision.about", node.text, known, path)
        for place, node, _ in repeated(named):
            path = ("decisions", position, "about", place)
            yield Fault(code="programme.decision.about_twice", path=path, values={"found": node.text})


def _told(root: Node) -> Iterator[Node]:
    """What a report says something about under its own name."""
    yield from root.at("goals").members
    yield from (each for each in root.at("indicators").members if not measured_before_only(each))
    yield from (each for each in root.at("cohort").members if each.at("side_effect").text != "true")

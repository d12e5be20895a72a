"""A finished report that contradicts itself is not published: its sentences are read beside its results.

Each rule looks for one kind of contradiction, in the words of the catalogue and in the released numbers. What an
evaluator writes, labels in our sentences too, is no reason to refuse a report: only we answer for our own words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from wirkung.errors import Problem, RunError
from wirkung.report.document.blocks import Bullets, KeyFigures, Paragraph
from wirkung.report.document.contradictions import Contradiction, Rule
from wirkung.report.document.contradictions.goals import (
    goal_met_and_missed,
    going_on_beside_a_missed_goal,
    more_than_anybody_plans,
    two_steps_of_one_result,
)
from wirkung.report.document.contradictions.results import (
    effect_without_licence,
    nothing_to_say_beside_a_number,
    nothing_to_say_beside_a_result,
    sign_said_twice,
    value_outside_its_interval,
    way_without_certainty,
    withheld_beside_its_number,
    worth_not_said,
)
from wirkung.report.document.contradictions.ways import (
    one_share_shown_and_withheld,
    staying_read_off_answers,
    waiting_of_one_date,
)
from wirkung.report.document.document import Content, Document, Section

_RULES: tuple[Rule, ...] = (
    sign_said_twice,
    value_outside_its_interval,
    goal_met_and_missed,
    going_on_beside_a_missed_goal,
    nothing_to_say_beside_a_result,
    two_steps_of_one_result,
    effect_without_licence,
    one_share_shown_and_withheld,
    worth_not_said,
    nothing_to_say_beside_a_number,
    more_than_anybody_plans,
    way_without_certainty,
    waiting_of_one_date,
    staying_read_off_answers,
    withheld_beside_its_number,
)


def contradictions(document: Document) -> tuple[Contradiction, ...]:
    """Everything in which a report contradicts itself; empty for a report that may be published."""
    told = tuple(dict.fromkeys(_texts(document)))
    results = document.handed_over.results
    return tuple(found for rule in _RULES for found in rule(told, results, document.language))


def refuse_contradictions(document: Document) -> None:
    """Raise RunError with every contradiction of a report."""
    found = contradictions(document)
    if found:
        problems = [Problem(code="run.contradiction", values=asdict(each)) for each in found]
        raise RunError(problems, language=document.language)


def _texts(document: Document) -> Iterator[str]:
    """Every sentence of ours, from the first page to the last; marks («Entwurf») are part of them."""
    for content in (*document.front, *document.opening):
        yield from _texts_of(content)
    for section in (*document.sections, *document.annex):
        yield from _texts_below(section)


def _texts_below(section: Section) -> Iterator[str]:
    for content in section.content:
        yield from _texts_of(content)
    for inner in section.sections:
        yield from _texts_below(inner)


def _texts_of(content: Content) -> Iterator[str]:
    match content:
        case Paragraph():
            yield content.text
        case Bullets():
            yield from content.items
        case KeyFigures():
            yield from (f"{item.label}: {item.value} ({item.detail})" for item in content.items)

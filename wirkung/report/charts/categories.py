"""Grades and other ordered answers: a bar before and one after, divided by category, from released shares only."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from wirkung.codes import Role
from wirkung.disclosure.release import Released, ReleasedAnswer
from wirkung.finding import Finding
from wirkung.report.charts.answers import (
    MOST_CATEGORIES,
    Answers,
    Bar,
    Part,
    draw_answers,
)
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.rows import known, shown
from wirkung.report.document.blocks import Table
from wirkung.report.writing.labels import heading, label
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import Item, subject_of
from wirkung.report.writing.words import say

FEWEST_CATEGORIES = 2  # one is everybody


def items_in_bars(answer: ReleasedAnswer) -> tuple[Item, ...]:
    """What is told of ordered answers where every category may be shown, before and after."""
    found: list[Item] = []
    for _, together in groupby(answer.items, key=lambda item: subject_of(item).indicator):
        items = list(together)
        if FEWEST_CATEGORIES <= len(items) <= MOST_CATEGORIES and all(map(_told, items)):
            found += items
    return tuple(found)


def _told(item: Item) -> bool:
    if not isinstance(item, Released) or item.withheld:
        return False
    values = (item.finding.get(role) for role in (Role.BEFORE, Role.MAIN))
    ordered = str(item.finding.subject.aspect).startswith("range.answer")
    return ordered and all(each is not None and each.value is not None for each in values)


def draw_categories(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """A panel for each indicator of an answer that has only such; None where there are none."""
    found = groupby(shown(answer, Role.BEFORE, Role.MAIN), key=lambda finding: finding.subject.indicator)
    panels = [_answers(list(findings), language) for _, findings in found]
    return draw_answers("distribution", panels, answer, data=data, language=language)


def _answers(findings: Sequence[Finding], language: Language) -> Answers:
    numbers = Numbers(language)
    return Answers(
        title=heading(findings[0].subject, language),
        categories=tuple(label(finding.subject, language) for finding in findings),
        bars=tuple(
            Bar(name=say(code, language), parts=tuple(_part(finding, role, numbers) for finding in findings))
            for role, code in ((Role.BEFORE, "column.before"), (Role.MAIN, "column.after"))
        ),
    )


def _part(finding: Finding, role: Role, numbers: Numbers) -> Part:
    share = known(finding, role)[1]
    printed = numbers.share(share)
    return Part(share=share, printed=printed, text=printed)

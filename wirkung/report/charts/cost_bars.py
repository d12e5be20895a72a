"""What something cost as bars: unit costs with their intervals, and the parts of full cost one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from wirkung.codes import CostSum, Role, UnitCost
from wirkung.declared import NOT_PAID, CostCategory
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Finding
from wirkung.report.charts.canvas import drawn
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.hidden import not_shown
from wirkung.report.charts.row_chart import Bar, Mark, Row, RowChart, axis_like, paint_rows
from wirkung.report.charts.rows import (
    FRAME_HEIGHT,
    MOST_ROWS,
    height_of,
    known,
    left_out,
    shown,
    with_interval,
)
from wirkung.report.charts.style import COMPARISON, INK, PROGRAMME
from wirkung.report.charts.words import alternative
from wirkung.report.document.blocks import Table
from wirkung.report.writing.labels import label
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import Item, findings_of, subject_of
from wirkung.report.writing.words import say

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PART_ROW = 0.27  # inches; one line of label a part


def draw_cost(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """Unit costs where there are any, otherwise what full cost is made of; None for nothing to show."""
    units = _draw_units(answer, data=data, language=language)
    return draw_composition(answer, data=data, language=language) if units is None else units


def _draw_units(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """A bar for each unit cost, with its interval; None where not one has a value.

    One more course is no part of full cost: beside those bars it would be read as one.
    """
    answer = replace(answer, items=tuple(item for item in answer.items if _is_bar(item)))
    findings = findings_of(answer.items)
    first = next((each for each in findings if each.main.value is not None), None)
    if first is None:
        return None
    numbers, rows = Numbers(language), findings[:MOST_ROWS]
    left = left_out(len(rows), len(findings), language)

    chart = RowChart(
        rows=tuple(_bar(finding, numbers) for finding in rows),
        axis=axis_like(first.main, first, numbers, low=0.0),
        head=say("head.cost", language),
    )

    def paint(picture: Figure) -> None:
        paint_rows(picture.subplots(), chart)
        not_shown(picture, answer, language, before=left)

    return drawn(
        paint,
        height=height_of(len(rows)),
        caption=say("figure.cost", language, year=answer.year),
        alt=alternative(
            say("alt.cost", language), findings, lambda each: _spoken(each, numbers, ": "), answer, language
        ),
        data=data,
    )


def _is_bar(item: Item) -> bool:
    aspect = subject_of(item).aspect
    return isinstance(aspect, UnitCost) and aspect is not UnitCost.ONE_MORE_COURSE


def _bar(finding: Finding, numbers: Numbers) -> Row:
    """A bar from zero with its interval; of what cannot be told the row stays, without a bar."""
    name, note, value = (
        label(finding.subject, numbers.language),
        _with_interval(finding, numbers),
        finding.main.value,
    )
    if value is None:
        return Row(label=name, note=note)
    interval = Mark(value=value, interval=finding.main.interval, shape="", colour=INK)
    return Row(label=name, note=note, bars=(Bar(end=value),), marks=(interval,))


def _with_interval(finding: Finding, numbers: Numbers) -> str:
    if finding.main.value is None:
        return say("mark.no_value", numbers.language)
    return with_interval(finding.main, finding, numbers)


def _spoken(finding: Finding, numbers: Numbers, after: str) -> str:
    return f"{label(finding.subject, numbers.language)}{after}{_with_interval(finding, numbers)}"


def draw_composition(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """What was paid, the largest first, what was not paid, and full cost; None where full cost is not shown."""
    findings = shown(answer, Role.MAIN)
    full = [each for each in findings if each.subject.aspect is CostSum.FULL]
    parts = sorted((each for each in findings if isinstance(each.subject.aspect, CostCategory)), key=_paid_first)
    if not full or not parts:
        return None
    numbers = Numbers(language)
    chart = RowChart(
        rows=tuple(_in_turn(parts, full[0], numbers)),
        axis=axis_like(full[0].main, full[0], numbers, room=0.02),
        head=say("head.cost", language),
        total=True,
    )
    return drawn(
        lambda picture: paint_rows(picture.subplots(), chart),
        height=PART_ROW * len(chart.rows) + FRAME_HEIGHT,
        caption=say("caption.cost.composition", language, year=answer.year),
        alt=alternative(
            say("alt.cost.composition", language),
            (*full, *parts),
            lambda each: _spoken(each, numbers, " "),
            answer,
            language,
        ),
        data=data,
    )


def _paid_first(finding: Finding) -> tuple[bool, float]:
    return finding.subject.aspect in NOT_PAID, -known(finding, Role.MAIN)[1]


def _in_turn(parts: Sequence[Finding], full: Finding, numbers: Numbers) -> Iterator[Row]:
    """Each part begins where the one above it ends; the last bar is full cost from the beginning."""
    start = 0.0
    for part in parts:
        end = start + known(part, Role.MAIN)[1]
        bar = Bar(start=start, end=end)
        if part.subject.aspect in NOT_PAID:  # differs in its outline, not only in colour
            bar = replace(bar, face="none", edge=COMPARISON, dashed=True)
        yield replace(_row(part, numbers, bar), link=end)
        start = end
    yield _row(full, numbers, Bar(end=known(full, Role.MAIN)[1], face=PROGRAMME))


def _row(finding: Finding, numbers: Numbers, bar: Bar) -> Row:
    name = label(finding.subject, numbers.language)
    return Row(label=name, note=numbers.estimate(finding.main, finding.subject), bars=(bar,))

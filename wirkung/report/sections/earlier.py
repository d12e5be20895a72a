"""The cohort of the year beside earlier ones at the same age, and beside official quotas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from wirkung.codes import CountRole, Direction, Role
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Finding, Subject
from wirkung.report.charts.canvas import drawn
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.hidden import not_shown, told
from wirkung.report.charts.rows import known, ticks_like
from wirkung.report.charts.trend import HEIGHT, Line, YearPoint, paint_trend
from wirkung.report.document.blocks import Table
from wirkung.report.section import Section
from wirkung.report.writing.cells import TableColumn, count_cell, interval_cell, value_cell
from wirkung.report.writing.labels import heading, label
from wirkung.report.writing.language import Language, known_name
from wirkung.report.writing.naming import RowName, naming_of_groups, under_heading
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import (
    Item,
    findings_of,
    findings_table,
    in_one,
    interval_head,
    interval_note,
    source_note,
    subject_of,
)
from wirkung.report.writing.times import time_name
from wirkung.report.writing.words import say

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST_STEPS = 8  # in the picture, the last ones; all are in the table
FEWEST_COHORTS = 2

ByStep = dict[str, list[Finding]]


def cohort_items(answer: ReleasedAnswer) -> tuple[Item, ...]:
    """The shares of cohorts; official quotas stand at no year."""
    return tuple(item for item in answer.items if not subject_of(item).quota)


def _by_step(answer: ReleasedAnswer, language: Language) -> ByStep:
    """What is known and may be shown, oldest cohort first, by the name of the step with its age."""
    steps: ByStep = {}
    for finding in findings_of(cohort_items(answer)):
        if finding.main.value is not None:
            steps.setdefault(_step_name(finding.subject, language), []).append(finding)
    return steps


def _step_name(subject: Subject, language: Language) -> str:
    """The step, and at which age where that says something: «MINT-Praktikum, nach 29 Monaten»."""
    age = () if subject.months is None else (time_name(subject.months, language),)
    return ", ".join((heading(subject, language), *age))


def earlier_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """For each step the share of this cohort, that of the earlier ones, and whether they can be told apart."""
    return tuple(_of_steps(answer, language))


def _of_steps(answer: ReleasedAnswer, language: Language) -> Iterator[str]:
    for name, findings in _by_step(answer, language).items():
        this = next((finding for finding in findings if finding.subject.cohort == answer.year), None)
        earlier = [finding for finding in findings if finding is not this]
        if this is not None and earlier:
            yield _compared(name, this, earlier, language)


def _compared(name: str, this: Finding, earlier: list[Finding], language: Language) -> str:
    numbers = Numbers(language)
    least, most = (
        pick(earlier, key=lambda finding: finding.main.value or 0.0)  # all have a value
        for pick in (min, max)
    )
    low, high = (numbers.estimate(each.main, each.subject) for each in (least, most))
    before = low if low == high else say("interval.between", language, low=low, high=high)
    return say(
        f"sentence.earlier.{_direction(this, earlier)}",
        language,
        label=name,
        count=len(earlier),
        cohort=label(this.subject, language),
        value=numbers.estimate(this.main, this.subject),
        earlier=before,
    )


def _direction(this: Finding, earlier: list[Finding]) -> Direction:
    """Above or below every earlier cohort only where no interval overlaps: stricter than a test, and visible."""
    own = this.main.interval
    others = [finding.main.interval for finding in earlier]
    if own is None or None in others:
        return Direction.UNKNOWN
    if all(other is not None and own.low > other.high for other in others):
        return Direction.UP
    if all(other is not None and own.high < other.low for other in others):
        return Direction.DOWN
    return Direction.NOT_DISTINGUISHABLE


def earlier_tables(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """Cohorts step by step; a second table where the programme file names official quotas."""
    items = cohort_items(answer)
    cohorts = findings_table(
        items,
        caption=say("caption.earlier", language, year=answer.year),
        head=say("column.cohort", language),
        columns=(
            TableColumn(say("column.persons", language), count_cell(CountRole.REACHED)),
            TableColumn(say("column.share_of_all", language), value_cell(Role.MAIN)),
            TableColumn(interval_head(items, language), interval_cell()),
        ),
        notes=(
            say("note.earlier", language),
            *in_one(interval_note(items, language), source_note(items, language)),
        ),
        language=language,
        units=False,
        naming=lambda subject: RowName(_step_name(subject, language), label(subject, language)),
    )
    return (cohorts, *_official(answer, language))


def _official(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    items = tuple(item for item in answer.items if subject_of(item).quota)
    if not items:
        return ()
    return (
        findings_table(
            items,
            caption=say("caption.official", language, year=answer.year),
            head=say("column.official", language),
            columns=(
                TableColumn(say("column.quota", language), value_cell(Role.MAIN)),
                TableColumn(say("column.difference_to_quota", language), value_cell(Role.COMPARISON)),
                TableColumn(interval_head(items, language), interval_cell(Role.COMPARISON)),
            ),
            notes=(say("note.official", language), *_official_sources(items, language)),
            language=language,
            units=False,
            naming=under_heading(language),
        ),
    )


def _official_sources(items: Sequence[Item], language: Language) -> tuple[str, ...]:
    """Where the numbers stand, and where the formula does."""
    findings = findings_of(items)
    given = (known_name("quota_source", finding.subject.quota, language) or "" for finding in findings)
    formulas = chain.from_iterable(finding.main.source.split("; ") for finding in findings)
    sources = "; ".join(dict.fromkeys(filter(None, (*given, *formulas))))
    return (say("note.sources", language, sources=sources),) if sources else ()


def draw_earlier(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """Shares by cohort for each step; None where no step can be shown for two cohorts."""
    enough = [each for each in _by_step(answer, language).items() if len(each[1]) >= FEWEST_COHORTS][-MOST_STEPS:]
    if not enough:
        return None
    numbers = Numbers(language)
    first = enough[0][1][0]

    def paint(picture: Figure) -> None:
        lines = [_line(name, findings, numbers) for name, findings in enough]
        ticks = ticks_like(first.main, first, numbers)
        paint_trend(picture.subplots(), lines, year=answer.year, ticks=ticks)
        not_shown(picture, answer, language)

    return drawn(
        paint,
        height=HEIGHT,
        caption=say("figure.earlier", language, year=answer.year),
        alt=told(
            say("alt.earlier", language),
            [_in_words(name, findings, numbers) for name, findings in enough],
            answer,
            language,
        ),
        data=data,
    )


def _line(name: str, findings: Sequence[Finding], numbers: Numbers) -> Line:
    points = (
        YearPoint(year=int(each.subject.cohort or 0), share=known(each, Role.MAIN)[1], interval=each.main.interval)
        for each in findings
    )
    last = numbers.estimate(findings[-1].main, findings[-1].subject)
    return Line(name=name, points=tuple(points), last=last)


def _in_words(name: str, findings: Sequence[Finding], numbers: Numbers) -> str:
    values = ", ".join(
        f"{label(each.subject, numbers.language)} {numbers.estimate(each.main, each.subject)}" for each in findings
    )
    return say("alt.line", numbers.language, label=name, values=values)


SECTION = Section(
    tables=earlier_tables,
    sentences=earlier_sentences,
    figure=draw_earlier,
    drawn_from_first=True,
    naming=naming_of_groups,
)

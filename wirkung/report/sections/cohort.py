"""Who got how far: the steps of a cohort, counted in persons, and the participations beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from wirkung.codes import CountRole, Role, Verdict
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.estimate import PERSONS
from wirkung.finding import Finding
from wirkung.report.charts.canvas import drawn
from wirkung.report.charts.drawing import Drawing
from wirkung.report.charts.row_chart import Bar, Mark, Row, RowChart, axis_like, paint_rows
from wirkung.report.charts.rows import height_of, known, shown
from wirkung.report.charts.style import INK
from wirkung.report.charts.words import alternative
from wirkung.report.document.blocks import Table
from wirkung.report.section import Answers, FirstPage, Section
from wirkung.report.writing.cells import RoleCell, TableColumn, count_cell, interval_cell, value_cell
from wirkung.report.writing.labels import label
from wirkung.report.writing.language import Language
from wirkung.report.writing.naming import naming_of_groups
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.sentences import finding_sentence, unknown
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
from wirkung.report.writing.words import say

PARTICIPATIONS = "participations"


def steps_of(answer: ReleasedAnswer) -> tuple[Item, ...]:
    """The steps of a funnel; participations are no step and stand in no row of persons."""
    return tuple(item for item in answer.items if not _of_participations(item))


def _of_participations(item: Item) -> bool:
    return subject_of(item).aspect == PARTICIPATIONS


def cohort_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """How many got to the last step that may be shown, where most were lost, and how many courses were taken."""
    steps = findings_of(steps_of(answer))
    known, early = ([each for each in steps if (each.main.value is None) is unknown] for unknown in (False, True))
    return (
        *(finding_sentence(step, cohort_statement, language) for step in (*known[-1:], *early)),
        *_most_lost(answer, language),
        *_participations(answer, language),
    )


def _lost(finding: Finding) -> tuple[int, int] | None:
    """How many did not reach this step, of how many who had reached the one before; None for the first step."""
    before = finding.get(Role.OF_PREVIOUS)
    counts = () if before is None else before.counts
    of_previous = (count for count in counts if count.role is CountRole.REACHED_OF_PREVIOUS)
    exact = (count for count in of_previous if count.at_most is None)
    return next(((count.of - count.number, count.of) for count in exact if count.of is not None), None)


def _most_lost(answer: ReleasedAnswer, language: Language) -> Iterator[str]:
    numbers = Numbers(language)
    for finding in findings_of(answer.items):
        gone = _lost(finding)
        if finding.verdict is Verdict.MOST_LOST_HERE and gone is not None:
            lost, of = gone
            yield say(
                "sentence.cohort.most_lost",
                language,
                label=label(finding.subject, language),
                count=lost,
                number=numbers.whole(lost),
                of=numbers.value(of, PERSONS, 0),
            )


def _participations(answer: ReleasedAnswer, language: Language) -> Iterator[str]:
    numbers = Numbers(language)
    for finding in findings_of(item for item in answer.items if _of_participations(item)):
        counts = {count.role: count for count in finding.main.counts}
        further = counts[CountRole.FURTHER_COURSES]
        yield say(
            "sentence.cohort.participations",
            language,
            persons=numbers.persons(counts[CountRole.BASE]),
            participations=numbers.estimate(finding.main, finding.subject, named=True),
            further=numbers.count(further),
        )


def cohort_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """Every step with persons, share of all who started with interval, and what became of the step before."""
    items = steps_of(answer)
    participations = [item for item in answer.items if _of_participations(item)]
    hidden = bool(participations) and not findings_of(participations)
    return (
        findings_table(
            items,
            caption=say("caption.cohort", language, year=answer.year),
            head=say("column.step", language),
            columns=(
                TableColumn(say("column.persons", language), count_cell(CountRole.REACHED)),
                TableColumn(say("column.share_of_all", language), value_cell(Role.MAIN)),
                TableColumn(interval_head(items, language), interval_cell()),
                TableColumn(say("column.share_of_previous", language), value_cell(Role.OF_PREVIOUS)),
                TableColumn(say("column.lost_since_previous", language), RoleCell(Role.OF_PREVIOUS, _lost_cell)),
            ),
            notes=(
                say("note.cohort", language),
                *((say("note.participations_withheld", language),) if hidden else ()),
                *in_one(interval_note(items, language), source_note(items, language)),
            ),
            language=language,
        ),
    )


def _lost_cell(finding: Finding, numbers: Numbers) -> str:
    """How many of the step before were lost: the complement that disclosure control has looked at too."""
    gone = _lost(finding)
    return say("mark.not_applicable", numbers.language) if gone is None else numbers.whole(gone[0])


def reached(finding: Finding) -> tuple[int, int]:
    """How many persons reached a step of a cohort, and how many started."""
    exact = (each for each in finding.main.counts if each.at_most is None)
    counts = [(each.number, each.of) for each in exact if each.role is CountRole.REACHED]
    if len(counts) != 1 or counts[0][1] is None:
        raise ValueError(f"cohort step {finding.subject.id!r} does not say how many of how many reached it")
    return counts[0][0], counts[0][1]


def cohort_statement(finding: Finding, language: Language) -> str:
    """How many of how many reached a step."""
    if finding.main.value is None:
        return unknown(finding, language)
    numbers = Numbers(language)
    number, starters = reached(finding)
    return say(
        "sentence.cohort",
        language,
        label=label(finding.subject, language),
        count=number,
        number=numbers.whole(number),
        of=numbers.value(starters, PERSONS, 0),
        value=numbers.estimate(finding.main, finding.subject),
    )


def draw_funnel(answer: ReleasedAnswer, *, data: Table, language: Language) -> Drawing | None:
    """The share of all starters who reached each step; None for nothing to show."""
    steps = replace(answer, items=steps_of(answer))
    findings = shown(steps, Role.MAIN)
    if not findings:
        return None
    numbers = Numbers(language)
    return drawn(
        lambda picture: paint_rows(picture.subplots(), _chart(findings, numbers)),
        height=height_of(len(findings)),
        caption=say("figure.cohort", language, year=answer.year),
        alt=alternative(
            " ".join((*_most_lost_in_words(steps, numbers), say("alt.cohort", language))),
            findings,
            lambda finding: f"{label(finding.subject, language)}: {_persons(finding, numbers)}",
            steps,
            language,
        ),
        data=data,
    )


def _chart(findings: Sequence[Finding], numbers: Numbers) -> RowChart:
    """A bar a step, on the whole way from nobody to everybody."""
    return RowChart(
        rows=tuple(_row(finding, numbers) for finding in findings),
        axis=axis_like(findings[0].main, findings[0], numbers, low=0.0, high=1.0),
        head=say("head.cohort", numbers.language),
    )


def _row(finding: Finding, numbers: Numbers) -> Row:
    estimate, share = known(finding, Role.MAIN)
    return Row(
        label=label(finding.subject, numbers.language),
        note="\n".join((_persons(finding, numbers), *_most_lost_note(finding, numbers))),
        bars=(Bar(end=share),),
        marks=(Mark(value=share, interval=estimate.interval, shape="", colour=INK),),
    )


def _persons(finding: Finding, numbers: Numbers) -> str:
    return f"{numbers.estimate(finding.main, finding.subject)} ({numbers.whole(reached(finding)[0])})"


def _most_lost_note(finding: Finding, numbers: Numbers) -> tuple[str, ...]:
    gone = _lost(finding)
    if finding.verdict is not Verdict.MOST_LOST_HERE or gone is None:
        return ()
    return (say("head.most_lost", numbers.language, number=numbers.whole(gone[0])),)


def _most_lost_in_words(answer: ReleasedAnswer, numbers: Numbers) -> tuple[str, ...]:
    """Between which steps most are lost, as the first thing that the words for the picture say."""
    for before, item in pairwise(answer.items):
        for finding in shown(replace(answer, items=(item,)), Role.OF_PREVIOUS):
            gone = _lost(finding)
            if finding.verdict is Verdict.MOST_LOST_HERE and gone is not None:
                return (
                    say(
                        "alt.cohort.most_lost",
                        numbers.language,
                        before=label(subject_of(before), numbers.language),
                        label=label(finding.subject, numbers.language),
                        number=numbers.whole(gone[0]),
                        of=numbers.value(gone[1], PERSONS, 0),
                    ),
                )
    return ()


def _key(answer: ReleasedAnswer, answers: Answers) -> Finding | None:
    """The last step that a goal was set for is the one to keep in mind, else the last; never that all began."""
    items = steps_of(answer)
    began = subject_of(items[0]).step if items else ""
    known = (each for each in findings_of(items) if each.main.value is not None)
    steps = [each for each in known if each.subject.step != began]
    goals = answers.get("goals")
    aimed_at = set() if goals is None else {goal.subject.step for goal in findings_of(goals.items)} - {""}
    with_goal = [step for step in steps if step.subject.step in aimed_at]
    return next(reversed(with_goal or steps), None)


SECTION = Section(
    tables=cohort_table,
    statement=cohort_statement,
    sentences=cohort_sentences,
    figure=draw_funnel,
    naming=naming_of_groups,
    first_page=FirstPage(rank=70, key=_key),
)

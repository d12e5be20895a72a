"""Who got how far: the steps of a cohort, counted in persons, and the participations beside them."""

from __future__ import annotations

from collections.abc import Iterator

from wirkung.codes import CountRole, Role, UnitKind, Verdict
from wirkung.disclosure.release import Released, ReleasedAnswer
from wirkung.estimate import PERSONS, Count
from wirkung.finding import Finding
from wirkung.report.document.blocks import Table
from wirkung.report.section import Section, figure_of
from wirkung.report.writing.labels import label
from wirkung.report.writing.language import Language
from wirkung.report.writing.naming import naming_of_groups
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.sentences import finding_sentence, unknown
from wirkung.report.writing.tables import (
    Item,
    TableColumn,
    count_cell,
    findings_of,
    findings_table,
    in_one,
    interval_cell,
    interval_head,
    interval_note,
    source_note,
    subject_of,
    value_cell,
)
from wirkung.report.writing.words import say

PARTICIPATIONS = "participations"


def steps_of(answer: ReleasedAnswer) -> tuple[Item, ...]:
    """The steps of a funnel; participations are no step and stand in no row of persons."""
    return tuple(item for item in answer.items if not _of_participations(item))


def _of_participations(item: Item) -> bool:
    if isinstance(item, Released):
        return item.finding.main.unit.kind is UnitKind.PARTICIPATIONS
    return subject_of(item).id == PARTICIPATIONS


def cohort_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """How many got to the last step that may be shown, where most were lost, and how many courses were taken."""
    steps = [item for item in steps_of(answer) if isinstance(item, Released)]
    return (
        *(finding_sentence(step.finding, cohort_statement, language) for step in steps[-1:]),
        *_most_lost(answer, language),
        *_participations(answer, language),
    )


def lost_before(finding: Finding) -> Count | None:
    """Of those who had reached the step before: who did not reach this one; None for the first step."""
    before = finding.get(Role.OF_PREVIOUS)
    counts = () if before is None else before.counts
    return next((count for count in counts if count.role is CountRole.REACHED_OF_PREVIOUS), None)


def _most_lost(answer: ReleasedAnswer, language: Language) -> Iterator[str]:
    numbers = Numbers(language)
    for finding in findings_of(answer.items):
        count = lost_before(finding)
        if finding.verdict is Verdict.MOST_LOST_HERE and count is not None and count.of is not None:
            lost = count.of - count.number
            yield say(
                "sentence.cohort.most_lost",
                language,
                label=finding.subject.label,
                count=lost,
                number=numbers.whole(lost),
                of=numbers.value(count.of, PERSONS, 0),
            )


def _participations(answer: ReleasedAnswer, language: Language) -> Iterator[str]:
    numbers = Numbers(language)
    for finding in findings_of(item for item in answer.items if _of_participations(item)):
        number = {count.role: count.number for count in finding.main.counts}
        further = number[CountRole.FURTHER_COURSES]
        yield say(
            "sentence.cohort.participations" if further else "sentence.cohort.one_course_each",
            language,
            persons=numbers.value(number[CountRole.BASE], PERSONS, 0),
            participations=numbers.estimate(finding.main, finding.subject, named=True),
            further=numbers.whole(further),
        )


def cohort_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """Every step with persons, share of all who started with interval, and what became of the step before."""
    items = steps_of(answer)
    participations = [item for item in answer.items if _of_participations(item)]
    hidden = bool(participations) and not findings_of(participations)
    return (
        findings_table(
            answer,
            items,
            caption=say("caption.cohort", language, year=answer.year),
            head=say("column.step", language),
            columns=(
                TableColumn(say("column.persons", language), count_cell(CountRole.REACHED)),
                TableColumn(say("column.share_of_all", language), value_cell(Role.MAIN)),
                TableColumn(interval_head(items, language), interval_cell()),
                TableColumn(say("column.share_of_previous", language), value_cell(Role.OF_PREVIOUS)),
                TableColumn(say("column.lost_since_previous", language), _lost_cell),
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
    count = lost_before(finding)
    if count is None or count.of is None:
        return say("mark.not_applicable", numbers.language)
    return numbers.whole(count.of - count.number)


def reached(finding: Finding) -> tuple[int, int]:
    """How many persons reached a step of a cohort, and how many started."""
    counts = [(each.number, each.of) for each in finding.main.counts if each.role is CountRole.REACHED]
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


SECTION = Section(
    tables=cohort_table,
    statement=cohort_statement,
    sentences=cohort_sentences,
    figure=figure_of("funnel", "draw_funnel"),
    naming=naming_of_groups,
)

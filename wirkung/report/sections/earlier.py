"""The cohort of the year beside earlier ones at the same age, and beside official quotas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wirkung.codes import CountRole, Direction, Role
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Finding, Subject
from wirkung.report.document.blocks import Table
from wirkung.report.section import Section, figure_of
from wirkung.report.writing.language import Language
from wirkung.report.writing.naming import RowName, naming_of_groups
from wirkung.report.writing.numbers import Numbers
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


def cohort_items(answer: ReleasedAnswer) -> tuple[Item, ...]:
    """The shares of cohorts; official quotas stand at no year."""
    return tuple(item for item in answer.items if subject_of(item).at is not None)


def steps_by_name(items: Iterable[Item]) -> dict[str, list[Finding]]:
    """The findings that may be shown, oldest cohort first, by the name of their step with its age."""
    steps: dict[str, list[Finding]] = {}
    for finding in findings_of(items):
        steps.setdefault(step_name(finding.subject), []).append(finding)
    return steps


def step_name(subject: Subject) -> str:
    """The step, and at which age where that says something: «MINT-Praktikum, nach 29 Monaten»."""
    return ", ".join((subject.group, *subject.path))


def earlier_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """For each step the share of this cohort, that of the earlier ones, and whether they can be told apart."""
    return tuple(_of_steps(answer, language))


def _of_steps(answer: ReleasedAnswer, language: Language) -> Iterator[str]:
    for name, findings in steps_by_name(cohort_items(answer)).items():
        known = [finding for finding in findings if finding.main.value is not None]
        this = next((finding for finding in known if finding.subject.at == answer.year), None)
        earlier = [finding for finding in known if finding is not this]
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
        cohort=this.subject.label,
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
        answer,
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
        naming=lambda subject: RowName(step_name(subject), subject.label),
    )
    return (cohorts, *_official(answer, language))


def _official(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    items = tuple(item for item in answer.items if subject_of(item).at is None)
    if not items:
        return ()
    return (
        findings_table(
            answer,
            items,
            caption=say("caption.official", language, year=answer.year),
            head=say("column.official", language),
            columns=(
                TableColumn(say("column.quota", language), value_cell(Role.MAIN)),
                TableColumn(say("column.difference_to_quota", language), value_cell(Role.COMPARISON)),
                TableColumn(interval_head(items, language), interval_cell(Role.COMPARISON)),
            ),
            notes=(say("note.official", language), *source_note(items, language)),
            language=language,
            units=False,
            naming=lambda subject: RowName(subject.group, subject.label),
        ),
    )


SECTION = Section(
    tables=earlier_tables,
    sentences=earlier_sentences,
    figure=figure_of("trend", "draw_earlier"),
    drawn_from_first=True,
    naming=naming_of_groups,
)

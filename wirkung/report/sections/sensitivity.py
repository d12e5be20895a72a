"""On which assumptions the scenario hangs: one at a time, and all together by chance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wirkung.codes import Role
from wirkung.disclosure.release import Released, ReleasedAnswer
from wirkung.finding import Finding, Subject
from wirkung.report.document.blocks import Table
from wirkung.report.section import Section, figure_of
from wirkung.report.writing.language import Language
from wirkung.report.writing.naming import Naming, RowName
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import (
    Item,
    TableColumn,
    findings_of,
    findings_table,
    source_note,
    subject_of,
    value_cell,
)
from wirkung.report.writing.words import say

TOGETHER = "sensitivity.together"
RATE = "rate"
PERSONS = ("persons.additional.", "persons.all.")


def swings_of(answer: ReleasedAnswer) -> tuple[Item, ...]:
    """The lines on one assumption at a time, the widest first."""
    return tuple(item for item in answer.items if subject_of(item).id != TOGETHER)


def full_label(subject: Subject) -> str:
    """An assumption after what it is about: «Steuern und Beiträge: Rückgang je Jahr»."""
    return subject.label if of_everything(subject) else f"{subject.group}: {subject.label}"


def of_everything(subject: Subject) -> bool:
    """Whether an assumption is about no single benefit: the rate, and how many have the outcome."""
    name = subject.id.partition(".")[2]
    return not subject.group or name == RATE or name.startswith(PERSONS)


def naming_of_assumptions(_language: Language) -> Naming:
    """Of an assumption: itself, with what it is about."""
    return lambda subject: RowName("", full_label(subject))


def sensitivity_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """What it hangs on most, which assumption alone would turn it round, and what chance makes of all."""
    numbers = Numbers(language)
    swings = [each for each in findings_of(swings_of(answer)) if _both_ends(each)]
    together = (each for each in findings_of(answer.items) if each.subject.id == TOGETHER)
    return (
        *(_most(each, numbers) for each in swings[:1]),
        *((_turning(swings, language),) if swings else ()),
        *(sentence for each in together for sentence in _together(each, numbers)),
    )


def _both_ends(finding: Finding) -> tuple[float, ...]:
    """The net present value at the least and at the greatest value; empty where one is not known."""
    ends = [finding.get(role) for role in (Role.LOW, Role.HIGH)]
    values = [each.value for each in ends if each is not None and each.value is not None]
    return tuple(values) if len(values) == len(ends) else ()


def _most(finding: Finding, numbers: Numbers) -> str:
    low, high = (numbers.like(value, finding.main, finding.subject) for value in sorted(_both_ends(finding)))
    label = full_label(finding.subject)
    return say("sentence.sensitivity.most", numbers.language, label=label, low=low, high=high)


def _turning(swings: list[Finding], language: Language) -> str:
    turning = [full_label(each.subject) for each in swings if min(_both_ends(each)) < 0 < max(_both_ends(each))]
    if not turning:
        return say("sentence.sensitivity.none_turns", language)
    return say("sentence.sensitivity.turning", language, count=len(turning), labels="; ".join(turning))


def _together(finding: Finding, numbers: Numbers) -> Iterator[str]:
    main, probability = finding.main, finding.get(Role.PROBABILITY)
    if main.interval is None or probability is None:
        return
    limits = (main.interval.low, main.interval.high)
    low, high = (numbers.like(limit, main, finding.subject) for limit in limits)
    yield say(
        "sentence.sensitivity.together",
        numbers.language,
        level=numbers.level(main.interval.level),
        low=low,
        high=high,
        probability=numbers.estimate(probability, finding.subject),
    )


def sensitivity_tables(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """The net present value at the least and at the greatest value of every assumption; nothing without any."""
    items = swings_of(answer)
    if not items:
        return ()
    table = findings_table(
        answer,
        items,
        caption=say("caption.sensitivity", language, year=answer.year),
        head=say("column.assumption", language),
        columns=(
            TableColumn(say("column.at_low", language), value_cell(Role.LOW)),
            TableColumn(say("column.at_high", language), value_cell(Role.HIGH)),
        ),
        notes=(*_note(items, language), *source_note(items, language)),
        language=language,
        units=False,
        naming=naming_of_assumptions(language),
    )
    return (replace(table, groups=()),)


def _note(items: tuple[Item, ...], language: Language) -> tuple[str, ...]:
    first = next((item.finding for item in items if isinstance(item, Released)), None)
    if first is None or first.main.value is None:
        return ()
    value = Numbers(language).estimate(first.main, first.subject)
    return (say("note.sensitivity", language, value=value),)


SECTION = Section(
    tables=sensitivity_tables,
    sentences=sensitivity_sentences,
    figure=figure_of("tornado", "draw_tornado"),
    naming=naming_of_assumptions,
)

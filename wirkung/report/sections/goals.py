"""The goals along the Wirkungstreppe: what was aimed at, what was measured, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator

from wirkung.codes import Advice, Role, Undecided
from wirkung.disclosure.release import Released, ReleasedAnswer
from wirkung.estimate import PERSONS
from wirkung.finding import Finding
from wirkung.report.document.blocks import Table
from wirkung.report.section import Section, figure_of
from wirkung.report.writing.labels import label
from wirkung.report.writing.language import Language
from wirkung.report.writing.naming import RowName
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.sentences import finding_sentence, verdict_of
from wirkung.report.writing.tables import (
    TableColumn,
    findings_table,
    interval_cell,
    interval_head,
    interval_note,
    subject_of,
    value_cell,
    verdict_cell,
)
from wirkung.report.writing.words import say, word


def goals_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """Each goal with its verdict, what follows, and what data it would take where nothing can be said yet."""
    return tuple(
        " ".join((goal_sentence(item.finding, language), *_what_follows(item.finding, language)))
        for item in answer.items
        if isinstance(item, Released)
    )


def _what_follows(finding: Finding, language: Language) -> Iterator[str]:
    if finding.undecided is not None:
        yield from _undecided(finding.undecided, language)
    if finding.advice in (Advice.ON_THE_WAY, Advice.CANNOT_BE_SAID):
        yield from _probability(finding, language)
        yield from _needed(finding, language)
    if finding.advice is not None:
        yield word(finding.advice, language)


def _undecided(undecided: Undecided, language: Language) -> Iterator[str]:
    """Why nothing can be said, and what data are missing."""
    match undecided:
        case Undecided.NO_DATA:
            yield word(undecided, language)
            yield say("sentence.goals.no_data", language)
        case Undecided.NO_INTERVAL:
            yield word(undecided, language)
            yield say("sentence.goals.no_interval", language)
        case Undecided.INTERVAL_TOO_WIDE:
            return  # the sentence with the verdict has said it


def _probability(finding: Finding, language: Language) -> Iterator[str]:
    probability = finding.get(Role.PROBABILITY)
    if probability is not None and probability.value is not None:
        text = Numbers(language).probability(probability.value)
        yield say("sentence.goals.probability", language, probability=text)


def _needed(finding: Finding, language: Language) -> Iterator[str]:
    needed = finding.get(Role.NEEDED)
    if needed is not None and needed.value is not None:
        number = Numbers(language).value(needed.value, PERSONS, 0)
        yield say("sentence.goals.needed", language, number=number)


def goals_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """Goal, target, measured value with interval, the state in icon and word, and what follows."""
    items = answer.items
    advised = any(isinstance(item, Released) and item.finding.advice is not None for item in items)
    on_steps = any(subject_of(item).group for item in items)
    return (
        findings_table(
            answer,
            items,
            caption=say("caption.goals", language, year=answer.year),
            head=say("column.goal", language),
            columns=(
                TableColumn(say("column.target", language), _target),
                TableColumn(say("column.measured", language), value_cell(Role.MAIN, named=True)),
                TableColumn(interval_head(items, language), interval_cell()),
                TableColumn(say("column.state", language), verdict_cell, "left"),
                *((TableColumn(say("column.advice", language), _advice, "left"),) if advised else ()),
            ),
            notes=(say("note.goals", language), *interval_note(items, language)),
            language=language,
            units=False,
            naming=(lambda subject: RowName(subject.group, subject.label)) if on_steps else None,
        ),
    )


def _target(finding: Finding, numbers: Numbers) -> str:
    return goal_target(finding, numbers.language)


def _advice(finding: Finding, numbers: Numbers) -> str:
    if finding.advice is None:
        return say("mark.not_applicable", numbers.language)
    return say(f"advice.{finding.advice}.short", numbers.language)


def goal_sentence(finding: Finding, language: Language) -> str:
    """Whether a goal was reached and by what, with how sure it is; that it was not measured, where nothing is."""
    return finding_sentence(finding, goal_statement, language)


def goal_statement(finding: Finding, language: Language) -> str:
    """Whether a goal was reached, and by what; that it was not measured, where nothing is known."""
    numbers, main = Numbers(language), finding.main
    if main.value is None:
        return say("sentence.goals.unmeasured", language, label=label(finding.subject, language))
    return say(
        f"sentence.goals.{verdict_of(finding)}",
        language,
        label=label(finding.subject, language),
        value=numbers.estimate(main, finding.subject, named=True),
        target=goal_target(finding, language),
    )


def goal_target(finding: Finding, language: Language) -> str:
    """The target of a goal, printed like the estimate it is compared with."""
    if finding.target is None:
        raise ValueError(f"goal {finding.subject.id!r} has no target")
    return Numbers(language).like(finding.target, finding.main, finding.subject, named=True)


SECTION = Section(
    tables=goals_table,
    statement=goal_statement,
    sentences=goals_sentences,
    figure=figure_of("attainment", "draw_attainment"),
)

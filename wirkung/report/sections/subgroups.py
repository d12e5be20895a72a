"""Whether the result differs between groups of persons: one sentence a characteristic, one row a group."""

from __future__ import annotations

from collections.abc import Iterator

from wirkung.codes import CountRole, Role, Verdict
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.report.document.blocks import Table
from wirkung.report.section import FirstPage, Section
from wirkung.report.writing.cells import TableColumn, count_cell, interval_cell, value_cell
from wirkung.report.writing.labels import base_name
from wirkung.report.writing.language import Language
from wirkung.report.writing.naming import naming_of_subgroups
from wirkung.report.writing.tables import (
    estimates_of,
    findings_of,
    findings_table,
    in_one,
    interval_head,
    interval_note,
    source_note,
)
from wirkung.report.writing.words import say


def subgroups_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """For each characteristic what its one test says; nothing is read off single groups."""
    judged = {each.subject.characteristic: each for each in findings_of(answer.items) if each.verdict}
    return tuple(
        say(f"sentence.subgroups.{each.verdict}", language, label=base_name(each.subject, language))
        for each in judged.values()
    )


def subgroups_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """Every group with its result, interval and persons, characteristic by characteristic."""
    items = answer.items
    counts = (count.role for estimate in estimates_of(items, Role.MAIN) for count in estimate.counts)
    persons = "persons_by_group" if CountRole.COMPARISON in counts else "persons"
    return (
        findings_table(
            items,
            caption=say("caption.subgroups", language, year=answer.year),
            head=say("column.subgroup", language),
            columns=(
                TableColumn(say("column.result", language), value_cell(Role.MAIN, named=True)),
                TableColumn(interval_head(items, language), interval_cell()),
                TableColumn(
                    say(f"column.{persons}", language),
                    count_cell(CountRole.PROGRAMME, CountRole.COMPARISON, CountRole.PAIRS, CountRole.BASE),
                ),
            ),
            notes=(
                say("note.subgroups", language),
                *in_one(interval_note(items, language), source_note(items, language)),
            ),
            language=language,
            units=False,
            naming=naming_of_subgroups(language),
        ),
    )


def _next_steps(answer: ReleasedAnswer, language: Language) -> Iterator[str]:
    """The characteristics in which the result differs."""
    differ = (each.subject for each in findings_of(answer.items) if each.verdict is Verdict.SUBGROUPS_DIFFER)
    labels = dict.fromkeys(base_name(subject, language) for subject in differ)
    if labels:
        yield say("next.subgroups", language, labels="; ".join(labels))


SECTION = Section(
    tables=subgroups_table,
    sentences=subgroups_sentences,
    first_page=FirstPage(rank=60, next_steps=_next_steps),
)

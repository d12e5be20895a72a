"""The main outcome by hours attended: what was seen of each band, and that it is no effect of more hours."""

from __future__ import annotations

from collections.abc import Callable

from wirkung.codes import CountRole, Quantity, Role, UnitKind
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.estimate import Estimate
from wirkung.finding import Finding, Subject
from wirkung.report.document.blocks import Table
from wirkung.report.section import Section
from wirkung.report.writing.cells import TableColumn, count_cell, interval_cell, value_cell
from wirkung.report.writing.labels import base_name, category_name
from wirkung.report.writing.language import Language
from wirkung.report.writing.naming import RowName, in_front
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.sentences import unknown
from wirkung.report.writing.tables import (
    estimates_of,
    findings_of,
    findings_table,
    in_one,
    interval_head,
    interval_note,
    ordered_note,
    source_note,
    subject_of,
)
from wirkung.report.writing.words import say

# How many there are: of a change, of a mean or median, and of yes and no.
_PERSONS = (CountRole.PAIRS, CountRole.BASE)
_CHANGES = (Quantity.MEAN_CHANGE, Quantity.RANK_BISERIAL)


def dose_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """First that the bands have other persons, then what was seen of each; nothing is read off two of them."""
    findings = findings_of(answer.items)
    label = base_name(subject_of(answer.items[0]), language)
    return (
        say("sentence.dose", language, label=label),
        *(dose_statement(each, language) for each in findings),
        *((say("sentence.dose.withheld", language),) if 0 < len(findings) < len(answer.items) else ()),
    )


def dose_statement(finding: Finding, language: Language) -> str:
    """What was seen of a band, with its interval and how many they are: no verb, as none is licensed."""
    main, numbers = finding.main, Numbers(language)
    if main.value is None:
        return unknown(finding, language)
    value = numbers.estimate(main, finding.subject, named=True)
    within = "" if main.interval is None else numbers.interval(main, finding.subject)
    return say(
        "sentence.dose.within" if within else "sentence.dose.alone",
        language,
        band=in_front(category_name(finding.subject, language)),
        persons=count_cell(*_PERSONS)(finding, numbers),
        result=say(f"dose.{_kind(main)}", language, value=value),
        interval=within,
    )


def _kind(estimate: Estimate) -> str:
    """What is told of a band: how far it moved, or where it stands."""
    if estimate.quantity in _CHANGES:
        return "change"
    if estimate.unit.kind is UnitKind.SHARE:
        return "share"
    return "median" if estimate.quantity is Quantity.MEDIAN else "mean"


def dose_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """Every band with its result, interval and persons."""
    items = answer.items
    kinds = {_kind(each) for each in estimates_of(items, Role.MAIN)}
    return (
        findings_table(
            items,
            caption=say("caption.dose", language, year=answer.year),
            head=say("column.dose", language),
            columns=(
                TableColumn(say("column.result", language), value_cell(Role.MAIN, named=True)),
                TableColumn(interval_head(items, language), interval_cell()),
                TableColumn(say("column.persons", language), count_cell(*_PERSONS)),
            ),
            notes=(
                *(say(f"note.dose.{kind}", language) for kind in sorted(kinds)),
                say("note.dose", language),
                *ordered_note(items, language),
                *in_one(interval_note(items, language), source_note(items, language)),
            ),
            language=language,
            units=False,
            naming=naming_of_bands(language),
        ),
    )


def naming_of_bands(language: Language) -> Callable[[Subject], RowName]:
    """Of a band: the indicator, and which part of the planned hours."""
    return lambda subject: RowName(base_name(subject, language), in_front(category_name(subject, language)))


SECTION = Section(
    tables=dose_table,
    statement=dose_statement,
    sentences=dose_sentences,
    naming=naming_of_bands,
    detailed=True,
)

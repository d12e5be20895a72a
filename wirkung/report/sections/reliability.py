"""How precisely the scales measure, and how many changed by more than that leaves open."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from wirkung.codes import CountRole, Role
from wirkung.disclosure.release import Released, ReleasedAnswer
from wirkung.finding import Finding
from wirkung.programme.parts import text_in
from wirkung.report.document.blocks import Table
from wirkung.report.section import Section
from wirkung.report.writing.cells import TableColumn, count_cell, interval_cell, value_cell
from wirkung.report.writing.labels import base_name
from wirkung.report.writing.language import Language
from wirkung.report.writing.naming import naming_of_aspects
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import Item, findings_table, interval_head, interval_note, subject_of
from wirkung.report.writing.words import say

_SMALLEST, _IMPROVED, _WORSE = (f"reliability.{each}" for each in ("smallest", "improved", "worse"))
_PARTS = (
    CountRole.IMPROVED,
    CountRole.UNCHANGED,
    CountRole.WORSE,
    CountRole.NOT_IMPROVED,
    CountRole.NOT_WORSE,
)
_OF_PARTS = {f"reliability.{each}" for each in _PARTS}


def reliability_tables(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """How reliable each scale is and which change that makes the smallest; then who changed by more."""
    moved = [item for item in answer.items if subject_of(item).aspect in _OF_PARTS]
    scales = [item for item in answer.items if item not in moved]
    return (_scales(scales, answer.year, language), *([_moved(moved, answer.year, language)] if moved else []))


def _scales(items: list[Item], year: int, language: Language) -> Table:
    return findings_table(
        items,
        caption=say("caption.reliability", language, year=year),
        head=say("column.reliability", language),
        columns=(
            TableColumn(say("column.value", language), value_cell(Role.MAIN, named=True)),
            TableColumn(interval_head(items, language), interval_cell()),
            TableColumn(say("column.persons", language), count_cell(CountRole.BASE, CountRole.PAIRS)),
        ),
        notes=(*interval_note(items, language), *_sources(items, language), say("note.reliability", language)),
        language=language,
        units=False,
        naming=naming_of_aspects(language),
    )


def _moved(items: list[Item], year: int, language: Language) -> Table:
    return findings_table(
        items,
        caption=say("caption.reliability.moved", language, year=year),
        head=say("column.reliability.moved", language),
        columns=(
            TableColumn(say("column.share", language), value_cell(Role.MAIN)),
            TableColumn(say("column.persons", language), count_cell(*_PARTS)),
        ),
        notes=(say("note.reliability.moved", language),),
        language=language,
        units=False,
        naming=naming_of_aspects(language),
    )


def _sources(items: list[Item], language: Language) -> Iterator[str]:
    """Where a reliability comes from that the programme file gives."""
    for item in items:
        finding = item.finding if isinstance(item, Released) else None
        if finding is not None and finding.source is not None:
            label, source = base_name(finding.subject, language), text_in(finding.source, language)
            yield say("note.reliability.source", language, label=label, source=source)


def reliability_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """Of each indicator, who changed by more than the error of measurement; of few only how large that is."""
    released = (item.finding for item in answer.items if isinstance(item, Released))
    by_indicator = groupby(released, key=lambda finding: finding.subject.indicator)
    said = (_sentence({each.subject.aspect: each for each in those}, language) for _, those in by_indicator)
    return tuple(sentence for sentence in said if sentence)


def _sentence(found: dict[str, Finding], language: Language) -> str:
    smallest = found.get(_SMALLEST)
    if smallest is None or smallest.main.value is None:
        return ""
    numbers = Numbers(language)
    words = {
        "label": base_name(smallest.subject, language),
        "points": numbers.estimate(smallest.main, smallest.subject, named=True),
    }
    parts = {"improved": found.get(_IMPROVED), "worse": found.get(_WORSE)}
    shares = {name: numbers.estimate(each.main, each.subject) for name, each in parts.items() if each is not None}
    which = "both" if len(shares) == len(parts) else next(iter(shares), "smallest")
    return say(f"sentence.reliability.{which}", language, **words, **shares)


SECTION = Section(tables=reliability_tables, sentences=reliability_sentences, naming=naming_of_aspects)

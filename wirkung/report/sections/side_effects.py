"""What changed that the programme was not meant for: measured once more by itself, with its direction in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wirkung.codes import Claim, CountRole, Direction, Role
from wirkung.disclosure.release import Released, ReleasedAnswer
from wirkung.finding import Finding
from wirkung.report.document.blocks import Table
from wirkung.report.section import Section
from wirkung.report.sections.afterwards import afterwards_statement
from wirkung.report.sections.change import change_statement
from wirkung.report.sections.comparison import comparison_statement
from wirkung.report.writing.cells import RoleCell, TableColumn, count_cell, interval_cell, value_cell
from wirkung.report.writing.language import Language
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
)
from wirkung.report.writing.words import say

_PERSONS = (CountRole.PROGRAMME, CountRole.COMPARISON, CountRole.PAIRS, CountRole.BASE)


def side_effects_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """Each side effect with what was compared, its number and interval, and whether its direction is wanted."""
    items = answer.items
    return (
        findings_table(
            items,
            caption=say("caption.side_effects", language, year=answer.year),
            head=say("column.side_effects", language),
            columns=(
                TableColumn(say("column.side_effects.of", language), RoleCell(Role.MAIN, _of), "left"),
                TableColumn(say("column.measured", language), value_cell(Role.MAIN)),
                TableColumn(interval_head(items, language), interval_cell()),
                TableColumn(say("column.side_effects.direction", language), RoleCell(Role.MAIN, _word), "left"),
                TableColumn(say("column.persons", language), count_cell(*_PERSONS)),
            ),
            notes=(
                say("note.side_effects", language),
                *_cause(items, language),
                *in_one(interval_note(items, language), source_note(items, language)),
            ),
            language=language,
        ),
    )


def _cause(items: Sequence[Item], language: Language) -> Iterator[str]:
    """That the numbers do not show where it comes from, unless the design lets the report say so."""
    if any(each.main.claim is not Claim.EFFECT for each in findings_of(items)):
        yield say("note.side_effects.cause", language)


def _measured_as(finding: Finding) -> str:
    """By which question: the groups compared, the same persons twice or once; nothing without a number."""
    main = finding.main
    roles = {count.role for count in main.counts}
    if main.value is None:
        return "nothing"
    if CountRole.COMPARISON in roles:
        return "groups"
    return "change" if CountRole.PAIRS in roles else "level"


def _of(finding: Finding, numbers: Numbers) -> str:
    return say(f"side_effects.of.{_measured_as(finding)}", numbers.language)


def _direction(finding: Finding) -> str:
    """Whether what is measured is wanted; a level has no direction, and without interval none is known."""
    direction = finding.main.direction
    if _measured_as(finding) in ("nothing", "level") or direction is Direction.UNKNOWN:
        return "unknown"
    if direction is Direction.NOT_DISTINGUISHABLE:
        return "open"
    return "wanted" if (direction is Direction.UP) is (finding.subject.better > 0) else "unwanted"


def _word(finding: Finding, numbers: Numbers) -> str:
    return say(f"side_effects.direction.{_direction(finding)}", numbers.language)


def side_effects_statement(finding: Finding, language: Language) -> str:
    """What the question says that found it."""
    match _measured_as(finding):
        case "groups":
            return comparison_statement(finding, language)
        case "change":
            return change_statement(finding, language)
        case "level":
            return afterwards_statement(finding, language)
        case _:
            return unknown(finding, language)


def side_effects_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """Each side effect with how sure it is, and whether that is wanted."""
    return tuple(
        " ".join((finding_sentence(finding, side_effects_statement, language), *_judged(finding, language)))
        for finding in (item.finding for item in answer.items if isinstance(item, Released))
    )


def _judged(finding: Finding, language: Language) -> Iterator[str]:
    direction = _direction(finding)
    if direction != "unknown":
        yield say(f"sentence.side_effects.{direction}", language)


SECTION = Section(tables=side_effects_table, statement=side_effects_statement, sentences=side_effects_sentences)

"""Whom the programme reached, and whether it took place as planned: a table of counts."""

from __future__ import annotations

from wirkung.codes import Role, UnitKind
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.estimate import Estimate
from wirkung.finding import Finding
from wirkung.programme.parts import text_in
from wirkung.report.document.blocks import Table
from wirkung.report.section import FirstPage, Section
from wirkung.report.writing.cells import RoleCell, TableColumn
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import findings_of, findings_table, has_role
from wirkung.report.writing.words import say


def reach_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """What was planned, what came about, what part that is, and the year before; each with its source."""
    before = TableColumn(say("column.year_before", language), RoleCell(Role.YEAR_BEFORE, _before))
    return (
        findings_table(
            answer.items,
            caption=say("caption.reach", language, year=answer.year),
            head=say("column.reach", language),
            columns=(
                TableColumn(say("column.reach.planned", language), _planned),
                TableColumn(say("column.reach.number", language), RoleCell(Role.MAIN, _number)),
                TableColumn(say("column.reach.part", language), RoleCell(Role.MAIN, _part)),
                *((before,) if has_role(answer.items, Role.YEAR_BEFORE) else ()),
                TableColumn(say("column.source", language), _source, "left"),
            ),
            notes=(say("note.reach", language),),
            language=language,
            units=False,
        ),
    )


def number_of(finding: Finding) -> float:
    """How many persons, courses or hours it were; of a part of what was planned, that many."""
    value = finding.main.value or 0.0
    return value if finding.target is None else round(value * finding.target)


def _planned(finding: Finding, numbers: Numbers) -> str:
    if finding.target is None:
        return say("mark.not_applicable", numbers.language)
    return numbers.whole(finding.target)


def _number(finding: Finding, numbers: Numbers) -> str:
    return numbers.whole(number_of(finding))


def _part(finding: Finding, numbers: Numbers) -> str:
    if finding.main.unit.kind is not UnitKind.SHARE:
        return say("mark.not_applicable", numbers.language)
    return _printed(finding.main, numbers)


def _before(finding: Finding, numbers: Numbers) -> str:
    before = finding.get(Role.YEAR_BEFORE)
    return say("mark.not_applicable", numbers.language) if before is None else _printed(before, numbers)


def _printed(estimate: Estimate, numbers: Numbers) -> str:
    """A number, or a share as precisely as where it is told by category."""
    value = estimate.value or 0.0
    return numbers.share(value, fine=True) if estimate.unit.kind is UnitKind.SHARE else numbers.whole(value)


def _source(finding: Finding, numbers: Numbers) -> str:
    source = finding.source
    return say("mark.not_applicable", numbers.language) if source is None else text_in(source, numbers.language)


def reach_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """Whether more was asked for than was offered, by the waiting list beside the places."""
    found = {each.subject.aspect: each for each in findings_of(answer.items)}
    waiting, places = found.get("reach.waiting"), found.get("reach.utilisation")
    if waiting is None or not waiting.main.value or places is None or places.target is None:
        return ()
    numbers = Numbers(language)
    code = "more" if number_of(places) >= places.target else "though"
    return (
        say(
            f"sentence.reach.waiting.{code}",
            language,
            waiting=numbers.value(number_of(waiting), waiting.main.unit, 0),
            registered=numbers.whole(number_of(places)),
            places=numbers.whole(places.target),
        ),
    )


def _reached(answer: ReleasedAnswer, language: Language) -> str:
    """How many of those who come into question, where that may be told."""
    covered = next((each for each in findings_of(answer.items) if each.subject.aspect == "reach.coverage"), None)
    if covered is None or covered.target is None or covered.main.value is None:
        return ""
    numbers = Numbers(language)
    return say(
        "glance.reached",
        language,
        number=numbers.whole(number_of(covered)),
        target=numbers.whole(covered.target),
        share=numbers.share(covered.main.value, fine=True),
    )


SECTION = Section(tables=reach_table, sentences=reach_sentences, first_page=FirstPage(rank=65, reached=_reached))
"""Whom a programme reached of those it was meant for, and whether it took place as planned."""

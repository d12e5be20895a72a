"""What could distort the result: loss, ends of the scale, selection, missing answers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from wirkung.codes import FIVE_AND_TWENTY, Caution, CountRole, Quantity, Role, Verdict
from wirkung.declared import Assignment
from wirkung.disclosure.release import ReleasedAnswer
from wirkung.finding import Finding
from wirkung.report.document.blocks import Table
from wirkung.report.section import FirstPage, Section
from wirkung.report.writing.cells import TableColumn, interval_cell, value_cell
from wirkung.report.writing.language import Language, has_names
from wirkung.report.writing.naming import Naming, naming_of_aspects
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.tables import (
    findings_of,
    findings_table,
    in_one,
    interval_head,
    interval_note,
    source_note,
)
from wirkung.report.writing.words import say, word

LOSS = ("threat.loss.programme", "threat.loss.comparison", "threat.loss.difference")
MISSING, MIXED, REGRESSION = "threat.missing", "threat.contamination", "threat.regression"
NOT_TAKEN_UP = "threat.not_taken_up"
# What follows from a threat whatever its figure.
WEIGHTS = ("threat.weights.programme", "threat.weights.comparison")
ALWAYS = {
    **dict.fromkeys(LOSS, "loss"),
    **dict.fromkeys(WEIGHTS, "weights"),
    REGRESSION: "regression",
    NOT_TAKEN_UP: "not_taken_up",
    MIXED: "mixed",
    "threat.courses": "courses",
}
ENDS = (Caution.MANY_AT_CEILING, Caution.MANY_AT_FLOOR)
AT_THE_START = ("threat.ceiling_before", "threat.floor_before")
LEVELS = (Quantity.MEAN, Quantity.MEDIAN, Quantity.SHARE)
FAR = 0.1  # of the width of an interval: what moves the result by less is within what chance does


def threats_sentences(answer: ReleasedAnswer, language: Language) -> tuple[str, ...]:
    """Whether so many were lost that the comparison may be distorted; nothing without a comparison."""
    found = _by_threat(answer)
    if any(name not in found or found[name].main.value is None for name in LOSS):
        return ()
    numbers = Numbers(language)
    programme, comparison, difference = (found[name] for name in LOSS)
    if difference.verdict is None:
        return ()
    return (
        say(
            f"sentence.threats.{difference.verdict}",
            language,
            programme=numbers.estimate(programme.main, programme.subject),
            comparison=numbers.estimate(comparison.main, comparison.subject),
        ),
    )


def _by_threat(answer: ReleasedAnswer) -> Mapping[str, Finding]:
    return {finding.subject.aspect: finding for finding in findings_of(answer.items)}


def threats_table(answer: ReleasedAnswer, language: Language) -> tuple[Table, ...]:
    """Every threat with its figure, interval and what follows from it, indicator by indicator."""
    items = answer.items
    found = _by_threat(answer)
    no_lottery = LOSS[-1] in found and found[LOSS[-1]].main.convention == FIVE_AND_TWENTY
    loss = "note.threats.loss.comparison" if no_lottery else "note.threats.loss.lottery"
    notes = {LOSS[-1]: loss, MISSING: "note.threats.missing"}
    said = [say(note, language) for threat, note in notes.items() if threat in found]
    if LOSS[-1] in found and has_names("arm", language):
        said.append(say("note.threats.arms", language))
    return (
        findings_table(
            items,
            caption=say("caption.threats", language, year=answer.year),
            head=say("column.threat", language),
            columns=(
                TableColumn(say("column.value", language), value_cell(Role.MAIN, named=True)),
                TableColumn(interval_head(items, language), interval_cell()),
                TableColumn(say("column.judgement", language), _judgement, "left"),
            ),
            notes=(*said, *in_one(interval_note(items, language), source_note(items, language))),
            language=language,
            units=False,
            naming=naming_of_threats(language),
        ),
    )


def _judgement(finding: Finding, numbers: Numbers) -> str:
    if finding.main.value is None:
        return say("mark.no_value", numbers.language)
    if finding.verdict is not None:
        return word(finding.verdict, numbers.language)
    return say(f"judgement.{_consequence(finding)}", numbers.language)


def _consequence(finding: Finding) -> str:
    threat = finding.subject.aspect
    if threat in ALWAYS:
        return ALWAYS[threat]
    if threat == MISSING:
        everybody = all(count.at_most is None and count.number == count.of for count in finding.main.counts)
        return "none_missing" if everybody else "missing"
    return "many_at_end" if set(ENDS) & set(finding.main.cautions) else "harmless"


def naming_of_threats(language: Language) -> Naming:
    """Of a threat: the indicator, or that it is about both groups, and the threat."""
    plain, groups = naming_of_aspects(language), say("threats.groups", language)
    return lambda subject: plain(subject) if subject.indicator else plain(subject)._replace(group=groups)


def _next_steps(answer: ReleasedAnswer, language: Language) -> Iterator[str]:
    """That too many were lost."""
    if any(each.verdict in (Verdict.HIGH_ATTRITION, Verdict.MUCH_MISSING) for each in findings_of(answer.items)):
        yield say("next.attrition", language)


def _bias(answer: ReleasedAnswer, first: Finding, assignment: Assignment) -> Iterator[tuple[str, str]]:
    """Each reason why the first result is off, with the way it looks.

    - the comparison group took part too: worse than it is
    - many began at the wanted end of the scale, and could get no further: worse
    - chosen by the starting level: towards the side to which chance alone moves the chosen
    - signed up themselves, and compared with others: perhaps better
    - answers are missing: away from the side on which the change with filled-in answers lies
    """
    about = ("", first.subject.indicator)
    found = {name: each for name, each in _by_threat_about(answer, about) if each.main.value is not None}
    compared = any(count.role is CountRole.COMPARISON for count in first.main.counts)
    if compared and MIXED in found:
        yield "contamination", "worse"
    if any(set(ENDS) & set(found[end].main.cautions) for end in AT_THE_START if end in found):
        yield "end_of_scale", "worse"
    if assignment is Assignment.SELF_SELECTED and compared:
        yield "self_selected", "perhaps"
    if assignment is Assignment.SELECTED_BY_BASELINE and Caution.ADJUSTED not in first.main.cautions:
        yield from _by_chance(first, found, compared=compared)
    if not compared and MISSING in found:
        yield from _by_missing(first, found[MISSING])


def _by_threat_about(answer: ReleasedAnswer, indicators: Collection[str]) -> Iterator[tuple[str, Finding]]:
    for each in findings_of(answer.items):
        if each.subject.indicator in indicators:
            yield each.subject.aspect, each


def _by_chance(first: Finding, found: Mapping[str, Finding], *, compared: bool) -> Iterator[tuple[str, str]]:
    """Who was chosen by a low or high start moves back to the middle; without others the side is not known."""
    if not compared:
        if first.main.quantity not in LEVELS:
            yield "chosen.unknown", "depends"
        return
    expected = found.get(REGRESSION)
    if expected is not None and expected.main.value:
        wanted = (expected.main.value > 0) is (first.subject.better >= 0)
        yield "chosen", "better" if wanted else "worse"


def _by_missing(first: Finding, filled: Finding) -> Iterator[tuple[str, str]]:
    value, other, interval = first.main.value, filled.main.value, first.main.interval
    if value is None or other is None or interval is None or filled.main.unit != first.main.unit:
        return
    if abs(value - other) > FAR * (interval.high - interval.low):
        yield "missing", "better" if (value > other) is (first.subject.better >= 0) else "worse"


SECTION = Section(
    tables=threats_table,
    sentences=threats_sentences,
    naming=naming_of_threats,
    first_page=FirstPage(rank=40, next_steps=_next_steps, bias=_bias),
)

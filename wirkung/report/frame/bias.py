"""Whether what was found makes the first result look better or worse than it is; silent where nothing tells.

The rules, each about the first result alone:

- the comparison group took part too: smaller than it is
- many began at the wanted end of the scale, and could get no further: smaller than it is
- chosen by the starting level: towards the side to which chance alone moves the chosen
- answers are missing: towards the side on which the change with filled-in answers does not lie
- who was lost began lower (or higher), and the result is the level of those who stayed: better (worse)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wirkung.codes import Caution, Quantity
from wirkung.declared import Assignment
from wirkung.disclosure.release import Released
from wirkung.finding import Finding, Licence
from wirkung.report.frame.answering import answering
from wirkung.report.section import Answers
from wirkung.report.writing.language import Language
from wirkung.report.writing.tables import findings_of
from wirkung.report.writing.words import say

_COMPARED = (
    Quantity.MEAN_DIFFERENCE,
    Quantity.DIFFERENCE_IN_CHANGE,
    Quantity.SHARE_DIFFERENCE,
    Quantity.CLIFFS_DELTA,
)
_LEVELS = (Quantity.MEAN, Quantity.MEDIAN, Quantity.SHARE)
_ENDS = ("threat.ceiling_before", "threat.floor_before")
_AT_END = frozenset({Caution.MANY_AT_CEILING, Caution.MANY_AT_FLOOR})
# Of the width of the interval; what moves the change by less is within what chance does.
_FAR = 0.1


def likely_bias(answers: Answers, licence: Licence, language: Language) -> str:
    """In which direction the first result is likely to be off, and why; empty where nothing tells.

    Parameters
    ----------
    answers
        The released answers by question.
    licence
        How people came into the programme.
    language
        «de» or «en».
    """
    answer = next((each for each in answering(answers) if each.items), None)
    first = None if answer is None else answer.items[0]
    # Of several forms of a programme each would need its own sentence.
    if answer is None or not isinstance(first, Released) or first.finding.subject.arm:
        return ""
    if first.finding.main.value is None or not first.finding.subject.indicator:
        return ""
    compared = answer.question != "change" and first.finding.main.quantity in _COMPARED
    reasons = dict(_reasons(first.finding, answers, licence, compared=compared))
    ways = set(reasons.values())
    if not reasons:
        return ""
    way = ways.pop() if len(ways) == 1 else "both"
    why = " ".join(say(f"bias.{reason}", language) for reason in reasons)
    return f"{why} {say(f'bias.way.{way}', language)}"


def _reasons(first: Finding, answers: Answers, licence: Licence, *, compared: bool) -> Iterator[tuple[str, str]]:
    """Each reason with the way in which the result is off: «better» or «worse» than it is, or «depends»."""
    threats = _of_indicator(first, answers, "threats")
    if compared and "threat.contamination" in threats:
        yield "contamination", "worse"
    if any(_AT_END & set(threats[end].main.cautions) for end in _ENDS if end in threats):
        yield "end_of_scale", "worse"
    if licence.assignment is Assignment.SELECTED_BY_BASELINE and Caution.ADJUSTED not in first.main.cautions:
        yield from _by_chance(first, threats, compared=compared)
    if not compared and "threat.missing" in threats:
        yield from _by_missing(first, threats["threat.missing"])
    if first.main.quantity in _LEVELS:
        yield from _by_loss(first, answers)


def _of_indicator(first: Finding, answers: Answers, question: str) -> Mapping[str, Finding]:
    """By its aspect what a question found on the indicator of the first result, or on both groups."""
    if question not in answers:
        return {}
    about = ("", first.subject.indicator)
    found = (each for each in findings_of(answers[question].items) if each.subject.indicator in about)
    return {each.subject.aspect: each for each in found if each.main.value is not None}


def _by_chance(first: Finding, threats: Mapping[str, Finding], *, compared: bool) -> Iterator[tuple[str, str]]:
    """Who was chosen by a low or high start moves back to the middle; without others the side is not known."""
    if not compared:
        if first.main.quantity not in _LEVELS:
            yield "chosen.unknown", "depends"
        return
    expected = threats.get("threat.regression")
    if expected is not None and expected.main.value:
        wanted = (expected.main.value > 0) is (first.subject.better >= 0)
        yield "chosen", "better" if wanted else "worse"


def _by_missing(first: Finding, filled: Finding) -> Iterator[tuple[str, str]]:
    value, other, interval = first.main.value, filled.main.value, first.main.interval
    if value is None or other is None or interval is None or filled.main.unit != first.main.unit:
        return
    if abs(value - other) > _FAR * (interval.high - interval.low):
        yield "missing", "better" if (value > other) is (first.subject.better >= 0) else "worse"


def _by_loss(first: Finding, answers: Answers) -> Iterator[tuple[str, str]]:
    """By the pre-test of what was measured afterwards alone."""
    found = findings_of(answers["lost"].items) if "lost" in answers else ()
    for each in found:
        start = each.main.value
        differ = Caution.LOST_DIFFER in each.main.cautions and each.subject.pretest_of == first.subject.indicator
        if differ and start:
            weaker = (start < 0) is (first.subject.better >= 0)
            yield ("lost_weaker", "better") if weaker else ("lost_stronger", "worse")

"""Released findings as lines of `results.json`, with every number also as the report prints it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import asdict, fields, replace
from typing import Any

from wirkung.codes import Role
from wirkung.disclosure.release import Released, ReleasedAnswer, Withheld
from wirkung.estimate import Estimate, Test
from wirkung.finding import Finding, Subject
from wirkung.programme.parts import text_in
from wirkung.report.document.results import Printed, ResultLine
from wirkung.report.writing.attainment import printed_target, told_apart
from wirkung.report.writing.labels import heading, label
from wirkung.report.writing.language import Language, unit_name
from wirkung.report.writing.numbers import Numbers
from wirkung.report.writing.words import say

# What of a subject does not say which one it is, but how it is printed and where it stands.
_PRINTING = frozenset({"decimals", "better", "low", "high", "part_of", "at", "call", "reasons"})

# Of a test, as tables of results are usually printed.
_STATISTIC_DECIMALS, _DF_DECIMALS, _P_DECIMALS = 2, 1, 3


def result_lines(answer: ReleasedAnswer, language: Language) -> tuple[ResultLine, ...]:
    """The lines of one answer, in the order of its findings and their roles.

    Parameters
    ----------
    answer
        What disclosure control has released; an absent answer has no lines.
    language
        Of labels, printed numbers and the names of units.

    Returns
    -------
    Numbers carry the digits that the report prints, and no more.
    """
    return tuple(_lines(answer, language))


def _lines(answer: ReleasedAnswer, language: Language) -> Iterator[ResultLine]:
    for item in answer.items:
        match item:
            case Withheld(subject):
                yield _mark(answer, subject, Role.MAIN, language)
            case Released():
                for role, estimate in item.finding.estimates:
                    yield _line(answer, item.finding, role, estimate, language)
                for role in item.withheld:
                    yield _mark(answer, item.finding.subject, role, language)


def _mark(answer: ReleasedAnswer, subject: Subject, role: Role, language: Language) -> ResultLine:
    printed = Printed(value=say("mark.withheld", language), interval="", target="")
    return ResultLine(**_head(answer, subject, role, language), withheld=True, estimate=None, printed=printed)


def _line(
    answer: ReleasedAnswer, finding: Finding, role: Role, estimate: Estimate, language: Language
) -> ResultLine:
    judged = ("verdict", "target", "due", "advice", "undecided", "standing")
    of_main = {name: getattr(finding, name) for name in judged} if role is Role.MAIN else {}
    numbers = Numbers(language)
    if of_main.get("target") is not None:
        of_main["target"] = numbers.precise(of_main["target"], estimate, finding.subject)
    return ResultLine(
        **_head(answer, finding.subject, role, language),
        withheld=False,
        estimate=asdict(_in_words(finding, role, _as_printed(estimate, finding.subject, numbers), language)),
        printed=_printed(finding, estimate, numbers, target=finding.target if of_main else None),
        **of_main,
    )


def _in_words(finding: Finding, role: Role, estimate: Estimate, language: Language) -> Estimate:
    """The estimate with its unit by name, and with the source of what the programme file gives."""
    unit = replace(estimate.unit, symbol=unit_name(estimate.unit, language))
    given = None if role is Role.RATIO else finding.source  # a ratio is always computed here
    source = estimate.source if given is None else text_in(given, language)
    return replace(estimate, unit=unit, source=source)


def _head(answer: ReleasedAnswer, subject: Subject, role: Role, language: Language) -> dict[str, Any]:
    return {
        "id": "/".join((answer.question, subject.id, role)),
        "question": answer.question,
        "year": answer.year,
        "projected": answer.projected,
        "about": dict(_about(subject)),
        "group": heading(subject, language),
        "label": label(subject, language),
        "role": role,
    }


def _about(subject: Subject) -> Iterator[tuple[str, str | int | list[str]]]:
    for field in fields(subject):
        value = getattr(subject, field.name)
        if field.name in _PRINTING or value == field.default:
            continue
        match value:
            case tuple():
                yield field.name, [str(each) for each in value]
            case int():
                yield field.name, value
            case _:
                yield field.name, str(value)


def _printed(finding: Finding, estimate: Estimate, numbers: Numbers, *, target: float | None) -> Printed:
    subject = finding.subject
    value = "" if estimate.value is None else numbers.estimate(estimate, subject, named=True)
    return Printed(
        value=value if target is None else told_apart(value, finding, numbers),
        interval="" if estimate.interval is None else numbers.interval(estimate, subject),
        target="" if target is None else printed_target(target, finding, numbers),
    )


def _as_printed(estimate: Estimate, subject: Subject, numbers: Numbers) -> Estimate:
    """The estimate with every number as the report prints it, or would."""

    def precise(value: float) -> float:
        return numbers.precise(value, estimate, subject) if math.isfinite(value) else value

    interval, test = estimate.interval, estimate.test
    return replace(
        estimate,
        value=None if estimate.value is None else precise(estimate.value),
        standard_error=None if estimate.standard_error is None else precise(estimate.standard_error),
        interval=interval and replace(interval, low=precise(interval.low), high=precise(interval.high)),
        test=test and _test_as_printed(test),
    )


def _test_as_printed(test: Test) -> Test:
    return replace(
        test,
        statistic=round(test.statistic, _STATISTIC_DECIMALS) if math.isfinite(test.statistic) else test.statistic,
        df=test.df if test.df is None else round(test.df, _DF_DECIMALS),
        p=round(test.p, _P_DECIMALS),
    )

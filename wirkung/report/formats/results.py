"""Released findings as lines of `results.json`: what others may compute with, and nothing that was withheld.

One line is one estimate in its role; a withheld finding is one line that says so and holds no result.
"""

from __future__ import annotations

import math
from typing import Any

from wirkung.codes import Role
from wirkung.disclosure.release import Released, ReleasedAnswer, Withheld
from wirkung.estimate import Count, Estimate, Interval, Test
from wirkung.finding import Subject
from wirkung.programme.parts import Text, text_in
from wirkung.report.writing.labels import heading, label
from wirkung.report.writing.language import Language, unit_name


def answer_results(answer: ReleasedAnswer, language: Language) -> list[dict[str, Any]]:
    """The result lines of one answer, in the order of its findings and their roles.

    Parameters
    ----------
    answer
        What disclosure control has released; an absent answer has no lines.
    language
        Of labels and of the names of units.

    Returns
    -------
    list of dict
        Values that JSON can hold. Numbers carry 12 significant digits, so that the same data give the same
        text on every machine; a limit without bound, or a number that is not finite, is None. The verdict,
        the target and what follows from them stand on the line of the main estimate. A withheld finding has
        `withheld` (the reason) in place of every number. `projected` marks what nobody observed.
    """
    lines: list[dict[str, Any]] = []
    for item in answer.items:
        head = {"question": str(answer.question), "year": answer.year, "projected": answer.projected}
        match item:
            case Withheld(subject, reason):
                lines.append({**head, **_named(subject, language), "withheld": str(reason)})
            case Released():
                lines.extend({**head, **line} for line in _released_lines(item, language))
    return lines


def _released_lines(released: Released, language: Language) -> list[dict[str, Any]]:
    finding = released.finding
    lines = []
    for role, estimate in finding.estimates:
        of_main = role is Role.MAIN
        lines.append(
            {
                **_named(finding.subject, language),
                "role": str(role),
                **_estimate(estimate, language),
                **({} if role is Role.RATIO else _given(finding.source, language)),
                "verdict": str(finding.verdict) if of_main and finding.verdict is not None else None,
                "target": _number(finding.target) if of_main else None,
                "advice": str(finding.advice) if of_main and finding.advice is not None else None,
                "undecided": str(finding.undecided) if of_main and finding.undecided is not None else None,
                "standing": str(finding.standing) if of_main and finding.standing is not None else None,
            }
        )
    return lines


def _given(source: Text | None, language: Language) -> dict[str, str]:
    """Where a number comes from, if the programme file says it; a ratio is always computed here."""
    return {} if source is None else {"source": text_in(source, language)}


def _named(subject: Subject, language: Language) -> dict[str, str]:
    return {"id": subject.id, "group": heading(subject, language), "label": label(subject, language)}


def _estimate(estimate: Estimate, language: Language) -> dict[str, Any]:
    return {
        "quantity": str(estimate.quantity),
        "unit": {"kind": str(estimate.unit.kind), "symbol": unit_name(estimate.unit, language)},
        "value": _number(estimate.value),
        "interval": None if estimate.interval is None else _interval(estimate.interval),
        "counts": [_count(count) for count in estimate.counts],
        "claim": str(estimate.claim),
        "standardiser": estimate.standardiser,
        "convention": estimate.convention,
        "test": None if estimate.test is None else _test(estimate.test),
        "standard_error": _number(estimate.standard_error),
        "assumptions": [str(assumption) for assumption in estimate.assumptions],
        "cautions": [str(caution) for caution in estimate.cautions],
        "source": estimate.source,
    }


def _interval(interval: Interval) -> dict[str, Any]:
    return {
        "low": _number(interval.low),
        "high": _number(interval.high),
        "level": _number(interval.level),
        "method": interval.method,
    }


def _count(count: Count) -> dict[str, Any]:
    of = None if count.of is None else int(count.of)
    return {"role": str(count.role), "number": int(count.number), "of": of}


def _test(test: Test) -> dict[str, Any]:
    return {
        "name": test.name,
        "statistic": _number(test.statistic),
        "df": _number(test.df),
        "p": _number(test.p),
    }


def _number(value: float | None) -> float | None:
    if value is None or not math.isfinite(value):
        return None
    return float(f"{value:.12g}") + 0.0  # adding 0.0 makes -0.0 plain 0.0

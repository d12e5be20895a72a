"""Figures are drawn from the printed numbers: a point that lies where 49/17 is tells that there are 17 persons."""

from __future__ import annotations

import math
from dataclasses import replace

from wirkung.codes import Quantity
from wirkung.disclosure.release import Released, ReleasedAnswer, Withheld
from wirkung.estimate import Estimate
from wirkung.finding import Subject
from wirkung.report.writing.language import Language
from wirkung.report.writing.numbers import Numbers


def as_printed(answer: ReleasedAnswer, language: Language) -> ReleasedAnswer:
    """The answer with values and limits that have no more digits than the report prints."""
    numbers = Numbers(language)
    return replace(answer, items=tuple(_item(item, numbers) for item in answer.items))


def _item(item: Released | Withheld, numbers: Numbers) -> Released | Withheld:
    if isinstance(item, Withheld):
        return item
    finding = item.finding
    estimates = tuple((role, _estimate(each, finding.subject, numbers)) for role, each in finding.estimates)
    return replace(item, finding=replace(finding, estimates=estimates))


def _estimate(estimate: Estimate, subject: Subject, numbers: Numbers) -> Estimate:
    if (
        estimate.quantity is Quantity.PROBABILITY
    ):  # of a scenario: of no person, and its words begin at one percent
        return estimate

    def printed(value: float) -> float:
        return numbers.precise(value, estimate, subject) if math.isfinite(value) else value

    value, interval = estimate.value, estimate.interval
    return replace(
        estimate,
        value=None if value is None else printed(value),
        interval=interval and replace(interval, low=printed(interval.low), high=printed(interval.high)),
    )

"""How did the answers spread? The same persons before and after, in ranges of the scale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from babel.numbers import format_decimal

from wirkung.catalogue import message
from wirkung.codes import Absence, Role
from wirkung.declared import Group, Wave
from wirkung.finding import Answer, Finding
from wirkung.methods.change.distribution import ScoreRange, distribution
from wirkung.programme.model import Indicator
from wirkung.questions import Question
from wirkung.year.data import YearData


def answer_distribution(data: YearData) -> Answer:
    """Shares of persons in ranges of the scale, for every indicator whose scale the programme file gives."""
    absent = _absence(data)
    findings = () if absent else tuple(_findings(data))
    if not findings:
        absent = absent or Absence.NO_MEASUREMENTS
        return Answer(question="distribution", year=data.year, absent=absent)
    return Answer(question="distribution", year=data.year, findings=findings)


def _absence(data: YearData) -> Absence | None:
    if not data.programme.indicators:
        return Absence.NO_INDICATORS
    if data.tables.measurements is None:
        return Absence.NO_MEASUREMENTS
    scaled = any(indicator.scale is not None for indicator in data.programme.indicators)
    return None if scaled else Absence.NO_SCALE


def _findings(data: YearData) -> Iterator[Finding]:
    for indicator in data.programme.indicators:
        if indicator.scale is None:
            continue
        before, after = (
            data.wave_scores(indicator.id, Group.PROGRAMME, wave) for wave in (Wave.BEFORE, Wave.AFTER)
        )
        ranges = distribution(
            before,
            after,
            lowest=indicator.scale.low,
            highest=indicator.scale.high,
            smallest=data.programme.privacy.smallest_group,
        )
        for place, each in enumerate(ranges, start=1):
            code = "subject.range.last" if each is ranges[-1] else "subject.range"
            yield _finding(data, indicator, each, f"{indicator.id}.{place}", code)


def _finding(data: YearData, indicator: Indicator, found: ScoreRange, name: str, code: str) -> Finding:
    whole = data.indicator_subject(indicator)
    low, high = (format_decimal(limit, "0.##", locale=data.language) for limit in (found.low, found.high))
    subject = replace(
        whole,
        id=f"distribution.{name}",
        label=message("report", code, data.language, low=low, high=high),
        group=whole.label,
        low=found.low,
        high=found.high,
        part_of=(f"distribution.{indicator.id}",),
    )
    return Finding(subject=subject, estimates=((Role.MAIN, found.after), (Role.BEFORE, found.before)))


QUESTION = Question(answer=lambda asked: answer_distribution(asked.data))

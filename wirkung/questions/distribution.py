"""How did the answers spread? The same persons before and after, in ranges of the scale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wirkung.codes import Absence, Ranges, Role
from wirkung.declared import Group, Wave
from wirkung.finding import Answer, Finding
from wirkung.measures import Observations, measure_of, observations
from wirkung.methods.change.distribution import ScoreRange
from wirkung.programme.model import Indicator
from wirkung.questions import Question
from wirkung.year.data import YearData


def answer_distribution(data: YearData) -> Answer:
    """Shares of persons in ranges of the scale, for every indicator whose scale the programme file gives."""
    absent = _absence(data)
    findings = () if absent else tuple(_findings(data))
    if not findings:
        absent = absent or Absence.NO_MEASUREMENTS
    return Answer(question="distribution", year=data.year, findings=findings, absent=absent)


def _absence(data: YearData) -> Absence | None:
    if not data.programme.indicators:
        return Absence.NO_INDICATORS
    if data.tables.measurements is None:
        return Absence.NO_MEASUREMENTS
    scaled = any(indicator.scale is not None for indicator in data.programme.indicators)
    return None if scaled else Absence.NO_SCALE


def _findings(data: YearData) -> Iterator[Finding]:
    smallest = data.programme.privacy.smallest_group
    for indicator in data.programme.indicators:
        group = observations(data, indicator, Group.PROGRAMME, Wave.BEFORE, Wave.AFTER)
        ranges = measure_of(indicator).distribution(group, smallest=smallest)
        for place, each in enumerate(ranges, start=1):
            yield _finding(data, indicator, group, each, place)


def _finding(data: YearData, indicator: Indicator, group: Observations, found: ScoreRange, place: int) -> Finding:
    subject = replace(
        data.indicator_subject(indicator),
        aspect="range.last" if found.last else "range",
        place=place,
        low=found.low,
        high=found.high,
        part_of=(f"distribution.{indicator.id}",),
    )
    waves = ((Role.MAIN, "after", group.after, found.after), (Role.BEFORE, "before", group.first, found.before))
    estimates = tuple(
        (role, share.resting_on(*group.sample.called(f"{indicator.id}.{wave}").share_of(found.holds(scores))))
        for role, wave, scores, share in waves
    )
    return Finding(subject=subject, estimates=estimates)


QUESTION = Question(
    answer=lambda asked: answer_distribution(asked.data),
    missed=0.5,
    ranges=Ranges.SHARES_IN_STEPS_ONLY,
)

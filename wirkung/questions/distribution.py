"""How did the answers spread? The same persons before and after, in ranges of the scale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wirkung.codes import Absence, Ranges, Reads, Role
from wirkung.declared import Group
from wirkung.finding import Answer, Finding
from wirkung.measures import measure_of
from wirkung.methods.change.distribution import ScoreRange
from wirkung.programme.model import Indicator
from wirkung.questions import Question
from wirkung.year.data import YearData
from wirkung.year.in_courses import share_of_sample
from wirkung.year.observed import Observations, observations
from wirkung.year.share_steps import fewest_in_steps, steps_for


def answer_distribution(data: YearData) -> Answer:
    """Shares of persons in ranges of the scale, for every indicator whose scale the programme file gives.

    Each range has so many that its share can be told in steps: those that are narrower are put together.
    """
    absent = _absence(data)
    if absent is not None:
        return Answer(question="distribution", year=data.year, absent=absent)
    found = list(_ranges(data))
    findings = tuple(
        _finding(data, indicator, group, each, place)
        for indicator, group, ranges in found
        if len(ranges) > 1  # one is the whole scale
        for place, each in enumerate(ranges, start=1)
    )
    if not findings:
        absent = Absence.TOO_FEW_FOR_DISTRIBUTION if found else Absence.NO_MEASUREMENTS
    return Answer(question="distribution", year=data.year, findings=findings, absent=absent)


def _absence(data: YearData) -> Absence | None:
    if not data.programme.outcomes:
        return Absence.NO_INDICATORS
    if data.tables.measurements is None:
        return Absence.NO_MEASUREMENTS
    twice = [indicator for indicator in data.programme.outcomes if data.measured_twice(indicator)]
    if not twice:
        return Absence.MEASURED_ONCE
    return None if any(indicator.scale is not None for indicator in twice) else Absence.NO_SCALE


def _ranges(data: YearData) -> Iterator[tuple[Indicator, Observations, tuple[ScoreRange, ...]]]:
    smallest = steps_for(QUESTION.ranges, data.programme.privacy.smallest_group)
    for indicator in data.programme.outcomes:
        waves = data.waves(indicator)
        if not data.measured_twice(indicator):
            continue
        group = observations(data, indicator, Group.PROGRAMME, *waves)
        fewest = max(fewest_in_steps(group.sample.size, smallest), 1)
        if ranges := measure_of(indicator).distribution(group, smallest=fewest):
            yield indicator, group, ranges


def _finding(data: YearData, indicator: Indicator, group: Observations, found: ScoreRange, place: int) -> Finding:
    subject = replace(
        data.indicator_subject(indicator),
        aspect=_aspect(indicator, found),
        place=place,
        low=found.low,
        high=found.high,
        part_of=(f"distribution.{indicator.id}",),
    )
    waves = ((Role.MAIN, "after", group.after, found.after), (Role.BEFORE, "before", group.first, found.before))
    told = (
        (role, share, group.sample.called(f"{indicator.id}.{wave}"), found.holds(scores))
        for role, wave, scores, share in waves
    )
    estimates = tuple((role, share_of_sample(share, who, who.those(holds))) for role, share, who, holds in told)
    return Finding(subject=subject, estimates=estimates)


def _aspect(indicator: Indicator, found: ScoreRange) -> str:
    """A range of numbers; or one answer, or neighbours, of a scale on which nothing lies between two answers."""
    if indicator.has_order_only:
        return "range.answer" if found.high - found.low == 1 else "range.answers"
    return "range.last" if found.last else "range"


QUESTION = Question(
    answer=lambda asked: answer_distribution(asked.data),
    missed=0.5,
    ranges=Ranges.SHARES_IN_STEPS_ONLY,
    reads=Reads.NAMED,
)

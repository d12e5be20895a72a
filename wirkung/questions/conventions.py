"""What a colleague's tool would print for the same data: standardised effects under every usual convention."""

from __future__ import annotations

from dataclasses import replace

from wirkung.codes import Absence, Ranges, Reads, Role
from wirkung.declared import DesignKind, Group
from wirkung.finding import Answer, Finding, Subject
from wirkung.measures import measure_of
from wirkung.methods.change.conventions import Convention
from wirkung.programme.model import Indicator
from wirkung.questions import Question
from wirkung.year.data import YearData
from wirkung.year.observed import observations
from wirkung.year.sample import Sample, rests_on


def answer_conventions(data: YearData) -> Answer:
    """Every indicator under every convention: the two groups after a lottery, otherwise participants' change."""
    if not data.programme.outcomes or data.tables.measurements is None:
        return Answer(question="conventions", year=data.year, absent=Absence.NO_INDICATORS)
    findings = tuple(
        Finding(subject=_subject(indicator, convention), estimates=((Role.MAIN, convention.estimate),))
        for indicator in data.programme.outcomes
        for convention in _conventions(data, indicator)
    )
    absent = None if findings else Absence.NO_CONVENTIONS
    return Answer(question="conventions", year=data.year, findings=findings, absent=absent)


def _conventions(data: YearData, indicator: Indicator) -> tuple[Convention, ...]:
    measure = measure_of(indicator)
    if data.has_comparison and data.programme.design.kind is DesignKind.RANDOMISED:
        ours, theirs = (observations(data, indicator, group, data.main_wave(indicator)) for group in Group)
        return _resting(measure.conventions_of_difference(ours, theirs), ours.sample, theirs.sample)
    waves = data.waves(indicator)
    if not data.measured_twice(indicator):
        return ()
    group = observations(data, indicator, Group.PROGRAMME, *waves)
    return _resting(measure.conventions_of_change(group), group.sample.called(f"{indicator.id}.change"))


def _resting(conventions: tuple[Convention, ...], *samples: Sample) -> tuple[Convention, ...]:
    return tuple(replace(each, estimate=rests_on(each.estimate, *samples)) for each in conventions)


def _subject(indicator: Indicator, convention: Convention) -> Subject:
    """Named by the convention, the call that prints it, and why it differs from its neighbours."""
    return Subject(
        indicator=indicator.id,
        convention=convention.name,
        call=convention.call,
        reasons=convention.reasons,
        decimals=3,
    )


QUESTION = Question(
    answer=lambda asked: answer_conventions(asked.data), missed=0.1, ranges=Ranges.NONE, reads=Reads.NAMED
)

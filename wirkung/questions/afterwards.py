"""Where do participants stand afterwards? Of what was measured once: nobody can say whether it changed."""

from __future__ import annotations

from wirkung.codes import Absence, Caution, Reads, Role
from wirkung.declared import Group
from wirkung.finding import Answer, Finding
from wirkung.measures import measure_of, resting
from wirkung.programme.model import Indicator
from wirkung.questions import Question
from wirkung.year.cautions import silence_cautions, wave_cautions
from wirkung.year.data import YearData
from wirkung.year.observed import observations


def answer_afterwards(data: YearData) -> Answer:
    """How high every indicator without a measurement before is in the programme group, in its main wave."""
    absent = _absence(data)
    if absent is not None:
        return Answer(question="afterwards", year=data.year, absent=absent)
    findings = tuple(_finding(data, indicator) for indicator in _measured_once(data))
    return Answer(question="afterwards", year=data.year, findings=findings)


def _measured_once(data: YearData) -> list[Indicator]:
    return [each for each in data.programme.outcomes if not data.measured_twice(each)]


def _absence(data: YearData) -> Absence | None:
    if not data.programme.outcomes:
        return Absence.NO_INDICATORS
    if data.tables.measurements is None:
        return Absence.NO_MEASUREMENTS
    return None if _measured_once(data) else Absence.MEASURED_TWICE


def _finding(data: YearData, indicator: Indicator) -> Finding:
    measure = measure_of(indicator)
    group = observations(data, indicator, Group.PROGRAMME, *data.waves(indicator))
    level = resting(measure, measure.of_group(group), f"{indicator.id}.after", group)
    return Finding(
        subject=data.outcome_subject(indicator),
        estimates=((Role.MAIN, level.with_cautions(*_cautions(data, indicator))),),
    )


def _cautions(data: YearData, indicator: Indicator) -> tuple[Caution, ...]:
    before: tuple[Caution, ...] = ()
    if data.pretest_of(indicator) is not None:
        before = (Caution.ANOTHER_MEASURE_BEFORE,)
        if not data.has_comparison:
            before = (*before, Caution.NO_OTHERS_MEASURED)
    elif not data.has_comparison:
        before = (Caution.NOTHING_TO_COMPARE,)
    return (*before, *wave_cautions(data, indicator), *silence_cautions(data, indicator, Group.PROGRAMME))


QUESTION = Question(
    answer=lambda asked: answer_afterwards(asked.data),
    limits=True,
    goals=("level", "counted_level"),
    side_effects=4,
    missed=20.0,
    reads=Reads.NAMED,
)

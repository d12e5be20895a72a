"""Did participants change? Before and after in the same persons of the programme group."""

from __future__ import annotations

from wirkung.codes import Absence, Caution, Reads, Role
from wirkung.declared import Group, Wave
from wirkung.estimate import Estimate
from wirkung.finding import Answer, Finding
from wirkung.measures import Measure, measure_of, resting
from wirkung.programme.model import Indicator
from wirkung.questions import Question
from wirkung.year.cautions import design_cautions, loss_cautions, wave_cautions
from wirkung.year.data import YearData
from wirkung.year.judging import among_several, relevance_of
from wirkung.year.observed import observations


def answer_change(data: YearData) -> Answer:
    """Change of every indicator in the programme group, with its standardised form."""
    absent = _absence(data)
    if absent is not None:
        return Answer(question="change", year=data.year, absent=absent)
    twice = [each for each in data.programme.outcomes if data.measured_twice(each)]
    findings = among_several(tuple(_finding(data, indicator) for indicator in twice))
    return Answer(question="change", year=data.year, findings=findings)


def _absence(data: YearData) -> Absence | None:
    indicators = data.programme.outcomes
    if not indicators:
        return Absence.NO_INDICATORS
    if data.tables.measurements is None:
        return Absence.NO_MEASUREMENTS
    twice = any(data.measured_twice(each) for each in indicators)
    return None if twice else Absence.MEASURED_ONCE


def _finding(data: YearData, indicator: Indicator) -> Finding:
    measure = measure_of(indicator)
    group = observations(data, indicator, Group.PROGRAMME, *data.waves(indicator))
    name = indicator.id
    main = resting(measure, measure.change(group), f"{name}.change", group)
    main = main.with_cautions(
        *design_cautions(data), *wave_cautions(data, indicator), *_loss(data, indicator, data.main_wave(indicator))
    )
    estimates = (
        (Role.MAIN, main),
        (Role.BEFORE, resting(measure, measure.of_group(group.at_first), f"{name}.before", group.at_first)),
        (Role.AFTER, resting(measure, measure.of_group(group.at_last), f"{name}.after", group.at_last)),
        (Role.STANDARDISED, resting(measure, measure.standardised_change(group), f"{name}.change", group)),
    )
    return Finding(
        subject=data.outcome_subject(indicator),
        estimates=(*estimates, *_lasting(data, indicator, measure)),
        verdict=relevance_of(main, indicator),
        target=indicator.smallest_relevant_change,
    )


def _lasting(data: YearData, indicator: Indicator, measure: Measure) -> tuple[tuple[Role, Estimate], ...]:
    """The change up to the follow-up, where it is not the main one and more than a few answered it."""
    if Wave.FOLLOW_UP in data.waves(indicator):
        return ()
    if data.answered(indicator.id, Group.PROGRAMME, Wave.FOLLOW_UP).size < data.programme.privacy.smallest_group:
        return ()
    group = observations(data, indicator, Group.PROGRAMME, Wave.BEFORE, Wave.FOLLOW_UP)
    change = resting(measure, measure.change(group), f"{indicator.id}.change.follow_up", group)
    return ((Role.FOLLOW_UP, change.with_cautions(*_loss(data, indicator, Wave.FOLLOW_UP))),)


def _loss(data: YearData, indicator: Indicator, later: Wave) -> tuple[Caution, ...]:
    waves = (data.wave_scores(indicator.id, Group.PROGRAMME, wave) for wave in (Wave.BEFORE, later))
    return loss_cautions(*waves, smallest=data.programme.privacy.smallest_group)


QUESTION = Question(
    answer=lambda asked: answer_change(asked.data),
    limits=True,
    goals=("change", "level", "counted_level"),
    side_effects=3,
    missed=20.0,
    reads=Reads.NAMED,
)

"""Participants and those who were not in the programme: alike at the start, different afterwards."""

from __future__ import annotations

from wirkung.codes import Absence, Caution, Reads, Role, Verdict
from wirkung.declared import Assignment, Group, Wave
from wirkung.finding import Answer, Finding
from wirkung.measures import measure_of, observations, resting
from wirkung.programme.model import Indicator
from wirkung.questions import Question
from wirkung.questions.baseline import baseline_of_indicator
from wirkung.year.cautions import design_cautions, loss_cautions, silence_cautions, wave_cautions
from wirkung.year.data import YearData
from wirkung.year.enough import rests_on_enough
from wirkung.year.judging import among_several, relevance_of
from wirkung.year.licence import lot_held

BASELINE_CAUTIONS = {
    Verdict.NEEDS_ADJUSTMENT: Caution.BASELINE_NEEDS_ADJUSTMENT,
    Verdict.NOT_EQUIVALENT: Caution.BASELINE_NOT_EQUIVALENT,
}


def answer_comparison(data: YearData) -> Answer:
    """The difference between programme and comparison group, by the estimator that the design prescribes.

    Randomised, or measured afterwards alone: difference after the programme. Otherwise: difference in each
    person's change.
    Claims are those of the methods; the study caps them by the evidence.
    """
    if not data.has_comparison:
        return Answer(question="comparison", year=data.year, absent=Absence.NO_COMPARISON_GROUP)
    if not data.programme.outcomes or data.tables.measurements is None:
        return Answer(question="comparison", year=data.year, absent=Absence.NO_INDICATORS)
    findings = among_several(tuple(_finding(data, indicator) for indicator in data.programme.outcomes))
    return Answer(question="comparison", year=data.year, findings=findings)


def _finding(data: YearData, indicator: Indicator) -> Finding:
    waves = data.compared_waves(indicator)
    measure = measure_of(indicator)
    ours, theirs = (observations(data, indicator, group, *waves) for group in Group)
    variable = f"{indicator.id}.{'change' if Wave.BEFORE in waves else 'after'}"
    difference = resting(measure, measure.difference(ours, theirs), variable, ours, theirs)
    main = difference.with_cautions(*_cautions(data, indicator))
    standardised = measure.standardised_difference(difference, ours, theirs)
    return Finding(
        subject=data.outcome_subject(indicator),
        estimates=(
            (Role.MAIN, main),
            (Role.STANDARDISED, resting(measure, standardised, variable, ours, theirs)),
            (Role.PROGRAMME, resting(measure, measure.of_group(ours), variable, ours)),
            (Role.COMPARISON, resting(measure, measure.of_group(theirs), variable, theirs)),
        ),
        verdict=relevance_of(main, indicator),
        target=indicator.smallest_relevant_change,
    )


def _cautions(data: YearData, indicator: Indicator) -> tuple[Caution, ...]:
    smallest = data.programme.privacy.smallest_group
    cautions: list[Caution] = [
        caution for caution in design_cautions(data) if caution is not Caution.REGRESSION_TO_THE_MEAN
    ]
    if data.programme.design.assignment is Assignment.SELF_SELECTED:
        cautions.append(Caution.SELF_SELECTION)
    cautions.extend(wave_cautions(data, indicator))
    for group in Group:
        if data.measured_twice(indicator):
            scores = (data.wave_scores(indicator.id, group, wave) for wave in data.waves(indicator))
            cautions.extend(loss_cautions(*scores, smallest=smallest))
        else:  # who is silent then was lost
            cautions.extend(silence_cautions(data, indicator, group))
    return (*cautions, *_of_the_start(data, indicator))


def _of_the_start(data: YearData, indicator: Indicator) -> tuple[Caution, ...]:
    """That the groups were unlike before; or, without a lot, that nobody knows whether they were."""
    baseline = baseline_of_indicator(data, indicator)
    if baseline is None:
        by_lot = data.programme.design.assignment is Assignment.LOTTERY
        return () if by_lot or data.measured_twice(indicator) else (Caution.START_NOT_MEASURED,)
    told = rests_on_enough(baseline.main, smallest=data.programme.privacy.smallest_group)
    if not told or lot_held(data) or baseline.verdict not in BASELINE_CAUTIONS:
        return ()
    return (BASELINE_CAUTIONS[baseline.verdict],)


QUESTION = Question(
    answer=lambda asked: answer_comparison(asked.data),
    compares=True,
    limits=True,
    goals=("difference",),
    side_effects=1,
    missed=20.0,
    reads=Reads.NAMED,
)

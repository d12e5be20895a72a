"""Participants and those who were not in the programme: alike at the start, different afterwards."""

from __future__ import annotations

from dataclasses import replace

from wirkung.codes import Absence, Caution, Reads, Role, Verdict
from wirkung.declared import Group, MainEstimate, Wave
from wirkung.estimate import Estimate
from wirkung.finding import Answer, Finding
from wirkung.measures import measure_of, resting
from wirkung.methods.comparison.several_arms import level_of_each, one_of_several
from wirkung.programme.model import Indicator
from wirkung.questions import Question
from wirkung.questions.baseline import baseline_of_indicator
from wirkung.year.cautions import design_cautions, group_cautions, loss_cautions, silence_cautions, wave_cautions
from wirkung.year.data import YearData
from wirkung.year.enough import rests_on_enough
from wirkung.year.judging import among_several, relevance_of
from wirkung.year.losses import lost_clusters_verdict, lot_held
from wirkung.year.observed import Observations, compared

BASELINE_CAUTIONS = {
    Verdict.NEEDS_ADJUSTMENT: Caution.BASELINE_NEEDS_ADJUSTMENT,
    Verdict.NOT_EQUIVALENT: Caution.BASELINE_NOT_EQUIVALENT,
}


def answer_comparison(data: YearData) -> Answer:
    """The difference between programme and comparison group, by the estimator that the design declares.

    Without a declaration: randomised, or measured afterwards alone, the difference after the programme; otherwise
    the difference in each person's change.
    Claims are those of the methods; the study caps them by the evidence.
    """
    if not data.has_comparison:
        return Answer(question="comparison", year=data.year, absent=Absence.NO_COMPARISON_GROUP)
    if not data.programme.outcomes or data.tables.measurements is None:
        return Answer(question="comparison", year=data.year, absent=Absence.NO_INDICATORS)
    findings = among_several(tuple(_finding(data, indicator) for indicator in data.programme.outcomes))
    return Answer(question="comparison", year=data.year, findings=findings)


def _finding(data: YearData, indicator: Indicator) -> Finding:
    found = difference_between(data, indicator)
    main = found.main.with_cautions(*_cautions(data, indicator))
    estimates = tuple((role, main if role is Role.MAIN else each) for role, each in found.estimates)
    alpha = 1 - level_of_each(data.compared_arms)
    return replace(
        found,
        estimates=estimates,
        verdict=relevance_of(main, indicator, alpha=alpha),
        target=indicator.smallest_relevant_change,
    )


def difference_between(data: YearData, indicator: Indicator, *, at: Wave | None = None) -> Finding:
    """Both groups and their difference by the declared main estimate, without what is to be said of it.

    Parameters
    ----------
    data, indicator
        Of a year; in what.
    at
        In which wave, in place of the main one; None for that.
    """
    measure = measure_of(indicator)
    ours, theirs = compared(data, indicator, at=at)
    changes = ours.before is not None
    later = ("change" if changes else "after") if at is None else f"change.{at}" if changes else str(at)
    variable = f"{indicator.id}.{later}"
    each = level_of_each(data.compared_arms)
    found = one_of_several(measure.difference(ours, theirs, level=each), data.compared_arms)
    difference = resting(measure, found, variable, ours, theirs)
    difference = _also_of_the_start(data, indicator, difference, ours, theirs)
    standardised = measure.standardised_difference(difference, ours, theirs, level=each)
    standardised = one_of_several(replace(standardised, test=None), data.compared_arms)
    return Finding(
        subject=data.outcome_subject(indicator),
        estimates=(
            (Role.MAIN, difference),
            (Role.STANDARDISED, resting(measure, standardised, variable, ours, theirs)),
            (Role.PROGRAMME, resting(measure, measure.of_group(ours), variable, ours)),
            (Role.COMPARISON, resting(measure, measure.of_group(theirs), variable, theirs)),
        ),
    )


def _also_of_the_start(
    data: YearData, indicator: Indicator, difference: Estimate, *groups: Observations
) -> Estimate:
    """An adjusted difference tells of the baseline or pre-test as well, of all who have one."""
    start = data.start_of(indicator)
    if start is None or data.main_estimate(indicator) is not MainEstimate.ADJUSTED:
        return difference
    known = (
        each.sample.where(data.answered(start.id, group, Wave.BEFORE).chosen, f"{start.id}.before")
        for group, each in zip(Group, groups, strict=True)
    )
    return difference.resting_on(*difference.populations, *(sample.population for sample in known))


def _cautions(data: YearData, indicator: Indicator) -> tuple[Caution, ...]:
    smallest = data.programme.privacy.smallest_group
    cautions = [*group_and_design_cautions(data, indicator), *wave_cautions(data, indicator)]
    for group in Group:
        if data.measured_twice(indicator):
            scores = (data.wave_scores(indicator.id, group, wave) for wave in data.waves(indicator))
            cautions.extend(loss_cautions(*scores, smallest=smallest))
        else:  # who is silent then was lost
            cautions.extend(silence_cautions(data, indicator, group))
    if lost_clusters_verdict(data) is Verdict.HIGH_ATTRITION:
        cautions.append(Caution.CLUSTERS_LOST)
    return (*cautions, *start_cautions(data, indicator))


def group_and_design_cautions(data: YearData, indicator: Indicator) -> tuple[Caution, ...]:
    """What the design and the groups oblige to say beside any difference of them, whenever it was measured."""
    changes = data.main_estimate(indicator) is MainEstimate.CHANGE_DIFFERENCE
    design = (each for each in design_cautions(data) if changes or each is not Caution.REGRESSION_TO_THE_MEAN)
    return (*design, *group_cautions(data))


def start_cautions(data: YearData, indicator: Indicator) -> tuple[Caution, ...]:
    """That the groups were unlike before; or, without a lot, that nobody knows whether they were."""
    baseline = baseline_of_indicator(data, indicator)
    if baseline is None:
        by_lot = data.programme.design.by_lot
        return () if by_lot or data.measured_twice(indicator) else (Caution.START_NOT_MEASURED,)
    told = rests_on_enough(baseline.main, smallest=data.programme.privacy.smallest_group)
    if not told or lot_held(data) or baseline.verdict not in BASELINE_CAUTIONS:
        return ()
    adjusted = data.main_estimate(indicator) is MainEstimate.ADJUSTED
    if adjusted and baseline.verdict is Verdict.NEEDS_ADJUSTMENT:  # that is done
        return ()
    return (BASELINE_CAUTIONS[baseline.verdict],)


QUESTION = Question(
    answer=lambda asked: answer_comparison(asked.data),
    compares=True,
    by_arm=True,
    limits=True,
    goals=("difference",),
    side_effects=1,
    missed=20.0,
    reads=Reads.NAMED,
)

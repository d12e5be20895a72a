"""Participants and those who were not in the programme: alike at the start, different afterwards."""

from __future__ import annotations

import numpy as np

from wirkung.codes import Absence, Caution, Role, Verdict
from wirkung.declared import Assignment, DesignKind, Group, Wave
from wirkung.estimate import Estimate
from wirkung.finding import Answer, Finding
from wirkung.measures import measure_of
from wirkung.methods.comparison.clusters import difference_in_change_clustered, mean_difference_clustered
from wirkung.methods.comparison.mean_difference import hedges_g
from wirkung.methods.comparison.standardised_difference import standardised_difference
from wirkung.methods.kernels.intervals import mean
from wirkung.programme.model import Indicator
from wirkung.questions import Question
from wirkung.questions.baseline import baseline_of_indicator
from wirkung.year.cautions import design_cautions, loss_cautions
from wirkung.year.data import Courses, YearData
from wirkung.year.judging import among_several, relevance_of
from wirkung.year.licence import loss_of_first_indicator

BASELINE_CAUTIONS = {
    Verdict.NEEDS_ADJUSTMENT: Caution.BASELINE_NEEDS_ADJUSTMENT,
    Verdict.NOT_EQUIVALENT: Caution.BASELINE_NOT_EQUIVALENT,
}


def answer_comparison(data: YearData) -> Answer:
    """The difference between programme and comparison group, by the estimator that the design prescribes.

    Randomised: difference in means after the programme (Welch). Otherwise: difference in within-person change.
    Claims are those of the methods; the study caps them by the evidence.
    """
    if not data.has_comparison:
        return Answer(question="comparison", year=data.year, absent=Absence.NO_COMPARISON_GROUP)
    if not data.programme.indicators or data.tables.measurements is None:
        return Answer(question="comparison", year=data.year, absent=Absence.NO_INDICATORS)
    randomised = data.programme.design.kind is DesignKind.RANDOMISED
    compare = _compare_after if randomised else _compare_change
    findings = among_several(tuple(compare(data, indicator) for indicator in data.programme.indicators))
    return Answer(question="comparison", year=data.year, findings=findings)


def _compare_after(data: YearData, indicator: Indicator) -> Finding:
    unit = measure_of(indicator).unit
    programme = data.wave_scores(indicator.id, Group.PROGRAMME, Wave.AFTER)
    comparison = data.wave_scores(indicator.id, Group.COMPARISON, Wave.AFTER)
    difference = mean_difference_clustered(programme, comparison, *_courses(data), unit=unit)
    in_courses = any(courses is not None for courses in _courses(data))
    return _finding(
        data,
        indicator,
        difference,
        standardised=standardised_difference(difference, programme, comparison)
        if in_courses
        else hedges_g(programme, comparison),
        programme=mean(programme, unit=unit),
        comparison=mean(comparison, unit=unit),
    )


def _courses(data: YearData) -> tuple[Courses, Courses]:
    return data.courses(Group.PROGRAMME), data.courses(Group.COMPARISON)


def _compare_change(data: YearData, indicator: Indicator) -> Finding:
    unit = measure_of(indicator).unit
    waves = [data.wave_scores(indicator.id, group, wave) for group in Group for wave in (Wave.BEFORE, Wave.AFTER)]
    programme_before, programme_after, comparison_before, comparison_after = waves
    difference = difference_in_change_clustered(
        programme_before, programme_after, comparison_before, comparison_after, *_courses(data), unit=unit
    )
    programme, comparison = programme_after - programme_before, comparison_after - comparison_before
    return _finding(
        data,
        indicator,
        difference,
        standardised=standardised_difference(
            difference,
            np.where(np.isnan(programme), np.nan, programme_after),
            np.where(np.isnan(comparison), np.nan, comparison_after),
        ),
        programme=mean(programme, unit=unit),
        comparison=mean(comparison, unit=unit),
    )


def _finding(
    data: YearData,
    indicator: Indicator,
    difference: Estimate,
    *,
    standardised: Estimate,
    programme: Estimate,
    comparison: Estimate,
) -> Finding:
    main = difference.with_cautions(*_cautions(data, indicator))
    return Finding(
        subject=data.indicator_subject(indicator),
        estimates=(
            (Role.MAIN, main),
            (Role.STANDARDISED, standardised),
            (Role.PROGRAMME, programme),
            (Role.COMPARISON, comparison),
        ),
        verdict=relevance_of(main, indicator),
        target=indicator.smallest_relevant_change,
    )


def _cautions(data: YearData, indicator: Indicator) -> tuple[Caution, ...]:
    cautions: list[Caution] = [
        caution for caution in design_cautions(data) if caution is not Caution.REGRESSION_TO_THE_MEAN
    ]
    if data.programme.design.assignment is Assignment.SELF_SELECTED:
        cautions.append(Caution.SELF_SELECTION)
    for group in Group:
        before = data.wave_scores(indicator.id, group, Wave.BEFORE)
        cautions.extend(loss_cautions(before, data.wave_scores(indicator.id, group, Wave.AFTER)))
    baseline = None if _lot_held(data) else baseline_of_indicator(data, indicator)
    if baseline is not None and baseline.verdict in BASELINE_CAUTIONS:
        cautions.append(BASELINE_CAUTIONS[baseline.verdict])
    return tuple(cautions)


def _lot_held(data: YearData) -> bool:
    """After a lottery with low loss a difference at the start is chance; the interval allows for it (WWC 5.0)."""
    design = data.programme.design
    loss = loss_of_first_indicator(data)
    by_lot = design.kind is DesignKind.RANDOMISED and design.assignment is Assignment.LOTTERY
    return by_lot and loss is not None and loss.verdict is Verdict.LOW_ATTRITION


QUESTION = Question(answer=lambda asked: answer_comparison(asked.data), compares=True, limits=True)

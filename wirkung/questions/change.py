"""Did participants change? Before and after in the same persons of the programme group."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from wirkung.codes import Absence, Caution, Role, UnitKind, Verdict
from wirkung.declared import Assignment, Group, Wave
from wirkung.estimate import Estimate, Unit
from wirkung.finding import Answer, Finding
from wirkung.methods.change.prepost import standardised_change
from wirkung.methods.change.relevance import relevance
from wirkung.methods.comparison.clusters import mean_change_clustered
from wirkung.methods.comparison.mean_difference import BASELINE_NOT_EQUIVALENT, hedges_g
from wirkung.methods.comparison.multiplicity import several_tests
from wirkung.methods.kernels.intervals import mean
from wirkung.programme.model import Indicator
from wirkung.programme.parts import text_in
from wirkung.questions import Question
from wirkung.year.data import Scores, YearData

# From here on a loss is named beside the result: «more than 20 per cent poses serious threats to validity»
# (Schulz and Grimes 2002, Lancet 359, 781-785).
MANY_LOST = 0.2


def answer_change(data: YearData) -> Answer:
    """Mean change of every indicator in the programme group, with its standardised form."""
    absent = _absence(data)
    if absent is not None:
        return Answer(question="change", year=data.year, absent=absent)
    findings = among_several(tuple(_finding(data, indicator) for indicator in data.programme.indicators))
    return Answer(question="change", year=data.year, findings=findings)


def among_several(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings on several indicators; a result that chance explains once all are counted says so (Holm)."""
    adjusted = several_tests([finding.main for finding in findings])
    return tuple(
        replace(
            finding,
            estimates=tuple(
                (role, result.estimate if role is Role.MAIN else each) for role, each in finding.estimates
            ),
        )
        for finding, result in zip(findings, adjusted, strict=True)
    )


def _absence(data: YearData) -> Absence | None:
    if not data.programme.indicators:
        return Absence.NO_INDICATORS
    return Absence.NO_MEASUREMENTS if data.tables.measurements is None else None


def _finding(data: YearData, indicator: Indicator) -> Finding:
    scores = {wave: data.wave_scores(indicator.id, Group.PROGRAMME, wave) for wave in Wave}
    before, after = scores[Wave.BEFORE], scores[Wave.AFTER]
    unit = score_unit(data, indicator)
    single = np.isnan(before) | np.isnan(after)  # no pair: one of both answers is missing
    courses = data.courses(Group.PROGRAMME)
    cautions = design_cautions(data) + loss_cautions(before, after)
    estimates = [
        (Role.MAIN, mean_change_clustered(before, after, courses, unit=unit).with_cautions(*cautions)),
        (Role.BEFORE, mean(np.where(single, np.nan, before), unit=unit)),
        (Role.AFTER, mean(np.where(single, np.nan, after), unit=unit)),
        (Role.STANDARDISED, standardised_change(before, after, standardiser="g_av")),
    ]
    return Finding(
        subject=data.indicator_subject(indicator),
        estimates=tuple(estimates) + _lasting(data, before, scores[Wave.FOLLOW_UP], unit),
        verdict=relevance_of(estimates[0][1], indicator),
        target=indicator.smallest_relevant_change,
    )


def _lasting(data: YearData, before: Scores, follow_up: Scores, unit: Unit) -> tuple[tuple[Role, Estimate], ...]:
    if np.isnan(follow_up).all():
        return ()
    change = mean_change_clustered(before, follow_up, data.courses(Group.PROGRAMME), unit=unit)
    return ((Role.FOLLOW_UP, change.with_cautions(*loss_cautions(before, follow_up))),)


def relevance_of(estimate: Estimate, indicator: Indicator) -> Verdict | None:
    """Whether the estimate matters in everyday life; None where the programme file does not say from when on."""
    smallest = indicator.smallest_relevant_change
    return None if smallest is None else relevance(estimate, smallest).verdict


def score_unit(data: YearData, indicator: Indicator) -> Unit:
    """The unit of an indicator's scores, named in the report's language."""
    return Unit(kind=UnitKind.SCORE, symbol=text_in(indicator.unit, data.language))


def design_cautions(data: YearData) -> tuple[Caution, ...]:
    """What the declared design itself obliges to say."""
    design = data.programme.design
    said = {
        Caution.NO_COMPARISON_GROUP: not data.has_comparison,
        Caution.REGRESSION_TO_THE_MEAN: design.assignment is Assignment.SELECTED_BY_BASELINE,
        Caution.RETROSPECTIVE_INSTRUMENT: design.instrument == "retrospective",
    }
    return tuple(caution for caution, holds in said.items() if holds)


def loss_cautions(before: Scores, later: Scores) -> tuple[Caution, ...]:
    """Whether many of those who answered before did not answer later, and whether they were different."""
    answered = ~np.isnan(before)
    lost = answered & np.isnan(later)
    stayed = answered & ~lost
    cautions = []
    if lost.sum() > MANY_LOST * answered.sum():
        cautions.append(Caution.MANY_LOST)
    if min(lost.sum(), stayed.sum()) > 1:
        difference = hedges_g(before[lost], before[stayed]).value
        if difference is not None and abs(difference) > BASELINE_NOT_EQUIVALENT:
            cautions.append(Caution.LOST_DIFFER)
    return tuple(cautions)


QUESTION = Question(answer=lambda asked: answer_change(asked.data), limits=True)

"""What could distort the result, each with a figure: loss, ends of the scale, selection, missing answers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from wirkung.codes import Absence, Caution, Quantity, Role, Verdict
from wirkung.declared import Assignment, Group, Wave
from wirkung.estimate import Estimate
from wirkung.finding import Answer, Finding
from wirkung.measures import measure_of
from wirkung.methods.kernels.intervals import share
from wirkung.methods.threats.floor_ceiling import scale_ends
from wirkung.methods.threats.intraclass import intraclass_correlation
from wirkung.methods.threats.missing import missing_answers
from wirkung.methods.threats.regression_to_the_mean import change_without_effect
from wirkung.programme.model import Indicator
from wirkung.questions import Question
from wirkung.year.data import Scores, YearData
from wirkung.year.licence import comparison_attending, loss_of_first_indicator

# Imputation draws at random; the seed is part of the method, so that two runs give the same report.
SEED = 1


def answer_threats(data: YearData) -> Answer:
    """Every threat to the result that can be given a figure in this programme and year."""
    if not data.programme.indicators or data.tables.measurements is None:
        return Answer(question="threats", year=data.year, absent=Absence.NO_INDICATORS)
    findings = [*_loss(data), *_contamination(data)]
    for indicator in data.programme.indicators:
        findings.extend(_of_indicator(data, indicator))
    if not findings:
        return Answer(question="threats", year=data.year, absent=Absence.NO_MEASUREMENTS)
    return Answer(question="threats", year=data.year, findings=tuple(findings))


def _loss(data: YearData) -> Iterator[Finding]:
    loss = loss_of_first_indicator(data)
    if loss is None:
        return
    yield _threat(data, "loss.programme", loss.programme)
    yield _threat(data, "loss.comparison", loss.comparison)
    yield _threat(data, "loss.difference", loss.difference, verdict=loss.verdict)


def _contamination(data: YearData) -> Iterator[Finding]:
    attending = comparison_attending(data)
    if attending is not None:
        yield _threat(data, "contamination", share(*attending))


def _of_indicator(data: YearData, indicator: Indicator) -> Iterator[Finding]:
    before = data.wave_scores(indicator.id, Group.PROGRAMME, Wave.BEFORE)
    after = data.wave_scores(indicator.id, Group.PROGRAMME, Wave.AFTER)
    if np.isnan(before).all() or np.isnan(after).all():
        return
    if indicator.scale is not None:
        ends = scale_ends(before, after, lowest=indicator.scale.low, highest=indicator.scale.high)
        # Who is at the wanted end already cannot get further, and the change is underestimated.
        if indicator.better == "higher":
            yield _threat(data, "ceiling_before", ends.ceiling_before, indicator)
            yield _threat(data, "ceiling_after", ends.ceiling_after, indicator)
        else:
            yield _threat(data, "floor_before", ends.floor_before, indicator)
            yield _threat(data, "floor_after", ends.floor_after, indicator)
    courses = data.courses(Group.PROGRAMME)
    if courses is not None:
        yield _threat(data, "courses", intraclass_correlation(after - before, courses), indicator)
    yield from _regression(data, indicator, before)
    missing = missing_answers(before, after, unit=measure_of(indicator).unit, seed=SEED)
    yield _threat(data, "missing", missing.imputed, indicator)


def _regression(data: YearData, indicator: Indicator, before: Scores) -> Iterator[Finding]:
    """What selection by the baseline alone would bring; both groups stand for all who might have come."""
    if data.programme.design.assignment is not Assignment.SELECTED_BY_BASELINE or not data.has_comparison:
        return
    others = [data.wave_scores(indicator.id, Group.COMPARISON, wave) for wave in (Wave.BEFORE, Wave.AFTER)]
    first, second = np.array(others)[:, ~np.isnan(others).any(axis=0)]
    if first.size == 0 or min(np.ptp(first), np.ptp(second)) == 0:
        return  # no correlation to be had
    everybody = np.concatenate([before[~np.isnan(before)], others[0][~np.isnan(others[0])]])
    expected = change_without_effect(
        before,
        population_mean=float(everybody.mean()),
        correlation=float(np.corrcoef(first, second)[0, 1]),
        unit=measure_of(indicator).unit,
    )
    yield _threat(data, "regression", expected, indicator)


def _threat(
    data: YearData,
    threat: str,
    estimate: Estimate,
    indicator: Indicator | None = None,
    *,
    verdict: Verdict | None = None,
) -> Finding:
    like = None if indicator is None else data.indicator_subject(indicator)
    ignores_courses = data.programme.design.clusters is not None and estimate.interval is not None
    clustered = ignores_courses and estimate.quantity is not Quantity.INTRACLASS_CORRELATION
    said = estimate.with_cautions(Caution.CLUSTERS_NOT_CONSIDERED) if clustered else estimate
    label = "" if like is None else like.label
    return Finding(
        subject=data.own_subject(f"threat.{threat}", like=like, label=label),
        estimates=((Role.MAIN, said),),
        verdict=verdict,
    )


QUESTION = Question(answer=lambda asked: answer_threats(asked.data))

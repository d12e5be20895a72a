"""Does the result hold under other methods? Shown beside the one the design prescribes, never instead of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wirkung.codes import Absence, Caution, Direction, Role
from wirkung.declared import DesignKind, Group, Wave
from wirkung.estimate import Estimate, Unit
from wirkung.finding import Answer, Finding
from wirkung.measures import measure_of, observations
from wirkung.methods.robustness.ancova import adjusted_difference
from wirkung.methods.robustness.doubly_robust import doubly_robust_difference
from wirkung.methods.robustness.lee_bounds import lee_bounds
from wirkung.methods.robustness.weighting import weighted_difference
from wirkung.programme.model import Indicator
from wirkung.questions import Question
from wirkung.year.data import Scores, YearData
from wirkung.year.sample import rests_on
from wirkung.year.tracking.covariates import SMALLEST_CATEGORY


@dataclass(frozen=True, eq=False)
class Waves:
    """Scores of both groups before and after, one row a person."""

    programme_before: Scores
    programme_after: Scores
    comparison_before: Scores
    comparison_after: Scores

    @property
    def four(self) -> tuple[Scores, Scores, Scores, Scores]:
        """In the order in which methods take them."""
        return self.programme_before, self.programme_after, self.comparison_before, self.comparison_after


def answer_robustness(data: YearData, comparison: Answer) -> Answer:
    """The difference by every other estimator that the data allow, for each indicator."""
    if not comparison.findings:
        return Answer(question="robustness", year=data.year, absent=Absence.NO_COMPARISON_GROUP)
    chosen = {finding.subject.id: finding for finding in comparison.findings}
    findings = [
        finding
        for indicator in data.programme.indicators
        for finding in _findings(data, indicator, chosen[indicator.id].main)
    ]
    return Answer(question="robustness", year=data.year, findings=tuple(findings))


def _findings(data: YearData, indicator: Indicator, chosen: Estimate) -> Iterator[Finding]:
    subject = data.indicator_subject(indicator)
    others = tuple(_other_estimates(data, indicator))
    # The cautions of the chosen result stand with it; here only those of the other methods are new.
    plain = chosen if chosen.value is None else replace(chosen, cautions=())
    for method, estimate in (("chosen", plain), *others):
        said = estimate.with_cautions(Caution.ESTIMATORS_DISAGREE) if _disagrees(estimate, chosen) else estimate
        yield Finding(
            subject=data.own_subject(f"robustness.{method}", like=subject, label=subject.label),
            estimates=((Role.MAIN, said),),
        )


def _disagrees(estimate: Estimate, chosen: Estimate) -> bool:
    """One method sees a difference where another sees none, or the opposite one."""
    known = Direction.UNKNOWN not in (estimate.direction, chosen.direction)
    return known and estimate.direction is not chosen.direction


def _other_estimates(data: YearData, indicator: Indicator) -> Iterator[tuple[str, Estimate]]:
    waves, unit = waves_of(data, indicator), measure_of(indicator).unit
    randomised = data.programme.design.kind is DesignKind.RANDOMISED
    if _has_baseline(waves):
        if randomised:
            yield "change", _difference(data, indicator, Wave.BEFORE, Wave.AFTER)
        else:
            yield "after", _difference(data, indicator, Wave.AFTER)
        yield "ancova", _adjusted(data, waves, unit)
        yield from _weighted(data, waves, unit)
    if randomised and np.isnan(np.concatenate([waves.programme_after, waves.comparison_after])).any():
        bounds = lee_bounds(waves.programme_after, waves.comparison_after, unit=unit)
        yield "lee_lower", bounds.lower
        yield "lee_upper", bounds.upper


def _difference(data: YearData, indicator: Indicator, *waves: Wave) -> Estimate:
    ours, theirs = (observations(data, indicator, group, *waves) for group in Group)
    return rests_on(measure_of(indicator).difference(ours, theirs), ours.sample, theirs.sample)


def _adjusted(data: YearData, waves: Waves, unit: Unit) -> Estimate:
    """Analysis of covariance with the baseline; courses by CR2, everybody without a course alone."""
    outcome = np.concatenate([waves.programme_after, waves.comparison_after])
    before = np.concatenate([waves.programme_before, waves.comparison_before])
    in_programme = np.repeat([True, False], [len(waves.programme_after), len(waves.comparison_after)])
    return adjusted_difference(outcome, in_programme, before, unit=unit, clusters=_clusters(data))


def _clusters(data: YearData) -> NDArray[np.str_] | None:
    """The course of every person, programme group first; who has none is a cluster of their own."""
    ours, theirs = data.courses(Group.PROGRAMME), data.courses(Group.COMPARISON)
    if ours is None or theirs is None:
        return None
    labels = pd.Series(np.concatenate([ours, theirs]), dtype=object)
    alone = "person " + labels.index.astype(str).to_series(index=labels.index)
    return labels.where(labels.notna(), alone).to_numpy(dtype=str)


def _weighted(data: YearData, waves: Waves, unit: Unit) -> Iterator[tuple[str, Estimate]]:
    outcome = np.concatenate([waves.programme_after, waves.comparison_after])
    before = np.concatenate([waves.programme_before, waves.comparison_before])
    in_programme = np.repeat([True, False], [len(waves.programme_after), len(waves.comparison_after)])
    covariates = np.column_stack([before, covariates_of(data)])
    weighted = weighted_difference(outcome, in_programme, covariates, unit=unit).difference
    doubly_robust = doubly_robust_difference(outcome, in_programme, covariates, unit=unit).difference
    yield "weighted", _without_courses(data, weighted)
    yield "doubly_robust", _without_courses(data, doubly_robust)


def _without_courses(data: YearData, estimate: Estimate) -> Estimate:
    clustered = data.programme.design.clusters is not None
    return estimate.with_cautions(Caution.CLUSTERS_NOT_CONSIDERED) if clustered else estimate


def _has_baseline(waves: Waves) -> bool:
    return not (np.isnan(waves.programme_before).all() or np.isnan(waves.comparison_before).all())


def waves_of(data: YearData, indicator: Indicator) -> Waves:
    """Scores of both groups before and after."""
    return Waves(
        *(data.wave_scores(indicator.id, group, wave) for group in Group for wave in (Wave.BEFORE, Wave.AFTER))
    )


def covariates_of(data: YearData) -> NDArray[np.float64]:
    """The characteristics as numbers, programme group first: shape (persons, columns), NaN where missing.

    Categories become one column each; the most frequent is left out, since it follows from the others, and
    those with fewer than `SMALLEST_CATEGORY` persons are counted with it.
    """
    persons = pd.concat([data.persons(group) for group in Group])
    columns = []
    for characteristic in data.programme.characteristics:
        values = persons[characteristic.id]
        if characteristic.kind == "number":
            columns.append(values.to_numpy(dtype=float))
            continue
        counts = values.value_counts()
        levels = sorted(counts[counts >= SMALLEST_CATEGORY].index[1:])
        columns.extend(np.where(values.isna(), np.nan, values == level).astype(float) for level in levels)
    return np.column_stack(columns) if columns else np.empty((len(persons), 0))


QUESTION = Question(
    answer=lambda asked: answer_robustness(asked.data, asked.before_licence("comparison")), compares=True
)

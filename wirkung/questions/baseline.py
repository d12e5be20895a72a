"""Were the groups alike beforehand?"""

from __future__ import annotations

import pandas as pd

from wirkung.codes import Absence, Caution, Claim, Role, Verdict
from wirkung.declared import Group, Wave
from wirkung.estimate import Estimate
from wirkung.finding import Answer, Finding, Subject
from wirkung.measures import measure_of, observations
from wirkung.methods.comparison.mean_difference import baseline_verdict, cox_index, hedges_g
from wirkung.methods.evidence.evidence import capped
from wirkung.methods.kernels.intervals import mean, share
from wirkung.programme.model import Characteristic, Indicator
from wirkung.programme.parts import text_in
from wirkung.questions import Question
from wirkung.year.data import YearData

BASELINE_CAUTIONS = {
    Verdict.NEEDS_ADJUSTMENT: Caution.BASELINE_NEEDS_ADJUSTMENT,
    Verdict.NOT_EQUIVALENT: Caution.BASELINE_NOT_EQUIVALENT,
}


def answer_baseline(data: YearData) -> Answer:
    """Whether the groups were alike before the programme: indicators and characteristics, standardised."""
    if not data.has_comparison:
        return Answer(question="baseline", year=data.year, absent=Absence.NO_COMPARISON_GROUP)
    indicators = (baseline_of_indicator(data, indicator) for indicator in data.programme.indicators)
    findings = [finding for finding in indicators if finding is not None]
    for characteristic in data.programme.characteristics:
        findings.extend(_baseline_of_characteristic(data, characteristic))
    if not findings:
        return Answer(question="baseline", year=data.year, absent=Absence.NO_CHARACTERISTICS)
    return Answer(question="baseline", year=data.year, findings=tuple(findings))


def baseline_of_indicator(data: YearData, indicator: Indicator) -> Finding | None:
    """Baseline of those whose results are compared (the analytic sample of What Works Clearinghouse 5.0)."""
    measure = measure_of(indicator)
    groups = [observations(data, indicator, group, Wave.BEFORE, Wave.AFTER) for group in Group]
    programme, comparison = (group.first for group in groups)
    if min(programme.size, comparison.size) == 0:
        return None
    ours, theirs = (group.sample.called(f"{indicator.id}.before").population for group in groups)
    return _baseline_finding(
        data.indicator_subject(indicator),
        measure.baseline(programme, comparison).resting_on(ours, theirs),
        measure.level(programme).resting_on(ours),
        measure.level(comparison).resting_on(theirs),
    )


def _baseline_of_characteristic(data: YearData, characteristic: Characteristic) -> list[Finding]:
    label = text_in(characteristic.label, data.language)
    groups = [data.persons(group)[characteristic.id].dropna() for group in (Group.PROGRAMME, Group.COMPARISON)]
    if any(group.empty for group in groups):
        return []
    if characteristic.kind == "number":
        subject = Subject(id=characteristic.id, label=label, decimals=1)
        programme, comparison = (group.to_numpy(dtype=float) for group in groups)
        unit = data.plain_unit
        return [
            _baseline_finding(
                subject, hedges_g(programme, comparison), mean(programme, unit=unit), mean(comparison, unit=unit)
            )
        ]
    return [
        _baseline_of_category(
            Subject(id=f"{characteristic.id}.{level}", label=f"{label}: {level}", part_of=(characteristic.id,)),
            groups,
            level,
        )
        for level in _levels_to_show(groups)
    ]


def _levels_to_show(groups: list[pd.Series]) -> list[str]:
    """Every category; of two, the first, since the other says the same."""
    levels = sorted(set().union(*(group.astype(str) for group in groups)))
    return levels[:1] if len(levels) <= 2 else levels  # noqa: PLR2004 - two is «the other one»


def _baseline_of_category(subject: Subject, groups: list[pd.Series], level: str) -> Finding:
    counts = [(int((group.astype(str) == level).sum()), len(group)) for group in groups]
    (in_programme, programme), (in_comparison, comparison) = counts
    return _baseline_finding(
        subject,
        cox_index((in_programme, in_comparison), (programme, comparison)),
        share(in_programme, programme),
        share(in_comparison, comparison),
    )


def _baseline_finding(subject: Subject, main: Estimate, programme: Estimate, comparison: Estimate) -> Finding:
    verdict = None if main.value is None else baseline_verdict(main.value)
    before = capped(main, Claim.DESCRIPTION)
    estimates = ((Role.MAIN, before), (Role.PROGRAMME, programme), (Role.COMPARISON, comparison))
    return Finding(subject=subject, estimates=estimates, verdict=verdict)


QUESTION = Question(answer=lambda asked: answer_baseline(asked.data))

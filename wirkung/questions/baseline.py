"""Were the groups alike beforehand?

Judged is what has to be alike: the outcome's own start (or its pre-test), and the characteristics that the
programme file names for it. The others are described: of many, one lies apart by chance. A characteristic that
tells the groups apart completely is judged in any case.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from wirkung.codes import Absence, Assumption, Caution, Claim, Quantity, Ranges, Reads, Role, Verdict
from wirkung.declared import Group
from wirkung.estimate import Estimate
from wirkung.finding import Answer, Finding, Subject
from wirkung.measures import measure_of, populations
from wirkung.methods.comparison.mean_difference import baseline_verdict
from wirkung.methods.comparison.standardised_in_courses import cox_index_in_courses, hedges_g_in_courses
from wirkung.methods.evidence.evidence import capped
from wirkung.methods.kernels.intervals import mean, share
from wirkung.programme.model import Characteristic, Indicator
from wirkung.questions import Question
from wirkung.year.characteristics import Known, known_levels, known_numbers
from wirkung.year.data import YearData
from wirkung.year.in_courses import mean_of_sample, share_of_sample
from wirkung.year.levels import in_order
from wirkung.year.losses import lot_held
from wirkung.year.observed import observations, with_pretest

PRINTED = 2  # decimals of a standardised difference


def answer_baseline(data: YearData) -> Answer:
    """Whether the groups were alike before the programme: indicators and characteristics, standardised."""
    if not data.has_comparison:
        return Answer(question="baseline", year=data.year, absent=Absence.NO_COMPARISON_GROUP)
    indicators = (baseline_of_indicator(data, indicator) for indicator in data.programme.outcomes)
    findings = [finding for finding in indicators if finding is not None]
    for characteristic in data.programme.characteristics:
        findings.extend(_baseline_of_characteristic(data, characteristic))
    if not findings:
        return Answer(question="baseline", year=data.year, absent=Absence.NO_CHARACTERISTICS)
    if data.blocks(Group.PROGRAMME) is not None:
        findings = [_of_all_blocks(finding) for finding in findings]
    if lot_held(data):
        findings = [_by_chance(finding) for finding in findings]
    return Answer(question="baseline", year=data.year, findings=tuple(findings))


def _of_all_blocks(finding: Finding) -> Finding:
    """What is compared of the start is of everybody, wherever they were drawn."""
    main = finding.main.with_cautions(Caution.BLOCKS_NOT_CONSIDERED)
    return replace(finding, estimates=((Role.MAIN, main), *finding.estimates[1:]))


def _by_chance(finding: Finding) -> Finding:
    """After a lottery that held to the end whatever the groups differ in is chance, which intervals allow for."""
    main = finding.main.with_assumptions(Assumption.RANDOM_ASSIGNMENT)
    return replace(finding, estimates=((Role.MAIN, main), *finding.estimates[1:]))


def baseline_of_indicator(data: YearData, indicator: Indicator) -> Finding | None:
    """Baseline of those whose results are compared (the analytic sample of What Works Clearinghouse 5.0).

    Of what was measured afterwards alone it is that of its pre-test; without one there is none.
    """
    measured, subject = indicator, data.indicator_subject(indicator)
    pretest = data.pretest_of(indicator)
    if pretest is not None:
        measured = pretest
        subject = replace(data.indicator_subject(pretest), pretest_of=indicator.id)
        ours, theirs = (with_pretest(data, indicator, pretest, group)[1] for group in Group)
    elif data.measured_twice(indicator):
        ours, theirs = (observations(data, indicator, group, *data.waves(indicator)).at_first for group in Group)
    else:
        return None
    measure = measure_of(measured)
    if min(ours.after.size, theirs.after.size) < data.programme.privacy.smallest_group:
        return None
    estimates = (
        (measure.baseline(ours, theirs), (ours, theirs)),
        (measure.of_group(ours), (ours,)),
        (measure.of_group(theirs), (theirs,)),
    )
    main, programme, comparison = (
        estimate.resting_on(*populations(measure, f"{measured.id}.before", *groups))
        for estimate, groups in estimates
    )
    return _baseline_finding(subject, main, programme, comparison)


def _baseline_of_characteristic(data: YearData, characteristic: Characteristic) -> list[Finding]:
    number = characteristic.kind == "number"
    groups = known_numbers(data, characteristic) if number else known_levels(data, characteristic)
    if min(group.levels.size for group in groups) < data.programme.privacy.smallest_group:
        return []
    if number:
        findings = [_baseline_of_number(data, characteristic, groups)]
    else:
        findings = [_baseline_of_category(characteristic, groups, level) for level in _levels_to_show(groups)]
    if _separated(groups, number=number):
        return [_told_apart(finding) for finding in findings]
    return findings if characteristic.baseline_check else [replace(each, verdict=None) for each in findings]


def _separated(groups: Sequence[Known], *, number: bool) -> bool:
    """Whether no value occurs in both groups; small categories are counted together, and so occur in both."""
    ours, theirs = (group.levels for group in groups)
    if number:
        return bool(max(ours) < min(theirs) or max(theirs) < min(ours))
    return not set(ours) & set(theirs)


def _told_apart(finding: Finding) -> Finding:
    main = finding.main.with_cautions(Caution.GROUPS_SEPARATED)
    estimates = ((Role.MAIN, main), *finding.estimates[1:])
    return replace(finding, estimates=estimates, verdict=Verdict.NOT_EQUIVALENT)


def _levels_to_show(groups: Sequence[Known]) -> list[str]:
    """Every category; of two, the first, since the other says the same."""
    levels = in_order([str(value) for group in groups for value in group.levels])
    return levels[:1] if len(levels) <= 2 else levels  # noqa: PLR2004 - two is «the other one»


def _baseline_of_number(data: YearData, characteristic: Characteristic, groups: Sequence[Known]) -> Finding:
    programme, comparison = (group.levels.astype(float) for group in groups)
    ours, theirs = (group.sample.population for group in groups)
    return _baseline_finding(
        Subject(characteristic=characteristic.id, decimals=1),
        hedges_g_in_courses(programme, comparison, *(group.sample.learned_in for group in groups)).resting_on(
            ours, theirs
        ),
        *(
            mean_of_sample(mean(values, unit=data.plain_unit), group.sample, values).resting_on(population)
            for values, group, population in zip((programme, comparison), groups, (ours, theirs), strict=True)
        ),
    )


def _baseline_of_category(characteristic: Characteristic, groups: Sequence[Known], level: str) -> Finding:
    everybody = [group.sample for group in groups]
    there = [group.sample.those(np.array([str(value) == level for value in group.levels])) for group in groups]
    has = (whole.of(each.chosen).astype(np.float64) for each, whole in zip(there, everybody, strict=True))
    populations = [each.population for each in (*there, *everybody)]
    shares = [
        share_of_sample(share(each.size, whole.size), whole, each).resting_on(each.population, whole.population)
        for each, whole in zip(there, everybody, strict=True)
    ]
    return _baseline_finding(
        Subject(characteristic=characteristic.id, category=level, part_of=(characteristic.id,)),
        cox_index_in_courses(*has, *(whole.learned_in for whole in everybody)).resting_on(*populations),
        *shares,
    )


def _baseline_finding(subject: Subject, main: Estimate, programme: Estimate, comparison: Estimate) -> Finding:
    verdict = _wholly_different(main, programme, comparison)
    if main.value is not None:
        # As it is printed: the word tells no more than the number beside it.
        verdict = baseline_verdict(round(main.value, PRINTED))
    before = capped(main, Claim.DESCRIPTION)
    estimates = ((Role.MAIN, before), (Role.PROGRAMME, programme), (Role.COMPARISON, comparison))
    return Finding(subject=subject, estimates=estimates, verdict=verdict)


def _wholly_different(main: Estimate, programme: Estimate, comparison: Estimate) -> Verdict | None:
    """Whether each group is alike within and unlike the other: no standard deviation can say how far apart."""
    values = {programme.value, comparison.value}
    alike_within = programme.quantity is not Quantity.SHARE or values == {0.0, 1.0}
    apart = Caution.NO_SPREAD in main.cautions and None not in values and len(values) > 1
    return Verdict.NOT_EQUIVALENT if apart and alike_within else None


QUESTION = Question(
    answer=lambda asked: answer_baseline(asked.data),
    by_arm=True,
    ranges=Ranges.OF_MEANS_AND_SHARES,
    reads=Reads.NAMED,
)

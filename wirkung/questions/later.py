"""Do the groups still differ at the follow-up? Compared as the main result is, some time after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wirkung.codes import Absence, Caution, Claim, Ranges, Reads, Role, Verdict
from wirkung.declared import Group, Wave
from wirkung.finding import Answer, Finding
from wirkung.methods.evidence.evidence import capped
from wirkung.programme.model import Indicator
from wirkung.questions import Question
from wirkung.questions.comparison import difference_between, group_and_design_cautions, start_cautions
from wirkung.questions.robustness import CHECKS, lines_of
from wirkung.questions.threats import loss_lines
from wirkung.year.both_groups import Who
from wirkung.year.cautions import loss_cautions
from wirkung.year.data import YearData
from wirkung.year.judging import among_several
from wirkung.year.losses import loss_verdict, verdict_since_the_lot

# What those who were lost until then may change, as beside the main result.
BOUNDS = {name: replace(check, who=Who.LATER) for name, check in CHECKS.items() if check.for_lost}

LOST = (Caution.MANY_LOST, Caution.LOST_DIFFER, Caution.MANY_SILENT, Caution.CLUSTERS_LOST)


def answer_later(data: YearData, comparison: Answer) -> Answer:
    """The difference of the groups at the follow-up, by the declared main estimate, beside the main result.

    Of each indicator that both groups were asked about then, and of whose main result it is not the wave. None
    where a part of the comparison group has started by then: what becomes of them is told by the line of staggered
    starts. Few who answered count as nobody.
    """
    if not comparison.findings:
        return Answer(question="later", year=data.year, absent=comparison.absent)
    asked = [each for each in data.programme.outcomes if _asked_later(data, each)]
    if not asked:
        return Answer(question="later", year=data.year, absent=Absence.NO_FOLLOW_UP_OF_BOTH)
    main = {finding.subject.indicator: finding for finding in comparison.findings}
    differences = among_several(tuple(_finding(data, each, main[each.id]) for each in asked))
    findings = (*differences, *_loss(data, asked[0]), *(line for each in asked for line in _bounds(data, each)))
    return Answer(question="later", year=data.year, findings=findings)


def _asked_later(data: YearData, indicator: Indicator) -> bool:
    if Wave.FOLLOW_UP in data.waves(indicator) or data.programme.design.starts is not None:
        return False
    answered = (data.answered(indicator.id, group, *_waves(data, indicator)) for group in Group)
    return min(each.size for each in answered) >= data.programme.privacy.smallest_group


def _waves(data: YearData, indicator: Indicator) -> tuple[Wave, ...]:
    """Those in which the groups are compared then."""
    return (*data.compared_waves(indicator)[:-1], Wave.FOLLOW_UP)


def _finding(data: YearData, indicator: Indicator, main: Finding) -> Finding:
    """The difference then, what it is made of, and the main result beside it."""
    found = difference_between(data, indicator, at=Wave.FOLLOW_UP)
    said = (*group_and_design_cautions(data, indicator), *_lost(data, indicator), *start_cautions(data, indicator))
    difference = found.main.with_cautions(*said)
    estimates = [(role, difference if role is Role.MAIN else each) for role, each in found.estimates]
    # Who was lost until then stands with the main result.
    beside = replace(main.main, cautions=tuple(each for each in main.main.cautions if each not in LOST))
    subject = replace(found.subject, wave=Wave.FOLLOW_UP)
    return replace(found, subject=subject, estimates=(*estimates, (Role.AFTER, beside)))


def _lost(data: YearData, indicator: Indicator) -> Iterator[Caution]:
    """That too many are missing by then, by the rule of the design, or that they began otherwise than the rest."""
    at = indicator, Wave.FOLLOW_UP
    if data.programme.design.by_lot:
        if verdict_since_the_lot(data, at) is not Verdict.LOW_ATTRITION:
            yield Caution.LOST_UNTIL_FOLLOW_UP
    elif loss_verdict(data, at) is Verdict.MUCH_MISSING:
        yield Caution.MUCH_MISSING_AT_FOLLOW_UP
    for group in Group:
        waves = (data.wave_scores(indicator.id, group, wave) for wave in (Wave.BEFORE, Wave.FOLLOW_UP))
        found = loss_cautions(*waves, smallest=data.programme.privacy.smallest_group)
        if Caution.LOST_DIFFER in found:
            yield Caution.LOST_DIFFER


def _loss(data: YearData, indicator: Indicator) -> Iterator[Finding]:
    """How many of each group are missing then, of the first indicator."""
    for name, estimate, verdict in loss_lines(data, (indicator, Wave.FOLLOW_UP)):
        subject = data.indicator_subject(indicator, aspect=f"later.loss.{name}")
        # What is missing is no outcome, whatever the design.
        described = capped(estimate, Claim.DESCRIPTION)
        yield Finding(subject=subject, estimates=((Role.MAIN, described),), verdict=verdict)


def _bounds(data: YearData, indicator: Indicator) -> Iterator[Finding]:
    lost = tuple(each for each in _lost(data, indicator) if each is Caution.LOST_UNTIL_FOLLOW_UP)
    for line in lines_of(data, indicator, BOUNDS):
        subject = data.indicator_subject(indicator, aspect=f"later.{line.name}")
        yield Finding(subject=subject, estimates=((Role.MAIN, line.estimate.with_cautions(*lost)),))


QUESTION = Question(
    answer=lambda asked: answer_later(asked.data, asked.before_licence("comparison")),
    compares=True,
    by_arm=True,
    missed=4.0,
    ranges=Ranges.OF_MEANS_AND_SHARES,
    reads=Reads.NAMED,
)

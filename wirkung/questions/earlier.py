"""The cohort of the year beside the earlier ones, all at the same age, and beside official quotas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from wirkung.codes import Absence, Caution, CountRole, Ranges, Reads, Role
from wirkung.declared import Group, StepKind
from wirkung.estimate import Count, Estimate
from wirkung.finding import Answer, Finding, Subject
from wirkung.methods.cohort.funnel import FunnelStep
from wirkung.methods.cohort.quotas import quota_sum, share_against_quota
from wirkung.programme.model import CohortStep
from wirkung.questions import Question
from wirkung.questions.retention import earlier_and_this
from wirkung.year.data import YearData
from wirkung.year.sample import PERSONS, Sample
from wirkung.year.tracking.clock import last_day, months_later, observed_months
from wirkung.year.tracking.irregular import cautions_of
from wirkung.year.tracking.reached import Reached
from wirkung.year.tracking.steps import counted, funnel_of
from wirkung.year.tracking.ways import Ways, ways_of

OWN_STEPS = (StepKind.REGISTERED,)


def answer_earlier(data: YearData) -> Answer:
    """For each step after registration the share of all starters who had reached it at the same age."""
    if not data.programme.way:
        return Answer(question="earlier", year=data.year, absent=Absence.NO_COHORT_STEPS)
    if data.persons(Group.PROGRAMME).empty:
        return Answer(question="earlier", year=data.year, absent=Absence.NO_PARTICIPANTS)
    years = earlier_and_this(data)
    if len(years) == 1 and not data.programme.tracking.official:
        return Answer(question="earlier", year=data.year, absent=Absence.NO_EARLIER_COHORTS)
    ways = [ways_of(year, Group.PROGRAMME) for year in years]
    age = min(int(observed_months(each.entered, each.until).min()) for each in ways)
    if age < 1:
        return Answer(question="earlier", year=data.year, absent=Absence.NOT_YET_OBSERVED)
    findings = tuple(_findings(data, years, ways, age))
    if not findings:
        return Answer(question="earlier", year=data.year, absent=Absence.NO_DATED_EVENTS)
    return Answer(question="earlier", year=data.year, findings=findings)


def _findings(data: YearData, years: Sequence[YearData], ways: Sequence[Ways], age: int) -> Iterator[Finding]:
    cohort = data.programme.way
    starters = [year.sample(PERSONS, Group.PROGRAMME) for year in years]
    at_age = [
        funnel_of(everybody, cohort, _by_age(data, each, age))
        for everybody, each in zip(starters, ways, strict=True)
    ]
    by_now = funnel_of(starters[-1], cohort, ways[-1].reached)
    since = counted(cohort, ways[-1].reached) & ~counted(cohort, _by_age(data, ways[-1], age))
    dated = last_day(data) is not None
    for place, step in enumerate(cohort):
        # Without a single date nobody knows at what age an event came.
        too_early = step.kind is StepKind.EVENT and (not dated or age < (step.months or 0))
        if step.kind in OWN_STEPS or too_early:
            continue
        of_events = step.kind is StepKind.EVENT
        for year, own, steps in zip(years, ways, at_age, strict=True):
            share = replace(steps[place].of_starters, counts=steps[place].counts)
            estimate = _said(data, share.resting_on(*steps[place].populations), own, of_events=of_events)
            if year.year == data.year:
                estimate = _beside_now(estimate, starters[-1].where(since[:, place]))
            subject = _subject(step, cohort=year.year, months=age if of_events else None)
            yield Finding(subject=subject, estimates=((Role.MAIN, estimate),))
        yield from _official(data, place, by_now[place])


def _by_age(data: YearData, ways: Ways, age: int) -> Reached:
    """Who had reached each step so many months after entry; steps of the course itself have no date."""
    by_then = months_later(ways.entered, age)[:, None]
    events = np.array([step.kind is StepKind.EVENT for step in data.programme.way])
    return np.where(events, ways.steps <= by_then, ways.reached)


def _said(data: YearData, estimate: Estimate, ways: Ways, *, of_events: bool) -> Estimate:
    if not of_events:
        return estimate
    irregular = cautions_of(ways.irregular, smallest=data.programme.privacy.smallest_group)
    return estimate.with_cautions(Caution.LOST_COUNTED_AS_NOT_REACHED, *irregular)


def _beside_now(estimate: Estimate, since: Sample) -> Estimate:
    """The share with those who have reached the step since: known to whoever also reads this year's funnel."""
    count = Count(role=CountRole.REACHED_SINCE, number=since.size)
    return replace(estimate, counts=(*estimate.counts, count)).resting_on(*estimate.populations, since.population)


def _subject(
    step: CohortStep, *, cohort: int | None = None, months: int | None = None, quota: str = ""
) -> Subject:
    return Subject(step=step.id, quota=quota, cohort=cohort, months=months, better=1, low=0.0, high=1.0)


def _official(data: YearData, place: int, now: FunnelStep) -> Iterator[Finding]:
    """Official quotas for a step, and how far the cohort lies from them; above 1 they compare with nothing."""
    step = data.programme.way[place]
    (count,) = now.of_starters.counts
    for number, quota in enumerate(data.programme.tracking.official, start=1):
        if quota.step != step.id:
            continue
        found = quota_sum([age.leavers for age in quota.ages], [age.population for age in quota.ages])
        estimates = [(Role.MAIN, found)]
        if found.value is not None and found.value <= 1 and count.of:
            against = share_against_quota(count.number, count.of, found.value)
            further = replace(against, counts=(*against.counts, *now.counts[1:]))
            estimates.append((Role.COMPARISON, further.resting_on(*now.populations)))
        subject = _subject(step, quota=str(number))
        yield Finding(subject=subject, estimates=tuple(estimates))


QUESTION = Question(
    answer=lambda asked: answer_earlier(asked.data), ranges=Ranges.OF_MEANS_AND_SHARES, reads=Reads.COHORT
)

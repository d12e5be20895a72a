"""How long it takes until a step: curves of both groups, their difference, and what else goes with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from wirkung.codes import Absence, Assumption, Caution, CountRole, Ranges, Reads, Role
from wirkung.declared import Group, StepKind
from wirkung.estimate import MONTHS, Count, Estimate, Population
from wirkung.finding import Answer, Finding, Subject
from wirkung.methods.survival.competing_events import cumulative_incidence
from wirkung.methods.survival.kaplan_meier import CurvePoint, kaplan_meier
from wirkung.methods.survival.proportional_hazards import proportional_hazards
from wirkung.methods.survival.survival_comparison import restricted_mean_difference
from wirkung.programme.model import CohortStep
from wirkung.questions import Question
from wirkung.year.cautions import group_cautions
from wirkung.year.covariates import baseline_columns
from wirkung.year.data import YearData
from wirkung.year.enough import are_there
from wirkung.year.sample import pooled
from wirkung.year.tracking.clock import END_OF_DAY, last_day
from wirkung.year.tracking.curves_in_courses import curve_in_courses
from wirkung.year.tracking.irregular import cautions_of
from wirkung.year.tracking.spans import OTHER_END, STEP, Spans, group_ways, mostly_on_entry, spans, together
from wirkung.year.tracking.times import held_back, times_of
from wirkung.year.tracking.ways import Ways

# Who is not under observation without having made the step: gone, or yet to come.
_LEFT = (CountRole.REACHED_OTHER, CountRole.CENSORED, CountRole.ENTERED_LATER)
_YEAR, _HALF_YEAR = 12, 6

Marks = NDArray[np.bool_]  # of persons


def answer_timing(data: YearData) -> Answer:
    """For each step that is an event: the share that has made it over time, by group, and the groups' difference.

    Claims are those of the methods; the study caps them by the evidence.
    """
    absent = _absence(data)
    if absent is not None:
        return Answer(question="timing", year=data.year, absent=absent)
    ways = group_ways(data)
    findings = tuple(
        finding
        for place, step in enumerate(data.programme.way)
        if step.kind is StepKind.EVENT
        for finding in _of_step(data, ways, place, step)
    )
    if not findings:
        return Answer(question="timing", year=data.year, absent=Absence.NOT_YET_OBSERVED)
    return Answer(question="timing", year=data.year, findings=findings)


def _absence(data: YearData) -> Absence | None:
    steps = data.programme.way
    if not steps:
        return Absence.NO_COHORT_STEPS
    if data.persons(Group.PROGRAMME).empty:
        return Absence.NO_PARTICIPANTS
    dated = last_day(data) is not None and any(step.kind is StepKind.EVENT for step in steps)
    return None if dated else Absence.NO_DATED_EVENTS


def _of_step(data: YearData, ways: dict[Group, Ways], place: int, step: CohortStep) -> Iterator[Finding]:
    found = {group: spans(data, group, each, place) for group, each in ways.items()}
    smallest = data.programme.privacy.smallest_group
    found = {group: each for group, each in found.items() if each.months.size >= smallest}
    no_waiting = bool(found) and mostly_on_entry(tuple(found.values()), smallest=smallest)
    doubts = (Caution.EVENTS_ON_ENTRY,) if no_waiting else ()
    for group, each in found.items():
        yield from _curve(data, step, group, each, (*doubts, *_cautions(data, ways[group], each)))
    if len(found) == len(Group):
        difference = _difference(data, ways, step, found[Group.PROGRAMME], found[Group.COMPARISON])
        yield _without_values(difference, *doubts) if doubts else difference
    if found and data.programme.tracking.covariates and not doubts:
        yield from _hazards(data, step, found)


def _without_values(finding: Finding, *why: Caution) -> Finding:
    """That something was asked, and cannot be said."""
    parts = ((role, each.with_cautions(*why)) for role, each in finding.estimates)
    unknown = (
        (role, replace(each, value=None, interval=None, test=None, standard_error=None)) for role, each in parts
    )
    return replace(finding, estimates=tuple(unknown))


def _curve(
    data: YearData, step: CohortStep, group: Group, found: Spans, cautions: tuple[Caution, ...]
) -> Iterator[Finding]:
    times = times_of(data)
    told = dict(zip(times, _points(data, found, times), strict=True)) if times else {}
    reached = {months: point.events for months, point in told.items()}
    hidden = held_back(reached, smallest=data.programme.privacy.smallest_group) if told else ()
    # What came of it, then whole years, then half-years: what stands later in an answer is withheld first.
    for months in sorted(times, key=lambda each: (each != times[-1], each % _YEAR > 0, each % _HALF_YEAR > 0)):
        subject = Subject(step=step.id, group_of=group, months=months, better=1, low=0.0, high=1.0)
        main = told[months].estimate.with_cautions(*cautions)
        yield Finding(subject=subject, estimates=((Role.MAIN, main),), held_back=months in hidden)


def _points(data: YearData, found: Spans, times: Sequence[int]) -> tuple[CurvePoint, ...]:
    """The curve at the end of each stretch of months, as states count it, and at the last known day, whole."""
    ends = bool(data.programme.tracking.ends)
    whole = found.to_the_end_of_the_last_day()
    at = [*(months + END_OF_DAY for months in times[:-1]), float(whole.months.max())]
    points = curve(whole, at, ends=ends)
    sure = curve_in_courses(whole, points, lambda some, which: curve(some, list(which), ends=ends))
    return tuple(_resting(whole, _without_ways(point)) for point in sure)


def _without_ways(point: CurvePoint) -> CurvePoint:
    """The point with everybody counted as one who left without the step, be it another way or out of sight.

    Numbers at risk and of steps tell a reader no more than this sum.
    """
    left = sum(_number(point.estimate, role) for role in _LEFT)
    kept = tuple(count for count in point.estimate.counts if count.role not in _LEFT)
    counts = (*kept, Count(role=CountRole.CENSORED, number=left))
    return replace(point, estimate=replace(point.estimate, counts=counts))


def _resting(found: Spans, point: CurvePoint) -> CurvePoint:
    """The point with whom it rests on: everybody, who made the step, who was under observation, who had left."""
    under = found.months >= point.time
    later = np.zeros(under.shape, dtype=bool)
    if found.since is not None:
        later = (found.since > 0) & (found.since >= point.time)
    happened = (found.kind > 0) & (found.months <= point.time)
    reached = happened & found.reached
    left = later | (happened & ~reached) | ~(happened | under)
    those = (reached, under & ~later, left)
    samples = (found.sample, *(found.sample.those(each) for each in those))
    return replace(point, estimate=point.estimate.resting_on(*(each.population for each in samples)))


def curve(found: Spans, times: Sequence[float], *, ends: bool) -> tuple[CurvePoint, ...]:
    """The share that has made the step by each time: Aalen-Johansen where ends compete, else Kaplan-Meier."""
    if ends:
        return cumulative_incidence(found.months, found.kind, kinds=OTHER_END, entry=found.since, at=times)[
            STEP - 1
        ]
    return kaplan_meier(found.months, found.reached, entry=found.since, at=times)


def _number(estimate: Estimate, role: CountRole) -> int:
    return sum(count.number for count in estimate.counts if count.role is role)


def _cautions(data: YearData, ways: Ways, found: Spans) -> tuple[Caution, ...]:
    smallest = data.programme.privacy.smallest_group
    changed = (Caution.CHANGED_GROUPS,) if found.left_group >= smallest else ()
    return (*changed, *cautions_of(ways.irregular, smallest=smallest))


def _difference(
    data: YearData, ways: dict[Group, Ways], step: CohortStep, programme: Spans, comparison: Spans
) -> Finding:
    """Mean months until the step, up to the longest time that both groups were followed.

    Who went another way never makes the step, and counts as not having made it for as long as they could have been
    followed (Fine & Gray 1999, for censoring that is known), as the share over time counts them.
    """
    both = (programme, comparison)
    result = restricted_mean_difference(
        np.concatenate([each.until_step_or_loss for each in both]),
        np.concatenate([each.reached for each in both]),
        np.repeat([True, False], [each.months.size for each in both]),
        entry=together(both),
        clusters=_courses(both),
        blocks=_blocks(data, (Group.PROGRAMME, Group.COMPARISON), both),
        unit=MONTHS,
    )
    said = dict.fromkeys(
        caution
        for group, each in zip((Group.PROGRAMME, Group.COMPARISON), both, strict=True)
        for caution in _cautions(data, ways[group], each)
    )
    chosen = group_cautions(data)
    months = int(result.horizon)
    subject = Subject(step=step.id, aspect="timing.difference", months=months, decimals=1, better=-1)
    ours, theirs = (_totals(each) for each in both)
    main = result.difference.with_cautions(*said, *chosen)
    estimates = (
        (Role.MAIN, main.resting_on(*ours, *theirs)),
        (Role.PROGRAMME, result.programme.resting_on(*ours)),
        (Role.COMPARISON, result.comparison.resting_on(*theirs)),
    )
    return Finding(subject=subject, estimates=estimates)


def _courses(both: Sequence[Spans]) -> NDArray[np.object_] | None:
    """The course of each person of both groups, None where the design names none."""
    known = [each.sample.of(each.sample.courses) for each in both if each.sample.courses is not None]
    return np.concatenate(known) if len(known) == len(both) else None


def _blocks(data: YearData, groups: Sequence[Group], both: Sequence[Spans]) -> NDArray[np.object_] | None:
    """The block of each person of these groups, None where the design names none."""
    known = [
        each.sample.of(blocks)
        for group, each in zip(groups, both, strict=True)
        if (blocks := data.blocks(group)) is not None
    ]
    return np.concatenate(known) if len(known) == len(both) else None


def _totals(found: Spans) -> tuple[Population, Population]:
    return found.sample.population, found.sample.those(found.reached).population


def _hazards(data: YearData, step: CohortStep, found: dict[Group, Spans]) -> Iterator[Finding]:
    """How the declared covariates, and the group where there are two, go with the time until the step.

    Who went another way is followed until then: the ratio is that of the rates among those who still can.
    """
    groups, both = tuple(found), tuple(found.values())
    everybody = pooled([each.sample for each in both])
    months, reached = (np.concatenate(each) for each in zip(*((e.months, e.reached) for e in both), strict=True))
    columns = list(baseline_columns(data, groups, data.programme.tracking.covariates))
    subjects = [
        Subject(
            step=step.id,
            aspect="tracking.hazard",
            indicator=column.indicator,
            characteristic=column.characteristic,
            category=column.category,
        )
        for column in columns
    ]
    covariates = [everybody.of(column.values) for column in columns]
    ours = np.repeat([group is Group.PROGRAMME for group in groups], [each.months.size for each in both])
    if len(groups) == len(Group):
        subjects.insert(0, Subject(step=step.id, aspect="tracking.hazard_of_group"))
        covariates.insert(0, ours.astype(float))
    known = np.column_stack(covariates)
    complete = np.asarray(~np.isnan(known).any(axis=1))
    if not are_there(complete, smallest=data.programme.privacy.smallest_group):
        return
    since, courses, blocks = together(both), _courses(both), _blocks(data, groups, both)
    result = proportional_hazards(
        months[complete],
        reached[complete],
        known[complete],
        [subject.id for subject in subjects],
        entry=None if since is None else since[complete],
        in_programme=ours[complete],
        clusters=None if courses is None else courses[complete],
        blocks=None if blocks is None else blocks[complete],
    )
    missing = () if complete.all() else (Assumption.MISSING_AT_RANDOM,)
    for subject, covariate, each in zip(subjects, covariates, result.ratios, strict=True):
        told = _told_by_ratio(covariate, complete)
        counts = (_made(group, reached) for group in told)
        ratio = replace(each.ratio, counts=(*each.ratio.counts, *counts)).with_assumptions(*missing)
        parts = (part for group in (complete, *told) for part in (group, group & reached))
        resting = ratio.resting_on(*(everybody.those(part).population for part in parts))
        yield Finding(subject=subject, estimates=((Role.MAIN, resting),))


def _told_by_ratio(covariate: NDArray[np.float64], complete: Marks) -> tuple[Marks, ...]:
    """The two groups whose rates a ratio compares; none of a number.

    With the steps of both together and how many are in each, it gives the steps of each back.
    """
    two = np.isin(covariate[complete], (0.0, 1.0)).all()
    return (complete & (covariate == 1), complete & (covariate == 0)) if two else ()


def _made(group: Marks, reached: Marks) -> Count:
    made, everybody = (int(np.count_nonzero(each)) for each in (group & reached, group))
    return Count(role=CountRole.REACHED, number=made, of=everybody)


QUESTION = Question(
    answer=lambda asked: answer_timing(asked.data),
    compares=True,
    limits=True,
    ranges=Ranges.OF_MEANS_AND_SHARES,
    reads=Reads.COHORT,
)

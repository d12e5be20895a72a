"""Who is still there: by survey and attendance where there are any, otherwise by time since entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wirkung.codes import Absence, CountRole, Ranges, Reads, Role
from wirkung.declared import Group, StepKind, Wave
from wirkung.estimate import Count, Estimate
from wirkung.finding import Answer, Finding, Subject
from wirkung.methods.cohort.retention import retention
from wirkung.programme.model import CohortStep
from wirkung.questions import Question
from wirkung.year.data import YearData
from wirkung.year.enough import are_there
from wirkung.year.in_courses import share_of_sample
from wirkung.year.sample import PERSONS, Sample, pooled
from wirkung.year.tracking.groups import all_states
from wirkung.year.tracking.reached import answered, reached
from wirkung.year.tracking.track import Tracked, track

Present = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Presence:
    """Who of n persons was there at each of k points, and whether the point has come: n × k, (k).

    `elsewhere` (n × k) marks who had gone another way by then, and is there all the same.
    """

    present: Present
    observable: Present
    elsewhere: Present


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A point of time, at its place in order: the course (as `aspect`), a survey, or months since entry."""

    at: float
    aspect: str = ""
    wave: Wave | None = None
    months: int | None = None


def answer_retention(data: YearData) -> Answer:
    """Of all who started, which part was there at each point; one row a cohort."""
    years = _years(data)
    points = _points(data, years)
    if isinstance(points, Absence):
        return Answer(question="retention", year=data.year, absent=points)
    presences = [_presence(year, points) for year in years]
    codes, names = _cohorts(data, years)
    observable = _observable(presences, codes, len(names))
    present = np.concatenate([each.present for each in presences])
    elsewhere = np.concatenate([each.elsewhere for each in presences])
    starters = pooled([year.sample(PERSONS, Group.PROGRAMME) for year in years])
    result = retention(present[codes >= 0], cohort=codes[codes >= 0], observable=observable)
    findings: list[Finding] = []
    for code, (name, row) in enumerate(zip(names, result, strict=True)):
        cohort = starters.where(codes == code)
        for place, (point, share) in enumerate(zip(points, row, strict=True)):
            if share is not None:
                resting = _resting(share, cohort, present[:, place], elsewhere[:, place])
                findings.append(_finding(name, point, resting))
    return Answer(question="retention", year=data.year, findings=tuple(findings))


def _years(data: YearData) -> list[YearData]:
    """The year in question, and the earlier ones where cohorts are years."""
    if data.programme.tracking.cohorts != "year":
        return [data]
    return earlier_and_this(data)


def earlier_and_this(data: YearData) -> list[YearData]:
    """The same programme in every year up to this one that has participants, oldest first."""
    persons = data.tables.persons
    years = persons["year"][(persons["group"] == Group.PROGRAMME) & (persons["year"] <= data.year)].unique()
    return [replace(data, year=int(year)) for year in sorted(years)]


def _points(data: YearData, years: Sequence[YearData]) -> tuple[Point, ...] | Absence:
    if not data.programme.way:
        return Absence.NO_COHORT_STEPS
    if data.persons(Group.PROGRAMME).empty:
        return Absence.NO_PARTICIPANTS
    asked = [wave for wave in Wave if any(_were_asked(year, wave) for year in years)]
    if asked:
        came = () if data.tables.attendance is None else (Point(at=0.0, aspect="tracking.attended"),)
        waves = (Point(at=float(place), wave=wave) for place, wave in enumerate(asked, start=1))
        return (*came, *waves)
    tracking = data.programme.tracking
    if tracking.lost is None:
        return Absence.NO_LOSS
    length = tracking.period.months
    longest = max(_periods(year) for year in years)
    if longest < 1:
        return Absence.NOT_YET_OBSERVED
    ends = range(length, longest * length + 1, length)
    return tuple(Point(at=float(months), months=months) for months in ends)


def _presence(data: YearData, points: Sequence[Point]) -> Presence:
    if points[0].months is not None:
        return _still_followed(data, points)
    columns = [
        reached(data, CohortStep(id="attended", label="-", kind=StepKind.ATTENDED))
        if point.wave is None
        else answered(data, point.wave, Group.PROGRAMME)
        for point in points
    ]
    present = np.column_stack(columns)
    smallest = data.programme.privacy.smallest_group
    observable = np.array([are_there(each, smallest=smallest) for each in present.T], dtype=bool)
    return Presence(present=present & observable, observable=observable, elsewhere=np.zeros_like(present))


def _were_asked(data: YearData, wave: Wave) -> bool:
    given = answered(data, wave, Group.PROGRAMME)
    return are_there(given, smallest=data.programme.privacy.smallest_group)


def _still_followed(data: YearData, points: Sequence[Point]) -> Presence:
    """Everybody but those lost, by the states at the end of each period."""
    tracked = track(data)
    come = np.arange(1, len(points) + 1) <= _periods(data)
    codes = np.zeros((len(data.persons(Group.PROGRAMME)), len(points)), dtype=np.int64)
    if isinstance(tracked, Tracked):
        codes[:, come] = tracked.codes[:, 1 : 1 + int(come.sum())]
    lost = len(all_states(data.programme)) - 1
    ended = (codes > len(data.programme.way)) & (codes < lost)
    return Presence(present=(codes != lost) & come, observable=come, elsewhere=ended)


def _periods(data: YearData) -> int:
    tracked = track(data)
    return tracked.periods if isinstance(tracked, Tracked) else 0


def _resting(estimate: Estimate, cohort: Sample, present: Present, elsewhere: Present) -> Estimate:
    """The share, whom it rests on, and who had gone another way.

    States that take both together, less the lost, would leave those.
    """
    resting = share_of_sample(estimate, cohort, cohort.where(present))
    gone = cohort.where(elsewhere)
    if not gone.size:
        return resting
    count = Count(role=CountRole.NO_LONGER_THERE, number=gone.size)
    return replace(resting, counts=(*resting.counts, count)).resting_on(*resting.populations, gone.population)


def _cohorts(data: YearData, years: Sequence[YearData]) -> tuple[NDArray[np.int64], tuple[int | str, ...]]:
    """The cohort of every person as a code (-1: unknown), and what the cohorts are called."""
    by = data.programme.tracking.cohorts
    if by == "year":
        sizes = [len(year.persons(Group.PROGRAMME)) for year in years]
        return np.repeat(np.arange(len(years)), sizes), tuple(year.year for year in years)
    codes, names = pd.factorize(data.persons(Group.PROGRAMME)[by], sort=True)
    return codes.astype(np.int64), tuple(str(name) for name in names)


def _observable(presences: Sequence[Presence], codes: NDArray[np.int64], cohorts: int) -> Present:
    """What has come for a year has come for all its cohorts."""
    rows = np.concatenate([np.broadcast_to(each.observable, each.present.shape) for each in presences])
    return np.array([rows[codes == code][0] for code in range(cohorts)])


def _finding(cohort: int | str, point: Point, estimate: Estimate) -> Finding:
    subject = Subject(cohort=cohort, aspect=point.aspect, wave=point.wave, months=point.months, at=point.at)
    return Finding(subject=subject, estimates=((Role.MAIN, estimate),))


QUESTION = Question(
    answer=lambda asked: answer_retention(asked.data), ranges=Ranges.OF_MEANS_AND_SHARES, reads=Reads.COHORT
)

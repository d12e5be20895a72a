"""On which day each person of a group reached each step, was lost or ended: arrays, one row a person."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import numpy as np
import pandas as pd

from wirkung.finding import Subject
from wirkung.io.tables import Group, Wave
from wirkung.programme.model import CohortStep, StepKind, text_in
from wirkung.study.data import YearData
from wirkung.study.tracking.clock import NEVER, Days, days, entries, last_day, months_later
from wirkung.study.tracking.reached import Reached, answered, reached


@dataclass(frozen=True, slots=True, kw_only=True)
class Irregular:
    """How many events were dated before entry, after the last known day, or not at all."""

    before_entry: int = 0
    after_last_day: int = 0
    without_date: int = 0

    def __add__(self, other: Irregular) -> Irregular:
        """Both together."""
        return Irregular(
            before_entry=self.before_entry + other.before_entry,
            after_last_day=self.after_last_day + other.after_last_day,
            without_date=self.without_date + other.without_date,
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ways:
    """The ways of the n persons of a group in one year, in the order of `YearData.persons`.

    `entered` and `lost` are (n) days, `steps` is n × declared steps, `ends` n × declared ends; NaT is never.
    `until` is the last day that is known. Steps without a date of their own stand on the day that the programme
    file gives for the end of the course or for the follow-up.
    """

    entered: Days
    steps: Days
    ends: Days
    lost: Days
    until: np.datetime64
    irregular: Irregular

    @property
    def reached(self) -> Reached:
        """Whether each person reached each step by itself, n × steps."""
        return ~np.isnat(self.steps)

    @property
    def ended(self) -> Days:
        """The day of the first end of each person (n)."""
        return earliest(self.ends)


def ways_of(data: YearData, group: Group) -> Ways:
    """When everybody of a group reached what; the last known day is that of the events, or of the last contact."""
    tracking = data.programme.tracking
    entered = entries(data, group)
    until = until_of(data, entered)
    irregular = Irregular()
    dates: dict[str, Days] = {}
    for event in named_events(data):
        dates[event], found = first_days(data, group, entered, until, event)
        irregular += found
    columns = [_step_days(data, group, step, entered, until, dates) for step in data.programme.cohort]
    moved = dates[tracking.lost] if tracking.lost else np.full(entered.shape, NEVER)
    return Ways(
        entered=entered,
        steps=np.column_stack(columns),
        ends=np.column_stack([np.full((entered.size, 0), NEVER), *(dates[end.event] for end in tracking.ends)]),
        lost=earliest(np.column_stack([moved, _silent_since(data, group, entered, until)])),
        until=until,
        irregular=irregular,
    )


def until_of(data: YearData, entered: Days) -> np.datetime64:
    """The last day that is known: of the events, else of the last contact with those who entered last."""
    known = last_day(data)
    return months_later(entered.max(keepdims=True), _contact_months(data))[0] if known is None else known


def named_events(data: YearData) -> tuple[str, ...]:
    """Every event that the programme file gives a meaning: steps, ends, loss."""
    tracking = data.programme.tracking
    names = (step.event for step in data.programme.cohort if step.kind is StepKind.EVENT)
    further = (*(end.event for end in tracking.ends), tracking.lost)
    return tuple(dict.fromkeys(name for name in (*names, *further) if name))


def first_days(
    data: YearData, group: Group, entered: Days, until: np.datetime64, event: str
) -> tuple[Days, Irregular]:
    """The first day of an event from entry to the last known day, for each person of a group.

    An event before entry is no step of this cohort, one after the last known day is not known of everybody; both
    are only counted. One without a date happened at some time: it stands on the last known day.
    """
    never = np.full(entered.shape, NEVER)
    if data.tables.events is None:
        return never, Irregular()
    rows = data.tables.events[data.tables.events["event"] == event]
    place = pd.Series(np.arange(entered.size), index=data.persons(group)["person"].to_numpy())
    rows = rows[rows["person"].isin(place.index)]
    who, day = place[rows["person"]].to_numpy(), days(rows["date"])
    undated = np.isnat(day)
    day = np.where(undated, np.maximum(until, entered[who]), day)
    early, late = day < entered[who], (day > until) & ~undated
    fits = ~(early | late)
    first = pd.Series(day[fits], dtype="datetime64[s]").groupby(who[fits]).min()
    never[first.index.to_numpy(dtype=np.int64)] = days(first)
    counts = Irregular(
        before_entry=int(early.sum()), after_last_day=int((late & ~early).sum()), without_date=int(undated.sum())
    )
    return never, counts


def _contact_months(data: YearData) -> int:
    """How many months after entry the programme itself last asks or sees people, in full periods."""
    tracking = data.programme.tracking
    follow_up = any(step.wave is Wave.FOLLOW_UP for step in data.programme.cohort)
    months = tracking.follow_up_months if follow_up else tracking.course_months
    return -(-months // tracking.period.months) * tracking.period.months


def earliest(table: Days) -> Days:
    """The earliest day of each row, NaT where there is none."""
    return reduce(np.fmin, table.T, np.full(len(table), NEVER))


def label_of(data: YearData, step: CohortStep) -> Subject:
    """A step as the subject of a finding."""
    return Subject(id=step.id, label=text_in(step.label, data.language))


def _step_days(
    data: YearData, group: Group, step: CohortStep, entered: Days, until: np.datetime64, dates: dict[str, Days]
) -> Days:
    if step.event is not None:
        return dates[step.event]
    there = reached(data, step, group)
    if step.kind is StepKind.REGISTERED:
        return np.where(there, entered, NEVER)
    return np.where(there, _contact(data, step.wave, entered, until), NEVER)


def _contact(data: YearData, wave: Wave | None, entered: Days, until: np.datetime64) -> Days:
    """When a wave was asked, or the course was over; never later than what is known."""
    tracking = data.programme.tracking
    if wave is Wave.BEFORE:
        return entered
    months = tracking.follow_up_months if wave is Wave.FOLLOW_UP else tracking.course_months
    # Nobody is seen before entry, even where the list of events ends earlier.
    return np.maximum(np.minimum(months_later(entered, months), until), entered)


def _silent_since(data: YearData, group: Group, entered: Days, until: np.datetime64) -> Days:
    """From when on who did not answer the wave in question counts as lost; never where nobody was asked yet."""
    wave = data.programme.tracking.silent_wave
    if wave is None:
        return np.full(entered.shape, NEVER)
    spoke = answered(data, wave, group)
    return np.where(spoke | ~spoke.any(), NEVER, _contact(data, wave, entered, until))

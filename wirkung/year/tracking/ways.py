"""On which day each person of a group reached each step, was lost or ended: arrays, one row a person."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wirkung.declared import Group, StepKind, Wave
from wirkung.programme.model import CohortStep
from wirkung.year.data import YearData
from wirkung.year.enough import are_there
from wirkung.year.kept import kept
from wirkung.year.tracking.clock import NEVER, Days, days, entries, last_day, months_later
from wirkung.year.tracking.reached import Reached, answered, reached

Events = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Irregular:
    """How many events of each of n persons were before entry or the list, after the last day, or undated; (n)."""

    before_entry: Events
    before_list: Events
    after_last_day: Events
    without_date: Events

    def __add__(self, other: Irregular) -> Irregular:
        """Both together."""
        return Irregular(
            before_entry=self.before_entry + other.before_entry,
            before_list=self.before_list + other.before_list,
            after_last_day=self.after_last_day + other.after_last_day,
            without_date=self.without_date + other.without_date,
        )


def no_irregular(persons: int) -> Irregular:
    """Of so many persons every event is as it should be."""
    none = np.zeros(persons, dtype=np.int64)
    return Irregular(before_entry=none, before_list=none, after_last_day=none, without_date=none)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ways:
    """The ways of the n persons of a group in one year, in the order of `YearData.persons`.

    `entered` and `lost` are (n) days, `steps` is n × declared steps, `ends` n × declared ends; NaT is never.
    `until` is the last day that is known. Steps without a date of their own stand on the day that the programme
    file gives for the end of the course or for the follow-up.

    `since` (n) is the day from which the list of events covers each person, that of entry or later. `already`
    (n × steps, then ends, then loss) marks what is known to have happened between entry and that day; it is not
    among the days, since of others in that time nothing is known.
    """

    entered: Days
    since: Days
    already: Reached
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


@kept
def ways_of(data: YearData, group: Group) -> Ways:
    """When everybody of a group reached what; the last known day is that of the events, or of the last contact."""
    tracking = data.programme.tracking
    entered = entries(data, group)
    until = until_of(data, entered)
    irregular = no_irregular(entered.size)
    dates: dict[str, Days] = {}
    for event in named_events(data):
        dates[event], found = first_days(data, group, entered, until, event)
        irregular += found
    since = since_of(data, entered)
    ways_on = [
        *(step.event for step in data.programme.way),
        *(end.event for end in tracking.ends),
        tracking.lost,
    ]
    columns = [_step_days(data, group, step, entered, until, dates) for step in data.programme.way]
    moved = dates[tracking.lost] if tracking.lost else np.full(entered.shape, NEVER)
    return Ways(
        entered=entered,
        since=since,
        already=np.column_stack([_already(data, group, entered, since, event) for event in ways_on]),
        steps=np.column_stack(columns),
        ends=np.column_stack([np.full((entered.size, 0), NEVER), *(dates[end.event] for end in tracking.ends)]),
        lost=earliest(np.column_stack([moved, _silent_since(data, group, entered, until)])),
        until=until,
        irregular=irregular,
    )


def until_of(data: YearData, entered: Days) -> np.datetime64:
    """The last day that is known: of the events, else of the last contact with those who entered last."""
    known = last_day(data)
    if known is not None:
        return known
    contact = months_later(entered.max(keepdims=True), _last_contact_months(data))[0]
    return contact if data.tables.until is None else min(contact, np.datetime64(data.tables.until, "D"))


def named_events(data: YearData) -> tuple[str, ...]:
    """Every event that the programme file gives a meaning: steps and side effects, ends, loss."""
    tracking = data.programme.tracking
    names = (step.event for step in data.programme.cohort if step.kind is StepKind.EVENT)
    further = (*(end.event for end in tracking.ends), tracking.lost)
    return tuple(dict.fromkeys(name for name in (*names, *further) if name))


def first_days(
    data: YearData, group: Group, entered: Days, until: np.datetime64, event: str
) -> tuple[Days, Irregular]:
    """The first day of an event from entry to the last known day, for each person of a group.

    An event before entry is no step of this cohort; one before the list of events began, or after the last known
    day, is not known of everybody. They are only counted. One without a date happened at some time: it stands on
    the last known day.
    """
    never = np.full(entered.shape, NEVER)
    if data.tables.events is None:
        return never, no_irregular(entered.size)
    who, day = _rows_of(data, data.tables.events, group, event)
    undated = np.isnat(day)
    day = np.where(undated, np.maximum(until, entered[who]), day)
    early, late = day < entered[who], (day > until) & ~undated
    unlisted = (day < since_of(data, entered)[who]) & ~early & ~undated
    fits = ~(early | late | unlisted)
    first = pd.Series(day[fits], dtype="datetime64[s]").groupby(who[fits]).min()
    never[first.index.to_numpy(dtype=np.int64)] = days(first)

    def of_each(events: NDArray[np.bool_]) -> Events:
        return np.bincount(who[events], minlength=entered.size)

    counts = Irregular(
        before_entry=of_each(early),
        before_list=of_each(unlisted),
        after_last_day=of_each(late & ~early & ~unlisted),
        without_date=of_each(undated),
    )
    return never, counts


def since_of(data: YearData, entered: Days) -> Days:
    """From when on the list of events covers each person: their entry, or the day on which it began."""
    first = data.programme.tracking.observed_from
    return entered if first is None else np.maximum(entered, np.datetime64(first, "D"))


def _already(data: YearData, group: Group, entered: Days, since: Days, event: str | None) -> Reached:
    """Of whom an event is known between entry and the day from which the list covers them, (n)."""
    found = np.zeros(entered.shape, dtype=bool)
    if event is None or data.tables.events is None or (since == entered).all():
        return found
    who, day = _rows_of(data, data.tables.events, group, event)
    found[who[(day >= entered[who]) & (day < since[who])]] = True
    return found


def _rows_of(data: YearData, events: pd.DataFrame, group: Group, event: str) -> tuple[NDArray[np.int64], Days]:
    """Every entry of an event: whose of the group (position), and the day, NaT where there is none."""
    rows = events[events["event"] == event]
    who = pd.Index(data.persons(group)["person"]).get_indexer(pd.Index(rows["person"]))
    return who[who >= 0], days(rows["date"])[who >= 0]


def _last_contact_months(data: YearData) -> int:
    """How many months after entry the programme itself last asks or sees people, in full periods."""
    tracking = data.programme.tracking
    follow_up = any(step.wave is Wave.FOLLOW_UP for step in data.programme.way)
    months = tracking.follow_up_months if follow_up else tracking.course_months
    return -(-months // tracking.period.months) * tracking.period.months


def earliest(table: Days) -> Days:
    """The earliest day of each row, NaT where there is none."""
    return reduce(np.fmin, table.T, np.full(len(table), NEVER))


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
    if wave is Wave.BEFORE:
        return entered
    # Nobody is seen before entry, even where the list of events ends earlier.
    return np.maximum(np.minimum(months_later(entered, contact_months(data, wave)), until), entered)


def contact_months(data: YearData, wave: Wave | None) -> int:
    """How many months after entry a wave was asked, or (None) the course was over."""
    tracking = data.programme.tracking
    if wave is Wave.BEFORE:
        return 0
    return tracking.follow_up_months if wave is Wave.FOLLOW_UP else tracking.course_months


def _silent_since(data: YearData, group: Group, entered: Days, until: np.datetime64) -> Days:
    """From when on who did not answer the wave in question counts as lost; never where so far few were asked."""
    wave = data.programme.tracking.silent_wave
    if wave is None:
        return np.full(entered.shape, NEVER)
    spoke = answered(data, wave, group)
    asked = are_there(spoke, smallest=data.programme.privacy.smallest_group)
    return np.where(spoke | (not asked), NEVER, _contact(data, wave, entered, until))

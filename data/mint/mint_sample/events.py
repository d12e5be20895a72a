"""What people do in the years after the course, and when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mint_sample.answers import level_before
from mint_sample.parameters import (
    APPRENTICESHIP,
    INDICATORS,
    INTERNSHIP,
    LAST_ENTRY,
    OTHER_APPRENTICESHIP,
    OTHER_EVENTS,
    SUBJECT,
    SUBJECT_BY_COURSE,
    SUBJECT_BY_INTEREST,
    SUBJECT_YEARS,
)
from mint_sample.people import Codes, Flags, Numbers, People

Days = NDArray[np.datetime64]

SUBJECT_EVENT, INTERNSHIP_EVENT, APPRENTICESHIP_EVENT = (
    "MINT-Fach gewählt",
    "MINT-Praktikum",
    "MINT-Ausbildung begonnen",
)
OTHER_APPRENTICESHIP_EVENT = "andere Ausbildung begonnen"
NEVER = np.datetime64("NaT", "D")
YOUNGEST_APPRENTICE = 16


@dataclass(frozen=True, slots=True)
class Event:
    """One kind of event: for every person the day it happened, or NaT."""

    name: str
    day: Days

    @property
    def happened(self) -> Flags:
        """Who it ever happens to."""
        return ~np.isnat(self.day)

    @property
    def recorded(self) -> Flags:
        """Whom the office knows it of: what happens after the last entry is not in its list."""
        return self.happened & (self.day <= np.datetime64(LAST_ENTRY))


def subject_share(people: People, came: Flags) -> Numbers:
    """Each person's chance of choosing a STEM subject; `came` are those whom a course moves."""
    interest = INDICATORS[0]
    more = (level_before(people, 0) - interest.start) / interest.between_persons
    log_odds = SUBJECT + SUBJECT_BY_INTEREST * more + SUBJECT_BY_COURSE * (came & people.programme)
    return np.asarray(1 / (1 + np.exp(-log_odds)))


def later_events(rng: np.random.Generator, people: People, came: Flags, year: int) -> tuple[Event, ...]:
    """The three events of the programme file and some that it does not name; all after the course."""
    count = len(people)
    subject = rng.random(count) < subject_share(people, came)
    internship = rng.random(count) < np.where(subject, *INTERNSHIP)
    apprenticeship = rng.random(count) < np.where(internship, *APPRENTICESHIP)
    step = (
        (SUBJECT_EVENT, subject, _autumn(rng, year + rng.choice(len(SUBJECT_YEARS), count, p=SUBJECT_YEARS))),
        (INTERNSHIP_EVENT, internship, _day(year, 10, 1, count) + _days(rng, 660, count)),
        (APPRENTICESHIP_EVENT, apprenticeship, _first_of_august(rng, people, year)),
    )
    other = tuple(
        (name, rng.random(count) < share, _day(year, 7, 1, count) + _days(rng, most, count))
        for name, share, most in OTHER_EVENTS
    )
    return tuple(Event(name, np.where(who, day, NEVER)) for name, who, day in step + other)


def other_apprenticeship(rng: np.random.Generator, people: People, events: tuple[Event, ...], year: int) -> Event:
    """The other way to end: an apprenticeship that is not in STEM, for some of those who never begin one there.

    It comes after whatever else people do in STEM: it is an end. Its random numbers are a stream of their own, so
    that nothing else depends on it.
    """
    in_stem = next(event for event in events if event.name == APPRENTICESHIP_EVENT).happened
    day = _first_of_august(rng, people, year)
    steps = [event.day for event in events if event.name in (SUBJECT_EVENT, INTERNSHIP_EVENT)]
    after_all = np.logical_and.reduce([~(earlier >= day) for earlier in steps])  # nothing is later than «never»
    who = ~in_stem & after_all & (rng.random(len(people)) < OTHER_APPRENTICESHIP)
    return Event(OTHER_APPRENTICESHIP_EVENT, np.where(who, day, NEVER))


def _autumn(rng: np.random.Generator, year: Codes) -> Days:
    return _day(year, 8, 15, len(year)) + _days(rng, 45, len(year))


def _first_of_august(rng: np.random.Generator, people: People, year: int) -> Days:
    wait = np.maximum(YOUNGEST_APPRENTICE - people.age, 0) + rng.integers(0, 2, len(people))
    return _day(year + wait, 8, 1, len(people)) + 31 * rng.integers(0, 2, len(people)).astype("timedelta64[D]")


def _days(rng: np.random.Generator, most: int, count: int) -> NDArray[np.timedelta64]:
    return rng.integers(0, most, count).astype("timedelta64[D]")


def _day(year: int | Codes, month: int, day: int, count: int) -> Days:
    years = np.broadcast_to(np.asarray(year) - 1970, (count,)).astype("datetime64[Y]")
    months = years.astype("datetime64[M]") + np.timedelta64(month - 1, "M")
    return months.astype("datetime64[D]") + np.timedelta64(day - 1, "D")

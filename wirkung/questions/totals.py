"""How many courses were held, and how many took part, where only numbers per course are known?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from wirkung.codes import Absence, Claim, CountRole, CourseTotal, Quantity, Role, UnitKind
from wirkung.declared import Doubt
from wirkung.estimate import PERSONS, SHARE, Count, Estimate, Unit
from wirkung.finding import Answer, Finding, Subject
from wirkung.questions import Question
from wirkung.year.aims import COURSES, PLACES
from wirkung.year.data import YearData
from wirkung.year.levels import in_order
from wirkung.year.money.participants import (
    courses_held,
    held_hours,
    is_known,
    participants,
    places_of,
    registered,
    totals_of_year,
)
from wirkung.year.money.unit_costs import HOURS, PARTICIPATIONS
from wirkung.year.participations import by_category, counted
from wirkung.year.sample import Sample, counted_share

REGISTRATIONS = Unit(kind=UnitKind.REGISTRATIONS)


def answer_totals(data: YearData) -> Answer:
    """Courses, hours, places, registrations, participations and completions, with shares and the year before.

    Everything is counted: nothing has an interval. A participation is no person, unless the programme file says
    that nobody is in two courses.
    """
    if totals_of_year(data) is None:
        return Answer(question="totals", year=data.year, absent=Absence.NO_TOTALS)
    before = dict(totals_of(replace(data, year=data.year - 1)))
    findings = (
        Finding(
            subject=Subject(aspect=total, decimals=0),
            estimates=((Role.MAIN, found), *(((Role.YEAR_BEFORE, before[total]),) if total in before else ())),
        )
        for total, found in totals_of(data)
    )
    return Answer(question="totals", year=data.year, findings=(*findings, *_who_came(data)))


def _who_came(data: YearData) -> Iterator[Finding]:
    """Of each characteristic of which the file has numbers, the categories of those who came."""
    source = data.programme.data.totals
    for characteristic in source.attended_by if source is not None else ():
        names, came = by_category(data, characteristic)
        if came.size < data.programme.privacy.smallest_group:
            continue
        for name in in_order([str(each) for each in names]):
            part = came.those(np.asarray(names == name, dtype=bool))
            subject = Subject(characteristic=characteristic, category=name, part_of=(characteristic,))
            yield Finding(subject=subject, estimates=((Role.MAIN, counted_share(part, came)),))


def totals_of(data: YearData) -> Iterator[tuple[CourseTotal, Estimate]]:
    """All that the table says of the year; nothing of a year that it does not have."""
    courses = totals_of_year(data)
    if courses is None or courses.empty:
        return
    everybody, held = registered(data), courses_held(data)
    yield CourseTotal.OFFERED, _offered(len(courses), COURSES, everybody)
    if is_known(data, "attended"):  # a course for which some registered need not have taken place
        yield CourseTotal.HELD, _offered(held, COURSES, everybody)
        yield CourseTotal.HELD_SHARE, _offered(held / len(courses), SHARE, everybody)
    hours, places = held_hours(data), places_of(data)
    if hours is not None:
        yield CourseTotal.HOURS, _offered(hours, HOURS, everybody)
    if places is not None:
        yield CourseTotal.PLACES, _offered(places[0], PLACES, everybody)
    yield from _participations(data, None if places is None else places[0])


def _participations(data: YearData, places: int | None) -> Iterator[tuple[CourseTotal, Estimate]]:
    """Who registered, came and completed, and what part that is of those before, and of the places."""
    everybody, came, completed = registered(data), participants(data), counted(data, "completed")
    source = data.programme.data.totals
    unit = PERSONS if source is not None and source.each_once else PARTICIPATIONS
    if is_known(data, "registered"):
        yield CourseTotal.REGISTERED, _number(everybody.size, REGISTRATIONS, everybody)
        if places:
            yield CourseTotal.BOOKED, _share(everybody.size, places, everybody)
    if is_known(data, "attended"):
        yield CourseTotal.ATTENDED, _number(came.size, unit, came)
        if places:
            yield CourseTotal.UTILISATION, _share(came.size, places, came)
        # Of those who registered and came nobody knows how many there are, where others came as well.
        walked_in = source is not None and Doubt.WALK_INS in source.accept
        if is_known(data, "registered") and everybody.size and not walked_in:
            yield CourseTotal.ATTENDED_SHARE, _part(came, everybody)
    if is_known(data, "completed"):
        yield CourseTotal.COMPLETED, _number(completed.size, unit, completed)
        if came.size:
            yield CourseTotal.COMPLETED_SHARE, _part(completed, came)


def _offered(number: float, unit: Unit, of: Sample) -> Estimate:
    """What there was, however many came."""
    counts = (Count(role=CountRole.BASE, number=of.size),)
    return _estimate(number, unit, Quantity.OFFERED, counts).resting_on(of.population)


def _number(number: float, unit: Unit, of: Sample) -> Estimate:
    counts = (Count(role=CountRole.BASE, number=of.size),)
    return _estimate(number, unit, Quantity.COUNT, counts).resting_on(of.population)


def _share(number: int, whole: int, of: Sample) -> Estimate:
    """A part of what was offered, which more can ask for than there is."""
    counts = (Count(role=CountRole.BASE, number=of.size),)
    return _estimate(number / whole, SHARE, Quantity.PART_OF_PLANNED, counts).resting_on(of.population)


def _part(part: Sample, whole: Sample) -> Estimate:
    counts = (Count(role=CountRole.BASE, number=part.size, of=whole.size),)
    found = _estimate(part.size / whole.size, SHARE, Quantity.PART_OF_PLANNED, counts)
    return found.resting_on(whole.population, part.population)


def _estimate(value: float, unit: Unit, quantity: Quantity, counts: tuple[Count, ...]) -> Estimate:
    return Estimate(
        quantity=quantity,
        unit=unit,
        value=float(value),
        claim=Claim.DESCRIPTION,
        counts=counts,
        source="Count of the office, by course",
    )


QUESTION = Question(answer=lambda asked: answer_totals(asked.data), goals=("total",), missed=10.0)

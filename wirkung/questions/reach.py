"""Whom did the programme reach, of whom it was meant for, and did it take place as planned?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wirkung.codes import Absence, Claim, CountRole, Quantity, Reads, Role
from wirkung.declared import Group
from wirkung.estimate import PERSONS, SHARE, Count, Estimate, Unit
from wirkung.finding import Answer, Finding, Subject
from wirkung.programme.parts import Text
from wirkung.programme.reach import Reach
from wirkung.questions import Question
from wirkung.year.data import YearData
from wirkung.year.money.participants import course_hours_held, courses_held, places_of, registered


def answer_reach(data: YearData) -> Answer:
    """Registered of target group and places, who was refused or waits, courses and hours of those planned.

    What was planned is the `target` of a finding, its main number the part of it that came about. The same of the
    year before stands beside it. Everything is counted: nothing has an interval.
    """
    if _declared(data) is None:
        return Answer(question="reach", year=data.year, absent=Absence.NO_REACH)
    if data.persons(Group.PROGRAMME).empty:
        return Answer(question="reach", year=data.year, absent=Absence.NO_PARTICIPANTS)
    earlier = replace(data, year=data.year - 1)
    before = {each.subject.aspect: each.main for each in _findings(earlier)}
    found = tuple(_beside(each, before.get(each.subject.aspect)) for each in _findings(data))
    return Answer(question="reach", year=data.year, findings=found)


def _declared(data: YearData) -> Reach | None:
    return next((each for each in data.programme.reach if each.year == data.year), None)


def _beside(finding: Finding, before: Estimate | None) -> Finding:
    if before is None:
        return finding
    return replace(finding, estimates=(*finding.estimates, (Role.YEAR_BEFORE, before)))


def _findings(data: YearData) -> Iterator[Finding]:
    """Everything that is known of a year; nothing where nobody took part."""
    everybody = registered(data).size
    if not everybody:
        return
    yield _finding("registered", _of_everybody(data, everybody, None))
    declared = _declared(data)
    if declared is not None and declared.target is not None:
        share = _of_everybody(data, everybody, declared.target)
        yield _finding("coverage", share, declared.target, declared.source)
    places = places_of(data)
    if places is not None:
        number, source = places
        yield _finding("utilisation", _of_everybody(data, everybody, number), number, source)
    if declared is not None:
        yield from _delivered(data, declared)


def _delivered(data: YearData, declared: Reach) -> Iterator[Finding]:
    for aspect, number in (("refused", declared.refused), ("waiting", declared.waiting)):
        if number is not None:
            yield _finding(aspect, _declared_persons(number), source=declared.source)
    courses = courses_held(data)
    if declared.courses is not None and courses:
        share = _of_everybody(data, courses, declared.courses)
        yield _finding("courses", share, declared.courses, declared.source)
    hours = course_hours_held(data) if declared.hours_held is None else declared.hours_held
    if declared.hours is not None and hours is not None:
        yield _finding("hours", _of_everybody(data, hours, declared.hours), declared.hours, declared.source)


def _finding(aspect: str, main: Estimate, planned: int | None = None, source: Text | None = None) -> Finding:
    return Finding(
        subject=Subject(aspect=f"reach.{aspect}", decimals=0),
        estimates=((Role.MAIN, main),),
        target=None if planned is None else float(planned),
        source=source,
    )


def _of_everybody(data: YearData, number: float, planned: int | None) -> Estimate:
    """A number of the whole year; with `planned` as a part of that, which may be more than was planned."""
    everybody = registered(data)
    counts = (Count(role=CountRole.BASE, number=everybody.size),)
    value, unit = (number, PERSONS) if planned is None else (number / planned, SHARE)
    return _estimate(value, unit, counts).resting_on(everybody.population)


def _declared_persons(number: int) -> Estimate:
    """Persons of whom nothing else is known; few of them are as well protected as others."""
    return _estimate(number, PERSONS, (Count(role=CountRole.BASE, number=number),))


def _estimate(value: float, unit: Unit, counts: tuple[Count, ...]) -> Estimate:
    return Estimate(
        quantity=Quantity.PART_OF_PLANNED if unit == SHARE else Quantity.COUNT,
        unit=unit,
        value=float(value),
        claim=Claim.DESCRIPTION,
        counts=counts,
        source="Count",
    )


QUESTION = Question(answer=lambda asked: answer_reach(asked.data), missed=5.0, reads=Reads.COHORT)

"""Whom did the programme reach, of whom it was meant for, and did it take place as planned?"""

from __future__ import annotations

from collections.abc import Iterator

from wirkung.codes import Absence, Claim, CountRole, Quantity, Role
from wirkung.declared import Group
from wirkung.estimate import PERSONS, SHARE, Count, Estimate, Unit
from wirkung.finding import Answer, Finding, Subject
from wirkung.programme.reach import Reach
from wirkung.questions import Question
from wirkung.year.data import YearData
from wirkung.year.money.participants import courses_held, registered


def answer_reach(data: YearData) -> Answer:
    """Registered of the target group and of the places, who was refused or waits, courses held of those planned.

    Everything is counted: nothing has an interval.
    """
    declared = next((each for each in data.programme.reach if each.year == data.year), None)
    if declared is None:
        return Answer(question="reach", year=data.year, absent=Absence.NO_REACH)
    if data.persons(Group.PROGRAMME).empty:
        return Answer(question="reach", year=data.year, absent=Absence.NO_PARTICIPANTS)
    return Answer(question="reach", year=data.year, findings=tuple(_findings(data, declared)))


def _findings(data: YearData, declared: Reach) -> Iterator[Finding]:
    costs = data.programme.costs
    places = next((each for each in (costs.places if costs else ()) if each.year == data.year), None)
    yield Finding(subject=_subject("registered"), estimates=((Role.MAIN, _registered(data, None)),))
    if declared.target is not None:
        yield _counted("coverage", _registered(data, declared.target), declared)
    if places is not None:
        share = _registered(data, places.number)
        yield Finding(subject=_subject("utilisation"), estimates=((Role.MAIN, share),), source=places.source)
    for aspect, number in (("refused", declared.refused), ("waiting", declared.waiting)):
        if number is not None:
            yield _counted(aspect, _declared_persons(number), declared)
    held = courses_held(data)
    if declared.courses is not None and held:
        yield _counted("courses", _courses(data, held, declared.courses), declared)


def _counted(aspect: str, estimate: Estimate, declared: Reach) -> Finding:
    return Finding(subject=_subject(aspect), estimates=((Role.MAIN, estimate),), source=declared.source)


def _subject(aspect: str) -> Subject:
    return Subject(aspect=f"reach.{aspect}", decimals=0)


def _registered(data: YearData, of: int | None) -> Estimate:
    """How many registered; with `of` as a part of so many, which more can register than were expected."""
    everybody = registered(data)
    counts = (Count(role=CountRole.BASE, number=everybody.size),)
    value = everybody.size if of is None else everybody.size / of
    found = _estimate(value, PERSONS if of is None else SHARE, counts)
    return found.resting_on(everybody.population)


def _declared_persons(number: int) -> Estimate:
    """Persons of whom nothing else is known; few of them are as well protected as others."""
    return _estimate(number, PERSONS, (Count(role=CountRole.BASE, number=number),))


def _courses(data: YearData, held: int, planned: int) -> Estimate:
    everybody = registered(data)
    counts = (Count(role=CountRole.BASE, number=everybody.size),)
    return _estimate(held / planned, SHARE, counts).resting_on(everybody.population)


def _estimate(value: float, unit: Unit, counts: tuple[Count, ...]) -> Estimate:
    return Estimate(
        quantity=Quantity.PART_OF_PLANNED if unit == SHARE else Quantity.COUNT,
        unit=unit,
        value=float(value),
        claim=Claim.DESCRIPTION,
        counts=counts,
        source="Count",
    )


QUESTION = Question(answer=lambda asked: answer_reach(asked.data), missed=5.0)

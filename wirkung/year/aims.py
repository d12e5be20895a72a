"""What goals are about beside the answers to questions: places and courses, and until when a number is known."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from wirkung.codes import UnitKind
from wirkung.declared import GoalMeasure, Group, StepKind, Wave
from wirkung.estimate import Estimate, Unit
from wirkung.methods.money.cost import cost_base
from wirkung.programme.model import Goal
from wirkung.year.data import YearData
from wirkung.year.money.participants import courses_held, places_of, registered
from wirkung.year.tracking.clock import entries, last_day, months_later

PLACES = Unit(kind=UnitKind.PLACES)
COURSES = Unit(kind=UnitKind.COURSES)


def offered(data: YearData, measure: GoalMeasure) -> Estimate | None:
    """How many places there were by the programme file, or how many courses had participants; None if unknown."""
    everybody = registered(data)
    if measure is GoalMeasure.COURSES:
        number, unit, source = courses_held(data) or None, COURSES, "Count of the courses in the list of persons"
    else:
        known = places_of(data)
        number, unit = None if known is None else known[0], PLACES
        source = "Number of places in the programme file"
    if number is None:
        return None
    counted = cost_base(number, unit=unit, persons=everybody.size)
    return replace(counted.resting_on(everybody.population), source=source)


def step_kind(data: YearData, goal: Goal) -> StepKind:
    """The kind of the step that a goal is about."""
    return next(step.kind for step in data.programme.cohort if step.id == goal.of)


def first_day(data: YearData) -> dt.date:
    """The first day of the year, which begins in August where years are school years."""
    return dt.date(data.year, data.programme.year_is.first_month, 1)


def known_until(data: YearData, goal: Goal) -> dt.date:
    """The last day of which the number is known that a goal is about.

    What happens after the courses is known up to the last day of the list of events; what was measured or done in
    the courses up to the end of the year, or of the course of whoever entered last where that is later. Of a
    report «so far» nothing later than its day.
    """
    known = _known_until(data, goal)
    return known if data.tables.until is None else min(known, data.tables.until)


def _known_until(data: YearData, goal: Goal) -> dt.date:
    year_end = first_day(replace(data, year=data.year + 1)) - dt.timedelta(days=1)
    if goal.measure.of_step and step_kind(data, goal) is StepKind.EVENT:
        known = last_day(data)
        # Without dates nothing says that it comes later.
        return goal.by if known is None else known.astype(dt.date)
    entered = entries(data, Group.PROGRAMME)
    if goal.measure.of_year or goal.measure is GoalMeasure.COST or not entered.size:
        return year_end
    ended: dt.date = months_later(entered, _months(data, goal)).max().item()
    return max(year_end, ended)


def _months(data: YearData, goal: Goal) -> int:
    """Months from entry to the measurement, or to the end of the courses."""
    tracking = data.programme.tracking
    waves = [data.main_wave(each) for each in data.programme.indicators if each.id == goal.of]
    late = goal.measure.of_indicator and waves == [Wave.FOLLOW_UP]
    return tracking.follow_up_months if late else tracking.course_months

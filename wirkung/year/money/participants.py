"""Whom the money was spent on, and what they took part in."""

from __future__ import annotations

import pandas as pd

from wirkung.declared import Group, StepKind
from wirkung.programme.parts import Text
from wirkung.year.data import YearData
from wirkung.year.participations import counted
from wirkung.year.sample import PERSONS, Sample
from wirkung.year.tracking.reached import hours_by_person


def registered(data: YearData) -> Sample:
    """Everybody in the programme group; of courses without a list of persons, whatever was booked there."""
    if data.tables.totals is not None:
        return counted(data, _first_of(data, "registered", "attended"))
    return data.sample(PERSONS, Group.PROGRAMME)


def participants(data: YearData) -> Sample:
    """Persons of the programme group who attended at least one hour; all of them where nobody kept the hours."""
    if data.tables.totals is not None:
        return counted(data, _first_of(data, "attended", "registered"))
    if data.tables.attendance is None:
        return registered(data)
    hours = hours_by_person(data)
    return _among_registered(data, hours.index[hours["hours"] > 0].to_series())


def completed_participations(data: YearData) -> tuple[int, Sample] | None:
    """How many courses were attended for enough hours, and by whom; None where nothing says what is enough.

    Who completed several counts once, unless the further ones are as many as the smallest group: fewer would be
    known from this number beside that of persons, and nobody who did so must not look otherwise.
    """
    if data.tables.totals is not None:
        completed = counted(data, "completed")
        return (completed.size, completed) if is_known(data, "completed") else None
    attendance = data.rows_of_year(data.tables.attendance)
    shares = [step.share_of_hours for step in data.programme.way if step.kind is StepKind.COMPLETED]
    if attendance is None or not shares or shares[0] is None:
        return None
    ours = attendance[attendance["person"].isin(data.persons(Group.PROGRAMME)["person"])]
    enough = ours[(ours["hours"] > 0) & (ours["hours"] >= shares[0] * ours["planned_hours"])]
    persons = _among_registered(data, enough["person"])
    few = len(enough) - persons.size < data.programme.privacy.smallest_group
    return persons.size if few else len(enough), persons


def courses_held(data: YearData) -> int:
    """How many courses the year had, by the persons registered in them; by totals, those to which anybody came."""
    courses = totals_of_year(data)
    if courses is not None:
        return int((courses[_first_of(data, "attended", "registered")] > 0).sum())
    return int(data.persons(Group.PROGRAMME)["course"].dropna().nunique())


def course_hours_held(data: YearData) -> float | None:
    """How many hours the courses had that are in the list of attendance; None where it does not say so.

    Somebody who registered late has fewer planned hours: those of the course are the most that anybody in it has.
    """
    attendance = data.rows_of_year(data.tables.attendance)
    if attendance is None or data.programme.data.counts_dates:
        return None
    ours = attendance[attendance["person"].isin(data.persons(Group.PROGRAMME)["person"])]
    by_course = ours.groupby("course")["planned_hours"].max()
    return None if by_course.empty or by_course.isna().any() else float(by_course.sum())


def totals_of_year(data: YearData) -> pd.DataFrame | None:
    """The courses of the year, where only their numbers are known; None where there is a list of persons."""
    return data.rows_of_year(data.tables.totals)


def is_known(data: YearData, name: str) -> bool:
    """Whether the totals have a column."""
    return data.tables.totals is not None and bool(data.tables.totals[name].notna().any())


def held_hours(data: YearData) -> float | None:
    """Hours that courses were held in the year; None where nobody says."""
    courses = totals_of_year(data)
    return float(courses["hours"].sum()) if courses is not None and is_known(data, "hours") else None


def places_of(data: YearData) -> tuple[int, Text | None] | None:
    """How many places the year had, with the source where the programme file gives one; None where nobody says."""
    courses = totals_of_year(data)
    if courses is not None and is_known(data, "places"):
        return int(courses["places"].sum()), None
    settings = data.programme.costs
    paid = [(one.number, one.source) for one in (settings.places if settings else ()) if one.year == data.year]
    planned = [
        (one.places, one.source)
        for one in data.programme.reach
        if one.year == data.year and one.places is not None
    ]
    return next(iter((*paid, *planned)), None)


def _first_of(data: YearData, first: str, second: str) -> str:
    return first if is_known(data, first) else second


def _among_registered(data: YearData, persons: pd.Series) -> Sample:
    chosen = data.persons(Group.PROGRAMME)["person"].isin(persons).to_numpy(dtype=bool)
    return registered(data).where(chosen)
